using System.Globalization;
using CallRouting.Audio;

namespace CallRouting.Runtime;

/// <summary>What is played when nobody has recorded anything: tones unlike each other.</summary>
internal static class BuiltInPrompts
{
    /// <summary>From this position on, all are told that there are more than ten before them.</summary>
    public const int ManyPositions = 11;

    public static PromptAudio Missing { get; } = new(Tones.MissingPrompt.Render());

    public static PromptAudio Beep { get; } = new(Tones.Beep.Render());

    /// <summary>Three short high notes: somebody must do something.</summary>
    public static PromptAudio Confirm { get; } = Notes(
        (1400, 150), (0, 100), (1400, 150), (0, 100), (1400, 150), (0, 500));

    /// <summary>Two falling notes: nobody is there.</summary>
    public static PromptAudio Mailbox { get; } = Notes((950, 300), (700, 500), (0, 300));

    /// <summary>The special information tone, twice: there is no such number (ITU-T E.180 §8).</summary>
    public static PromptAudio WrongNumber { get; } = Notes(
        (950, 330), (1400, 330), (1800, 330), (0, 1000), (950, 330), (1400, 330), (1800, 330));

    /// <summary>Three falling notes: no, thank you.</summary>
    public static PromptAudio Declined { get; } = Notes((800, 250), (650, 250), (500, 500), (0, 200));

    /// <summary>A short low tone: that cannot be done.</summary>
    public static PromptAudio Refused { get; } = Notes((300, 300), (0, 100));

    /// <summary>A slow quiet tune: please hold the line.</summary>
    public static PromptAudio Hold { get; } = new(Cadence(
        (523, 400), (0, 200), (659, 400), (0, 200), (784, 400), (0, 200), (659, 400), (0, 2000)).Render(), IsLoop: true);

    public static PromptAudio Ringback(ToneZone zone) => new(zone.Ringback.Render(), IsLoop: true);

    public static PromptAudio DialTone(ToneZone zone) => new(zone.Dial.Render(), IsLoop: true);

    /// <summary>As many short notes as there are places; a trill for more than ten.</summary>
    public static PromptAudio Position(int position)
    {
        var notes = new List<(int, int)>();
        for (var i = 0; i < position; i++)
            notes.AddRange(position < ManyPositions ? [(600, 150), (0, 150)] : [(600, 60), (750, 60)]);
        return Notes([.. notes, (0, 300)]);
    }

    /// <summary>The file that takes a built-in prompt's place; <c>null</c>: none does, it is a tone of the
    /// network.</summary>
    public static string? FileOf(PromptId prompt)
    {
        if (prompt == PromptId.Confirm)
            return "confirm.wav";
        if (prompt == PromptId.Mailbox)
            return "mailbox.wav";
        if (prompt == PromptId.WrongNumber)
            return "wrong-number.wav";
        if (prompt == PromptId.Declined)
            return "declined.wav";
        if (prompt == PromptId.Hold)
            return "hold.wav";
        for (var position = 1; position < ManyPositions; position++)
            if (prompt == PromptId.Position(position))
                return string.Create(CultureInfo.InvariantCulture, $"position-{position}.wav");
        return prompt == PromptId.Position(ManyPositions) ? "position-many.wav" : null;
    }

    /// <summary>Every built-in prompt with its tone.</summary>
    public static IEnumerable<(PromptId Prompt, PromptAudio Tone)> All(ToneZone zone)
    {
        yield return (PromptId.Ringback, Ringback(zone));
        yield return (PromptId.Beep, Beep);
        yield return (PromptId.Confirm, Confirm);
        yield return (PromptId.Mailbox, Mailbox);
        yield return (PromptId.WrongNumber, WrongNumber);
        yield return (PromptId.Declined, Declined);
        yield return (PromptId.Refused, Refused);
        yield return (PromptId.DialTone, DialTone(zone));
        yield return (PromptId.Hold, Hold);
        for (var position = 1; position <= ManyPositions; position++)
            yield return (PromptId.Position(position), Position(position));
    }

    private static PromptAudio Notes(params ReadOnlySpan<(int Hertz, int Milliseconds)> notes) =>
        new(Cadence(notes).Render());

    private static Cadence Cadence(params ReadOnlySpan<(int Hertz, int Milliseconds)> notes)
    {
        var steps = new CadenceStep[notes.Length];
        for (var i = 0; i < notes.Length; i++)
            steps[i] = new CadenceStep(new Tone(notes[i].Hertz), notes[i].Milliseconds);
        return new Cadence(false, steps);
    }
}
