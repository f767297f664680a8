namespace CallRouting.E1;

/// <summary>SETUP as it goes out (Q.931 §3.1.14, §3.1.15).</summary>
internal static class SetupMessage
{
    /// <summary>The most digits of one element; numbers of E.164 have at most 15. With it every SETUP
    /// fits.</summary>
    public const int MaximumDigits = 32;

    /// <summary>Writes it.</summary>
    /// <param name="room">At least <see cref="Q931.MaximumLength"/> octets.</param>
    /// <param name="reference">The call reference, not turned.</param>
    /// <param name="setup">What is to be said.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="saysComplete">Whether Sending complete is said of a complete number.</param>
    /// <param name="hasDisplay">Whether Display may be sent: only the network may (§3.1.15).</param>
    /// <param name="location">Whose progress description it is.</param>
    /// <returns>Octets written.</returns>
    public static int Write(Span<byte> room, CallReference reference, PriSetup setup, ChannelElement channel,
        bool saysComplete, bool hasDisplay, Location location)
    {
        var writer = new Q931Writer(room, reference, MessageType.Setup);
        if (setup.IsComplete && saysComplete)
            writer.Write(ElementId.SendingComplete);
        writer.Write(ElementId.BearerCapability, new BearerElement
        {
            Capability = setup.Bearer.Capability, Mode = setup.Bearer.Mode, Rate = setup.Bearer.Rate,
            Layer1 = setup.Bearer.Layer1, HasLayer1 = setup.Bearer.Layer1 != 0,
        });
        writer.Write(ElementId.ChannelIdentification, channel);
        if (setup.Progress != 0)
        {
            writer.Write(ElementId.ProgressIndicator,
                new ProgressElement { Location = location, Description = setup.Progress });
        }

        if (hasDisplay && setup.Display.Length > 0)
        {
            Span<byte> octets = stackalloc byte[82];
            writer.Write(ElementId.Display, new TextElement { Text = octets[..Narrow(setup.Display, octets)] });
        }

        if (setup.Calling is { } calling)
            WriteNumber(ref writer, ElementId.CallingNumber, calling);
        // Without a digit so far the far end knows from the missing element that all are to come.
        if (setup.Called.Digits.Length > 0)
            WriteNumber(ref writer, ElementId.CalledNumber, setup.Called);
        if (setup.Redirecting is { } redirecting)
            WriteNumber(ref writer, ElementId.RedirectingNumber, redirecting);
        return writer.Length;
    }

    /// <summary>Writes a number of at most <see cref="MaximumDigits"/>; half of a longer one would be another
    /// number.</summary>
    public static void WriteNumber(ref Q931Writer writer, ElementId id, PartyNumber number)
    {
        if (number.Digits.Length > MaximumDigits)
            return;
        Span<byte> octets = stackalloc byte[MaximumDigits];
        writer.Write(id, new NumberElement
        {
            Type = number.Type, Plan = number.Plan, Presentation = number.Presentation, Screening = number.Screening,
            Reason = number.Reason, HasPresentation = id != ElementId.CalledNumber,
            HasReason = id == ElementId.RedirectingNumber, Digits = octets[..Narrow(number.Digits, octets)],
        });
    }

    // IA5: what is not in it is a question mark.
    private static int Narrow(string text, Span<byte> octets)
    {
        var length = Math.Min(text.Length, octets.Length);
        for (var i = 0; i < length; i++)
            octets[i] = text[i] < 0x80 ? (byte)text[i] : (byte)'?';
        return length;
    }
}
