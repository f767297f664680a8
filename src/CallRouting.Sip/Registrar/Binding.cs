using System.Net;

namespace CallRouting.Sip;

/// <summary>One registered contact of an employee: a device that can be rung (RFC 3261 §10).</summary>
internal sealed class Binding(SipDomain domain, string employee, byte[] contact, SipFlow flow)
{
    public SipDomain Domain { get; } = domain;

    /// <summary>The employee's id in the plan.</summary>
    public string Employee { get; } = employee;

    /// <summary>The URI that requests carry.</summary>
    public byte[] Contact { get; } = contact;

    /// <summary>The device's name: the user part of its contact, as <c>desk</c> in <c>sip:desk@192.0.2.7</c>;
    /// <c>null</c>: it has none.</summary>
    public string? DeviceName { get; } =
        SipUri.TryParse(contact, out var uri) && !uri.User.IsEmpty ? uri.UserText() : null;

    /// <summary>The way that the registration came by.</summary>
    public SipFlow Flow { get; set; } = flow;

    public byte[] CallId { get; set; } = [];

    public uint Sequence { get; set; }

    /// <summary>When it ends, in ticks of 100 ns since the Unix epoch.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>The device's own wish of precedence, 0–1000.</summary>
    public int Q { get; set; }

    /// <summary>The device as the host knows it.</summary>
    public DeviceId Device { get; set; }

    /// <summary>Where to send when not back over <see cref="Flow"/>: the contact's own address, if it is the one that
    /// the registration came from; <c>null</c> behind an address translation and for names.</summary>
    public IPEndPoint? Direct
    {
        get
        {
            if (Flow.IsReliable || !SipUri.TryParse(Contact, out var uri)
                || !SipText.TryAddress(uri.Host, out var address) || !address.Equals(Flow.Remote.Address)
                || SipText.Same(uri.Transport, "tcp"u8))
                return null;
            return new(address, uri.Port == 0 ? 5060 : uri.Port);
        }
    }
}
