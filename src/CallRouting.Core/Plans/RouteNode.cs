namespace CallRouting;

/// <summary>What a step of a route does.</summary>
public enum NodeKind : byte
{
    /// <summary>No step: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>Asks a schedule; takes no time. <c>Next</c> when open, <c>Else</c> when closed.</summary>
    Schedule,

    /// <summary>Plays a prompt, then <c>Next</c>.</summary>
    Play,

    /// <summary>A voice menu; its exits are in its <see cref="MenuEntry"/>.</summary>
    Menu,

    /// <summary>Rings a department; <c>Next</c> when nobody answers.</summary>
    Department,

    /// <summary>Rings an employee; <c>Next</c> when they do not answer.</summary>
    Employee,

    /// <summary>Rings an outside number; <c>Next</c> when nobody answers.</summary>
    External,

    /// <summary>Greeting, beep, recording: the end.</summary>
    Voicemail,

    /// <summary>Plays a prompt and hangs up: the end.</summary>
    Announce,
}

/// <summary>One step of a compiled route.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Index">The schedule, prompt, menu, department, employee, outside number or answering machine, as an
/// index into the plan's table of that kind.</param>
/// <param name="Next">The node that follows; −1 where there is none.</param>
/// <param name="Else">The other node that follows; −1 where there is none.</param>
public readonly record struct RouteNode(NodeKind Kind, int Index, int Next = -1, int Else = -1);
