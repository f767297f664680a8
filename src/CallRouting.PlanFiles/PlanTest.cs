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
}

/// <summary>What must happen in an example; what is <c>null</c> is not checked.</summary>
public sealed record PlanTestExpectation
{
    /// <summary>The id of the company number it matches; <c>other</c>: none.</summary>
    public string? Number { get; init; }

    /// <summary>Where it goes.</summary>
    public Target? Reaches { get; init; }

    /// <summary>Who rings, and when each starts.</summary>
    public EquatableList<ExpectedRing>? Rings { get; init; }

    /// <summary>How long after the end of the prompt it goes there.</summary>
    public Duration? AfterPrompt { get; init; }
}

/// <summary>That an employee starts ringing.</summary>
/// <param name="Employee">The employee's id.</param>
/// <param name="After">How long after the department was reached.</param>
public sealed record ExpectedRing(string Employee, Duration After);
