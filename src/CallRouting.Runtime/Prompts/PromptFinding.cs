namespace CallRouting.Runtime;

/// <summary>A prompt that cannot be played as it is; callers hear the missing-prompt tone in its place.</summary>
/// <param name="Prompt">The file's name in the plan.</param>
/// <param name="Message">What is wrong, where it was looked for, and what to do.</param>
public sealed record PromptFinding(string Prompt, string Message)
{
    /// <summary><c>prompt welcome.wav: …</c></summary>
    public override string ToString() => $"prompt {Prompt}: {Message}";
}
