using NodaTime;

namespace CallRouting;

/// <summary>Where a call is.</summary>
public enum CallPhase : byte
{
    /// <summary>Not begun: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>A greeting plays.</summary>
    Greeting = 1,

    /// <summary>An announcement plays that ends the call.</summary>
    Announcement = 2,

    /// <summary>A menu's prompt plays.</summary>
    MenuPrompt = 3,

    /// <summary>A menu waits for a key.</summary>
    MenuWaiting = 4,

    /// <summary>A department, an employee or an outside number is being rung.</summary>
    Hunting = 5,

    /// <summary>Two people talk.</summary>
    Talking = 6,

    /// <summary>An answering machine's greeting plays.</summary>
    MessageGreeting = 7,

    /// <summary>An answering machine's beep plays.</summary>
    MessageBeep = 8,

    /// <summary>A message is being recorded.</summary>
    Recording = 9,

    /// <summary>The caller has hung up; the message is being put away.</summary>
    Filing = 10,

    /// <summary>The outcome is decided; legs are being released.</summary>
    Clearing = 11,

    /// <summary>Everything has ended.</summary>
    Ended = 12,

    /// <summary>A question to the caller plays.</summary>
    AskPrompt = 14,

    /// <summary>A question waits for a key.</summary>
    AskWaiting = 15,

    /// <summary>The call waits in a department's queue, and nobody is rung for it.</summary>
    Queueing = 13,

    /// <summary>An employee dials whom to pass the caller on to; the caller is on hold.</summary>
    TransferDialling = 16,

    /// <summary>An employee talks to the colleague who is to take the call; the caller is on hold.</summary>
    Consulting = 17,

    /// <summary>The colleague who is to be asked is being rung; the caller is on hold.</summary>
    TransferRinging = 18,

    /// <summary>The employee hears that a transfer cannot be; the caller is on hold.</summary>
    TransferRefused = 19,
}

internal enum QueueSound : byte
{
    None = 0, // not begun
    Music,
    Position, // the announcement
    Tone,     // the ringing tone in place of music
}

/// <summary>Everything one call remembers between two events. <c>default</c> is a call that has not begun.</summary>
/// <remarks>At most 256 bytes; the legs of a call that has more than four at once are kept in an array.</remarks>
public struct CallState
{
    internal const long Never = long.MaxValue;

    /// <summary>The call.</summary>
    public CallId Id { get; internal set; }

    /// <summary>Where the call is.</summary>
    public CallPhase Phase { get; internal set; }

    /// <summary>How the call ended; none while it goes on.</summary>
    public Outcome Outcome { get; internal set; }

    /// <summary>The node the call is at, as an index in its plan; −1 before the first.</summary>
    public int Node { get; internal set; }

    /// <summary>When the call wants to be stepped although nothing happened; <see cref="Instant.MaxValue"/>:
    /// never.</summary>
    public readonly Instant Deadline =>
        DeadlineTicks == Never ? Instant.MaxValue : Instant.FromUnixTimeTicks(DeadlineTicks);

    /// <summary>How many legs have been started and have not ended, the caller's included.</summary>
    public readonly int LegCount => Legs.Count;

    internal LegList Legs;
    internal RingOrder? Order;   // hunting: the order of the members where it is not plan order
    internal RingLane Lane;      // hunting: how far it has got; of tiers, and of a rest in a queue, only when it ends
    internal long DeadlineTicks;
    internal long PhaseDue;      // the phase's own limit; while queued the end of the wait
    internal long GiveUpAt;      // hunting: when the attempt ends; queueing: the next announcement; a menu: Dialled
    internal long ArrivedAt;     // when the call first joined a queue
    internal int Plan;           // the office's number of the plan this call keeps
    internal int CallerEmployee; // who calls, when an employee does; −1
    internal int RankNode;       // the node that last gave a position in a queue, + 1; 0: none
    internal uint MusicAt;       // when the music began, in milliseconds from the arrival
    internal ushort NextLeg;
    internal ushort NextTag;
    internal ushort PlayTag;     // what the caller hears now; 0: nothing
    internal ushort RecordTag;
    internal ushort Attempts;    // how many attempts to ring a department there were
    internal ushort Peer;        // whom the caller talks to
    internal PhoneNumber Party;  // the caller's number, or the one that an employee dialled
    internal int Number;         // the company number that was called; −1: none
    internal int Trunk;          // by which the call came; −1: none that the plan has
    internal int Sticky;         // a sticky step: the employee who is rung
    internal ushort Answer;      // to the last question, from 1; 0: none
    internal Outcome Ending;     // an announcement: how the call ends after it
    internal byte Priority;      // in queues
    internal int PassedBy;       // 1 + the employee who passes the call on; 0: nobody does
    internal int Origin;         // the node at which that employee talked
    internal ushort Asker;       // that employee's leg while they stay on the line; 0: none
    internal ushort AskerTag;    // what they hear; 0: nothing
    internal Cause LastCause;    // why the last way out failed
    internal byte KeyBefore;     // the first of two keys, pressed until Lane.NextAt
    internal byte Steps;
    internal byte NoInputs;
    internal byte WrongKeys;
    internal QueueSound Sound;   // what a queued caller hears

    private ushort _facts;       // calls are many: fourteen facts in two octets

    internal bool IsAnonymous // the caller shows no number
    {
        readonly get => Is(1 << 0);
        set => Set(1 << 0, value);
    }

    internal bool IsScreened // the caller has answered a question
    {
        readonly get => Is(1 << 1);
        set => Set(1 << 1, value);
    }

    internal bool IsAttended // the number being dialled is to be asked first
    {
        readonly get => Is(1 << 2);
        set => Set(1 << 2, value);
    }

    internal bool IsReturning // nobody took the call: it rings who passed it on
    {
        readonly get => Is(1 << 3);
        set => Set(1 << 3, value);
    }

    internal bool HasTalked // the caller has talked with somebody
    {
        readonly get => Is(1 << 4);
        set => Set(1 << 4, value);
    }

    internal bool IsMusicBroken // it could not be played, or was over in no time
    {
        readonly get => Is(1 << 5);
        set => Set(1 << 5, value);
    }

    internal bool IsQueued // in the line of the department at Node
    {
        readonly get => Is(1 << 6);
        set => Set(1 << 6, value);
    }

    internal bool IsResting // nobody took it: others go first for a while
    {
        readonly get => Is(1 << 7);
        set => Set(1 << 7, value);
    }

    internal bool CallerAnswered // the caller has been answered
    {
        readonly get => Is(1 << 8);
        set => Set(1 << 8, value);
    }

    internal bool CallerAlerted // the caller has been told that somebody is rung
    {
        readonly get => Is(1 << 9);
        set => Set(1 << 9, value);
    }

    internal bool CallerHearsPeer // early sound of an outside leg is already bridged
    {
        readonly get => Is(1 << 10);
        set => Set(1 << 10, value);
    }

    internal bool CannotTalk // the caller's line carries sound one way at a time
    {
        readonly get => Is(1 << 11);
        set => Set(1 << 11, value);
    }

    internal bool CannotHearEarly // the caller hears nothing before an answer
    {
        readonly get => Is(1 << 12);
        set => Set(1 << 12, value);
    }

    internal bool IsHandedOver // the caller's line passes whoever cannot talk on by itself
    {
        readonly get => Is(1 << 13);
        set => Set(1 << 13, value);
    }

    internal void ComeBy(TransportCapabilities line) => (CannotTalk, IsHandedOver, CannotHearEarly) =
        (!line.FullDuplex, line.HandsOver, !line.EarlyMedia);

    /// <summary>The number of a caller from outside; none: not shown, no international number, or nothing in the plan
    /// asks for it.</summary>
    internal readonly PhoneNumber CallerNumber => CallerEmployee < 0 ? Party : default;

    /// <summary>The number that an employee dialled, an emergency number as its bare digits.</summary>
    internal readonly PhoneNumber DialledNumber => CallerEmployee < 0 ? default : Party;

    /// <summary>In a menu, or of a transfer: the packed digits dialled so far; 0: none.</summary>
    internal ulong Dialled
    {
        readonly get => (ulong)GiveUpAt;
        set => GiveUpAt = (long)value;
    }

    /// <summary>What a route may ask about the call.</summary>
    internal readonly CallFacts Facts => new(Number, Trunk)
    {
        Caller = CallerNumber,
        IsAnonymous = IsAnonymous,
        IsOutside = CallerEmployee < 0,
        IsScreened = IsScreened,
        Answer = Answer,
    };

    internal static CallState Begin(
        CallId id, int plan, in Decision decision, int callerEmployee, in CallState last) =>
        Begin(id, plan, decision.Node, callerEmployee, last.Legs, last.Order) with
        {
            Number = decision.Number,
            Trunk = decision.Trunk,
            Party = callerEmployee < 0 ? decision.Caller : DialledOf(decision.Called),
            IsAnonymous = decision.IsAnonymous,
            Priority = decision.Priority,
        };

    internal static CallState Begin(
        CallId id, int plan, int node, int callerEmployee, in LegList legs = default, RingOrder? order = null) => new()
    {
        Id = id,
        Legs = legs.Emptied(),
        Order = order,
        Plan = plan,
        Node = node,
        CallerEmployee = callerEmployee,
        Number = -1,
        Trunk = -1,
        DeadlineTicks = Never,
        PhaseDue = Never,
        ArrivedAt = Never,
        GiveUpAt = Never,
        Lane = RingLane.Of(0, 0),
        NextLeg = 1,
        NextTag = 1,
    };

    // Emergency numbers are digits of no country; they are kept as they were dialled.
    private static PhoneNumber DialledOf(NormalisedNumber called) =>
        called.Kind == NormalisedKind.Digits ? new PhoneNumber(called.Digits.Key) : called.Number;

    private readonly bool Is(int fact) => (_facts & fact) != 0;

    private void Set(int fact, bool value) => _facts = (ushort)(value ? _facts | fact : _facts & ~fact);
}
