using System.Net;
using System.Text;

namespace CallRouting.Sip;

// The messages of one call. Everything here runs with the phone's lock held.
public sealed partial class PhoneCall
{
    private readonly SipPhone _phone;
    private readonly IPEndPoint _remote;
    private readonly string _tag;
    private readonly string _uri = "";
    private readonly PhoneDialling _dialling = new();
    private readonly TransactionId _invitation;
    private readonly SipMessage? _invite;
    private readonly ulong _sessionId;
    private MediaSession? _session;
    private SdpSession? _offer, _last;
    private NegotiatedMedia _media;
    private Dialog? _dialog;
    private PhoneRequest? _inviting;
    private uint _sequence;
    private bool _isLeaving, _isAcknowledged = true;

    private PhoneCall(
        SipPhone phone, IPEndPoint remote, string number, string displayName, string callId, bool isIncoming)
    {
        _phone = phone;
        _remote = remote;
        _tag = phone.Tokens.Text();
        _sessionId = phone.Tokens.Next() >> 1;
        Number = number;
        DisplayName = displayName;
        CallId = callId;
        IsIncoming = isIncoming;
        StartedAt = SipPhone.Now;
    }

    private PhoneCall(SipPhone phone, string uri, IPEndPoint hop, PhoneDialling dialling)
        : this(phone, hop, UserOf(uri), "", phone.Tokens.Text(), isIncoming: false)
    {
        _uri = uri;
        _dialling = dialling;
    }

    private PhoneCall(SipPhone phone, TransactionId id, SipMessage invite, IPEndPoint from)
        : this(phone, from, invite.From.Uri.UserText(), invite.From.DisplayText(),
            Encoding.UTF8.GetString(invite.CallId), isIncoming: true)
    {
        _invitation = id;
        _invite = invite;
        Request = invite.ToString();
        _dialog = Dialog.Answering(invite, _tag);
    }

    /// <summary>Nothing is left to be sent or waited for.</summary>
    internal bool IsOver { get; private set; }

    internal static PhoneCall Outgoing(SipPhone phone, string uri, IPEndPoint hop, PhoneDialling dialling) =>
        new(phone, uri, hop, dialling);

    internal static PhoneCall Incoming(SipPhone phone, TransactionId id, SipMessage invite, IPEndPoint from) =>
        new(phone, id, invite, from);

    /// <summary>Whether a request belongs to this call.</summary>
    internal bool Has(SipMessage request) =>
        _dialog is not null && !IsOver && Encoding.ASCII.GetString(request.ToTag) == _tag && _dialog.Has(request);

    internal void Invite()
    {
        if (!OpenSound())
            throw new IOException("No RTP port is free; give the phone more of them.");
        _offer = SdpOffer.Create(Local(SdpDirection.SendReceive));
        _last = _offer;
        _inviting = _phone.Ask(_remote, WriteInvite, Responded);
    }

    internal void Behave(PhoneBehaviour behaviour)
    {
        if (State != PhoneCallState.New)
            return;
        if (!behaviour.IsSilent)
        {
            (State, Status, RingingAt) = (PhoneCallState.Ringing, 180, SipPhone.Now);
            Reply(_invite!, 180);
        }

        if (behaviour.Status == 0)
            return;
        if (behaviour.After > TimeSpan.Zero)
            _phone.After(behaviour.After, () => Decide(behaviour));
        else
            Decide(behaviour);
    }

    internal void Cancelled()
    {
        IsCancelled = true;
        Reject(487);
    }

    internal void Acknowledged(SipMessage ack)
    {
        _isAcknowledged = true;
        if (_offer is not null && !ack.Body.IsEmpty)
            TakeAnswer(ack);
        if (_isLeaving)
            Leave();
    }

    private static string UserOf(string uri) =>
        SipUri.TryParse(Encoding.UTF8.GetBytes(uri), out var parsed) ? parsed.UserText() : "";

    private void Decide(PhoneBehaviour behaviour)
    {
        if (State >= PhoneCallState.Talking)
            return;
        if (behaviour.Status >= 300)
        {
            Reject(behaviour.Status);
            return;
        }

        if (behaviour.Tone > 0)
            (_toPlay, _toPlayLoops) = (ToneOf(behaviour.Tone), true);
        if (Accept() && behaviour.HangsUpAfter > TimeSpan.Zero)
            _phone.After(behaviour.HangsUpAfter, Leave);
    }

    private bool Accept()
    {
        if (!OpenSound())
        {
            Reject(503);
            return false;
        }

        SdpSession? answer;
        if (_invite!.Body.IsEmpty)
            answer = _offer = SdpOffer.Create(Local(SdpDirection.SendReceive));
        else if (!TryAnswer(_invite, SdpDirection.SendReceive, out answer))
        {
            Reject(SdpRefusal.Status);
            return false;
        }

        _last = answer;
        (State, Status, AnsweredAt, _isAcknowledged) = (PhoneCallState.Talking, 200, SipPhone.Now, false);
        _dialog!.IsConfirmed = true;
        var octets = WriteReply(_invite, 200, SdpWriter.Write(answer!));
        _phone.Respond(_invitation, octets);
        // The 2xx is repeated until its ACK comes, for 64 × T1 at most (RFC 3261 §13.3.1.4).
        Repeat(octets, TimeSpan.FromMilliseconds(500), SipPhone.Now + NodaTime.Duration.FromSeconds(32));
        PlayWhatWaits();
        return true;
    }

    private void Repeat(byte[] octets, TimeSpan pause, NodaTime.Instant until) => _phone.After(pause, () =>
    {
        if (_isAcknowledged || IsOver)
            return;
        if (SipPhone.Now > until)
        {
            _isAcknowledged = true;
            Leave();
        }
        else if (_phone.Respond(_invitation, octets))
        {
            Repeat(octets, TimeSpan.FromSeconds(Math.Min(4, pause.TotalSeconds * 2)), until);
        }
    });

    private void Reject(int status)
    {
        Reply(_invite!, status);
        End(status);
        Finish();
    }

    private void Leave()
    {
        if (IsOver || (State == PhoneCallState.Ended && !_isLeaving))
            return;
        if (IsIncoming && State < PhoneCallState.Talking)
        {
            Reject(603);
            return;
        }

        var isFirst = !_isLeaving;
        _isLeaving = true;
        if (_dialog is null)
        {
            if (isFirst && _inviting is not null)
                _phone.Cancel(_inviting.Id);
        }
        else if (_isAcknowledged && State == PhoneCallState.Talking)
        {
            // Who answered says BYE only after the ACK (RFC 3261 §15).
            End(Status);
            Ask(SipMethod.Bye, (ref SipWriter _) => default, _ => Finish());
        }
    }

    private void Responded(SipMessage? response)
    {
        var status = response?.StatusCode ?? 408;
        if (status is >= 200 and < 300)
        {
            Answered(response!);
            return;
        }

        if (State >= PhoneCallState.Talking || IsOver)
            return;
        if (status >= 300)
        {
            IsCancelled = _isLeaving;
            End(status);
            Finish();
            return;
        }

        Status = status;
        if (status > 100 && State == PhoneCallState.New)
            (State, RingingAt) = (PhoneCallState.Ringing, SipPhone.Now);
        if (!response!.Body.IsEmpty)
            TakeAnswer(response);
    }

    private void Answered(SipMessage response)
    {
        if (_dialog is null ? IsOver : !response.ToTag.SequenceEqual(_dialog.RemoteTag))
        {
            Release(response);
            return;
        }

        if (_dialog?.Ack is { } ack)
        {
            _phone.SendBare(ack, NextHop(_dialog));
            return;
        }

        _dialog = Dialog.Calling(response, _tag);
        _dialog.IsConfirmed = true;
        Acknowledge(_dialog, response.Sequence);
        (State, Status, AnsweredAt) = (PhoneCallState.Talking, response.StatusCode, SipPhone.Now);
        if (!response.Body.IsEmpty)
            TakeAnswer(response);
        PlayWhatWaits();
        if (_isLeaving)
            Leave();
    }

    // Somebody else answered the same call, behind a proxy that forks, or one that was given up: he is told at once
    // that nobody is there.
    private void Release(SipMessage response)
    {
        var other = Dialog.Calling(response, _tag);
        Acknowledge(other, response.Sequence);
        other.LocalSequence++;
        _phone.Ask(NextHop(other), () => other.Request(SipMethod.Bye, other.LocalSequence, LocalName,
            _phone.Tokens.Branch()).Finish(), _ => { });
    }

    private void Acknowledge(Dialog dialog, uint sequence)
    {
        var writer = dialog.Request(SipMethod.Ack, sequence, LocalName, _phone.Tokens.Branch());
        _phone.Login?.Answer(ref writer, "ACK"u8, dialog.RemoteTarget);
        dialog.Ack = writer.Finish();
        _phone.SendBare(dialog.Ack, NextHop(dialog));
    }
}
