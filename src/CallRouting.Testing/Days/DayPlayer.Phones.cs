using NodaTime;

namespace CallRouting.Testing;

// What callers and phones do by themselves.
internal sealed partial class DayPlayer
{
    private void Arrive(CallId id, string name)
    {
        var conduct = _arriving switch
        {
            CallArrives call => call.Conduct,
            EmployeeCalls call => call.Conduct,
            _ => new CallerConduct(),
        };
        _calls[name] = id;
        _callers[id] = conduct;
        DescribeArrival(_books.Calls[id]);
        foreach (var press in conduct.Keys)
            PressLater(id.Caller, press, press.After);
        if (conduct.Patience is { } patience)
            _office.Come(patience, CallEvent.Cleared(id.Caller, Cause.NormalClearing));
    }

    private void React(in CallEffect effect)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Ring: RingPhone(_books.Legs[effect.Leg]); break;
            case CallEffectKind.Record: TalkOf(effect.Leg.Call); break;
            case CallEffectKind.Bridge when _books.Legs.TryGetValue(effect.Peer, out var peer) && peer.IsTalking:
                TalkOf(effect.Leg.Call);
                if (_rules.GetValueOrDefault(peer.Phone)?.Talk is { } talk)
                    _office.Come(talk, CallEvent.Cleared(peer.Id, Cause.NormalClearing));
                break;
        }
    }

    // From the first conversation on, its length decides and patience no more.
    private void TalkOf(CallId id)
    {
        var call = _books.Calls[id];
        if (!_callers.Remove(id, out var conduct) || !call.Caller.IsLive)
            return;
        _office.Forget(id.Caller, CallEventKind.Cleared);
        _office.Come(conduct.Talk ?? DefaultTalk, CallEvent.Cleared(id.Caller, Cause.NormalClearing));
    }

    private void RingPhone(BookedLeg leg)
    {
        if (leg.Trunk is { } trunk && _failing.Contains(trunk))
        {
            _office.Come(Duration.Zero, CallEvent.Failed(leg.Id, Cause.NetworkOutOfOrder));
            return;
        }

        var conduct = _rules.GetValueOrDefault(leg.Phone) ?? new PhoneConduct();
        if (conduct.After > Duration.Zero || conduct.Action is PhoneAction.NeverAnswers or PhoneAction.Answers)
            _office.Come(Duration.Zero, CallEvent.Ringing(leg.Id));
        switch (conduct.Action)
        {
            case PhoneAction.Answers:
                _office.Come(conduct.After, CallEvent.Answered(leg.Id));
                if (conduct.Keys is { } keys)
                    PressLater(leg.Id, keys, conduct.After + keys.After);
                break;
            case PhoneAction.Declines: _office.Come(conduct.After, CallEvent.Failed(leg.Id, Cause.CallRejected)); break;
            case PhoneAction.IsBusy: _office.Come(conduct.After, CallEvent.Failed(leg.Id, Cause.UserBusy)); break;
            case PhoneAction.IsUnreachable:
                _office.Come(conduct.After, CallEvent.Failed(leg.Id, Cause.NoUserResponding));
                break;
        }
    }

    private void PressLater(LegId leg, KeyPress press, Duration after)
    {
        foreach (var key in press.Keys)
            _office.Come(after, CallEvent.DigitPressed(leg, key));
    }
}
