using System.Text;

namespace CallRouting.Sip;

// What happens in a call that has been answered: the far end's requests, hold, keys.
public sealed partial class PhoneCall
{
    internal void Serve(TransactionId id, SipMessage request)
    {
        if (request.Sequence < _dialog!.RemoteSequence)
        {
            _phone.Respond(id, request, 500);
            return;
        }

        _dialog.RemoteSequence = request.Sequence;
        switch (request.Method)
        {
            case SipMethod.Bye:
                _phone.Respond(id, request, 200);
                if (State < PhoneCallState.Talking)
                    Reject(487);
                End(Status);
                Finish();
                break;
            case SipMethod.Info:
                if (SipInbound.TryKey(request, out var key))
                    _digits.Append(key);
                _phone.Respond(id, request, 200);
                break;
            case SipMethod.Invite or SipMethod.Update:
                Offered(id, request);
                break;
            default:
                _phone.Respond(id, request, request.Method == SipMethod.Options ? 200 : 405);
                break;
        }
    }

    private void Offered(TransactionId id, SipMessage request)
    {
        if (request.Body.IsEmpty)
        {
            // An INVITE without an offer wants ours; an UPDATE without one only refreshes the session.
            var isInvite = request.Method == SipMethod.Invite && _session is not null;
            if (isInvite)
                _last = _offer = NextOffer(Wish);
            _phone.Respond(id, WriteReply(request, 200, isInvite ? SdpWriter.Write(_offer!) : []));
        }
        else if (_session is not null && TryAnswer(request, Wish, out var answer))
        {
            _last = answer;
            _phone.Respond(id, WriteReply(request, 200, SdpWriter.Write(answer)));
        }
        else
        {
            _phone.Respond(id, request, SdpRefusal.Status);
        }
        _dialog!.TakeTarget(request);
    }

    private async Task<int> OfferAgainAsync(bool isOnHold)
    {
        var status = 0;
        _phone.Do(() =>
        {
            if (State != PhoneCallState.Talking || _session is null)
                throw new InvalidOperationException($"A call that is {State} cannot be held.");
            var direction = isOnHold ? SdpDirection.SendOnly : SdpDirection.SendReceive;
            var offer = NextOffer(direction);
            Ask(SipMethod.Invite, (ref SipWriter _) => SdpWriter.Write(offer), response =>
            {
                var answer = response?.StatusCode ?? 408;
                if (answer < 200)
                    return;
                if (answer < 300)
                {
                    Acknowledge(_dialog!, response!.Sequence);
                    if (status != 0)
                        return;
                    (_offer, _last, IsOnHold) = (offer, offer, isOnHold);
                    TakeAnswer(response);
                }
                status = answer;
            });
        });
        await _phone.WaitForAsync(() => status != 0, null, "an answer to a new offer").ConfigureAwait(false);
        return status;
    }

    /// <summary>Presses keys in INFO requests (<c>application/dtmf-relay</c>), each after the answer to the one
    /// before.</summary>
    /// <param name="keys"><c>0</c> … <c>9</c>, <c>*</c>, <c>#</c>, <c>A</c> … <c>D</c>.</param>
    /// <returns>The first status that is not 200, else 200.</returns>
    /// <exception cref="InvalidOperationException">Nobody is talking.</exception>
    public async Task<int> SendInfoDigitsAsync(string keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            var status = 0;
            _phone.Do(() =>
            {
                if (State != PhoneCallState.Talking)
                    throw new InvalidOperationException($"A call that is {State} takes no keys.");
                Ask(SipMethod.Info, (ref SipWriter writer) =>
                {
                    writer.Header(SipHeader.ContentType, "application/dtmf-relay");
                    return Encoding.ASCII.GetBytes($"Signal={key}\r\nDuration=160\r\n");
                }, response => status = Math.Max(status, response?.StatusCode ?? 408));
            });
            await _phone.WaitForAsync(() => status >= 200, null, $"an answer to the key {key}").ConfigureAwait(false);
            if (status != 200)
                return status;
        }

        return 200;
    }
}
