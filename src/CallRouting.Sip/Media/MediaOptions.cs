using System.Net;

namespace CallRouting.Sip;

/// <summary>How the media of the SIP transport is sent and received.</summary>
public sealed record MediaOptions
{
    /// <summary>Address that RTP sockets are bound to; any IPv4 address where not set. Any IPv6 address takes
    /// both.</summary>
    public IPAddress Address { get; init; } = IPAddress.Any;

    /// <summary>First port of the range; RTP takes the even ports, RTCP the odd ones after them.</summary>
    public int FirstPort { get; init; } = 20000;

    /// <summary>Last port of the range: 5,000 streams with the range as it is by itself.</summary>
    public int LastPort { get; init; } = 29999;

    /// <summary>From where media may come that the description does not name.</summary>
    public MediaLearning Learning { get; init; } = MediaLearning.SignalledAddress;

    /// <summary>Silence of the present source after which another may be learned, 20 ms … 60 s.</summary>
    public TimeSpan RelearnAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>True to send silence to a leg that hears nothing else, which opens address translations and keeps
    /// phones from hanging up; false to send nothing.</summary>
    public bool SendSilence { get; init; } = true;

    /// <summary>Time without any packet after which a leg is reported; zero, as it is by itself, never.</summary>
    public TimeSpan Timeout { get; init; }

    internal void Demand()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstPort, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LastPort, 65535);
        if (LastPort - (FirstPort + 1) / 2 * 2 < 1)
            throw new ArgumentException($"Ports {FirstPort}–{LastPort} hold no even port with the odd one after it.");
        ArgumentOutOfRangeException.ThrowIfLessThan(RelearnAfter, TimeSpan.FromMilliseconds(20));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RelearnAfter, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(Timeout, TimeSpan.Zero);
    }
}
