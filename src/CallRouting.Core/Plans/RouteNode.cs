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

    /// <summary>Compares a value; takes no time. Its ways on are in its <see cref="SwitchEntry"/>.</summary>
    Switch,

    /// <summary>Asks for a key and remembers the answer, then <c>Next</c>; an index of
    /// <see cref="AskEntry"/>.</summary>
    Ask,

    /// <summary>Plays a stock phrase and hangs up; the index is a <see cref="StockEnding"/>: the end.</summary>
    End,

    /// <summary>Refuses the call; the index is a <see cref="RejectReason"/>: the end.</summary>
    Reject,

    /// <summary>Rings the employee who spoke with the caller last; <c>Next</c> when there is none or they do not
    /// answer; an index of <see cref="StickyEntry"/>.</summary>
    Sticky,

    /// <summary>Counts how often the call was here; takes no time. <c>Next</c>, the department, as long as the index
    /// allows; then <c>Else</c>.</summary>
    Return,

    /// <summary>Asks who calls a guarded employee, the index; takes no time. <c>Next</c>, who screens for them, for a
    /// call from outside that has not been screened; <c>Else</c>, the employee, for others.</summary>
    Guard,

    /// <summary>Gives the call a priority and perhaps a position in the queue that follows; takes no time, then
    /// <c>Next</c>; an index of <see cref="RankEntry"/>.</summary>
    Rank,

    /// <summary>Leaves the company to the number that an employee dialled; an index of
    /// <see cref="OutgoingEntry"/>.</summary>
    Outgoing,
}

/// <summary>One step of a compiled route.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Index">The schedule, prompt, menu, department, employee, outside number or answering machine, as an
/// index into the plan's table of that kind.</param>
/// <param name="Next">The node that follows; −1 where there is none.</param>
/// <param name="Else">The other node that follows; −1 where there is none.</param>
public readonly record struct RouteNode(NodeKind Kind, int Index, int Next = -1, int Else = -1);
