using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>What was seen of the call that an example is about.</summary>
internal sealed class TestCallLog
{
    /// <summary>The company number that matched, by its id; <c>null</c>: none.</summary>
    public string? Number { get; set; }

    /// <summary>Every destination in order.</summary>
    public List<Reached> Destinations { get; } = [];

    /// <summary>Every phone that rang, in order.</summary>
    public List<Rung> Rings { get; } = [];

    /// <summary>When each prompt that the caller heard ended.</summary>
    public List<Instant> PromptEnds { get; } = [];

    /// <summary>Who talks with the caller, by id; <c>null</c>: nobody has.</summary>
    public string? AnsweredBy { get; set; }

    /// <summary>The trunk by which the first phone outside was rung; <c>null</c>: none was.</summary>
    public string? LeftBy { get; set; }

    /// <summary>The number that this phone was shown; <c>null</c>: none.</summary>
    public string? ShownOutside { get; set; }

    /// <summary>The position when the call joined a queue; <c>null</c>: it joined none.</summary>
    public int? Position { get; set; }

    /// <summary>How the call ended.</summary>
    public Outcome Outcome { get; set; }

    /// <summary>Something a call can be seen to reach.</summary>
    /// <param name="Kind">The key of its target: <c>department</c>.</param>
    /// <param name="Name">What stands behind that key.</param>
    /// <param name="At">When.</param>
    /// <param name="KeysBefore">How many keys the caller had pressed.</param>
    public sealed record Reached(string Kind, string Name, Instant At, int KeysBefore);

    /// <summary>A phone that rang.</summary>
    /// <param name="Who">The employee or outside number.</param>
    /// <param name="At">When it began.</param>
    /// <param name="Destination">How many destinations the call had reached by then.</param>
    public sealed record Rung(string Who, Instant At, int Destination);
}
