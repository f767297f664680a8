using NodaTime;

namespace CallRouting.E1;

// Numbered frames, and the time without them: §5.6, §5.8.1 to §5.8.4, figures B.7 and B.8.
internal sealed partial class LapdLink
{
    private void ReceiveInformation(in LapdFrame frame, Instant now)
    {
        if (!IsEstablished)
            return;
        var isNext = frame.Sent == _awaited;
        if (isNext)
        {
            _awaited = (_awaited + 1) % Modulo;
            _isRejecting = false;
            _owesAcknowledgement = true;
        }

        // §5.8.1: one REJ asks for all that follows; whoever asked is answered in any case.
        if (!isNext && !_isRejecting)
        {
            _isRejecting = true;
            SendSupervisory(Rej, isCommand: false, frame.IsPoll);
        }
        else if (frame.IsPoll)
        {
            SendSupervisory(Rr, isCommand: false, isPoll: true);
        }

        var before = _acknowledged;
        if (!Acknowledge(frame.Awaited))
            Reject(LapdError.WrongReceiveNumber, now);
        else if (State == LapdState.Established && !_isPeerBusy)
            KeepTime(before, now);

        // Last, because layer 3 may answer from within.
        if (isNext)
            _user.Received(frame.Information);
    }

    private void ReceiveSupervisory(in LapdFrame frame, Instant now)
    {
        if (!IsEstablished)
            return;
        var isFinal = !frame.IsCommand && frame.IsPoll;
        if (frame.IsCommand && frame.IsPoll)
            SendSupervisory(Rr, isCommand: false, isPoll: true);
        else if (isFinal && State == LapdState.Established)
            _user.Erred(LapdError.UnsolicitedSupervisoryResponse);

        _isPeerBusy = frame.Kind == LapdFrameKind.Rnr;
        var before = _acknowledged;
        if (!Acknowledge(frame.Awaited))
        {
            Reject(LapdError.WrongReceiveNumber, now);
            return;
        }

        if (State == LapdState.TimerRecovery)
        {
            if (!isFinal)
                return;
            State = LapdState.Established;
            _queue.Rewind();
            StartT203(now);
        }
        else if (frame.Kind == LapdFrameKind.Rej)
        {
            _queue.Rewind();
            StartT203(now);
        }

        // While the far end is busy it is asked every T200 whether it still is (§5.6.5).
        if (_isPeerBusy)
            StartT200(now);
        else
            KeepTime(before, now);
    }

    // N(R) acknowledges all before it: V(A) ≤ N(R) ≤ V(S), §3.5.2.6.
    private bool Acknowledge(int awaited)
    {
        var count = (awaited - _acknowledged + Modulo) % Modulo;
        if (count > _queue.EverSent)
            return false;
        _queue.Acknowledge(count);
        _acknowledged = awaited;
        return true;
    }

    private void KeepTime(int acknowledgedBefore, Instant now)
    {
        if (_queue.Sent == 0)
            StartT203(now);
        else if (_acknowledged != acknowledgedBefore)
            StartT200(now);
    }

    private void ExpireT200(Instant now)
    {
        switch (State)
        {
            case LapdState.AwaitingEstablishment when _repeats < _options.N200:
                _repeats++;
                SendUnnumbered(Sabme, isCommand: true, isPoll: true);
                StartT200(now);
                break;
            case LapdState.AwaitingEstablishment:
                _user.Erred(LapdError.NoAnswerToSabme);
                Fall(now);
                break;
            case LapdState.AwaitingRelease when _repeats < _options.N200:
                _repeats++;
                SendUnnumbered(Disc, isCommand: true, isPoll: true);
                StartT200(now);
                break;
            case LapdState.AwaitingRelease:
                _user.Erred(LapdError.NoAnswerToDisc);
                Fall(now);
                break;
            case LapdState.Established:
                Enquire(now);
                break;
            case LapdState.TimerRecovery when _repeats < _options.N200:
                _repeats++;
                SendEnquiry(now);
                break;
            case LapdState.TimerRecovery:
                Reject(LapdError.NoAnswerToEnquiry, now);
                break;
        }
    }

    // §5.6.7 lets us choose between repeating the last frame and asking; who asks repeats nothing that has arrived.
    private void Enquire(Instant now)
    {
        _repeats = 0;
        State = LapdState.TimerRecovery;
        SendEnquiry(now);
    }

    private void SendEnquiry(Instant now)
    {
        SendSupervisory(Rr, isCommand: true, isPoll: true);
        StartT200(now);
    }

    // At most one of the two runs: T203 watches a line on which nothing is awaited.
    private void StartT200(Instant now) => (_t200, _t203) = (now + _options.T200, Instant.MaxValue);

    private void StartT203(Instant now) => (_t200, _t203) = (Instant.MaxValue, now + _options.T203);
}
