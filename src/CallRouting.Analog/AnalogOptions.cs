using NodaTime;

namespace CallRouting.Analog;

/// <summary>Which analog lines there are.</summary>
public sealed record AnalogOptions
{
    /// <summary>The lines.</summary>
    public required IReadOnlyList<AnalogLine> Lines { get; init; }

    /// <summary>After how long a device that could not be opened is tried again. 5 s.</summary>
    public Duration RetryAfter { get; init; } = Duration.FromSeconds(5);

    /// <summary>How long <see cref="AnalogTransport.StopAsync"/> waits for lines to go on hook. 2 s.</summary>
    public Duration StopWithin { get; init; } = Duration.FromSeconds(2);

    internal void Demand()
    {
        var faults = new List<string>();
        var trunks = new HashSet<(DomainId, string)>();
        var lines = new HashSet<(DomainId, LineNumber)>();
        var devices = new HashSet<IFxoLine>(ReferenceEqualityComparer.Instance);
        if (RetryAfter <= Duration.Zero)
            faults.Add("Opening a device is retried after more than 0 s.");
        if (StopWithin < Duration.Zero)
            faults.Add("Stopping takes 0 s or more.");
        foreach (var line in Lines)
        {
            if (line.Domain.IsNone)
                faults.Add($"Line {line.Line} is of no company.");
            if (string.IsNullOrEmpty(line.Trunk) || !trunks.Add((line.Domain, line.Trunk)))
                faults.Add($"Line {line.Line} needs a trunk of its own, not \"{line.Trunk}\".");
            if (line.Line.IsNone || !lines.Add((line.Domain, line.Line)))
                faults.Add($"Trunk {line.Trunk} needs a line number of its own, from 1.");
            if (!devices.Add(line.Device))
                faults.Add($"Trunk {line.Trunk} needs a device of its own, not {line.Device.Name}.");
            line.Demand(faults);
        }

        if (faults.Count > 0)
            throw new ArgumentException(string.Join(' ', faults), nameof(Lines));
    }
}

/// <summary>One analog line and how it is used.</summary>
public sealed record AnalogLine
{
    /// <summary>The company whose line it is.</summary>
    public required DomainId Domain { get; init; }

    /// <summary>The id of its trunk in the plan.</summary>
    public required string Trunk { get; init; }

    /// <summary>The line's own number, by which calls on it find their route (SPEC O2); the same as in the
    /// plan.</summary>
    public required LineNumber Line { get; init; }

    /// <summary>The port at the end of the line.</summary>
    public required IFxoLine Device { get; init; }

    /// <summary>The country whose exchange is at the other end. Russia.</summary>
    public AnalogCountry Country { get; init; } = AnalogCountries.Russia;

    /// <summary>What is dialled for an outside line, when the other end is a PBX; a comma is a pause of two seconds.
    /// Empty: nothing.</summary>
    public string OutsidePrefix { get; init; } = "";

    /// <summary>How long a dial tone is waited for before dialling; none by then fails the call;
    /// <see cref="Duration.Zero"/>: dialled without waiting, half a second after seizing. 5 s.</summary>
    public Duration DialToneWithin { get; init; } = Duration.FromSeconds(5);

    /// <summary>Whether to dial by pulses; else by tones.</summary>
    public bool DialsPulses { get; init; }

    /// <summary>After how long from the last digit an outgoing call is taken for answered, if nothing else has told so
    /// and no ringing tone is heard; <c>null</c>: only an answer is an answer.</summary>
    public Duration? AnsweredAfter { get; init; }

    /// <summary>After how long from the last digit an outgoing call that nobody answers fails: 3 min, T301 of
    /// Q.931.</summary>
    public Duration NoAnswerAfter { get; init; } = Duration.FromMinutes(3);

    /// <summary>Where a half-duplex line sends a caller who wants to talk to somebody: digits that are dialled after a
    /// flash, for an exchange that transfers so; <c>null</c>: such a caller goes where the plan says for nobody being
    /// there. Full-duplex lines have no use for it.</summary>
    public string? HandOver { get; init; }

    internal void Demand(List<string> faults)
    {
        foreach (var digits in (ReadOnlySpan<string>)[OutsidePrefix, HandOver ?? ""])
            if (!AnalogNumbers.CanBeDialled(digits))
                faults.Add($"Trunk {Trunk}: \"{digits}\" cannot be dialled: digits, *, #, A to D and commas only.");
        if (HandOver is "")
            faults.Add($"Trunk {Trunk}: to hand over needs digits to dial.");
        if (DialToneWithin < Duration.Zero || NoAnswerAfter <= Duration.Zero || AnsweredAfter < Duration.Zero)
            faults.Add($"Trunk {Trunk}: waiting times are not negative.");
        if (Country.FlashMilliseconds is < 80 or > 1000)
            faults.Add($"Trunk {Trunk}: a flash lasts from 80 to 1000 ms, not {Country.FlashMilliseconds}.");
        if (Country.ShortestRing < Duration.Zero || Country.LongestRingPause <= Duration.Zero
            || Country.HookGuard < Duration.Zero || Country.CallerIdWait < Duration.Zero
            || Country.SilenceLimit <= Duration.Zero)
            faults.Add($"Trunk {Trunk}: the times of country {Country.Code} are not negative.");
    }
}
