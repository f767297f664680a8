namespace CallRouting.Runtime;

/// <summary>The sound of every prompt of one plan. Immutable: a call keeps it with its plan.</summary>
public sealed class PromptSet
{
    private readonly PromptAudio[] _fromPlan;
    private readonly PromptAudio[] _builtIn;
    private readonly PromptAudio _missing;

    internal PromptSet(PromptAudio[] fromPlan, PromptAudio[] builtIn, PromptAudio missing,
        IReadOnlyList<PromptFinding> findings)
    {
        _fromPlan = fromPlan;
        _builtIn = builtIn;
        _missing = missing;
        Findings = findings;
    }

    /// <summary>The prompts of the plan that cannot be played, each once; empty: all can.</summary>
    public IReadOnlyList<PromptFinding> Findings { get; }

    /// <summary>A prompt's sound; the missing-prompt tone for one that there is not.</summary>
    /// <param name="prompt">The prompt, of the plan this set was loaded for, or built in.</param>
    public PromptAudio this[PromptId prompt]
    {
        get
        {
            var table = prompt.Value > 0 ? _fromPlan : _builtIn;
            var index = prompt.Value > 0 ? prompt.PlanIndex : -1 - prompt.Value;
            return (uint)index < (uint)table.Length ? table[index] : _missing;
        }
    }

    /// <summary>Whether nothing sounds different.</summary>
    internal bool SoundsAs(PromptSet other) =>
        _fromPlan.AsSpan().SequenceEqual(other._fromPlan) && _builtIn.AsSpan().SequenceEqual(other._builtIn);
}
