namespace CallRouting;

/// <summary>A compiled employee.</summary>
public sealed record EmployeeEntry
{
    /// <summary>The id in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people; never empty.</summary>
    public required string Name { get; init; }

    /// <summary>The internal number, or none.</summary>
    public Extension Extension { get; init; }

    /// <summary>Whether a new call rings while the employee is on another.</summary>
    public bool RingInUse { get; init; }

    /// <summary>How many calls at once; 0: one, or any number where calls ring in use.</summary>
    public int MaxCalls { get; init; }

    /// <summary>Whether there is a mobile to forward to.</summary>
    public bool HasMobile => !Mobile.IsNone;

    /// <summary>The mobile's number, or none.</summary>
    public PhoneNumber Mobile { get; init; }

    /// <summary>Whether own devices keep ringing beside the mobile.</summary>
    public bool MobileKeepsRinging { get; init; }

    /// <summary>Whether the mobile must press 1.</summary>
    public bool MobileConfirms { get; init; }

    /// <summary>The trunks the mobile is called by, as indexes, in the order in which they are tried.</summary>
    public IReadOnlyList<int> MobileTrunks { get; init; } = [];

    /// <summary>Whether another employee screens calls from outside for this one.</summary>
    public bool IsGuarded => GuardedBy >= 0;

    /// <summary>The number that the employee's outgoing calls present; none: the company's main one (SPEC
    /// G30).</summary>
    public PhoneNumber CallerId { get; init; }

    /// <summary>The employee's own answering machine, as an index; −1: no route leads to it.</summary>
    public int Mailbox { get; init; } = -1;

    /// <summary>Who screens calls from outside for the employee, as an index; −1: nobody does, they are not
    /// guarded.</summary>
    public int GuardedBy { get; init; } = -1;

    internal long MobileAfterTicks { get; init; }

    /// <summary>The devices that do not ring for all calls.</summary>
    internal EmployeeDevice[] ScopedDevices { get; init; } = [];

    /// <summary>The employee as a department of one, for calls to them alone.</summary>
    internal DepartmentEntry Alone { get; init; } = null!;
}

/// <summary>A compiled department.</summary>
public sealed record DepartmentEntry
{
    /// <summary>The id in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people; never empty.</summary>
    public required string Name { get; init; }

    /// <summary>The internal number, written or assigned.</summary>
    public Extension Extension { get; init; }

    /// <summary>Who rings when.</summary>
    public Strategy Strategy { get; init; }

    /// <summary>Whether the department's calls ring members who are on another call.</summary>
    public bool RingInUse { get; init; }

    /// <summary>After how many offers in a row that a member did not answer they are paused; 0: never.</summary>
    public int PauseAfterMissed { get; init; }

    /// <summary>The members' indexes into the plan's employees, in ringing order.</summary>
    public IReadOnlyList<int> Members => MemberTable;

    internal int[] MemberTable { get; init; } = [];

    /// <summary>How long each member rings before the next starts, in ticks of 100 ns.</summary>
    internal long[] StepTicks { get; init; } = [];

    /// <summary>The length of the whole attempt; <see cref="long.MaxValue"/>: bounded by rounds only.</summary>
    internal long GiveUpTicks { get; init; } = long.MaxValue;

    /// <summary>How many rounds; 0: bounded by time only.</summary>
    internal int Rounds { get; init; }

    /// <summary>The length of one all-at-once round, in ticks of 100 ns.</summary>
    internal long RingTicks { get; init; }

    /// <summary>The department's index in its plan; −1: an employee alone.</summary>
    internal int Index { get; init; } = -1;

    /// <summary>How the members of one group ring; without tiers all are one group, and this is the
    /// strategy.</summary>
    internal Strategy Within { get; init; }

    /// <summary>How long one group is tried before the next joins in, in ticks of 100 ns.</summary>
    internal long TierTicks { get; init; }

    /// <summary>How long a member is offered no call after a conversation, in ticks of 100 ns.</summary>
    internal long WrapUpTicks { get; init; }

    /// <summary>Each member's weight.</summary>
    internal int[] WeightTable { get; init; } = [];

    /// <summary>Each member's group, from 0; empty: all are one group.</summary>
    internal ushort[] GroupTable { get; init; } = [];

    /// <summary>The members group after group, each group in plan order; empty: plan order.</summary>
    internal ushort[] GroupedTable { get; init; } = [];

    /// <summary>Where each group begins in <see cref="GroupedTable"/>, and where the last one ends; empty: all are one
    /// group.</summary>
    internal int[] GroupStarts { get; init; } = [];

    /// <summary>How calls wait here until a member is free; <c>null</c>: they do not.</summary>
    public QueueEntry? Queue { get; init; }
}

/// <summary>A compiled queue of a department.</summary>
public sealed record QueueEntry
{
    /// <summary>What waiting callers hear; none: the ringing tone.</summary>
    public PromptId Music { get; init; }

    /// <summary>How many calls wait at most.</summary>
    public int MaxLength { get; init; }

    /// <summary>The node of a call that finds the queue full.</summary>
    public int WhenFullNode { get; init; }

    /// <summary>The node of a call that has waited long enough.</summary>
    public int WhenWaitedNode { get; init; }

    /// <summary>The node of a call for which no member is at work.</summary>
    public int WhenEmptyNode { get; init; }

    /// <summary>Whether a member is guarded, so that internal calls rank with those from outside (SPEC S15).</summary>
    public bool HasGuardedMember { get; init; }

    /// <summary>How long between two announcements of the position, in ticks of 100 ns; 0: there are none.</summary>
    internal long AnnounceTicks { get; init; }

    internal long MaxWaitTicks { get; init; }

    internal long RetryTicks { get; init; }
}

/// <summary>A compiled menu.</summary>
public sealed record MenuEntry
{
    /// <summary>The twelve keys in the order of <see cref="KeyNodes"/>.</summary>
    public const string Keys = "0123456789*#";

    /// <summary>The value in <see cref="KeyNodes"/> of a key that plays the menu again.</summary>
    public const int RepeatNode = -2;

    /// <summary>The id in the plan.</summary>
    public required string Id { get; init; }

    /// <summary>The prompt.</summary>
    public PromptId Prompt { get; init; }

    /// <summary>The node behind each key of <see cref="Keys"/>; −1: a wrong key; <see cref="RepeatNode"/>.</summary>
    public IReadOnlyList<int> KeyNodes => KeyTable;

    /// <summary>How often silence plays the menu again before <see cref="NoInputNode"/>.</summary>
    public int NoInputRepeats { get; init; }

    /// <summary>Where silence leads.</summary>
    public int NoInputNode { get; init; }

    /// <summary>How often a wrong key plays the menu again before <see cref="WrongKeyNode"/>.</summary>
    public int WrongKeyRepeats { get; init; }

    /// <summary>Where a wrong key leads.</summary>
    public int WrongKeyNode { get; init; }

    /// <summary>Whether callers may dial an internal number.</summary>
    public bool DialExtensions { get; init; }

    internal int[] KeyTable { get; init; } = [];

    internal long TimeoutTicks { get; init; }

    /// <summary>How long to wait for a further digit, in ticks of 100 ns.</summary>
    internal long DigitTicks { get; init; }
}

/// <summary>A compiled answering machine.</summary>
/// <param name="Id">The id in the plan; <c>mailbox:</c> and the employee's id for an employee's own.</param>
/// <param name="Greeting">The prompt before the beep.</param>
/// <param name="DeliverTo">The employee the message is for, as an index.</param>
public sealed record VoicemailEntry(string Id, PromptId Greeting, int DeliverTo)
{
    internal long MaxLengthTicks { get; init; }
}

/// <summary>A compiled outside number or address.</summary>
/// <param name="Id">The id in the plan.</param>
/// <param name="Address">A <c>sip:</c> address, or empty when <paramref name="Number"/> is dialled.</param>
/// <param name="Number">The number to dial, or none.</param>
/// <param name="Trunks">The trunks a number leaves by, as indexes, in the order in which they are tried; an address
/// has none.</param>
/// <param name="Confirm">Whether the answering person must press 1.</param>
/// <param name="Share">What is told to the outside party.</param>
public sealed record ExternalEntry(
    string Id, string Address, PhoneNumber Number, IReadOnlyList<int> Trunks, bool Confirm,
    EquatableList<SharedField> Share)
{
    internal long AnswerWithinTicks { get; init; }
}

/// <summary>A compiled trunk.</summary>
/// <param name="Settings">What the plan says of it.</param>
/// <param name="Rules">How it writes numbers.</param>
/// <param name="Number">The company number an analog line runs, as an index; −1: the called number decides.</param>
public sealed record TrunkEntry(Trunk Settings, NumberRules Rules, int Number)
{
    /// <summary>How its callers' numbers are read: by the same country and area, never rewritten.</summary>
    public NumberRules CallerRules { get; } = Rules.WithoutRewriting();

    /// <summary>How many calls it carries at once; <see cref="int.MaxValue"/>: not limited here.</summary>
    public int Channels { get; init; } = int.MaxValue;
}

/// <summary>A compiled company number; a plan may have a million. <c>default</c> is none: no id, no number.</summary>
/// <param name="Id">The id in the plan.</param>
/// <param name="Called">The number.</param>
/// <param name="Node">The first node of its route.</param>
public readonly record struct NumberEntry(string Id, PhoneNumber Called, int Node)
{
    // In the gap behind Node: the language's place in the plan's list, from 1; 0: the company's.
    internal ushort Language { get; init; }
}

/// <summary>A compiled priority.</summary>
/// <param name="Priority">The priority from here on; −1: as it is.</param>
/// <param name="Position">The position in the queue that follows, from 1; 0: by arrival.</param>
public readonly record struct RankEntry(int Priority, int Position);

/// <summary>A compiled way out for numbers that employees dial.</summary>
/// <param name="Trunks">The trunks in the order in which they are tried, as indexes.</param>
/// <param name="IsEmergency">Whether it is for emergency numbers: nothing is kept in reserve from them.</param>
public sealed record OutgoingEntry(IReadOnlyList<int> Trunks, bool IsEmergency);
