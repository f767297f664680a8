using System.Net;
using System.Text;

namespace CallRouting.Sip;

// How the messages of a call are written, and what of the sound they agree on.
public sealed partial class PhoneCall
{
    private delegate byte[]? BodyWriter(ref SipWriter writer);

    private SipLocal LocalName => _phone.LocalFor(_remote);

    private SdpDirection Wish => IsOnHold ? SdpDirection.SendOnly : SdpDirection.SendReceive;

    private SdpLocal Local(SdpDirection direction) =>
        new(LocalName.Address, _session!.LocalPort, _sessionId, direction);

    private SdpSession NextOffer(SdpDirection direction) =>
        _last is null ? SdpOffer.Create(Local(direction)) : SdpOffer.Again(_last, Local(direction));

    private static byte[] Bracketed(byte[] uri) => [(byte)'<', .. uri, (byte)'>'];

    private IPEndPoint NextHop(Dialog dialog) => dialog.TryNextHop(out _, out var hop) ? hop : _remote;

    private byte[] WriteInvite()
    {
        var local = LocalName;
        var uri = Encoding.UTF8.GetBytes(_uri);
        var from = _dialling.From.Length > 0 ? _dialling.From : _phone.Options.User;
        var name = (_dialling.DisplayName ?? _phone.Options.DisplayName)
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var writer = SipWriter.Request(SipMethod.Invite, uri);
        writer.Via(local.Transport, local.SentBy, _phone.Tokens.Branch());
        writer.Header(SipHeader.MaxForwards, 70);
        writer.Header(SipHeader.From, (name.Length > 0 ? $"\"{name}\" " : "")
            + $"<sip:{SipPhone.Escaped(from)}@{_phone.Domain}>;tag={_tag}");
        writer.Header(SipHeader.To, $"<{_uri}>");
        writer.Header(SipHeader.CallId, CallId);
        writer.CSeq(++_sequence, "INVITE"u8);
        writer.Copy(SipHeader.Contact, Bracketed(local.Contact));
        SipPhone.Capabilities(ref writer);
        foreach (var (field, value) in _dialling.Fields)
            writer.Header(Encoding.UTF8.GetBytes(field), Encoding.UTF8.GetBytes(value));
        _phone.Login?.Answer(ref writer, "INVITE"u8, uri);
        return writer.Finish("application/sdp"u8, SdpWriter.Write(_offer!));
    }

    private void Ask(SipMethod method, BodyWriter body, Action<SipMessage?> answered)
    {
        var dialog = _dialog!;
        _phone.Ask(NextHop(dialog), () =>
        {
            var local = LocalName;
            var writer = dialog.Request(method, ++dialog.LocalSequence, local, _phone.Tokens.Branch());
            if (method == SipMethod.Invite)
            {
                writer.Copy(SipHeader.Contact, Bracketed(local.Contact));
                SipPhone.Capabilities(ref writer);
            }
            _phone.Login?.Answer(ref writer, SipMethods.Text(method), dialog.RemoteTarget);
            var octets = body(ref writer);
            return writer.Finish(method == SipMethod.Invite ? "application/sdp"u8 : default, octets);
        }, answered);
    }

    private void Reply(SipMessage request, int status) => _phone.Respond(_invitation, WriteReply(request, status, []));

    private byte[] WriteReply(SipMessage request, int status, byte[] sdp)
    {
        var writer = SipWriter.ResponseTo(request, status, Encoding.ASCII.GetBytes(_tag), recordRoute: status < 300);
        if (status < 300)
        {
            writer.Copy(SipHeader.Contact, Bracketed(LocalName.Contact));
            SipPhone.Capabilities(ref writer);
        }
        return sdp.Length == 0 ? writer.Finish() : writer.Finish("application/sdp"u8, sdp);
    }

    private bool TryAnswer(SipMessage offer, SdpDirection wish, out SdpSession answer)
    {
        answer = null!;
        if (!SdpParser.TryParse(offer.Body, out var theirs, out _)
            || !SdpAnswer.Create(theirs, Local(wish), _last, out answer, out var media).IsNone)
            return false;
        Agree(media);
        return true;
    }

    // An answer that cannot be read leaves things as they are: what is heard, or not, shows it.
    private void TakeAnswer(SipMessage message)
    {
        if (_offer is null || _session is null || !SdpParser.TryParse(message.Body, out var theirs, out _)
            || !SdpAnswer.Accept(_offer, theirs, out var media).IsNone)
            return;
        Agree(media);
    }

    private void PlayWhatWaits()
    {
        if (!_toPlay.IsEmpty)
            _session!.Play(_toPlay, _toPlayLoops);
    }

    private void End(int status)
    {
        if (State == PhoneCallState.Ended)
            return;
        (Status, State, EndedAt) = (status, PhoneCallState.Ended, SipPhone.Now);
        _session?.Close();
        _session = null;
    }

    private void Finish() => IsOver = true;
}
