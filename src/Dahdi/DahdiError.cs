using System.Runtime.InteropServices;

namespace CallRouting.Dahdi;

/// <summary>The kernel's error numbers that mean something here, and what they mean.</summary>
internal static class DahdiError
{
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int NotConfigured = 6;
    public const int Again = 11;
    public const int NotPermitted = 13;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int Invalid = 22;
    public const int InProgress = 115;

    /// <summary>Events wait: they are to be taken, and the call is to be made again (the driver's
    /// <c>ELAST</c>).</summary>
    public const int EventsWait = 500;

    /// <summary>Why a channel could not be opened, in words.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="isChosen">Whether it was the choice of the channel that failed; else opening the device.</param>
    /// <param name="error">The error number.</param>
    public static string OfOpening(int channel, bool isChosen, int error) => (isChosen, error) switch
    {
        (false, NoEntry) => $"DAHDI channel {channel}: there is no {DahdiChannel.Device}; the driver is not loaded.",
        (false, NotConfigured or NoDevice) => $"DAHDI channel {channel}: the driver is not loaded.",
        (false, NotPermitted) => $"DAHDI channel {channel}: this user may not open {DahdiChannel.Device}.",
        (true, Invalid) => $"DAHDI channel {channel}: the driver has no such channel.",
        (true, NotConfigured) => $"DAHDI channel {channel} is not configured: /etc/dahdi/system.conf, dahdi_cfg.",
        (true, Busy) => $"DAHDI channel {channel} is held by another program.",
        _ => Of(channel, "cannot be opened", error),
    };

    /// <summary>Why something with a channel failed, in words.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="what">What failed.</param>
    /// <param name="error">The error number.</param>
    public static string Of(int channel, string what, int error) =>
        $"DAHDI channel {channel} {what}: {Marshal.GetPInvokeErrorMessage(error)} ({error}).";
}
