using System.Globalization;
using System.Text;
using CallRouting.Sip;

namespace CallRouting.Tests.Flows;

/// <summary>A far end that says exactly what the test wants, in text of its own.</summary>
internal sealed class FarPhone(SipStage stage, SipFlow flow)
{
    public const string Pcma = "v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\n"
        + "m=audio 40000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";

    private int _lastBranch;

    public SipFlow Flow { get; } = flow;

    public string CallId { get; set; } = "call-1@far";

    public string Tag { get; set; } = "far-tag";

    public string Contact { get; set; } = $"<sip:far@{flow.Remote}>";

    /// <summary>The branch of the last request.</summary>
    public string Branch { get; private set; } = "";

    public int Sequence { get; set; }

    /// <summary>Everything that was sent to this far end.</summary>
    public List<SipMessage> Inbox => [.. stage.Sent
        .Where(s => s.Flow.Remote.Equals(Flow.Remote) && s.Flow.Connection == Flow.Connection).Select(s => s.Message)];

    public SipMessage Last => Inbox[^1];

    public List<SipMessage> Requests(SipMethod method) => [.. Inbox.Where(m => m.IsRequest && m.Method == method)];

    public List<SipMessage> Responses(int status) => [.. Inbox.Where(m => m.StatusCode == status)];

    /// <summary>The tag that our side has given itself in the dialog under way.</summary>
    public string OurTag { get; set; } = "";

    public void Invite(string to = "+74951110001", string? body = Pcma, string fields = "", string? uri = null)
    {
        Sequence++;
        Request("INVITE", uri ?? $"sip:{to}@{SipStage.Realm}", Sequence, body, fields, to);
    }

    /// <summary>Sends a request of its own; with <see cref="OurTag"/> inside the dialog.</summary>
    public void Request(string method, string uri, int sequence, string? body = null, string fields = "",
        string to = "us", string? branch = null, string type = "application/sdp")
    {
        Branch = branch ?? $"z9hG4bK-far-{Flow.Remote.Port}-{++_lastBranch}";
        var tag = OurTag.Length > 0 ? $";tag={OurTag}" : "";
        var contact = Contact.Length > 0 ? $"Contact: {Contact}\r\n" : "";
        Send($"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/{Transport} {Flow.Remote};branch={Branch};rport\r\n"
            + $"Max-Forwards: 70\r\nFrom: \"Far\" <sip:+79031234567@far.test>;tag={Tag}\r\n"
            + $"To: <sip:{to}@{SipStage.Realm}>{tag}\r\nCall-ID: {CallId}\r\nCSeq: {sequence} {method}\r\n"
            + contact + fields + Body(body, type));
    }

    /// <summary>A further request in the dialog.</summary>
    public void InDialog(string method, string? body = null, string fields = "", string type = "application/sdp") =>
        Request(method, "sip:198.51.100.1:5060", ++Sequence, body, fields, type: type);

    /// <summary>Acknowledges the last 200 of an INVITE, and remembers our tag.</summary>
    public void Ack(string? body = null, int? sequence = null)
    {
        OurTag = Text(Responses(200)[^1].ToTag);
        Request("ACK", "sip:198.51.100.1:5060", sequence ?? Sequence, body);
    }

    /// <summary>Cancels the last INVITE.</summary>
    public void Cancel(string to = "+74951110001", string fields = "") =>
        Request("CANCEL", $"sip:{to}@{SipStage.Realm}", Sequence, fields: fields, to: to, branch: Branch);

    /// <summary>Answers a request of ours.</summary>
    public void Answer(SipMessage request, int status, string? body = null, string fields = "", string? tag = null,
        string? contact = null)
    {
        var text = new StringBuilder($"SIP/2.0 {status} {SipReasons.Phrase(status)}\r\n");
        foreach (var via in request.Values(SipHeader.Via))
            text.Append("Via: ").Append(Text(via)).Append("\r\n");
        var to = Text(request.First(SipHeader.To));
        if (request.ToTag.IsEmpty && status > 100)
            to += $";tag={tag ?? Tag}";
        text.Append(CultureInfo.InvariantCulture, $"From: {Text(request.First(SipHeader.From))}\r\nTo: {to}\r\n");
        text.Append("Call-ID: ").Append(Text(request.CallId))
            .Append("\r\nCSeq: ").Append(Text(request.First(SipHeader.CSeq)))
            .Append(CultureInfo.InvariantCulture, $"\r\n{contact ?? $"Contact: {Contact}\r\n"}{fields}")
            .Append(Body(body, "application/sdp"));
        Send(text.ToString());
    }

    /// <summary>The far end's side of a dialog that our INVITE made, so that it can send requests in it.</summary>
    public void Join(SipMessage invite)
    {
        CallId = Text(invite.CallId);
        OurTag = Text(invite.FromTag);
        Sequence = 0;
    }

    public void Send(string text) => stage.Receive(Encoding.UTF8.GetBytes(text), Flow);

    public void Register(string user = "anna", string? authorization = null, int expires = 600, string? contact = null,
        string fields = "")
    {
        Sequence++;
        Branch = $"z9hG4bK-reg-{Flow.Remote.Port}-{++_lastBranch}";
        var contactField = contact ?? $"<sip:{user}@{Flow.Remote}>;expires={expires}";
        var self = $"<sip:{user}@{SipStage.Realm}>";
        Send($"REGISTER sip:{SipStage.Realm} SIP/2.0\r\n"
            + $"Via: SIP/2.0/{Transport} {Flow.Remote};branch={Branch};rport\r\n"
            + $"Max-Forwards: 70\r\nFrom: {self};tag={Tag}\r\nTo: {self}\r\n"
            + $"Call-ID: reg-{Flow.Remote}\r\nCSeq: {Sequence} REGISTER\r\n"
            + (contactField.Length > 0 ? $"Contact: {contactField}\r\n" : "") + fields
            + (authorization is null ? "" : $"Authorization: {authorization}\r\n") + "Content-Length: 0\r\n\r\n");
    }

    /// <summary>Registers as a phone does: refused, then with the answer to the challenge.</summary>
    public void SignIn(string user = "anna", string password = "secret-a", int expires = 600, string? contact = null)
    {
        Register(user, expires: expires, contact: contact);
        var answer = Credentials(Last, user, password, "REGISTER", $"sip:{SipStage.Realm}");
        Register(user, answer, expires, contact);
    }

    /// <summary>The answer to the last challenge of a response.</summary>
    public static string Credentials(SipMessage challenge, string user, string password, string method, string uri)
    {
        var client = new DigestClient(user, password, () => "cnonce-1");
        Assert.NotEqual(DigestLearned.Nothing, client.Learn(challenge));
        var writer = SipWriter.Request(Encoding.ASCII.GetBytes(method), Encoding.ASCII.GetBytes(uri));
        client.Answer(ref writer, Encoding.ASCII.GetBytes(method), Encoding.ASCII.GetBytes(uri));
        var text = Encoding.ASCII.GetString(writer.Finish());
        var start = text.IndexOf("orization: ", StringComparison.Ordinal) + "orization: ".Length;
        return text[start..text.IndexOf("\r\n", start, StringComparison.Ordinal)];
    }

    public static string Text(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets);

    private string Transport => Flow.IsReliable ? "TCP" : "UDP";

    private static string Body(string? body, string type) => body is null
        ? "Content-Length: 0\r\n\r\n"
        : $"Content-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
}
