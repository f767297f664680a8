using NodaTime;

namespace CallRouting.Testing;

/// <summary>A day in an office as text: who calls when, who answers, who goes off line, which trunk fails.</summary>
/// <remarks>
/// One line a happening, its time since the start first; later lines are never earlier. <c>//</c> begins a remark.
/// <code>
/// starts 2026-11-24 10:00            // on the wall clock of the plan's zone
/// prompts last 3s
/// prompt welcome.wav lasts 6s
/// 0:00 ivan registers
/// 0:00 ivan answers after 4s talks 90s
/// 0:00 olga's mobile answers after 6s presses 1 after 2s
/// 0:05.000 call a by provider-a to 84951110001 from +79031234567 holds 90s talks 60s presses 2 at 8s
/// 0:30 olga transfers to 103 attended
/// 1:00 ivan goes off line
/// 1:10 trunk provider-a fails
/// 1:20 plan other.yaml
/// </code>
/// Reading what <see cref="ToString"/> writes gives an equal script. Where in the text a happening stood is not part of
/// that.
/// </remarks>
public sealed record CallScript
{
    /// <summary>When the day begins, on the wall clock of the plan's zone; <c>null</c>: 24 November 2026,
    /// 10:00.</summary>
    public LocalDateTime? Starts { get; init; }

    /// <summary>How long prompts last of which nothing else is said; <c>null</c>: 3 s.</summary>
    public Duration? PromptsLast { get; init; }

    /// <summary>How long single prompts last.</summary>
    public EquatableList<PromptLength> Prompts { get; init; }

    /// <summary>What happens, in order of time; at one instant in the order of the list.</summary>
    public EquatableList<Happening> Happenings { get; init; }

    // Line and column of each happening; empty for a script made in code.
    internal EquatableList<SourcePosition> Positions { get; init; }

    /// <summary>Reads a script. Nothing in the text throws: what is wrong is a diagnostic with line and column.</summary>
    /// <param name="text">The text.</param>
    public static CallScriptResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ScriptReader.Read(text);
    }

    /// <summary>Finds what the script says that the plans do not know: employees, trunks, outside numbers, prompts,
    /// plans, calls.</summary>
    /// <param name="plan">The plan in force at the start.</param>
    /// <param name="others">The plans that <c>plan</c> lines name; <c>null</c>: none.</param>
    /// <returns>Every mistake; none: the script can be played.</returns>
    public IReadOnlyList<Diagnostic> Check(RoutingPlan plan, IReadOnlyDictionary<string, RoutingPlan>? others = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new ScriptCheck(this, plan, others ?? new Dictionary<string, RoutingPlan>()).Run();
    }

    /// <summary>The script as text.</summary>
    /// <exception cref="ArgumentException">A time is negative or finer than a millisecond.</exception>
    public override string ToString() => ScriptWriter.Write(this);

    /// <summary>Whether the other script says the same.</summary>
    public bool Equals(CallScript? other) =>
        other is not null && Starts == other.Starts && PromptsLast == other.PromptsLast && Prompts == other.Prompts
        && Happenings == other.Happenings;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Starts, PromptsLast, Prompts, Happenings);
}

/// <summary>How long a prompt lasts.</summary>
/// <param name="Prompt">Its file name in the plan.</param>
/// <param name="Length">Its length: 0 s or more.</param>
public readonly record struct PromptLength(string Prompt, Duration Length);

/// <summary>What a script's text gave: the script, or every mistake in it.</summary>
/// <param name="Script">The script; <c>null</c> where anything is wrong.</param>
/// <param name="Diagnostics">The mistakes by line, one a line.</param>
public sealed record CallScriptResult(CallScript? Script, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The script of a text without mistakes.</summary>
    /// <exception cref="FormatException">The text has mistakes; the message lists them.</exception>
    public CallScript GetScript() =>
        Script ?? throw new FormatException(string.Join('\n', Diagnostics.Select(found => found.ToString())));
}
