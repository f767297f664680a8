using NodaTime;

namespace CallRouting;

/// <summary>Where a call goes next. Every kind names all its own exits: a target cannot leave one out.</summary>
public abstract record Target
{
    private protected Target()
    {
    }
}

/// <summary>To a department, as its strategy says.</summary>
/// <param name="Department">The department's id.</param>
/// <param name="Priority">The call's priority in queues from here on: 0 to 100, more is sooner; <c>null</c>: as it
/// is.</param>
/// <param name="Position">The position in the queue, from 1, honoured within the call's own priority; <c>null</c>: by
/// arrival.</param>
public sealed record DepartmentTarget(string Department, int? Priority = null, int? Position = null) : Target;

/// <summary>To an employee.</summary>
/// <param name="Employee">The employee's id.</param>
/// <param name="Otherwise">Where the call goes when the employee does not answer; <c>null</c>: to the employee's
/// own answering machine, as <see cref="MailboxTarget"/>.</param>
public sealed record EmployeeTarget(string Employee, Target? Otherwise = null) : Target;

/// <summary>To an answering machine; a message ends the call.</summary>
/// <param name="Voicemail">The answering machine's id.</param>
public sealed record VoicemailTarget(string Voicemail) : Target;

/// <summary>To the answering machine that every employee has: the built-in greeting, message for them.</summary>
/// <param name="Employee">The employee's id.</param>
public sealed record MailboxTarget(string Employee) : Target;

/// <summary>To a fax box.</summary>
/// <param name="Fax">The fax box's id.</param>
public sealed record FaxTarget(string Fax) : Target;

/// <summary>To a number or address outside the company.</summary>
/// <param name="External">The external number's id.</param>
public sealed record ExternalTarget(string External) : Target;

/// <summary>To a menu.</summary>
/// <param name="Menu">The menu's id.</param>
public sealed record MenuTarget(string Menu) : Target;

/// <summary>To a named route.</summary>
/// <param name="Route">The route's name.</param>
public sealed record RouteTarget(string Route) : Target;

/// <summary>To the route of another of the company's numbers.</summary>
/// <param name="Number">The number's id in the plan.</param>
public sealed record NumberTarget(string Number) : Target;

/// <summary>By business hours: exactly one of the two holds at every instant.</summary>
/// <param name="Schedule">The schedule's id.</param>
/// <param name="Open">Where the call goes in the hours.</param>
/// <param name="Closed">Where the call goes outside them.</param>
public sealed record ScheduleTarget(string Schedule, Target Open, Target Closed) : Target;

/// <summary>Plays a prompt first.</summary>
/// <param name="Prompt">The prompt's file name.</param>
/// <param name="Then">Where the call goes after it.</param>
public sealed record PlayTarget(string Prompt, Target Then) : Target;

/// <summary>Plays a prompt and ends the call.</summary>
/// <param name="Prompt">The prompt's file name.</param>
public sealed record AnnounceTarget(string Prompt) : Target;

/// <summary>Plays the menu again; only as the target of a menu's key.</summary>
public sealed record RepeatTarget : Target;

/// <summary>By a value: the first case that equals it exactly, else <paramref name="Other"/> (SPEC O13).</summary>
/// <param name="On">Which value.</param>
/// <param name="Cases">The listed values; none twice.</param>
/// <param name="Other">Where the call goes when none is equal, or there is no such value.</param>
public sealed record SwitchTarget(SwitchValue On, EquatableList<SwitchCase> Cases, Target Other) : Target;

/// <summary>What a <see cref="SwitchTarget"/> looks at.</summary>
public enum SwitchValue : byte
{
    /// <summary>The called number in international form, <c>+74951110001</c>.</summary>
    CalledNumber = 0,

    /// <summary>The caller's number in international form as the trunk's rules make it; without one
    /// <c>anonymous</c>.</summary>
    CallerNumber = 1,

    /// <summary>The analog line's own number, <c>1</c>.</summary>
    Line = 2,

    /// <summary>The trunk's id.</summary>
    Trunk = 3,

    /// <summary>What the caller chose in the last <see cref="AskTarget"/>.</summary>
    Answer = 4,
}

/// <summary>One case of a <see cref="SwitchTarget"/>.</summary>
/// <param name="Value">The value, compared exactly.</param>
/// <param name="Target">Where the call goes.</param>
public sealed record SwitchCase(string Value, Target Target);

/// <summary>Asks the caller to choose by key and remembers the answer; goes on whatever was pressed.</summary>
/// <remarks>A wrong key plays the question once more; silence, or a second wrong key, leaves no answer. A call whose
/// caller gave an answer has been screened (SPEC S2–S5).</remarks>
/// <param name="Prompt">The question's file name.</param>
/// <param name="Answers">What each key means.</param>
/// <param name="Then">Where the call goes after it.</param>
public sealed record AskTarget(string Prompt, EquatableList<Answer> Answers, Target Then) : Target;

/// <summary>What a key means as an answer.</summary>
/// <param name="Key">0–9, * or #.</param>
/// <param name="Value">The answer, for a <see cref="SwitchTarget"/> on <see cref="SwitchValue.Answer"/>.</param>
public sealed record Answer(char Key, string Value);

/// <summary>Ends the call with a stock phrase: nobody is rung (SPEC S3, S4).</summary>
/// <param name="With">How it ends.</param>
public sealed record EndTarget(StockEnding With) : Target;

/// <summary>How a call ends without a person.</summary>
public enum StockEnding : byte
{
    /// <summary>The caller has dialled a wrong number; the phrase says so.</summary>
    WrongNumber = 0,

    /// <summary>What the caller wants is declined, for example advertising; the phrase says so.</summary>
    Declined = 1,
}

/// <summary>Refuses the call without answering it.</summary>
/// <param name="As">What the caller's network is told.</param>
public sealed record RejectTarget(RejectReason As) : Target;

/// <summary>What a refused caller's network is told.</summary>
public enum RejectReason : byte
{
    /// <summary>The call is rejected.</summary>
    Rejected = 0,

    /// <summary>The number is busy.</summary>
    Busy = 1,

    /// <summary>There is no such number.</summary>
    NoSuchNumber = 2,
}

/// <summary>A returning caller is offered first to the employee who spoke with them last (SPEC S16).</summary>
/// <param name="Within">How long ago that may be: 1 min to 366 days.</param>
/// <param name="Ring">How long the employee rings; <c>null</c>: the plan's default.</param>
/// <param name="Then">Where the call goes when there is no such employee, or they cannot or do not answer.</param>
public sealed record StickyTarget(Duration Within, Duration? Ring, Target Then) : Target;

/// <summary>Back to a department, a limited number of times, as after an outside centre that did not answer (SPEC C2).
/// The call keeps its place in the queue (SPEC X17).</summary>
/// <param name="Department">The department's id.</param>
/// <param name="Times">How often one call may go back here: 1 to 9.</param>
/// <param name="Then">Where the call goes after that.</param>
public sealed record ReturnTarget(string Department, int Times, Target Then) : Target;
