using CallRouting.Analog;

namespace CallRouting.Guest;

/// <summary>Keeps what an FXO line tells, and its sound.</summary>
internal sealed class HeardLine : IFxoEvents
{
    private readonly List<FxoEvent> _told = [];
    private readonly List<byte> _heard = [];
    private byte _next;
    private int _read;

    /// <summary>The octets heard.</summary>
    public byte[] Heard
    {
        get
        {
            lock (_heard)
                return [.. _heard];
        }
    }

    /// <summary>Whether it says a counting pattern; else silence.</summary>
    public volatile bool Counts;

    public void Happened(in FxoEvent happened)
    {
        Report.Say($"line: {happened}");
        lock (_told)
            _told.Add(happened);
    }

    public void Exchange(ReadOnlySpan<byte> heard, Span<byte> said)
    {
        lock (_heard)
            _heard.AddRange(heard);
        said.Fill(LegSound.Silence);
        if (!Counts)
            return;
        foreach (ref var octet in said)
            octet = _next++;
    }

    void IFxoEvents.Heard(ReadOnlySpan<byte> frame)
    {
    }

    /// <summary>Waits for an event after the last one that was waited for.</summary>
    public async Task<FxoEvent> TellsAsync(FxoEventKind kind, int seconds = 20)
    {
        FxoEvent found = default;
        await Scenario.UntilAsync(() => TryNext(kind, out found), $"the line to tell {kind}", seconds);
        return found;
    }

    /// <summary>How often it has told something.</summary>
    public int Count(FxoEventKind kind)
    {
        lock (_told)
            return _told.Count(told => told.Kind == kind);
    }

    private bool TryNext(FxoEventKind kind, out FxoEvent found)
    {
        lock (_told)
        {
            var at = _told.FindIndex(_read, told => told.Kind == kind);
            found = at < 0 ? default : _told[at];
            if (at >= 0)
                _read = at + 1;
            return at >= 0;
        }
    }
}
