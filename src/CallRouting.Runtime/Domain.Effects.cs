using NodaTime;

namespace CallRouting.Runtime;

// What the office wants done, done: each effect goes to the transport that carries its leg.
internal sealed partial class Domain
{
    private void CarryOut(Instant now, CallId except = default)
    {
        foreach (ref readonly var effect in _effects.Written)
        {
            if (effect.Leg.Call == except && !except.IsNone)
                continue;
            if (!_calls.TryGetValue(effect.Leg.Call, out var call))
            {
                // The answer of a leg whose call is over: somebody waits on an open line.
                if (effect.Kind == CallEffectKind.Release)
                    _router.Lines.Release(effect.Leg, effect.Cause);
                continue;
            }

            RouterLog.Do(_log, Name, effect.Leg, effect.Kind);
            call.Note(effect, now);
            Observers.OnEffect(Moment(call, now), effect);
            Do(call, effect, now);
        }

        _effects.Clear();
    }

    private void Do(LiveCall call, in CallEffect effect, Instant now)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Enter or CallEffectKind.Occupy or CallEffectKind.None or CallEffectKind.Queue
                or CallEffectKind.Tally:
                return;
            case CallEffectKind.Seize or CallEffectKind.Free:
                CountChannels(call, effect);
                return;
            case CallEffectKind.MemberPaused:
                RouterLog.MemberPaused(_log, Name, call.Plan.Plan.Employees[effect.Index].Id,
                    call.Plan.Plan.Departments[effect.Department].Id);
                return;
            // An analog line is full whenever anybody calls by it: that is no news.
            case CallEffectKind.TrunkFull
                when effect.Leg.IsCaller && call.Plan.Plan.Trunks[effect.Index].Settings.Kind == TrunkKind.Fxo:
                return;
            case CallEffectKind.TrunkFull:
                RouterLog.TrunkFull(_log, Name, call.Plan.Plan.Trunks[effect.Index].Settings.Id, call.Id);
                return;
            case CallEffectKind.Complete:
                Finish(call, effect.Outcome, now);
                return;
            case CallEffectKind.Ring:
                Ring(call, effect, now);
                return;
        }

        if (call.Find(effect.Leg) is not { } leg)
            return;
        switch (effect.Kind)
        {
            case CallEffectKind.Play:
                Send(leg, effect, call.Plan.Prompts.Find(effect.Prompt, call.Language), null);
                break;
            case CallEffectKind.Record:
                var plan = call.Plan.Plan;
                call.MessageFor = plan.Employees[plan.Voicemails[effect.Index].DeliverTo].Id;
                call.Recording = Files.Recordings.Open(call.Id, call.MessageFor, now);
                Send(leg, effect, null, call.Recording);
                break;
            case CallEffectKind.Bridge when call.Find(effect.Peer) is { } peer && peer.Transport != leg.Transport:
                Bridge(call, leg, peer, effect);
                break;
            case CallEffectKind.Release or CallEffectKind.Hold:
                CloseBridges(call, effect.Leg);
                Send(leg, effect, null, null);
                break;
            default:
                Send(leg, effect, null, null);
                break;
        }
    }

    private void Ring(LiveCall call, in CallEffect effect, Instant now)
    {
        var asker = call.Find(effect.Peer) is { Kind: LegKind.Device or LegKind.Mobile } leading
            ? leading.Target : null;
        var destination = RingDestinations.Of(
            effect, Id, call.Plan.Plan, call.Offer, call.CalledNumber, asker, call.Card);
        string missing;
        ICallTransport? transport;
        if (effect.Target == LegKind.Device)
        {
            missing = "a device that is gone";
            transport = _devices.GetValueOrDefault(effect.Device);
        }
        else
        {
            transport = _router.Lines.Outside(destination, out missing);
        }

        var leg = call.Start(effect, transport, now);
        if (transport is null)
        {
            RouterLog.NoTransport(_log, Name, effect.Leg, leg.Target, missing);
            Happen(CallEvent.Failed(effect.Leg, Cause.NoRouteToDestination));
            return;
        }

        // Who is rung is to talk.
        if (!transport.Capabilities.FullDuplex)
        {
            Happen(CallEvent.Failed(effect.Leg, Cause.IncompatibleDestination));
            return;
        }

        try
        {
            transport.Ring(effect.Leg, destination);
        }
        catch (Exception fault)
        {
            Threw(transport, effect, fault);
        }
    }

    private void Send(LiveLeg leg, in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        if (leg.Transport is not { } transport)
            return;
        try
        {
            transport.Execute(effect, prompt, recording);
        }
        catch (Exception fault)
        {
            Threw(transport, effect, fault);
        }
    }

    // A transport must not throw. If one does, what it was to start has ended, so that the call does not wait for it.
    private void Threw(ICallTransport transport, in CallEffect effect, Exception fault)
    {
        RouterLog.TransportThrew(_log, Name, transport.Name, effect.Kind, effect.Leg, fault);
        switch (effect.Kind)
        {
            case CallEffectKind.Ring or CallEffectKind.Release or CallEffectKind.HandOver:
                Happen(CallEvent.Failed(effect.Leg, Cause.TemporaryFailure));
                break;
            case CallEffectKind.Play:
                Happen(CallEvent.PlayEnded(effect.Leg, effect.Tag, isFailure: true));
                break;
            case CallEffectKind.Record or CallEffectKind.StopRecord:
                Happen(CallEvent.RecordEnded(effect.Leg, effect.Tag, 0, isFailure: true));
                break;
            case CallEffectKind.Bridge:
                Happen(CallEvent.BridgeEnded(effect.Leg));
                break;
        }
    }

    private void Bridge(LiveCall call, LiveLeg leg, LiveLeg peer, in CallEffect effect)
    {
        // Who begins to hear somebody else no longer hears the one before.
        CloseBridges(call, effect.Leg);
        CloseBridges(call, effect.Peer);
        AudioBridge? bridge = null;
        try
        {
            if (leg.Transport is not null && peer.Transport is not null)
                bridge = AudioBridge.Open(leg.Transport, effect.Leg, peer.Transport, effect.Peer);
        }
        catch (Exception fault)
        {
            RouterLog.TransportThrew(_log, Name, leg.Transport!.Name, effect.Kind, effect.Leg, fault);
        }

        if (bridge is null)
            Happen(CallEvent.BridgeEnded(effect.Leg));
        else
            call.Bridges.Add(bridge);
    }

    private void CloseBridges(LiveCall call, LegId leg)
    {
        for (var i = call.Bridges.Count - 1; i >= 0; i--)
        {
            var bridge = call.Bridges[i];
            if (!bridge.Joins(leg))
                continue;
            bridge.Close();
            call.Bridges.RemoveAt(i);
            Happen(CallEvent.BridgeEnded(bridge.First));
        }
    }

    // What the runtime itself has to tell its office comes like everything else, after what is being done now.
    private void Happen(in CallEvent happened) =>
        Post(new Mail(MailKind.Event, _router.Now) { Event = happened });
}
