using System.Collections.Frozen;

namespace CallRouting.Runtime;

/// <summary>The sound of every prompt of one plan, in every language that its numbers speak. Immutable: a call keeps it
/// with its plan.</summary>
public sealed class PromptSet
{
    private readonly PromptVoice _company;
    private readonly FrozenDictionary<string, PromptVoice> _languages;

    internal PromptSet(PromptVoice company, IReadOnlyDictionary<string, PromptVoice> languages,
        IReadOnlyList<PromptFinding> findings)
    {
        _company = company;
        _languages = languages.ToFrozenDictionary(StringComparer.Ordinal);
        Findings = findings;
    }

    /// <summary>The prompts of the plan that cannot be played as the plan says, each once; empty: all can.</summary>
    public IReadOnlyList<PromptFinding> Findings { get; }

    /// <summary>The languages of numbers that differ from the company's, in order.</summary>
    public IEnumerable<string> Languages => _languages.Keys.Order(StringComparer.Ordinal);

    /// <summary>A prompt's sound in the company's language; the missing-prompt tone for one that there is
    /// not.</summary>
    /// <param name="prompt">The prompt, of the plan this set was loaded for, or built in.</param>
    public PromptAudio this[PromptId prompt] => _company[prompt];

    /// <summary>A prompt's sound in a language: what is not recorded in it is in the company's, or in any.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="language">The language of the number that was called; <c>null</c>, or one that no number of the
    /// plan speaks: the company's.</param>
    public PromptAudio Find(PromptId prompt, string? language) =>
        (language is not null && _languages.TryGetValue(language, out var voice) ? voice : _company)[prompt];

    /// <summary>Whether nothing sounds different.</summary>
    internal bool SoundsAs(PromptSet other) => _company.SoundsAs(other._company)
        && _languages.Count == other._languages.Count
        && _languages.All(pair =>
            other._languages.TryGetValue(pair.Key, out var voice) && pair.Value.SoundsAs(voice));
}

/// <summary>All prompts of a plan, and the built-in ones, in one language.</summary>
internal sealed class PromptVoice(
    IReadOnlyList<string> names, PromptAudio[] fromPlan, FrozenDictionary<PromptId, PromptAudio> builtIn)
{
    public PromptAudio this[PromptId prompt]
    {
        get
        {
            if (!prompt.IsFromPlan)
                return builtIn.GetValueOrDefault(prompt, BuiltInPrompts.Missing);
            var index = prompt.PlanIndex;
            return (uint)index < (uint)fromPlan.Length ? fromPlan[index] : BuiltInPrompts.Missing;
        }
    }

    // By name: the same plan may have been compiled with its prompts in another order.
    public bool SoundsAs(PromptVoice other) => builtIn.All(pair => other[pair.Key] == pair.Value)
        && Sounds().SequenceEqual(other.Sounds());

    private IEnumerable<(string, PromptAudio)> Sounds() =>
        names.Zip(fromPlan).OrderBy(pair => pair.First, StringComparer.Ordinal);
}
