using System.Net;

namespace CallRouting.Sip;

/// <summary>Who a <see cref="SipPhone"/> is and what it does by itself.</summary>
public sealed record SipPhoneOptions
{
    /// <summary>The user part of its address: a name or a number.</summary>
    public required string User { get; init; }

    /// <summary>The name it shows to those it calls; empty: none.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The registrar and proxy that all its calls go through; <c>null</c>: none, so that it can call
    /// <c>sip:</c> addresses only, each directly.</summary>
    public IPEndPoint? Server { get; init; }

    /// <summary>The host in its address, which is the company's domain; empty: the address of
    /// <see cref="Server"/>.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The name it logs in with; empty: <see cref="User"/>.</summary>
    public string Username { get; init; } = "";

    /// <summary>The password; empty: challenges are not answered.</summary>
    public string Password { get; init; } = "";

    /// <summary>Where it listens, UDP; port 0 takes a free one. Loopback by itself.</summary>
    public IPEndPoint Local { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>How long a registration is asked for; it is refreshed after four fifths. 1 s … 1 day.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What it does when it is called; by itself it rings until the caller gives up.</summary>
    public PhoneBehaviour Behaviour { get; init; }

    /// <summary>The RTP ports and rules; the address is that of <see cref="Local"/>. Several phones may share a range
    /// of ports.</summary>
    public MediaOptions Media { get; init; } = new() { FirstPort = 30000, LastPort = 32767 };

    /// <summary>Whether what is heard is kept, the latest five minutes of each call. Switch it off for load
    /// tests.</summary>
    public bool KeepsSound { get; init; } = true;

    /// <summary>The limit of waits that are given none.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    internal void Demand()
    {
        if (User.Length == 0 || User.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || "<>@\"\\,;:".Contains(c)))
            throw new ArgumentException($"\"{User}\" cannot be the user part of an address.", nameof(User));
        if (DisplayName.Any(char.IsControl))
            throw new ArgumentException("A display name holds no control characters.", nameof(DisplayName));
        if (Domain.Length > 0 && !SipText.IsHostName(System.Text.Encoding.UTF8.GetBytes(Domain))
            && !IPAddress.TryParse(Domain, out _))
            throw new ArgumentException($"\"{Domain}\" is no host name.", nameof(Domain));
        ArgumentOutOfRangeException.ThrowIfLessThan(Expires, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Expires, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
    }
}

/// <summary>What a <see cref="SipPhone"/> does by itself when it is called. <c>default</c> rings, and leaves the rest
/// to whoever holds the <see cref="PhoneCall"/>.</summary>
/// <param name="Status">The final status, 200 … 699; 0: none.</param>
/// <param name="After">How long it rings before.</param>
/// <param name="Tone">What it plays once it has answered, in hertz; 0: silence.</param>
/// <param name="HangsUpAfter">How long it talks; zero: until it is told or the other side hangs up.</param>
/// <param name="IsSilent">Whether it does not even say that it rings.</param>
public readonly record struct PhoneBehaviour(
    int Status, TimeSpan After = default, int Tone = 0, TimeSpan HangsUpAfter = default, bool IsSilent = false)
{
    /// <summary>Rings and never answers.</summary>
    public static PhoneBehaviour NeverAnswers => default;

    /// <summary>Is busy: 486.</summary>
    public static PhoneBehaviour Busy => new(486, IsSilent: true);

    /// <summary>Rings, then declines: 603.</summary>
    /// <param name="after">How long it rings.</param>
    public static PhoneBehaviour Declines(TimeSpan after = default) => new(603, after);

    /// <summary>Rings, then refuses.</summary>
    /// <param name="status">The status, 300 … 699.</param>
    /// <param name="after">How long it rings.</param>
    public static PhoneBehaviour Refuses(int status, TimeSpan after = default) => new(status, after);

    /// <summary>Rings, then answers.</summary>
    /// <param name="after">How long it rings.</param>
    /// <param name="tone">What it plays then, in hertz; 0: silence.</param>
    public static PhoneBehaviour Answers(TimeSpan after = default, int tone = 0) => new(200, after, tone);
}

/// <summary>How one call is made.</summary>
public sealed record PhoneDialling
{
    /// <summary>The number it is said to come from; empty: that of the phone.</summary>
    public string From { get; init; } = "";

    /// <summary>The name it is said to come from; <c>null</c>: that of the phone.</summary>
    public string? DisplayName { get; init; }

    /// <summary>More header fields of the INVITE, for example <c>Diversion</c>: name and value.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];
}
