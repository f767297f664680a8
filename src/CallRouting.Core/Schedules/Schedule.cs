using NodaTime;

namespace CallRouting;

/// <summary>Business hours compiled for asking: at every instant either open or closed.</summary>
/// <remarks>
/// <para>The wall clock of the zone counts. A start or end that the clock skips moves to the end of the gap; one that
/// comes twice is the first. Intervals include their start and exclude their end.</para>
/// <para>Immutable, deterministic and safe from any thread. Inside are two pure caches, each a reference swapped
/// whole: the stretch asked for last, and stretches of the 16-day chunks asked for lately. They change how fast an
/// answer comes, never the answer.</para>
/// </remarks>
public sealed class Schedule
{
    private const int CachedChunks = 32;

    private readonly OpeningTimes _times;
    private readonly HoursChunk?[] _chunks = new HoursChunk?[CachedChunks];
    private volatile HoursStretch _current = HoursStretch.Nothing;

    private Schedule(ScheduleSettings settings, OpeningTimes times)
    {
        Settings = settings;
        _times = times;
    }

    /// <summary>The schedule's name in the plan.</summary>
    public string Id => Settings.Id;

    /// <summary>What it was compiled from.</summary>
    public ScheduleSettings Settings { get; }

    /// <summary>The zone whose wall clock the hours follow.</summary>
    public DateTimeZone Zone => _times.Zone;

    /// <summary>Compiles settings and adds every mistake in them to the findings.</summary>
    /// <remarks>Never throws on what the settings hold. When an error is added, the schedule that comes back is only
    /// good for going on to look for further mistakes: an unknown zone counts as UTC, overlapping intervals as
    /// joined, a reversed range as absent.</remarks>
    /// <param name="settings">The hours as written.</param>
    /// <param name="findings">Takes what is found wrong.</param>
    public static Schedule Compile(ScheduleSettings settings, List<ScheduleFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(findings);
        if (!ZoneNames.TryFind(settings.Zone, out var zone, out var problem))
            findings.Add(new(FindingSeverity.Error, SchedulePath.Zone, problem));
        var calendar = new DayCalendar(settings);
        ScheduleCheck.Run(settings, calendar, findings);
        return new(settings, new OpeningTimes(zone, calendar));
    }

    /// <summary>Compiles settings that have no errors; warnings are let pass.</summary>
    /// <exception cref="ArgumentException">The settings have errors; the message lists them all.</exception>
    public static Schedule Compile(ScheduleSettings settings)
    {
        var findings = new List<ScheduleFinding>();
        var schedule = Compile(settings, findings);
        findings.RemoveAll(static finding => finding.Severity != FindingSeverity.Error);
        return findings.Count == 0
            ? schedule
            : throw new ArgumentException(
                $"Schedule '{settings.Id}' cannot be used:\n{string.Join('\n', findings)}", nameof(settings));
    }

    /// <summary>Open or closed at an instant, and until when.</summary>
    /// <remarks>Total over all instants. Without allocation while the answer holds and for days already worked
    /// out. <see cref="HoursState.ValidUntil"/> is later than the instant, except that at
    /// <see cref="Instant.MaxValue"/> there is no later one.</remarks>
    public HoursState At(Instant t)
    {
        var stretch = _current;
        return stretch.Holds(t) ? stretch.State : Find(t);
    }

    private HoursState Find(Instant t)
    {
        var stretch = ChunkOf(t).StretchAt(t);
        _current = stretch;
        return stretch.State;
    }

    private HoursChunk ChunkOf(Instant t)
    {
        var index = HoursChunk.IndexOf(t);
        ref var slot = ref _chunks[index & (CachedChunks - 1)];
        var chunk = Volatile.Read(ref slot);
        if (chunk is null || chunk.Index != index)
            Volatile.Write(ref slot, chunk = new HoursChunk(_times, index));
        return chunk;
    }

    /// <summary>Why it is open or closed at an instant, from the same stretches as <see cref="At"/>.</summary>
    public ScheduleRule Explain(Instant t)
    {
        var chunk = ChunkOf(t);
        var isOpen = chunk.StretchAt(t).State.IsOpen;
        var second = t.ToUnixTimeSeconds();
        var day = WallClock.DayOf(second + Zone.GetUtcOffset(t).Seconds);
        var deciding = _times.Calendar.RuleOf(day);
        if (!isOpen)
            return new(false, deciding.Kind, IsoDate.DateOf(day), default, false, deciding.Path(Settings));
        // Of several that hold the instant, the one that started last.
        var opening = Array.FindLast(chunk.Openings, at => at.Start <= second && second < at.End);
        deciding = _times.Calendar.RuleOf(opening.Day);
        return new(true, deciding.Kind, IsoDate.DateOf(opening.Day), opening.Written.Interval,
            opening.Day < day, deciding.Path(Settings, opening.Written.Position));
    }

    /// <summary>Every opening and closing in [<paramref name="from"/>, <paramref name="to"/>), in order; each is to
    /// the other state.</summary>
    public IReadOnlyList<HoursChange> Changes(Instant from, Instant to)
    {
        var changes = new List<HoursChange>();
        var state = At(from > Instant.MinValue ? from - Duration.Epsilon : from);
        while (state.ValidUntil < to)
        {
            changes.Add(new(state.ValidUntil, !state.IsOpen));
            state = At(state.ValidUntil);
        }
        return changes;
    }

    /// <summary>Every interval that a clock change in [<paramref name="from"/>, <paramref name="to"/>) shortens,
    /// lengthens or moves; by clock change, then by start.</summary>
    public IReadOnlyList<ZoneTransitionEffect> TransitionEffects(Instant from, Instant to) =>
        ZoneTransitions.Effects(_times, from, to);
}
