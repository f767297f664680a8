using NodaTime;

namespace CallRouting;

/// <summary>One step under way: the call, what it sees, and where its effects go.</summary>
internal ref struct Turn
{
    private static readonly long LastTick = Instant.MaxValue.ToUnixTimeTicks();

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

    /// <summary>A time from now, or never; what is past the end of time is never.</summary>
    public readonly long After(long ticks) => ticks >= LastTick - Now ? CallState.Never : Now + ticks;

    public readonly void Do(CallEffectKind kind) => Effects.Add(new(kind, Caller));

    public readonly void Do(in CallEffect effect) => Effects.Add(effect);

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
        });
        leg.Occupied = after;
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

    /// <summary>A leg has ended by itself or as it was told.</summary>
    public readonly void Gone(ref LegState leg)
    {
        leg.Phase = LegPhase.Gone;
        Occupy(ref leg, Occupation.Free);
    }
}
