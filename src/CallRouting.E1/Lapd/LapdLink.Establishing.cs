using NodaTime;

namespace CallRouting.E1;

// Establishing, resetting and releasing: §5.5, §5.7, figures B.4 to B.6.
internal sealed partial class LapdLink
{
    private void ReceiveSabme(bool isPoll, Instant now)
    {
        switch (State)
        {
            case LapdState.TeiAssigned when !_isWanted:
            case LapdState.AwaitingRelease:
                SendUnnumbered(Dm, isCommand: false, isPoll);
                break;
            case LapdState.TeiAssigned:
                SendUnnumbered(Ua, isCommand: false, isPoll);
                Open(now);
                _user.Established();
                break;
            case LapdState.AwaitingEstablishment:
                // Both began at once, as ends switched on together do: each waits for its own UA (§5.5.4).
                SendUnnumbered(Ua, isCommand: false, isPoll);
                break;
            default:
                SendUnnumbered(Ua, isCommand: false, isPoll);
                _user.Erred(LapdError.PeerReestablished);
                _lost = 0;
                Renew(now);
                break;
        }
    }

    private void ReceiveDisc(bool isPoll, Instant now)
    {
        var isHere = State is not (LapdState.TeiAssigned or LapdState.AwaitingEstablishment);
        SendUnnumbered(isHere ? Ua : Dm, isCommand: false, isPoll);
        if (IsEstablished)
            Fall(now);
    }

    private void ReceiveUa(bool isFinal, Instant now)
    {
        if (!isFinal)
            _user.Erred(LapdError.UnsolicitedUa);
        else if (State == LapdState.AwaitingRelease)
            Fall(now);
        else if (State != LapdState.AwaitingEstablishment)
            _user.Erred(LapdError.UnsolicitedUaFinal);
        else if (_wasEstablished)
            Renew(now);
        else
        {
            Open(now);
            _user.Established();
        }
    }

    private void ReceiveDm(bool isFinal, Instant now)
    {
        switch (State)
        {
            case LapdState.TeiAssigned when !isFinal && _isWanted:
                SendSabme(now);
                break;
            case LapdState.AwaitingEstablishment or LapdState.AwaitingRelease when isFinal:
                Fall(now);
                break;
            case LapdState.Established when isFinal:
                _user.Erred(LapdError.UnsolicitedDmFinal);
                break;
            case LapdState.Established or LapdState.TimerRecovery:
                Reject(isFinal ? LapdError.UnsolicitedDmFinal : LapdError.UnsolicitedDm, now);
                break;
        }
    }

    // §5.8.5, §5.8.6: a link on which something went wrong that no repetition mends is established anew.
    private void Reject(LapdError error, Instant now)
    {
        _user.Erred(error);
        if (!IsEstablished)
            return;
        _lost = 0;
        _wasEstablished = true;
        SendSabme(now);
    }

    private void SendSabme(Instant now)
    {
        _retry = Instant.MaxValue;
        _repeats = 0;
        Forget();
        State = LapdState.AwaitingEstablishment;
        SendUnnumbered(Sabme, isCommand: true, isPoll: true);
        StartT200(now);
    }

    private void Open(Instant now)
    {
        _retry = Instant.MaxValue;
        Forget();
        _acknowledged = _awaited = 0;
        State = LapdState.Established;
        StartT203(now);
    }

    // The standard throws the queue away when V(S) ≠ V(A). Here it is thrown away also when messages that were sent
    // wait to be repeated: they may have arrived, and none may arrive twice.
    private void Renew(Instant now)
    {
        if (_queue.EverSent > 0)
            _lost += _queue.Clear();
        Open(now);
        _user.Reset(_lost);
    }

    private void Fall(Instant now)
    {
        _queue.Clear();
        Forget();
        _t200 = _t203 = Instant.MaxValue;
        State = LapdState.TeiAssigned;
        _wasEstablished = false;
        if (_isWanted)
            _retry = now + _options.Retry;
        _user.Released();
    }

    // Clear exception conditions: Annex B.
    private void Forget() => _isPeerBusy = _isRejecting = _owesAcknowledgement = false;
}
