using System.Runtime.CompilerServices;

namespace CallRouting;

/// <summary>What must be done.</summary>
public enum CallEffectKind : byte
{
    /// <summary>Nothing: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>For the record only: the call entered a node of its route.</summary>
    Enter = 1,

    /// <summary>Tell the caller that somebody is being rung.</summary>
    Alert = 2,

    /// <summary>Let the caller hear what comes before the answer; a bridge follows.</summary>
    Progress = 3,

    /// <summary>Answer the caller.</summary>
    Answer = 4,

    /// <summary>Start a leg. Ends with exactly one <see cref="CallEventKind.Failed"/>, or
    /// <see cref="CallEventKind.Answered"/> and later <see cref="CallEventKind.Cleared"/>.</summary>
    Ring = 5,

    /// <summary>End a leg in whatever state it is: refuse, cancel or hang up. Does nothing to an ended leg.</summary>
    Release = 6,

    /// <summary>Play a prompt to a leg; it replaces one that plays. Ends with exactly one
    /// <see cref="CallEventKind.PlayEnded"/>.</summary>
    Play = 7,

    /// <summary>Stop what plays.</summary>
    StopPlay = 8,

    /// <summary>Record a leg. Ends with exactly one <see cref="CallEventKind.RecordEnded"/>.</summary>
    Record = 9,

    /// <summary>Stop recording.</summary>
    StopRecord = 10,

    /// <summary>Let two legs hear each other. Ends with exactly one <see cref="CallEventKind.BridgeEnded"/>.</summary>
    Bridge = 11,

    /// <summary>For the office only: an employee's share in this call changes.</summary>
    Occupy = 12,

    /// <summary>For the record only: the call has ended and all its legs have.</summary>
    Complete = 13,

    /// <summary>For the office and the record: the call joins the line of a department, or leaves it.</summary>
    Queue = 14,

    /// <summary>For the record only: an employee is paused, because they missed too many offers.</summary>
    MemberPaused = 15,

    /// <summary>For the office only: what a department remembers of a member changes.</summary>
    Tally = 16,

    /// <summary>For the office only: a leg takes a channel of a trunk, an index in the call's plan.</summary>
    Seize = 17,

    /// <summary>End a leg's bridge: neither party hears the other any more. Does nothing without one.</summary>
    Hold = 18,

    /// <summary>For the record and for alerts: the trunk's last channel is taken, so that clients cannot reach the
    /// company by it (SPEC S13).</summary>
    TrunkFull = 19,

    /// <summary>For the office only: the leg's channel of a trunk is free again.</summary>
    Free = 20,

    /// <summary>Tell a leg that asked for a transfer how it was taken.</summary>
    Report = 21,

    /// <summary>End the caller's leg by passing the caller on to the number that the line itself knows; only for a call
    /// that was offered as one that can be (<see cref="TransportCapabilities.HandsOver"/>).</summary>
    HandOver = 22,
}

/// <summary>What a leg is towards.</summary>
public enum LegKind : byte
{
    /// <summary>Nothing: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>The caller.</summary>
    Caller = 1,

    /// <summary>A registered device of an employee.</summary>
    Device = 2,

    /// <summary>An employee's mobile.</summary>
    Mobile = 3,

    /// <summary>An outside number of the plan.</summary>
    External = 4,

    /// <summary>An outside number that an employee dialled.</summary>
    Dialled = 5,
}

/// <summary>What an employee is doing in a call.</summary>
public enum Occupation : byte
{
    /// <summary>Nothing.</summary>
    Free = 0,

    /// <summary>Being rung.</summary>
    Ringing = 1,

    /// <summary>Talking.</summary>
    Talking = 2,
}

/// <summary>What a department has to remember of a member.</summary>
public enum TallyKind : byte
{
    /// <summary>Nothing: what <c>default</c> means.</summary>
    None = 0,

    /// <summary>An attempt is offered to the member first.</summary>
    First = 1,

    /// <summary>The member did not answer an offer.</summary>
    Missed = 2,

    /// <summary>The member has so much in the dealing by weights.</summary>
    Dealt = 3,

    /// <summary>The member is new: their counts begin with the lowest of the department.</summary>
    Joined = 4,
}

/// <summary>How a transfer that was asked for is taken.</summary>
public enum TransferAnswer : byte
{
    /// <summary>There was no question.</summary>
    None = 0,

    /// <summary>It is under way.</summary>
    Accepted = 1,

    /// <summary>Who asks is not an employee to whom a caller talks.</summary>
    NotTalking = 2,

    /// <summary>Nobody has this internal number.</summary>
    NoSuchNumber = 3,

    /// <summary>The target is a guarded person, whom callers from outside reach attended only (SPEC S2).</summary>
    Guarded = 4,

    /// <summary>The target is the employee who asks, or the caller.</summary>
    Self = 5,

    /// <summary>Nobody there can be rung now.</summary>
    NobodyThere = 6,
}

/// <summary>Something to do for one leg: plain data, the same for every transport.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Leg">The leg to do it to.</param>
public readonly record struct CallEffect(CallEffectKind Kind, LegId Leg)
{
    // What different kinds have in the same place: an effect is 64 octets.
    private readonly int _amount; // milliseconds, position or balance
    private readonly int _place;  // 1 + trunk or department; 0: none

    /// <summary>The other leg of a <see cref="CallEffectKind.Bridge"/>; the leg of the employee who asks a colleague by
    /// a <see cref="CallEffectKind.Ring"/>, none where it is the caller who calls.</summary>
    public LegId Peer { get; init; }

    /// <summary>The node entered; the employee, the outside number or the way out rung; the employee occupied; the
    /// department whose line is joined or left; the trunk seized, freed or full: an index in the call's plan.</summary>
    public int Index { get; init; }

    /// <summary>The device to ring.</summary>
    public DeviceId Device { get; init; }

    /// <summary>What to play; the greeting's answering machine is in <see cref="Index"/> of a record.</summary>
    public PromptId Prompt { get; init; }

    /// <summary>The longest recording, in milliseconds.</summary>
    public int Milliseconds { get => _amount; init => _amount = value; }

    /// <summary>The play or recording, so that its end can be told from an earlier one's.</summary>
    public ushort Tag { get; init; }

    /// <summary>What is rung.</summary>
    public LegKind Target { get; init; }

    /// <summary>The trunk that a rung leg leaves by, as an index in the call's plan; −1: by none.</summary>
    public int Trunk
    {
        get => _place - 1;
        init => _place = value + 1;
    }

    /// <summary>The number that an employee dialled, for <see cref="LegKind.Dialled"/>. An emergency number is the bare
    /// digits, without a country.</summary>
    public PhoneNumber Number { get; init; }

    /// <summary>How a transfer was taken, for <see cref="CallEffectKind.Report"/>.</summary>
    public TransferAnswer Answer { get; init; }

    /// <summary>Why the leg is released.</summary>
    public Cause Cause { get; init; }

    /// <summary>How the call ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The priority of a call in a <see cref="CallEffectKind.Queue"/>: 0 to 100, more is sooner.</summary>
    public byte Priority { get; init; }

    /// <summary>The position in the line that the call joins, from 1; 0: it leaves the line.</summary>
    public int Position { get => _amount; init => _amount = value; }

    /// <summary>What an occupied employee did in this call before.</summary>
    public Occupation Before { get; init; }

    /// <summary>What an occupied employee does now.</summary>
    public Occupation After { get; init; }

    /// <summary>Whether an occupied employee has one call more or less by it; an employee may have several legs in one
    /// call.</summary>
    public bool ChangesCalls { get; init; }

    /// <summary>What a department has to remember.</summary>
    public TallyKind Tally { get; init; }

    /// <summary>What the member has in the dealing by weights.</summary>
    public int Balance { get => _amount; init => _amount = value; }

    /// <summary>The department for whose call an employee is occupied, or that has to remember: an index in the call's
    /// plan; −1: none.</summary>
    public int Department { get => _place - 1; init => _place = value + 1; }
}

/// <summary>Takes effects in order. The caller owns it, and clears and reuses it.</summary>
public sealed class EffectBuffer
{
    private CallEffect[] _items = new CallEffect[16];

    /// <summary>How many effects there are.</summary>
    public int Count { get; private set; }

    /// <summary>The effects in the order in which they were written.</summary>
    public ReadOnlySpan<CallEffect> Written => _items.AsSpan(0, Count);

    /// <summary>Forgets all effects and keeps the memory.</summary>
    public void Clear() => Count = 0;

    // Called for every effect of every step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(in CallEffect effect)
    {
        var items = _items;
        var count = Count;
        if ((uint)count < (uint)items.Length)
        {
            items[count] = effect;
            Count = count + 1;
        }
        else
        {
            AddBeyond(effect);
        }
    }

    private void AddBeyond(in CallEffect effect)
    {
        Array.Resize(ref _items, _items.Length * 2);
        _items[Count++] = effect;
    }
}
