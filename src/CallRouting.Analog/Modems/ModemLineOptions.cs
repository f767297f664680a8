using NodaTime;

namespace CallRouting.Analog;

/// <summary>How sound is carried by a voice modem.</summary>
public enum ModemSound : byte
{
    /// <summary>As the modem says, or as its chip is known to.</summary>
    AsOffered = 0,

    /// <summary>One way at a time, which most voice modems can.</summary>
    HalfDuplex = 1,

    /// <summary>Both ways at once by <c>+VTR</c>, also where the modem does not say that it can.</summary>
    FullDuplex = 2,
}

/// <summary>Where a serial modem is and how it is used.</summary>
public sealed record ModemLineOptions
{
    /// <summary>The port, for example <c>/dev/ttyACM0</c> or <c>COM3</c>.</summary>
    public required string Port { get; init; }

    /// <summary>Bits per second on the port: 115,200 of itself. Sound needs at least 92,000; USB modems do not
    /// mind.</summary>
    public int BitsPerSecond { get; init; } = 115_200;

    /// <summary>How sound is carried.</summary>
    public ModemSound Sound { get; init; }

    /// <summary>After how long a modem out of service is tried again for the first time; each further time takes
    /// twice as
    /// long, up to twelve times this. 5 s.</summary>
    public Duration RetryAfter { get; init; } = Duration.FromSeconds(5);

    /// <summary>How often a modem on hook is asked whether it is still there. 1 min.</summary>
    public Duration PollEvery { get; init; } = Duration.FromMinutes(1);

    internal void Demand()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Port);
        ArgumentOutOfRangeException.ThrowIfLessThan(BitsPerSecond, 300);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryAfter, Duration.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfLessThan(PollEvery, Duration.FromSeconds(1));
    }
}
