using NodaTime;

namespace CallRouting.Testing;

/// <summary>Which of somebody's phones.</summary>
public enum PhoneKind : byte
{
    /// <summary>The devices of an employee: <c>anna</c>.</summary>
    Own = 0,

    /// <summary>An employee's mobile: <c>anna's mobile</c>.</summary>
    Mobile = 1,

    /// <summary>A number or address outside the company: <c>outside partner</c>.</summary>
    Outside = 2,
}

/// <summary>A phone that can be rung.</summary>
/// <param name="Name">The id of the employee or of the outside number; of a number that an employee dials, the
/// number.</param>
/// <param name="Kind">Which of their phones.</param>
public readonly record struct Phone(string Name, PhoneKind Kind = PhoneKind.Own)
{
    /// <summary>As a script writes it.</summary>
    public override string ToString() => ScriptWriter.Text(this);
}

/// <summary>What a phone does when it is rung.</summary>
public enum PhoneAction : byte
{
    /// <summary>It rings and nobody answers: <c>never answers</c>. So does a phone of which nothing is said.</summary>
    NeverAnswers = 0,

    /// <summary>Somebody answers: <c>answers after 4s</c>.</summary>
    Answers = 1,

    /// <summary>Somebody declines: <c>declines after 2s</c>.</summary>
    Declines = 2,

    /// <summary>It is busy: <c>is busy</c>.</summary>
    IsBusy = 3,

    /// <summary>It does not respond: <c>is unreachable</c>.</summary>
    IsUnreachable = 4,
}

/// <summary>What a phone does when it is rung, each time. Without more it rings and is never answered.</summary>
public sealed record PhoneConduct
{
    /// <summary>What it does.</summary>
    public PhoneAction Action { get; init; }

    /// <summary>How long it rings before that; 0 s: it does it at once.</summary>
    public Duration After { get; init; }

    /// <summary>How long after the beginning of a conversation it hangs up: <c>talks 60s</c>; <c>null</c>: it leaves
    /// that to the other side.</summary>
    public Duration? Talk { get; init; }

    /// <summary>The keys it presses and how long after answering: <c>presses 1 after 2s</c>; <c>null</c>: none, as a
    /// carrier's voicemail.</summary>
    public KeyPress? Keys { get; init; }
}
