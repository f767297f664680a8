using System.Net;

namespace CallRouting.Sip;

/// <summary>One dialog: a peer-to-peer relation that lasts over many requests (RFC 3261 §12).</summary>
internal sealed class Dialog
{
    private readonly byte[] _callId, _localUri, _remoteUri;
    private readonly string _localTag;
    private List<byte[]> _routes = [];

    private Dialog(SipMessage message, string localTag, ReadOnlySpan<byte> remoteTag, bool isCaller)
    {
        _callId = message.CallId.ToArray();
        _localTag = localTag;
        RemoteTag = remoteTag.ToArray();
        _localUri = Party(message, isCaller ? SipHeader.From : SipHeader.To);
        _remoteUri = Party(message, isCaller ? SipHeader.To : SipHeader.From);
    }

    /// <summary>The far end's tag; empty for one of RFC 2543.</summary>
    public byte[] RemoteTag { get; }

    /// <summary>The Contact that requests go to.</summary>
    public byte[] RemoteTarget { get; private set; } = [];

    /// <summary>CSeq of our last request.</summary>
    public uint LocalSequence { get; set; }

    /// <summary>CSeq of the far end's last request; −1 before its first.</summary>
    public long RemoteSequence { get; set; } = -1;

    /// <summary>CSeq of the INVITE of ours that made this dialog, or of the last one in it.</summary>
    public uint InviteSequence { get; set; }

    /// <summary>A 2xx made this dialog; until then it is early.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>RSeq of the last reliable provisional response taken; −1 before the first (RFC 3262).</summary>
    public long ReliableSequence { get; set; } = -1;

    /// <summary>What the far end's answer in this dialog agreed on; <c>default</c> before it came.</summary>
    public NegotiatedMedia Agreed { get; set; }

    /// <summary>The ACK of the last 2xx, sent again with each repeat of it.</summary>
    public byte[]? Ack { get; set; }

    /// <summary>The far end said that it understands UPDATE (RFC 3311 §4).</summary>
    public bool TakesUpdate { get; private set; }

    /// <summary>The dialog of a request that we answer (§12.1.1).</summary>
    /// <param name="invite">The INVITE.</param>
    /// <param name="localTag">The tag that our responses carry.</param>
    public static Dialog Answering(SipMessage invite, string localTag)
    {
        var dialog = new Dialog(invite, localTag, invite.FromTag, isCaller: false)
        {
            RemoteSequence = invite.Sequence,
            RemoteTarget = SipInbound.IsOld(invite) ? invite.From.Uri.Text.ToArray() : [],
        };
        dialog.TakeRoutes(invite, isReversed: false);
        dialog.TakeTarget(invite);
        return dialog;
    }

    /// <summary>The dialog that a response to our INVITE makes (§12.1.2).</summary>
    /// <param name="response">The response.</param>
    /// <param name="localTag">The tag of our INVITE.</param>
    /// <param name="requestUri">Where our INVITE went: the target of a far end that names no usable Contact.</param>
    public static Dialog Calling(SipMessage response, string localTag, string requestUri = "")
    {
        var dialog = new Dialog(response, localTag, response.ToTag, isCaller: true)
        {
            LocalSequence = response.Sequence, InviteSequence = response.Sequence,
            RemoteTarget = System.Text.Encoding.UTF8.GetBytes(requestUri),
        };
        dialog.TakeRoutes(response, isReversed: true);
        dialog.TakeTarget(response);
        return dialog;
    }

    /// <summary>Whether a request of the far end belongs to this dialog, once the local tag has matched.</summary>
    public bool Has(SipMessage request) =>
        request.CallId.SequenceEqual(_callId) && request.FromTag.SequenceEqual(RemoteTag);

    /// <summary>Takes over the Contact of a message that may move the far end (§12.2), and what it
    /// understands.</summary>
    public void TakeTarget(SipMessage message)
    {
        var contact = message.Address(SipHeader.Contact);
        if (contact.Uri.IsSip)
            RemoteTarget = contact.Uri.Text.ToArray();
        if (message.Has(SipHeader.Allow))
            TakesUpdate = message.Lists(SipHeader.Allow, "UPDATE"u8);
    }

    /// <summary>The route set as the 2xx gives it: an early one is replaced (§13.2.2.4).</summary>
    public void Confirm(SipMessage response)
    {
        IsConfirmed = true;
        TakeRoutes(response, isReversed: true);
        TakeTarget(response);
    }

    /// <summary>Starts a request in this dialog (§12.2.1.1) with everything but its own fields and body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="sequence">Its CSeq: of a new request <see cref="LocalSequence"/> after it was raised, of an ACK
    /// that of its INVITE.</param>
    /// <param name="local">Our name on the flow it leaves by.</param>
    /// <param name="branch">Its own branch.</param>
    public SipWriter Request(SipMethod method, uint sequence, SipLocal local, ReadOnlySpan<byte> branch)
    {
        // A first hop without lr is a strict router, which wants itself in the request-URI.
        var isStrict = _routes.Count > 0 && !IsLoose(_routes[0]);
        var uri = isStrict ? UriOf(_routes[0]) : RemoteTarget;
        var writer = SipWriter.Request(method, uri);
        writer.Via(local.Transport, local.SentBy, branch);
        for (var i = isStrict ? 1 : 0; i < _routes.Count; i++)
            writer.Copy(SipHeader.Route, _routes[i]);
        byte[] last = [(byte)'<', .. RemoteTarget, (byte)'>'];
        if (isStrict)
            writer.Copy(SipHeader.Route, last);
        writer.Header(SipHeader.MaxForwards, 70);
        writer.Copy(SipHeader.From, Tagged(_localUri, System.Text.Encoding.ASCII.GetBytes(_localTag)));
        writer.Copy(SipHeader.To, Tagged(_remoteUri, RemoteTag));
        writer.Copy(SipHeader.CallId, _callId);
        writer.CSeq(sequence, SipMethods.Text(method));
        return writer;
    }

    /// <summary>Where requests go next by the route set or the target, where that is an address (§12.2.1.1,
    /// §18.1.1); false for a name, which is not looked up: the flow of the dialog leads there too.</summary>
    public bool TryNextHop(out SipTransportKind kind, out IPEndPoint hop)
    {
        kind = SipTransportKind.Udp;
        hop = new(IPAddress.None, 0);
        var text = _routes.Count > 0 ? UriOf(_routes[0]) : RemoteTarget;
        if (!SipUri.TryParse(text, out var uri) || !uri.IsSip)
            return false;
        var host = uri.Params.TryGet("maddr"u8, out var maddr) ? maddr : uri.Host;
        if (!SipText.TryAddress(host, out var address))
            return false;
        kind = SipText.Same(uri.Transport, "tcp"u8) ? SipTransportKind.Tcp : SipTransportKind.Udp;
        hop = new(address, uri.Port == 0 ? 5060 : uri.Port);
        return true;
    }

    private void TakeRoutes(SipMessage message, bool isReversed)
    {
        var routes = new List<byte[]>();
        foreach (var value in message.Values(SipHeader.RecordRoute))
            if (NameAddress.TryParse(value, out var route) && route.Uri.IsSip)
                routes.Add(value.ToArray());
        if (isReversed)
            routes.Reverse();
        _routes = routes;
    }

    private static bool IsLoose(byte[] route) =>
        NameAddress.TryParse(route, out var address) && address.Uri.Params.Has("lr"u8);

    private static byte[] UriOf(byte[] route) =>
        NameAddress.TryParse(route, out var address) ? address.Uri.Text.ToArray() : [];

    // The address as it was written, without its tag.
    private static byte[] Party(SipMessage message, SipHeader header)
    {
        var address = message.Address(header);
        return address.Display.IsEmpty
            ? [(byte)'<', .. address.Uri.Text, (byte)'>']
            : [.. address.Display, (byte)' ', (byte)'<', .. address.Uri.Text, (byte)'>'];
    }

    private static byte[] Tagged(byte[] party, ReadOnlySpan<byte> tag) =>
        tag.IsEmpty ? party : [.. party, .. ";tag="u8, .. tag];
}
