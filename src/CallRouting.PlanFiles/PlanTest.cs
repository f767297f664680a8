using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>An example in the plan file: this call at this time must end there (SPEC X12).</summary>
/// <param name="Name">What it shows, one sentence.</param>
/// <param name="Call">The call.</param>
/// <param name="Expect">What must happen.</param>
/// <param name="Position">Where it stands in the file.</param>
public sealed record PlanTest(
    string Name, PlanTestCall Call, PlanTestExpectation Expect, SourcePosition Position = default);

/// <summary>The call of an example.</summary>
public sealed record PlanTestCall
{
    /// <summary>The id of the trunk it arrives on; <c>null</c>: the one that has <see cref="Line"/>.</summary>
    public string? Trunk { get; init; }

    /// <summary>The called number as the trunk writes it; <c>null</c>: none, as on an analog line.</summary>
    public string? CalledRaw { get; init; }

    /// <summary>The caller's number as the trunk writes it; <c>null</c>: withheld.</summary>
    public string? Caller { get; init; }

    /// <summary>The analog line it arrives on, if any.</summary>
    public LineNumber Line { get; init; }

    /// <summary>When it arrives, on the wall clock of the plan's zone.</summary>
    public LocalDateTime At { get; init; }

    /// <summary>The keys the caller presses, one after another; empty: none.</summary>
    public EquatableList<char> Keys { get; init; }

    /// <summary>The id of the employee who calls; <c>null</c>: a call from outside.</summary>
    public string? Employee { get; init; }

    /// <summary>What that employee dials, as they write it; <c>null</c> for a call from outside.</summary>
    public string? Dials { get; init; }

    /// <summary>Who has a registered device; <c>null</c>: everybody but <see cref="Offline"/>.</summary>
    public EquatableList<string>? Registered { get; init; }

    /// <summary>Who has no registered device.</summary>
    public EquatableList<string> Offline { get; init; }

    /// <summary>Who is on another call.</summary>
    public EquatableList<string> Busy { get; init; }

    /// <summary>Who has paused.</summary>
    public EquatableList<string> Paused { get; init; }

    /// <summary>The trunks that are out of service.</summary>
    public EquatableList<string> OutOfService { get; init; }

    /// <summary>Who answers, and how long after their phone began to ring; everybody else lets it ring.</summary>
    public EquatableList<ExpectedRing> Answers { get; init; }

    /// <summary>How long a conversation lasts until the caller hangs up; <c>null</c>: 60 s.</summary>
    public Duration? Talks { get; init; }

    /// <summary>When the caller gives up, counted from the arrival; <c>null</c>: never.</summary>
    public Duration? HangsUp { get; init; }

    /// <summary>With whom the caller spoke before, and how long ago; <c>null</c>: with nobody.</summary>
    public ExpectedRing? SpokeWith { get; init; }

    /// <summary>How many calls like this one arrived before it, a second apart: 0 to 100.</summary>
    public int CallsBefore { get; init; }
}

/// <summary>What must happen in an example; what is <c>null</c> is not checked.</summary>
public sealed record PlanTestExpectation
{
    internal const string None = "none";

    /// <summary>The id of the company number it matches; <c>other</c>: none.</summary>
    public string? Number { get; init; }

    /// <summary>Where it goes.</summary>
    public Target? Reaches { get; init; }

    /// <summary>Who rings, and when each starts.</summary>
    public EquatableList<ExpectedRing>? Rings { get; init; }

    /// <summary>Which employees never ring in the whole call.</summary>
    public EquatableList<string>? NeverRings { get; init; }

    /// <summary>The id of the employee or outside number who talks with the caller.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>The id of the trunk by which the first phone outside is rung; <c>none</c>: none is.</summary>
    public string? LeavesBy { get; init; }

    /// <summary>The number that this phone is shown; <c>none</c>: no number.</summary>
    public string? CallerId { get; init; }

    /// <summary>How the call ends.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The call's position when it joins the queue, from 1.</summary>
    public int? Position { get; init; }

    /// <summary>How long after the end of the prompt it goes where <see cref="Reaches"/> says.</summary>
    public Duration? AfterPrompt { get; init; }
}

/// <summary>A time in an example: when a phone starts to ring, or how long it rings until it is answered.</summary>
/// <param name="Employee">The employee's or outside number's id.</param>
/// <param name="After">How long after the department was reached, or after it began to ring.</param>
public sealed record ExpectedRing(string Employee, Duration After);
