using CallRouting.Audio;

namespace CallRouting.Runtime;

/// <summary>What is played when nobody has recorded anything: tones unlike each other.</summary>
internal static class BuiltInPrompts
{
    /// <summary>The file that takes the place of the question to press 1.</summary>
    public const string ConfirmFile = "confirm.wav";

    /// <summary>The file that takes the place of the greeting of employees' answering machines.</summary>
    public const string MailboxFile = "mailbox.wav";

    /// <summary>The file that takes the place of the sign that a number is wrong.</summary>
    public const string WrongNumberFile = "wrong-number.wav";

    /// <summary>The file that takes the place of the sign that a call is declined.</summary>
    public const string DeclinedFile = "declined.wav";

    /// <summary>The file that callers on hold hear, again and again.</summary>
    public const string HoldFile = "hold.wav";

    public static PromptAudio Missing { get; } = new(Tones.MissingPrompt.Render());

    public static PromptAudio Beep { get; } = new(Tones.Beep.Render());

    /// <summary>Three short high notes: somebody must do something.</summary>
    public static PromptAudio Confirm { get; } = Notes(
        (1400, 150), (0, 100), (1400, 150), (0, 100), (1400, 150), (0, 500));

    /// <summary>Two falling notes: nobody is there.</summary>
    public static PromptAudio Mailbox { get; } = Notes((950, 300), (700, 500), (0, 300));

    /// <summary>Three rising notes, as networks play before they say that a number is wrong (ITU-T E.180 §7).</summary>
    public static PromptAudio WrongNumber { get; } = Notes((950, 330), (1400, 330), (1800, 330), (0, 500));

    /// <summary>Two slowly falling notes: no, thank you.</summary>
    public static PromptAudio Declined { get; } = Notes((800, 400), (500, 600), (0, 400));

    /// <summary>A short low tone: that cannot be.</summary>
    public static PromptAudio Refused { get; } = Notes((180, 350), (0, 50));

    /// <summary>A quiet sign every few seconds: the line is still there.</summary>
    public static PromptAudio Hold { get; } = Loop(Notes((520, 150), (0, 100), (650, 250), (0, 3500)));

    public static PromptAudio DialTone(ToneZone zone) => new(zone.Dial.Render(), IsLoop: true);

    /// <summary>The same sound without end.</summary>
    public static PromptAudio Loop(PromptAudio audio) => audio with { IsLoop = true };

    public static PromptAudio Ringback(ToneZone zone) => new(zone.Ringback.Render(), IsLoop: true);

    private static PromptAudio Notes(params ReadOnlySpan<(int Hertz, int Milliseconds)> notes)
    {
        var steps = new CadenceStep[notes.Length];
        for (var i = 0; i < notes.Length; i++)
            steps[i] = new CadenceStep(new Tone(notes[i].Hertz), notes[i].Milliseconds);
        return new PromptAudio(new Cadence(false, steps).Render());
    }
}
