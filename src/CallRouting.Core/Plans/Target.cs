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
public sealed record DepartmentTarget(string Department) : Target;

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
