using System.Globalization;
using System.Net;
using System.Text;
using CallRouting.Audio;
using CallRouting.Sip;
using CallRouting.Tests.Flows;
using CallRouting.Tests.Media;

namespace CallRouting.Tests.Wire;

/// <summary>The whole transport over real sockets: what virtual time cannot show.</summary>
public class LoopbackTests
{
    private const string To = "sip:+74951110001@office.test";

    private static string Via(FarSocket far) => $"SIP/2.0/{(far.IsStream ? "TCP" : "UDP")} {far.Local}";

    private static string Invite(FarSocket far, string call, int media)
    {
        var body = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + $"m=audio {media} RTP/AVP 8\r\n";
        return $"INVITE {To} SIP/2.0\r\nVia: {Via(far)};branch=z9hG4bK-{call};rport\r\n"
            + $"From: <sip:1@x>;tag=f\r\nTo: <{To}>\r\nCall-ID: {call}\r\nCSeq: 1 INVITE\r\n"
            + $"Contact: <sip:1@{far.Local}>\r\n"
            + $"Content-Type: application/sdp\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    private static string Ack(FarSocket far, string call, SipMessage answer) =>
        $"ACK {To} SIP/2.0\r\nVia: {Via(far)};branch=z9hG4bK-a{call};rport\r\n"
        + $"From: <sip:1@x>;tag=f\r\nTo: <{To}>;tag={Encoding.ASCII.GetString(answer.ToTag)}\r\nCall-ID: {call}\r\n"
        + "CSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n";

    private static SipMessage Answered(FarSocket far)
    {
        while (far.Receive() is { } message)
            if (message.StatusCode == 200)
                return message;
        Assert.Fail("no answer");
        throw new InvalidOperationException();
    }

    private static int MediaPort(SipMessage answer)
    {
        var lines = Encoding.ASCII.GetString(answer.Body).Split('\n');
        var line = lines.First(l => l.StartsWith("m=audio", StringComparison.Ordinal));
        return int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_hears_its_prompt_and_is_hung_up(bool isTcp)
    {
        await using var host = await LoopbackHost.StartAsync(isTcp ? 26800 : 26600);
        var tone = new byte[8000];
        for (var i = 0; i < tone.Length; i++)
            tone[i] = G711.EncodeAlaw((short)(8000 * Math.Sin(2 * Math.PI * 440 * i / 8000)));
        host.WhenOffered = (transport, leg) =>
        {
            transport.Execute(new(CallEffectKind.Answer, leg), null, null);
            transport.Execute(new CallEffect(CallEffectKind.Play, leg) { Tag = 5 }, new PromptAudio(tone), null);
        };
        using var far = isTcp ? FarSocket.Tcp(host.Tcp) : FarSocket.Udp(host.Udp);
        using var first = new Phone(IPAddress.Loopback, 9);
        far.Send(Invite(far, "hear", first.Port));
        var answer = Answered(far);
        far.Send(Ack(far, "hear", answer));

        Assert.Equal(5, host.Expect(CallEventKind.PlayEnded).Tag);
        Assert.True(first.Heard(440));
        Assert.NotEqual(0, MediaPort(answer));
        host.Transport.Execute(new(CallEffectKind.Release, new CallId(1).Caller), null, null);
        var bye = far.Receive();
        while (bye is { IsRequest: false })
            bye = far.Receive();
        Assert.Equal(SipMethod.Bye, bye!.Method);
        Assert.Equal(Cause.None, host.Expect(CallEventKind.Cleared).Cause);
    }

    [Fact]
    public async Task Two_legs_hear_each_other_and_a_frame_from_elsewhere_is_heard()
    {
        await using var host = await LoopbackHost.StartAsync(27000);
        host.WhenOffered = (transport, leg) => transport.Execute(new(CallEffectKind.Answer, leg), null, null);
        using var far = FarSocket.Udp(host.Udp);
        using var a = new Phone(IPAddress.Loopback, 9);
        far.Send(Invite(far, "pump", a.Port));
        var answer = Answered(far);
        far.Send(Ack(far, "pump", answer));
        var heard = new Counter();
        var door = host.Transport.OpenAudio(new CallId(1).Caller, heard);
        Assert.NotNull(door);
        var frame = new byte[160];
        frame.AsSpan().Fill(0x55);
        for (var i = 0; i < 8; i++)
            door.Write(frame);
        Assert.True(SpinWait.SpinUntil(() => heard.Count > 3, 10_000), "nothing heard");
        Assert.True(SpinWait.SpinUntil(() => a.Take().Alaw.Contains((byte)0x55), 10_000), "nothing said");
        Assert.Null(host.Transport.OpenAudio(new CallId(77).Caller, heard));
    }

    [Fact]
    public async Task A_number_where_nobody_listens_fails_at_once()
    {
        await using var host = await LoopbackHost.StartAsync(27200);
        using var closed = FarSocket.Udp(host.Udp);
        var nobody = closed.Local;
        closed.Dispose();
        foreach (var transport in (string[])["", ";transport=tcp"])
        {
            var leg = new CallId(50).Leg((ushort)(1 + transport.Length));
            var address = $"sip:x@{nobody}{transport}";
            host.Transport.Ring(leg, new() { Domain = new(1), Kind = LegKind.External, Address = address });
            Assert.Equal(CallEvent.Failed(leg, Cause.DestinationOutOfOrder), host.Expect(CallEventKind.Failed));
        }
    }

    [Fact]
    public async Task A_stop_hangs_up_and_gives_everything_back()
    {
        var host = await LoopbackHost.StartAsync(27400);
        host.WhenOffered = (transport, leg) => transport.Execute(new(CallEffectKind.Answer, leg), null, null);
        using var far = FarSocket.Udp(host.Udp);
        far.Send(Invite(far, "stop", 40000));
        far.Send(Ack(far, "stop", Answered(far)));
        far.Ping("settled");
        var stopping = host.Transport.StopAsync(LoopbackHost.Soon);
        Assert.Equal(SipMethod.Bye, far.Receive()!.Method);
        await stopping;
        host.Expect(CallEventKind.Cleared);
        using (var again = FarSocket.Udp(host.Udp, host.Udp))
            Assert.Equal(host.Udp, again.Local);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_said_when_starting()
    {
        await using var host = await LoopbackHost.StartAsync(27600);
        var domain = new SipDomain(new(1), SipStage.Realm, Plans.Office, new TestAccounts());
        await using var second = new SipTransport(new() { Domains = [domain], Udp = [host.Udp], Tcp = [] });
        var refused = await Assert.ThrowsAsync<IOException>(() => second.StartAsync(host, LoopbackHost.Soon));
        Assert.Contains($"UDP {host.Udp}", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Counter : CallRouting.IFrameSink
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Write(ReadOnlySpan<byte> frame) => Interlocked.Increment(ref _count);
    }
}
