using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;

namespace CallRouting.Sip.Tests;

/// <summary>A transaction layer on virtual time and a diary of what it did when, in milliseconds.</summary>
internal sealed class VirtualLine(bool reliable = false, TransactionTimes? times = null, int limit = 100_000)
{
    public static readonly IPEndPoint Far = new(IPAddress.Parse("192.0.2.1"), 5060);
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);

    public TransactionLayer Layer { get; } = new(times, limit);

    public List<TransactionOutput> Outputs { get; } = [];

    public List<string> Diary { get; } = [];

    public TransactionId Last { get; private set; }

    public Instant Now { get; private set; } = Start;

    public SipFlow Flow { get; } =
        new(reliable ? SipTransportKind.Tcp : SipTransportKind.Udp, 1, Far, reliable ? 7 : 0);

    public static string Request(string method, string branch, uint sequence = 1, string tag = "a", string toTag = "",
        string more = "") =>
        $"{method} sip:b@pbx SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch={branch}\r\nFrom: <sip:a@x>;tag={tag}\r\n"
        + $"To: <sip:b@pbx>{(toTag.Length == 0 ? "" : ";tag=" + toTag)}\r\nCall-ID: call-{tag}\r\n"
        + $"CSeq: {sequence} {method}\r\nMax-Forwards: 70\r\n{more}Content-Length: 0\r\n\r\n";

    public static byte[] Octets(string text) => Encoding.UTF8.GetBytes(text);

    public void Receive(string text)
    {
        Layer.Receive(SipParser.Parse(Octets(text)), Flow, Now, Outputs);
        Note();
    }

    /// <summary>A response to our request, as the far end would make it.</summary>
    public void Receive(int status, string request) =>
        Receive(Encoding.UTF8.GetString(SipWriter.ResponseTo(SipParser.Parse(Octets(request)).Message!, status, "far"u8)
            .Finish()));

    public TransactionId Send(string request)
    {
        var id = Layer.Send(Octets(request), Flow, 42, Now, Outputs);
        Note();
        return id;
    }

    public bool Respond(TransactionId id, int status)
    {
        if (Layer.Request(id) is not { } request)
            return Layer.Respond(id, SipWriter.Response(status).Finish(), Now, Outputs);
        var sent = Layer.Respond(id, SipWriter.ResponseTo(request, status, "our"u8).Finish(), Now, Outputs);
        Note();
        return sent;
    }

    public bool Cancel(TransactionId id)
    {
        var done = Layer.Cancel(id, Now, Outputs);
        Note();
        return done;
    }

    public void Fail(TransactionId id)
    {
        Layer.TransportFailed(id, Outputs);
        Note();
    }

    /// <summary>Lets time pass up to that millisecond, stopping at every deadline.</summary>
    public void RunTo(long milliseconds)
    {
        var end = Start + Duration.FromMilliseconds(milliseconds);
        while (Layer.NextDeadline <= end)
        {
            Now = Instant.Max(Now, Layer.NextDeadline);
            Layer.Expire(Now, Outputs);
            Note();
        }
        Now = end;
    }

    private void Note()
    {
        var at = (Now - Start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        foreach (var output in Outputs)
        {
            var what = output.Kind switch
            {
                TransactionOutputKind.Send => "send " + FirstWord(output.Octets),
                TransactionOutputKind.Response => "response " + output.Message!.StatusCode,
                TransactionOutputKind.StrayResponse => "stray " + output.Message!.StatusCode,
                TransactionOutputKind.Request => "request " + Encoding.UTF8.GetString(output.Message!.MethodText),
                _ => output.Kind.ToString(),
            };
            if (!output.Id.IsNone)
                Last = output.Id;
            Diary.Add($"{at} {what}");
        }
        Outputs.Clear();
    }

    private static string FirstWord(ReadOnlyMemory<byte> octets)
    {
        var words = Encoding.UTF8.GetString(octets.Span).Split(' ', 3);
        return words[0] == "SIP/2.0" ? words[1] : words[0];
    }
}
