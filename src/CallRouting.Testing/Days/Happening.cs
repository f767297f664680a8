using NodaTime;

namespace CallRouting.Testing;

/// <summary>One line of a <see cref="CallScript"/>: something that happens, or a rule that holds from then on.</summary>
public abstract record Happening
{
    private protected Happening(Duration at) => At = at;

    /// <summary>When, since the start of the script: 0 or more.</summary>
    public Duration At { get; init; }
}

/// <summary>A call arrives from outside: <c>call a by provider-a to 84951110001 from +79031234567</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Call">The name that the script gives to the call: each has its own.</param>
/// <param name="Trunk">The trunk's id in the plan.</param>
/// <param name="Called">The called number as the trunk writes it; <c>null</c>: none, as on an analog line.</param>
/// <param name="Caller">The caller's number; <c>null</c>: withheld.</param>
public sealed record CallArrives(Duration At, string Call, string Trunk, string? Called, string? Caller)
    : Happening(At)
{
    /// <summary>What the caller does by themselves.</summary>
    public CallerConduct Conduct { get; init; } = new();
}

/// <summary>An employee calls: <c>anna calls 102 as b</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Call">The name that the script gives to the call: each has its own.</param>
/// <param name="Employee">The employee's id.</param>
/// <param name="Called">What they dial.</param>
public sealed record EmployeeCalls(Duration At, string Call, string Employee, string Called) : Happening(At)
{
    /// <summary>What the employee does by themselves in this call.</summary>
    public CallerConduct Conduct { get; init; } = new();
}

/// <summary>What a caller does by themselves. Without more: waits as long as the plan lets them, talks for 60 s,
/// presses no key.</summary>
public sealed record CallerConduct
{
    /// <summary>How long after the call's arrival the caller hangs up, unless somebody has answered or a message is
    /// being recorded: <c>holds 90s</c>; <c>null</c>: never.</summary>
    public Duration? Patience { get; init; }

    /// <summary>How long the caller talks, to a person or to an answering machine, before they hang up:
    /// <c>talks 60s</c>; <c>null</c>: 60 s.</summary>
    public Duration? Talk { get; init; }

    /// <summary>The keys that the caller presses: <c>presses 2 at 6s, 1 at 10s</c>.</summary>
    public EquatableList<KeyPress> Keys { get; init; }
}

/// <summary>Keys that are pressed in one breath.</summary>
/// <param name="Keys">0–9, * and #, one or more.</param>
/// <param name="After">How long after the call's arrival.</param>
public readonly record struct KeyPress(string Keys, Duration After);

/// <summary>A caller hangs up: <c>call a hangs up</c>. One who is gone already does not.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Call">The call's name.</param>
public sealed record CallerHangsUp(Duration At, string Call) : Happening(At);

/// <summary>A caller presses keys: <c>call a presses 2</c>. One who is gone does not.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Call">The call's name.</param>
/// <param name="Keys">0–9, * and #, one or more.</param>
public sealed record CallerPresses(Duration At, string Call, string Keys) : Happening(At);

/// <summary>A device of an employee registers: <c>anna registers desk</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Employee">The employee's id.</param>
/// <param name="Device">The device's name; <c>phone</c> where the script names none.</param>
public sealed record DeviceRegisters(Duration At, string Employee, string Device = "phone") : Happening(At);

/// <summary>A device of an employee is gone: <c>anna unregisters desk</c>. What it rings or talks goes on.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Employee">The employee's id.</param>
/// <param name="Device">The device's name.</param>
public sealed record DeviceUnregisters(Duration At, string Employee, string Device) : Happening(At);

/// <summary>All devices of an employee are gone: <c>anna goes off line</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Employee">The employee's id.</param>
public sealed record GoesOffLine(Duration At, string Employee) : Happening(At);

/// <summary>An employee takes no calls from now on: <c>anna pauses</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Employee">The employee's id.</param>
public sealed record EmployeePauses(Duration At, string Employee) : Happening(At);

/// <summary>An employee takes calls again: <c>anna resumes</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Employee">The employee's id.</param>
public sealed record EmployeeResumes(Duration At, string Employee) : Happening(At);

/// <summary>What a phone does from now on when it is rung: <c>anna answers after 4s talks 90s</c>.</summary>
/// <param name="At">From when on, since the start of the script.</param>
/// <param name="Phone">Whose.</param>
/// <param name="Conduct">What it does.</param>
public sealed record PhoneRule(Duration At, Phone Phone, PhoneConduct Conduct) : Happening(At);

/// <summary>Somebody who is being rung answers: <c>anna picks up</c>. Nothing happens where nothing rings.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Phone">Whose phone; of several that ring the one that began first.</param>
public sealed record PhonePicksUp(Duration At, Phone Phone) : Happening(At);

/// <summary>Somebody hangs up, or declines while it still rings: <c>anna hangs up</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Phone">Whose phone; of several legs the one that began first.</param>
public sealed record PhoneHangsUp(Duration At, Phone Phone) : Happening(At);

/// <summary>Somebody who has answered presses keys: <c>anna presses *1103</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Phone">Whose phone; of several legs the one that began first.</param>
/// <param name="Keys">0–9, * and #, one or more.</param>
public sealed record PhonePresses(Duration At, Phone Phone, string Keys) : Happening(At);

/// <summary>Somebody who talks with a caller passes them on by the phone's own transfer key:
/// <c>olga transfers to 103</c>, or <c>olga transfers to 103 attended</c> to speak with them first. Nothing happens where
/// nobody talks; what is pressed instead of that key is <see cref="PhonePresses"/>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Phone">Whose phone; of several conversations the one that began first.</param>
/// <param name="Target">The internal number.</param>
/// <param name="IsAttended">Whether they speak with the target first.</param>
public sealed record PhoneTransfers(Duration At, Phone Phone, Extension Target, bool IsAttended = false)
    : Happening(At);

/// <summary>Somebody who keeps a caller on hold goes back to them: <c>olga takes back</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Phone">Whose phone.</param>
public sealed record PhoneTakesBack(Duration At, Phone Phone) : Happening(At);

/// <summary>A trunk carries no call from now on: outgoing legs by it fail with cause 38, network out of order. Those
/// that are up stay: <c>trunk provider-a fails</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Trunk">The trunk's id.</param>
public sealed record TrunkFails(Duration At, string Trunk) : Happening(At);

/// <summary>A trunk carries calls again: <c>trunk provider-a works</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Trunk">The trunk's id.</param>
public sealed record TrunkWorks(Duration At, string Trunk) : Happening(At);

/// <summary>Another plan comes into force: <c>plan other.json</c>. Calls under way keep theirs.</summary>
/// <param name="At">When, since the start of the script.</param>
/// <param name="Plan">The plan's name: whoever plays the script knows the plan behind it.</param>
public sealed record PlanChanges(Duration At, string Plan) : Happening(At);

/// <summary>The router is shut down: <c>router stops</c>.</summary>
/// <param name="At">When, since the start of the script.</param>
public sealed record RouterStops(Duration At) : Happening(At);
