using NodaTime;

namespace CallRouting.Testing;

/// <summary>What came of a <see cref="CallScript"/> that was played in an <see cref="Office"/> on virtual time.</summary>
/// <remarks>The same script and plan always give the same day. While it is played, an observer that sees only what
/// happens and what the office does keeps its own books and holds the office to its promises; what it finds is in
/// <see cref="Broken"/>, and is a defect of this library, not of the plan or the script.</remarks>
public sealed class CallDay
{
    internal CallDay(Instant start, IReadOnlyList<string> log, IReadOnlyList<DayCall> calls,
        IReadOnlyList<BrokenLaw> broken)
    {
        Start = start;
        Log = log;
        Calls = calls;
        Broken = broken;
    }

    /// <summary>When the day began.</summary>
    public Instant Start { get; }

    /// <summary>What happened and what the office did, a line each, for people: <c>0:05.000 ivan rings for a</c>.</summary>
    public IReadOnlyList<string> Log { get; }

    /// <summary>The story of every call, in the order of arrival.</summary>
    public IReadOnlyList<DayCall> Calls { get; }

    /// <summary>The promises that were broken; empty as it should be.</summary>
    public IReadOnlyList<BrokenLaw> Broken { get; }

    /// <summary>Plays a script until every call has ended.</summary>
    /// <param name="script">The script.</param>
    /// <param name="plan">The plan in force at the start.</param>
    /// <param name="others">The plans that <c>plan</c> lines name; <c>null</c>: none.</param>
    /// <exception cref="ArgumentException">The script names what the plans do not know; the message lists all of it, as
    /// <see cref="CallScript.Check"/> does.</exception>
    public static CallDay Play(
        CallScript script, RoutingPlan plan, IReadOnlyDictionary<string, RoutingPlan>? others = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Play(script, plan, others, DayLaws.All(), writesLog: true);
    }

    internal static CallDay Play(CallScript script, RoutingPlan plan,
        IReadOnlyDictionary<string, RoutingPlan>? others, IReadOnlyList<DayLaw> laws, bool writesLog)
    {
        if (script.Check(plan, others) is { Count: > 0 } mistakes)
            throw new ArgumentException(
                "The script cannot be played with this plan:\n" + string.Join('\n', mistakes), nameof(script));
        return new DayPlayer(script, plan, others, laws, writesLog).Play();
    }
}

/// <summary>The story of one call.</summary>
public sealed record DayCall
{
    /// <summary>The name that the script gives it.</summary>
    public required string Name { get; init; }

    /// <summary>When it arrived, since the start of the day.</summary>
    public required Duration Arrived { get; init; }

    /// <summary>The steps of its route, in order: <c>department sales</c>.</summary>
    public EquatableList<string> Route { get; init; }

    /// <summary>Who rang when, in the order of their start.</summary>
    public EquatableList<DayRing> Rings { get; init; }

    /// <summary>Its positions in queues, in order; empty: it never waited in one.</summary>
    public EquatableList<int> QueuePositions { get; init; }

    /// <summary>Who talked with the caller first; <c>null</c>: nobody.</summary>
    public Phone? AnsweredBy { get; init; }

    /// <summary>How long the caller waited until somebody talked with them; <c>null</c>: nobody did.</summary>
    public Duration? Waited { get; init; }

    /// <summary>When it ended, since the start of the day; <c>null</c>: never, which is a broken promise.</summary>
    public Duration? Ended { get; init; }

    /// <summary>How it ended.</summary>
    public Outcome Outcome { get; init; }
}

/// <summary>A phone that rang for a call.</summary>
/// <param name="Phone">Whose.</param>
/// <param name="From">When it began, since the start of the day.</param>
/// <param name="Until">When it was answered or stopped, since the start of the day.</param>
/// <param name="IsAnswered">Whether it was answered.</param>
/// <param name="Cause">Why it stopped without an answer; none for one that was answered.</param>
public readonly record struct DayRing(Phone Phone, Duration From, Duration Until, bool IsAnswered, Cause Cause);

/// <summary>A promise that was broken in a day.</summary>
/// <param name="Law">The promise, a sentence.</param>
/// <param name="At">When, since the start of the day.</param>
/// <param name="Call">The call's name in the script; empty: it is about no single call.</param>
/// <param name="Text">What happened instead.</param>
public sealed record BrokenLaw(string Law, Duration At, string Call, string Text)
{
    /// <summary><c>0:05.000 call a: …</c></summary>
    public override string ToString() =>
        $"{ScriptWriter.Time(At)} {(Call.Length == 0 ? "" : $"call {Call}: ")}{Text} (the law: {Law})";
}
