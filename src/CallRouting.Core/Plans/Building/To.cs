using NodaTime;

namespace CallRouting;

/// <summary>Where a call goes, in words: <c>To.Play("welcome.wav", then: To.Department("sales"))</c>.</summary>
public static class To
{
    /// <summary>To a department, as its strategy says.</summary>
    /// <param name="id">The department's id.</param>
    /// <param name="priority">The call's priority in queues from here on, 0 to 100, more is sooner; <c>null</c>: as it
    /// is.</param>
    /// <param name="position">The position in the queue, from 1; <c>null</c>: by arrival.</param>
    public static Target Department(string id, int? priority = null, int? position = null) =>
        new DepartmentTarget(id, priority, position);

    /// <summary>Back to a department, a limited number of times, with the place kept.</summary>
    /// <param name="department">The department's id.</param>
    /// <param name="times">How often one call may go back here: 1 to 9.</param>
    /// <param name="then">Where the call goes after that.</param>
    public static Target Back(string department, int times, Target then) => new ReturnTarget(department, times, then);

    /// <summary>To an employee.</summary>
    /// <param name="id">The employee's id.</param>
    /// <param name="otherwise">Where the call goes when they do not answer; <c>null</c>: to their own answering
    /// machine.</param>
    public static Target Employee(string id, Target? otherwise = null) => new EmployeeTarget(id, otherwise);

    /// <summary>To an employee's own answering machine.</summary>
    /// <param name="employee">The employee's id.</param>
    public static Target Mailbox(string employee) => new MailboxTarget(employee);

    /// <summary>To an answering machine.</summary>
    /// <param name="id">The answering machine's id.</param>
    public static Target Voicemail(string id) => new VoicemailTarget(id);

    /// <summary>To a fax box.</summary>
    /// <param name="id">The fax box's id.</param>
    public static Target Fax(string id) => new FaxTarget(id);

    /// <summary>To a number or address outside the company.</summary>
    /// <param name="id">Its id in the plan.</param>
    public static Target External(string id) => new ExternalTarget(id);

    /// <summary>To a menu.</summary>
    /// <param name="id">The menu's id.</param>
    public static Target Menu(string id) => new MenuTarget(id);

    /// <summary>To a named route.</summary>
    /// <param name="id">The route's name.</param>
    public static Target Route(string id) => new RouteTarget(id);

    /// <summary>To the route of another of the company's numbers.</summary>
    /// <param name="id">The number's id in the plan.</param>
    public static Target Number(string id) => new NumberTarget(id);

    /// <summary>By business hours.</summary>
    /// <param name="id">The schedule's id.</param>
    /// <param name="open">Where the call goes in the hours.</param>
    /// <param name="closed">Where the call goes outside them.</param>
    public static Target Schedule(string id, Target open, Target closed) => new ScheduleTarget(id, open, closed);

    /// <summary>Plays a prompt first.</summary>
    /// <param name="prompt">The prompt's file name.</param>
    /// <param name="then">Where the call goes after it.</param>
    public static Target Play(string prompt, Target then) => new PlayTarget(prompt, then);

    /// <summary>Plays a prompt and ends the call.</summary>
    /// <param name="prompt">The prompt's file name.</param>
    public static Target Announce(string prompt) => new AnnounceTarget(prompt);

    /// <summary>By a value: the case that equals it exactly, else <paramref name="other"/>.</summary>
    /// <param name="on">Which value.</param>
    /// <param name="other">Where the call goes when none is equal, or there is no such value.</param>
    /// <param name="cases">The values and where each leads.</param>
    public static Target Switch(SwitchValue on, Target other, params ReadOnlySpan<(string Value, Target Target)> cases)
    {
        var made = new SwitchCase[cases.Length];
        for (var i = 0; i < made.Length; i++)
            made[i] = new SwitchCase(cases[i].Value, cases[i].Target);
        return new SwitchTarget(on, EquatableList.Create<SwitchCase>(made), other);
    }

    /// <summary>Asks the caller to choose by key, remembers the answer, and goes on.</summary>
    /// <param name="prompt">The question's file name.</param>
    /// <param name="then">Where the call goes after it, whatever was pressed.</param>
    /// <param name="answers">The keys and what each means.</param>
    public static Target Ask(string prompt, Target then, params ReadOnlySpan<(char Key, string Value)> answers)
    {
        var made = new Answer[answers.Length];
        for (var i = 0; i < made.Length; i++)
            made[i] = new Answer(answers[i].Key, answers[i].Value);
        return new AskTarget(prompt, EquatableList.Create<Answer>(made), then);
    }

    /// <summary>First to the employee who spoke with the caller last.</summary>
    /// <param name="within">How long ago that may be: 1 min to 366 days.</param>
    /// <param name="then">Where the call goes when there is no such employee, or they cannot or do not answer.</param>
    /// <param name="ring">How long the employee rings; <c>null</c>: the plan's default.</param>
    public static Target Sticky(Duration within, Target then, Duration? ring = null) =>
        new StickyTarget(within, ring, then);

    /// <summary>Says that the number is wrong, and ends the call.</summary>
    public static Target WrongNumber { get; } = new EndTarget(StockEnding.WrongNumber);

    /// <summary>Declines with thanks, as for advertising, and ends the call.</summary>
    public static Target Declined { get; } = new EndTarget(StockEnding.Declined);

    /// <summary>Refuses the call without answering it.</summary>
    /// <param name="reason">What the caller's network is told.</param>
    public static Target Reject(RejectReason reason = RejectReason.Rejected) => new RejectTarget(reason);

    /// <summary>Plays the menu again; only for a menu's key.</summary>
    public static Target MenuAgain { get; } = new RepeatTarget();

    /// <summary>Plays the menu again some times, then goes on; for a menu's silence or wrong key.</summary>
    /// <param name="times">How many times: 0–9.</param>
    /// <param name="then">Where the call goes after that.</param>
    public static MenuExit Repeat(int times, Target then) => new(times, then);
}
