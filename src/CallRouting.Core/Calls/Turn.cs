using NodaTime;

namespace CallRouting;

/// <summary>One step under way: the call, what it sees, and where its effects go.</summary>
internal ref struct Turn
{
    public static readonly long LastTick = Instant.MaxValue.ToUnixTimeTicks();

    public readonly ref CallState Call;
    public readonly OfficeView View;
    public readonly EffectBuffer Effects;
    public readonly long Now;

    public Turn(ref CallState call, in OfficeView office, long now, EffectBuffer effects)
    {
        Call = ref call;
        View = office;
        Now = now;
        Effects = effects;
    }

    public readonly RoutingPlan Plan => View.Plan;

    public readonly LegId Caller => Call.Id.Caller;

    /// <summary>The department the call is at, as an index; −1: none.</summary>
    public readonly int Department =>
        Call is { Node: >= 0, IsReturning: false } &&
        Plan.NodeTable[Call.Node] is { Kind: NodeKind.Department, Index: var index } ? index : -1;

    /// <summary>A time from now, or never; what is past the end of time is never.</summary>
    public readonly long After(long ticks) => ticks >= LastTick - Now ? CallState.Never : Now + ticks;

    public readonly void Do(CallEffectKind kind) => Effects.Add(new(kind, Caller));

    public readonly void Do(in CallEffect effect) => Effects.Add(effect);

    /// <summary>Lets a department remember something of a member.</summary>
    public readonly void Tally(TallyKind kind, DepartmentEntry department, int member, int balance = 0) =>
        Do(new CallEffect(CallEffectKind.Tally, Caller)
        {
            Tally = kind,
            Index = department.MemberTable[member],
            Department = department.Index,
            Balance = balance,
        });

    public readonly void AnswerCaller()
    {
        if (Call.CallerAnswered)
            return;
        Call.CallerAnswered = true;
        Do(CallEffectKind.Answer);
    }

    public readonly ushort PlayTo(ushort leg, PromptId prompt)
    {
        var tag = NewTag();
        Do(new CallEffect(CallEffectKind.Play, Call.Id.Leg(leg)) { Prompt = prompt, Tag = tag });
        return tag;
    }

    public readonly void PlayToCaller(PromptId prompt) => Call.PlayTag = PlayTo(0, prompt);

    public readonly void StopPlay()
    {
        if (Call.PlayTag == 0)
            return;
        Do(new CallEffect(CallEffectKind.StopPlay, Caller) { Tag = Call.PlayTag });
        Call.PlayTag = 0;
    }

    /// <summary>Stops what the employee hears who passes the caller on.</summary>
    public readonly void StopAsker()
    {
        if (Call.AskerTag != 0)
            Do(new CallEffect(CallEffectKind.StopPlay, Call.Id.Leg(Call.Asker)) { Tag = Call.AskerTag });
        Call.AskerTag = 0;
    }

    public readonly ushort NewTag()
    {
        var tag = Call.NextTag;
        Call.NextTag = tag == ushort.MaxValue ? (ushort)1 : (ushort)(tag + 1);
        return tag;
    }

    /// <summary>Says what an employee now does in this call.</summary>
    public readonly void Occupy(ref LegState leg, Occupation after)
    {
        if (leg.Occupied == after)
            return;
        Do(new CallEffect(CallEffectKind.Occupy, Call.Id.Leg(leg.Number))
        {
            Index = leg.Index,
            Before = leg.Occupied,
            After = after,
            ChangesCalls = (leg.Occupied == Occupation.Free || after == Occupation.Free) && IsOnlyLegOf(leg),
            Department = leg.Kind == LegKind.Caller ? -1 : Department,
        });
        leg.Occupied = after;
    }

    // Whether no other leg of this call occupies the same employee.
    private readonly bool IsOnlyLegOf(in LegState leg)
    {
        foreach (ref readonly var other in Call.Legs.All)
            if (other.Index == leg.Index && other.Number != leg.Number && other.Occupied != Occupation.Free)
                return false;
        return true;
    }

    /// <summary>Tells a leg to end. Its ending event is still to come.</summary>
    public readonly void Release(ref LegState leg, Cause cause)
    {
        if (leg.Phase is LegPhase.Waiting or LegPhase.Out or LegPhase.Back)
        {
            leg.Phase = LegPhase.Gone;
            return;
        }

        if (leg.Phase is LegPhase.Releasing or LegPhase.Gone)
            return;
        leg.Phase = LegPhase.Releasing;
        Do(new CallEffect(CallEffectKind.Release, Call.Id.Leg(leg.Number)) { Cause = cause });
        Occupy(ref leg, Occupation.Free);
    }

    /// <summary>A leg takes a channel of a trunk, and keeps it until it has ended.</summary>
    public readonly void Seize(ref LegState leg, int trunk)
    {
        leg.TrunkHeld = (ushort)(trunk + 1);
        var id = Call.Id.Leg(leg.Number);
        Do(new CallEffect(CallEffectKind.Seize, id) { Index = trunk });
        if (Availability.ChannelsInUse(View, trunk, Call.Legs.All) == View.Channels(trunk))
            Do(new CallEffect(CallEffectKind.TrunkFull, id) { Index = trunk });
    }

    /// <summary>A leg has ended by itself or as it was told.</summary>
    public readonly void Gone(ref LegState leg)
    {
        if (leg.Phase == LegPhase.Gone)
            return;
        if (leg.TrunkHeld != 0)
            Do(new CallEffect(CallEffectKind.Free, Call.Id.Leg(leg.Number)) { Index = leg.TrunkHeld - 1 });
        leg.Phase = LegPhase.Gone;
        Occupy(ref leg, Occupation.Free);
    }
}
