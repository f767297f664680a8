using System.Net;
using CallRouting.E1;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>Our data link against libpri's, either side, on every kind of socket: Q.921.</summary>
public class LinkTests
{
    private const string SabmeOfUser = "00017f", SabmeOfNetwork = "02017f";
    private static readonly LapdOptions Fast = new() { T200 = Duration.FromMilliseconds(200) };

    [Fact, Trait("Spec", "O3")]
    public async Task As_the_user_it_comes_up_goes_down_and_refuses_to_come_up_again()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "line");
        await using var link = new LinkUnderTest(
            DatagramSpan.Listen(socket), isNetwork: false, Path.Combine(folder.Path, "link.pcap"));
        await using var libpri = await PriPeer.StartAsync("network", "connect", socket);
        await libpri.EventAsync("up");
        await link.ToldAsync("established");
        link.Release();
        await link.ToldAsync("released");
        await libpri.EventAsync("down");
        await Wait.ForAsync(() => link.Count(SabmeOfNetwork) > 1, "libpri's next try", 30, () => link.Story);
        Assert.False(link.HasTold("established"));
        await LinkCapture.CheckAsync(link);
    }

    [Fact, Trait("Spec", "O3")]
    public async Task As_the_network_by_UDP_it_comes_up_although_the_user_comes_late()
    {
        using var folder = new TestFolder();
        var port = FreePorts.Take();
        await using var link = new LinkUnderTest(
            DatagramSpan.Udp(new(IPAddress.Loopback, port), new(IPAddress.Loopback, port + 1)), isNetwork: true,
            Path.Combine(folder.Path, "link.pcap"), Fast with { Retry = Duration.FromMilliseconds(300) });
        await link.ToldAsync("error G");
        await link.ToldAsync("released");
        await using var libpri = await PriPeer.StartAsync("user", "udp", $"{port + 1}:{port}");
        await libpri.EventAsync("up");
        await link.ToldAsync("established");
        await LinkCapture.CheckAsync(link);
    }

    [Fact]
    public async Task Both_ends_begin_at_once_and_meet()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "line");
        await using var link = new LinkUnderTest(
            DatagramSpan.Listen(socket), isNetwork: false, Path.Combine(folder.Path, "link.pcap"));
        await using var libpri = await PriPeer.StartAsync("network", "connect", socket);
        await libpri.EventAsync("up");
        await link.ToldAsync("established");
        Assert.Contains(link.Story.Split('\n'), line => line.EndsWith("sent " + SabmeOfUser, StringComparison.Ordinal));
        Assert.Contains(link.Story.Split('\n'),
            line => line.EndsWith("came " + SabmeOfNetwork, StringComparison.Ordinal));
        Assert.Equal(1, await AnswersAsync(link, 1));
        Assert.False(link.HasTold("reset"));
    }

    [Fact]
    public async Task A_peer_that_dies_and_comes_back_finds_the_link_again()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "line");
        await using var link = new LinkUnderTest(
            DatagramSpan.Connect(socket), isNetwork: false, Path.Combine(folder.Path, "link.pcap"));
        for (var life = 0; life < 3; life++)
        {
            await using var libpri = await PriPeer.StartAsync("network", "listen", socket);
            await link.ToldAsync("established");
            await libpri.EventAsync("up");
            await libpri.DisposeAsync();
            await link.ToldAsync("released");
        }

        Assert.Equal(3, link.Count(" up"));
        await LinkCapture.CheckAsync(link);
    }

    [Fact, Trait("Spec", "O3")]
    public async Task On_a_line_that_loses_frames_every_message_arrives_once_and_in_order()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "line");
        await using var link = new LinkUnderTest(
            DatagramSpan.Listen(socket), isNetwork: false, Path.Combine(folder.Path, "link.pcap"),
            Fast with { N200 = 50, T200 = Duration.FromMilliseconds(50) });
        await using var libpri = await PriPeer.StartAsync("network", "connect", socket);
        await libpri.EventAsync("up");
        await link.ToldAsync("established");
        await libpri.DoAsync("timer T200 50");
        await libpri.DoAsync("timer N200 50");
        await libpri.DoAsync("loss 10");
        link.LossPercent = 15;
        Assert.Equal(200, await AnswersAsync(link, 200));
        Assert.True(link.Count("lost ") > 0);
        Assert.False(link.HasTold("reset") || link.HasTold("released"), link.Story);
        Assert.False(libpri.Has("down"));
        await LinkCapture.CheckAsync(link);
    }

    [Fact]
    public async Task A_silent_line_is_watched_from_both_ends_and_a_cut_one_is_told_and_mended()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "line");
        await using var link = new LinkUnderTest(
            DatagramSpan.Listen(socket), isNetwork: false, Path.Combine(folder.Path, "link.pcap"),
            Fast with { T203 = Duration.FromMilliseconds(400), Retry = Duration.FromMilliseconds(300) });
        await using var libpri = await PriPeer.StartAsync("network", "connect", socket);
        await libpri.EventAsync("up");
        await link.ToldAsync("established");
        await libpri.DoAsync("timer T203 700");
        // Our question is a command of the user, its answer a response of the network; T203 counts anew after both.
        await Wait.ForAsync(() => link.Count("sent 00010101") > 2 && link.Count("came 00010101") > 2,
            "our questions and their answers", 20, () => link.Story);
        Assert.False(link.HasTold("error I"));

        await libpri.DoAsync("timer T200 200");
        await libpri.DoAsync("loss 100");
        await link.ToldAsync("error I");
        await link.ToldAsync("released");
        // libpri, too, asks and finds nobody.
        await libpri.EventAsync("down");
        await libpri.DoAsync("loss 0");
        await libpri.EventAsync("up");
        await link.ToldAsync("established");
        Assert.Equal(3, await AnswersAsync(link, 3));
        await LinkCapture.CheckAsync(link);
    }

    [Fact]
    public async Task Our_T203_may_be_long_the_far_end_s_questions_are_answered()
    {
        using var folder = new TestFolder();
        var socket = Path.Combine(folder.Path, "line");
        await using var link = new LinkUnderTest(
            DatagramSpan.Listen(socket), isNetwork: false, Path.Combine(folder.Path, "link.pcap"));
        await using var libpri = await PriPeer.StartAsync("network", "connect", socket);
        await libpri.DoAsync("timer T203 300");
        await libpri.EventAsync("up");
        await link.ToldAsync("established");
        // libpri's watch has begun with its old time; a message lets it begin anew.
        await AnswersAsync(link, 1);
        await Wait.ForAsync(() => link.Count("came 02010103") > 2 && link.Count("sent 02010103") > 2,
            "libpri's questions and our answers", 20, () => link.Story);
        Assert.False(libpri.Has("down"));
    }

    // libpri answers a STATUS ENQUIRY of a call that it does not know, with the same call reference.
    private static async Task<int> AnswersAsync(LinkUnderTest link, int count)
    {
        var before = link.Messages.Count;
        for (var i = 1; i <= count; i++)
            link.Send([0x08, 0x02, (byte)(i >> 8), (byte)i, 0x75]);
        await Wait.ForAsync(() => link.Messages.Count - before >= count, $"{count} answers of libpri", 60,
            () => link.Story);
        var references = link.Messages.Skip(before).Select(message => ((message[2] & 0x7F) << 8) | message[3]).ToList();
        Assert.Equal(Enumerable.Range(1, count), references);
        return references.Count;
    }

    private static class LinkCapture
    {
        public static async Task CheckAsync(LinkUnderTest link)
        {
            Tshark.Demand();
            await Tshark.NothingMalformedAsync(link.Capture);
            var sabme = await Tshark.FieldsAsync(link.Capture, "lapd.control.u_modifier_cmd == 0x1b", "lapd.tei");
            Assert.NotEmpty(sabme);
            Assert.All(sabme, tei => Assert.Equal("0", tei));
        }
    }
}
