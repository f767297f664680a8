using System.Net;
using System.Net.Sockets;
using CallRouting.E1;

namespace CallRouting.Tests.Interop;

/// <summary>Signalling by sockets, our end against a bare socket: one frame is one datagram, and ends come and
/// go.</summary>
public class DatagramSpanTests
{
    private static readonly byte[] Frame = [0x02, 0x01, 0x7F];

    [Fact]
    public async Task Frames_pass_whole_both_ways_between_two_spans()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "line");
        using var server = DatagramSpan.Listen(path);
        using var client = DatagramSpan.Connect(path);
        client.Open();
        server.Open();
        Assert.Equal(HdlcReceived.Up, await UpAsync(server));
        Assert.Equal(HdlcReceived.Up, await UpAsync(client));
        byte[] longest = [.. Enumerable.Range(0, 264).Select(n => (byte)n)];
        Assert.True(client.Signalling.TrySend(Frame));
        Assert.True(client.Signalling.TrySend(longest));
        Assert.True(server.Signalling.TrySend(Frame));
        Assert.Equal(Frame, await FrameAsync(server));
        Assert.Equal(longest, await FrameAsync(server));
        Assert.Equal(Frame, await FrameAsync(client));
        Assert.False(client.Signalling.TrySend([0x02, 0x01]));
        Assert.False(client.Signalling.TrySend(new byte[267]));
    }

    [Fact]
    public async Task An_end_that_goes_is_told_and_alarmed_and_the_next_one_is_taken()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "line");
        using var span = DatagramSpan.Listen(path);
        span.Open();
        Assert.Equal(HdlcReceived.Down, await NextAsync(span));
        Assert.Equal(SpanAlarm.Red, span.Alarm);
        Assert.False(span.Signalling.TrySend(Frame));
        for (var i = 0; i < 3; i++)
        {
            using (var other = Other(path))
            {
                Assert.Equal(HdlcReceived.Up, await NextAsync(span));
                Assert.Equal(SpanAlarm.None, span.Alarm);
                other.Send(new byte[267]);
                other.Send(Frame);
                Assert.Equal(HdlcReceived.Overrun, await NextAsync(span));
                Assert.Equal(Frame, await FrameAsync(span));
            }

            Assert.Equal(HdlcReceived.Down, await NextAsync(span));
            Assert.Equal(SpanAlarm.Red, span.Alarm);
        }
    }

    [Fact]
    public async Task A_far_end_that_does_not_read_holds_nobody_up()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "line");
        using var span = DatagramSpan.Listen(path);
        span.Open();
        using var other = Other(path);
        Assert.Equal(HdlcReceived.Up, await UpAsync(span));
        var taken = 0;
        while (taken < 100_000 && span.Signalling.TrySend(Frame))
            taken++;
        Assert.InRange(taken, 1, 99_999);
    }

    [Fact]
    public void A_socket_that_is_in_use_is_left_alone_and_a_dead_one_s_file_is_replaced()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "line");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path + "-before"));
            // The platform removes the file of a socket that it closes; a process that is killed does not.
            File.Move(path + "-before", path);
        }

        Assert.True(File.Exists(path));
        using var first = DatagramSpan.Listen(path);
        first.Open();
        using var second = DatagramSpan.Listen(path);
        var refused = Assert.Throws<IOException>(second.Open);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        first.Close();
        Assert.False(File.Exists(path));
        second.Open();
        Assert.True(second.IsOpen);
    }

    [Fact]
    public async Task By_UDP_only_the_other_end_is_heard_and_its_absence_is_not_an_end()
    {
        var port = FreePorts.Take();
        using var span = DatagramSpan.Udp(new(IPAddress.Loopback, port), new(IPAddress.Loopback, port + 1));
        span.Open();
        // Nobody is there: the system says so, and nothing comes of it.
        for (var i = 0; i < 5; i++)
            span.Signalling.TrySend(Frame);
        Assert.Equal(SpanAlarm.None, span.Alarm);
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, port + 2));
        stranger.Send([1, 2, 3, 4], new IPEndPoint(IPAddress.Loopback, port));
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, port + 1));
        other.Send(Frame, new IPEndPoint(IPAddress.Loopback, port));
        Assert.Equal(Frame, await FrameAsync(span));
        Assert.True(span.Signalling.TrySend(Frame));
        Assert.True(other.Client.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead));
        // What was sent before it was there may or may not have waited for it.
        IPEndPoint? from = null;
        Assert.Equal(Frame, other.Receive(ref from));
    }

    [Fact]
    public async Task A_span_that_is_closed_opens_again()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "line");
        using var server = DatagramSpan.Listen(path);
        using var client = DatagramSpan.Connect(path);
        for (var i = 0; i < 3; i++)
        {
            server.Open();
            client.Open();
            Assert.Equal(HdlcReceived.Up, await UpAsync(server));
            Assert.Equal(HdlcReceived.Up, await UpAsync(client));
            client.Close();
            Assert.Equal(HdlcReceived.Down, await NextAsync(server));
            server.Close();
        }
    }

    [Fact]
    public async Task Bearer_channels_carry_silence_by_the_clock()
    {
        var port = FreePorts.Take();
        using var span = DatagramSpan.Udp(new(IPAddress.Loopback, port), new(IPAddress.Loopback, port + 1), bearers: 2);
        var bearer = span.Bearers[1];
        Assert.Equal(2, bearer.Slot);
        Assert.Throws<IOException>(bearer.Open);
        span.Open();
        bearer.Open();
        var block = new byte[IBearerChannel.BlockOctets];
        var blocks = 0;
        await Wait.ForAsync(() =>
        {
            span.Wait(TimeSpan.FromMilliseconds(20));
            while (bearer.TryRead(block))
                blocks++;
            return blocks >= 5;
        }, "five blocks");
        Assert.All(block, octet => Assert.Equal(0xD5, octet));
        Assert.True(bearer.TryWrite(block));
        bearer.Close();
        Assert.False(bearer.TryRead(block));
        Assert.False(bearer.TryWrite(block));
    }

    private static Socket Other(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    // A span that has just been opened first says that nobody is there yet.
    private static async Task<HdlcReceived> UpAsync(DatagramSpan span) =>
        await NextAsync(span) is var first && first == HdlcReceived.Down ? await NextAsync(span) : first;

    private static async Task<HdlcReceived> NextAsync(DatagramSpan span) => (await TakeAsync(span)).What;

    private static async Task<byte[]> FrameAsync(DatagramSpan span)
    {
        var (what, frame) = await TakeAsync(span);
        Assert.Equal(HdlcReceived.Frame, what);
        return frame;
    }

    private static async Task<(HdlcReceived What, byte[] Frame)> TakeAsync(DatagramSpan span)
    {
        var room = new byte[266];
        var (what, length) = (HdlcReceived.None, 0);
        await Wait.ForAsync(() =>
        {
            span.Wait(TimeSpan.FromMilliseconds(100));
            return (what = span.Signalling.Receive(room, out length)) != HdlcReceived.None;
        }, "something of the link");
        return (what, room[..length]);
    }
}
