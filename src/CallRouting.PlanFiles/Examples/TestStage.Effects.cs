using NodaTime;

namespace CallRouting.PlanFiles;

// The far ends: phones, prompts and recordings.
internal sealed partial class TestStage
{
    private static readonly Duration MusicLength = Duration.FromMinutes(1);
    private static readonly Duration MessageLength = Duration.FromSeconds(10);

    private void CarryOut(in CallEffect effect)
    {
        var call = effect.Leg.Call;
        switch (effect.Kind)
        {
            case CallEffectKind.Enter when call == Main:
                Enter(effect.Index);
                break;
            case CallEffectKind.Ring:
                Ring(effect);
                break;
            case CallEffectKind.Release:
                Release(effect.Leg);
                break;
            case CallEffectKind.Play:
                Play(effect);
                break;
            case CallEffectKind.StopPlay:
                EndPlay(effect.Leg, _legs[effect.Leg].PlayTag);
                break;
            case CallEffectKind.Record:
                Record(effect);
                break;
            case CallEffectKind.StopRecord:
                EndRecord(effect.Leg, _legs[effect.Leg].RecordTag);
                break;
            case CallEffectKind.Bridge:
                Talk(effect);
                break;
            case CallEffectKind.Queue when call == Main && effect.Position > 0:
                Log.Position ??= effect.Position;
                Tell(call, $"waits at position {effect.Position}");
                break;
            case CallEffectKind.Complete when call == Main:
                Log.Outcome = effect.Outcome;
                Tell(call, $"ends: {Vocabulary.Outcome.Word(effect.Outcome)}");
                break;
        }
    }

    private void Enter(int index)
    {
        if (TestTargets.Of(_office.Plan, index) is not { } reached)
            return;
        Log.Destinations.Add(new TestCallLog.Reached(reached.Kind, reached.Name, _now, KeysPressed));
        Tell(Main, $"reaches {reached.Kind} {reached.Name}");
    }

    private void Ring(in CallEffect effect)
    {
        var (id, plan) = (effect.Leg, _office.Plan);
        var call = _calls[id.Call];
        var who = effect.Target switch
        {
            LegKind.Device or LegKind.Mobile => plan.Employees[effect.Index].Id,
            LegKind.External => plan.Externals[effect.Index].Id,
            _ => "outside",
        };
        _legs.Add(id, new StageLeg(who));
        // Own devices and the mobile are one phone: it rings on when one hands over to the other.
        if (!call.RingRuns.TryGetValue(who, out var run) || (run.Legs == 0 && run.Ended != _now))
            run = (_now, 0, default);
        call.RingRuns[who] = run with { Legs = run.Legs + 1 };
        if (id.Call == Main && effect.Trunk >= 0 && Log.LeftBy is null)
            Leave(effect);
        if (id.Call == Main)
        {
            Log.Rings.Add(new TestCallLog.Rung(who, _now, Log.Destinations.Count));
            Tell(Main, effect.Target == LegKind.Mobile ? $"{who} rings on the mobile" : $"{who} rings");
        }

        Happen(CallEvent.Ringing(id));
        if (AnswersAfter(call, who) is { } after)
            Later(Instant.Max(_now, run.Start + after), () => Answer(id));
    }

    private void Leave(in CallEffect effect)
    {
        var plan = _office.Plan;
        var destination = RingDestinations.Of(effect, new DomainId(1), plan, _offer, default);
        Log.LeftBy = plan.Trunks[effect.Trunk].Settings.Id;
        Log.ShownOutside = destination.Caller.Number;
        Tell(Main, $"leaves by {Log.LeftBy}, showing {Log.ShownOutside ?? "no number"}");
    }

    private Duration? AnswersAfter(StageCall call, string who)
    {
        if (call.IsActor)
            return Duration.Zero;
        foreach (var answer in _script.Answers)
            if (answer.Employee == who)
                return answer.After;
        return null;
    }

    private void Answer(LegId id)
    {
        var leg = _legs[id];
        if (leg.HasEnded || leg.IsUp)
            return;
        leg.IsUp = true;
        Tell(id.Call, $"{leg.Who} answers");
        Do(() => _office.Apply(CallEvent.Answered(id), _now, _effects));
    }

    private void Release(LegId id)
    {
        if (!_legs.TryGetValue(id, out var leg) || leg.HasEnded)
            return;
        leg.HasEnded = true;
        var call = _calls[id.Call];
        if (call.RingRuns.TryGetValue(leg.Who, out var run))
            call.RingRuns[leg.Who] = run with { Legs = run.Legs - 1, Ended = _now };
        Happen(leg.IsUp ? CallEvent.Cleared(id, Cause.NormalClearing) : CallEvent.Failed(id, Cause.NormalClearing));
    }

    private void Play(in CallEffect effect)
    {
        var (id, tag, prompt) = (effect.Leg, effect.Tag, effect.Prompt);
        EndPlay(id, _legs[id].PlayTag);
        _legs[id].PlayTag = tag;
        if (prompt == PromptId.Ringback || prompt == PromptId.DialTone || prompt == PromptId.Hold)
            return;
        var isMusic = prompt.IsFromPlan && _office.TryGet(id.Call, out var state, out _)
            && state.Phase is CallPhase.Queueing or CallPhase.Hunting;
        Later(isMusic ? _now + MusicLength : _now, () => EndPlay(id, tag));
        if (prompt == PromptId.Confirm)
            Later(_now, () => Do(() => _office.Apply(CallEvent.DigitPressed(id, '1'), _now, _effects)));
    }

    private void EndPlay(LegId id, ushort tag)
    {
        var leg = _legs[id];
        if (tag == 0 || leg.PlayTag != tag)
            return;
        leg.PlayTag = 0;
        if (id == Main.Caller)
            Log.PromptEnds.Add(_now);
        Happen(CallEvent.PlayEnded(id, tag));
    }

    private void Record(in CallEffect effect)
    {
        var (id, tag) = (effect.Leg, effect.Tag);
        var leg = _legs[id];
        (leg.RecordTag, leg.RecordStart) = (tag, _now);
        Later(_now + Duration.Min(MessageLength, Duration.FromMilliseconds(effect.Milliseconds)),
            () => EndRecord(id, tag));
    }

    private void EndRecord(LegId id, ushort tag)
    {
        var leg = _legs[id];
        if (tag == 0 || leg.RecordTag != tag)
            return;
        leg.RecordTag = 0;
        Happen(CallEvent.RecordEnded(id, tag, (int)(_now - leg.RecordStart).TotalMilliseconds));
    }

    private void Talk(in CallEffect effect)
    {
        var (id, call) = (effect.Leg.Call, _calls[effect.Leg.Call]);
        if (call.TalkedWith is not null || !_office.TryGet(id, out var state, out _) || state.Phase != CallPhase.Talking)
            return;
        call.TalkedWith = _legs[effect.Leg.IsCaller ? effect.Peer : effect.Leg].Who;
        if (id == Main)
            Log.AnsweredBy = call.TalkedWith;
        if (!call.IsActor)
            Later(_now + (_script.Talks ?? UsualTalk), () => HangUp(id));
    }
}
