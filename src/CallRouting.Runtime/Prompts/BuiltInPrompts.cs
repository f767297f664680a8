using CallRouting.Audio;

namespace CallRouting.Runtime;

/// <summary>What is played when nobody has recorded anything: tones unlike each other.</summary>
internal static class BuiltInPrompts
{
    /// <summary>The file that takes the place of the question to press 1.</summary>
    public const string ConfirmFile = "confirm.wav";

    /// <summary>The file that takes the place of the greeting of employees' answering machines.</summary>
    public const string MailboxFile = "mailbox.wav";

    public static PromptAudio Missing { get; } = new(Tones.MissingPrompt.Render());

    public static PromptAudio Beep { get; } = new(Tones.Beep.Render());

    /// <summary>Three short high notes: somebody must do something.</summary>
    public static PromptAudio Confirm { get; } = Notes(
        (1400, 150), (0, 100), (1400, 150), (0, 100), (1400, 150), (0, 500));

    /// <summary>Two falling notes: nobody is there.</summary>
    public static PromptAudio Mailbox { get; } = Notes((950, 300), (700, 500), (0, 300));

    public static PromptAudio Ringback(ToneZone zone) => new(zone.Ringback.Render(), IsLoop: true);

    private static PromptAudio Notes(params ReadOnlySpan<(int Hertz, int Milliseconds)> notes)
    {
        var steps = new CadenceStep[notes.Length];
        for (var i = 0; i < notes.Length; i++)
            steps[i] = new CadenceStep(new Tone(notes[i].Hertz), notes[i].Milliseconds);
        return new PromptAudio(new Cadence(false, steps).Render());
    }
}
