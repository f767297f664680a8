using NodaTime;

namespace CallRouting.Sip;

// What the host wants done with a leg, what its media tells, and its end.
internal sealed partial class UserAgent
{
    // A key that comes by INFO and as a telephone-event arrives twice within this.
    private static readonly Duration SamePress = Duration.FromMilliseconds(600);

    /// <summary>Executes an effect. One for a leg that has ended is ignored.</summary>
    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording, Instant now)
    {
        _now = now;
        if (_legs.TryGetValue(effect.Leg, out var leg) && leg.Phase != LegPhase.Ended)
            Execute(leg, effect, prompt, recording);
        Pump();
    }

    /// <summary>The sound of a leg for another transport; <c>null</c>: the leg has ended or has none yet.</summary>
    public ILegMedia? MediaOf(LegId id) => _legs.TryGetValue(id, out var leg) ? leg.Media : null;

    /// <summary>A telephone-event arrived on a leg.</summary>
    public void DigitHeard(LegId id, char key, Instant now)
    {
        _now = now;
        if (!_legs.TryGetValue(id, out var leg) || leg.Phase == LegPhase.Ended)
            return;
        var isSame = !leg.HearsEvents && leg.InfoKey == key && now - leg.InfoAt < SamePress;
        leg.HearsEvents = true;
        if (!isSame)
            _host.Post(CallEvent.DigitPressed(id, key));
    }

    /// <summary>What was played came to its end.</summary>
    public void PlayEnded(LegId id, ushort tag, Instant now)
    {
        _now = now;
        if (_legs.TryGetValue(id, out var leg) && leg.Plays.Remove(tag))
            _host.Post(CallEvent.PlayEnded(id, tag));
    }

    /// <summary>A recording is complete.</summary>
    public void RecordEnded(LegId id, ushort tag, int milliseconds, bool isFailure, Instant now)
    {
        _now = now;
        if (!_legs.TryGetValue(id, out var leg) || leg.RecordTag != tag)
            return;
        leg.RecordTag = 0;
        _host.Post(CallEvent.RecordEnded(id, tag, milliseconds, isFailure));
        if (leg.Phase == LegPhase.Ended)
            Finish(leg);
    }

    /// <summary>No sound has come on a leg for as long as <see cref="MediaOptions.Timeout"/> allows.</summary>
    public void MediaTimedOut(LegId id, Instant now)
    {
        _now = now;
        if (_legs.TryGetValue(id, out var leg) && leg.Phase == LegPhase.Answered)
            Release(leg, Cause.RecoveryOnTimerExpiry);
        Pump();
    }

    private void Execute(SipLeg leg, in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Alert:
                Alert(leg);
                break;
            case CallEffectKind.Progress:
                Progress(leg);
                break;
            case CallEffectKind.Answer:
                Answer(leg);
                break;
            case CallEffectKind.Release:
                Release(leg, effect.Cause);
                break;
            case CallEffectKind.Play:
                Play(leg, effect.Tag, prompt);
                break;
            case CallEffectKind.StopPlay:
                // The tag says which: a stop that comes late must not end what was started since.
                if (leg.Plays.Count > 0 && (effect.Tag == 0 || leg.Plays[^1] == effect.Tag))
                    leg.Media?.StopPlay();
                break;
            case CallEffectKind.Record:
                Record(leg, effect, recording);
                break;
            case CallEffectKind.StopRecord:
                if (leg.RecordTag != 0)
                    leg.Media?.StopRecord();
                break;
            case CallEffectKind.Hold:
                EndBridge(leg);
                break;
            case CallEffectKind.Report:
                Report(leg, effect.Answer);
                break;
            case CallEffectKind.Bridge:
                Bridge(leg, effect.Peer);
                break;
        }
    }

    private void Play(SipLeg leg, ushort tag, PromptAudio? prompt)
    {
        if (leg.Media is null || prompt is null)
        {
            _host.Post(CallEvent.PlayEnded(leg.Id, tag, isFailure: true));
            return;
        }

        leg.Plays.Add(tag);
        leg.Media.Play(tag, prompt);
    }

    private void Record(SipLeg leg, in CallEffect effect, IRecording? recording)
    {
        if (leg.Media is null || recording is null || leg.RecordTag != 0)
        {
            _host.Post(CallEvent.RecordEnded(leg.Id, effect.Tag, 0, isFailure: true));
            return;
        }

        leg.RecordTag = effect.Tag;
        leg.Media.Record(effect.Tag, recording, effect.Milliseconds);
    }

    private void Bridge(SipLeg leg, LegId peer)
    {
        if (leg.Media is null || !_legs.TryGetValue(peer, out var other) || other.Phase == LegPhase.Ended
            || other.Media is null || other == leg)
        {
            _host.Post(CallEvent.BridgeEnded(leg.Id));
            return;
        }

        EndBridge(leg);
        EndBridge(other);
        leg.Bridge = other.Bridge = new(leg, other);
        leg.Media.Bridge(other.Media);
    }

    private void EndBridge(SipLeg leg)
    {
        if (leg.Bridge is not { } bridge)
            return;
        bridge.Owner.Bridge = bridge.Other.Bridge = null;
        leg.Media?.Unbridge();
        _host.Post(CallEvent.BridgeEnded(bridge.Owner.Id));
    }

    // Ends a leg in whatever state it is: refuse, cancel or hang up.
    private void Release(SipLeg leg, Cause cause)
    {
        switch (leg.Phase)
        {
            case LegPhase.Resolving:
                End(leg, CallEventKind.Failed, cause);
                break;
            case LegPhase.Calling:
                _transactions.Cancel(leg.Invite, _now, _outputs, SipCauses.Reason(cause));
                End(leg, CallEventKind.Failed, cause);
                break;
            case LegPhase.Offered:
                RefuseCall(leg, cause);
                End(leg, CallEventKind.Cleared, cause);
                break;
            case LegPhase.Answered when leg.Unacknowledged is not null && leg.IsInbound && !leg.HangUpOnAck:
                leg.HangUpOnAck = true;
                leg.HangUpCause = cause;
                End(leg, CallEventKind.Cleared, cause);
                break;
            case LegPhase.Answered:
                HangUp(leg, cause);
                End(leg, CallEventKind.Cleared, cause);
                break;
        }
    }

    private void RefuseCall(SipLeg leg, Cause cause)
    {
        var status = SipCauses.StatusOf(cause);
        var response = Begin(leg.Request!, status, leg.LocalTag);
        var reason = SipCauses.Reason(cause);
        if (reason.Length > 0)
            response.Header(SipHeader.Reason, System.Text.Encoding.UTF8.GetBytes(reason));
        if (status == 488)
            WriteWarning(ref response, new(305, "No common codec; PCMA and PCMU are spoken here"));
        Reply(leg.Invite, response.Finish());
    }

    /// <summary>Tells the host the end of everything on a leg, then of the leg; a recording that is still being
    /// written is waited for.</summary>
    private void End(SipLeg leg, CallEventKind kind, Cause cause)
    {
        leg.Phase = LegPhase.Ended;
        leg.Unpracked = null;
        leg.TimerAt = leg.RemindAt = long.MaxValue;
        foreach (var tag in leg.Plays)
            _host.Post(CallEvent.PlayEnded(leg.Id, tag));
        leg.Plays.Clear();
        EndBridge(leg);
        leg.Ending = kind == CallEventKind.Failed ? CallEvent.Failed(leg.Id, cause) : CallEvent.Cleared(leg.Id, cause);
        leg.Media?.Close();
        Schedule(leg);
        if (leg.RecordTag == 0)
            Finish(leg);
    }

    private void Finish(SipLeg leg)
    {
        leg.Media = null;
        if (_legs.Remove(leg.Id) && leg.IsInbound)
            _incoming--;
        _host.Post(leg.Ending);
        Forget(leg);
    }
}
