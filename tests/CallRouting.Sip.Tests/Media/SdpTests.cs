using System.Text;
using CallRouting.Sip;
using FsCheck.Xunit;

namespace CallRouting.Tests.Media;

public class SdpTests
{
    private const string Phone = """
        v=0
        o=alice 2890844526 2890844527 IN IP4 192.0.2.7
        s=-
        c=IN IP4 192.0.2.7
        b=AS:64
        t=0 0
        a=sendonly
        m=audio 49170/2 RTP/AVP 0 97 101
        a=rtpmap:97 PCMA/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=ptime:30
        a=rtcp:53020 IN IP4 192.0.2.7
        m=video 51372 RTP/AVP 31
        c=IN IP6 2001:db8::1
        a=recvonly

        """;

    [Fact]
    public void A_description_is_read_line_by_line()
    {
        var session = Read(Phone);
        Assert.Equal(("alice", "2890844526", "2890844527"), (session.User, session.Id, session.Version));
        Assert.Equal("192.0.2.7", session.Connection!.Value.Host);
        var (audio, video) = (session.Media[0], session.Media[1]);
        Assert.Equal((49170, 30, 53020), (audio.Port, audio.PacketTime, audio.RtcpPort));
        Assert.Equal(SdpDirection.SendOnly, audio.Direction);
        Assert.Equal(["PCMU/8000", "PCMA/8000", "telephone-event/8000"],
            audio.Formats.Select(f => $"{f.Encoding}/{f.ClockRate}"));
        Assert.Equal("0-15", audio.Formats[2].Parameters);
        Assert.Equal(SdpDirection.ReceiveOnly, video.Direction);
        Assert.Equal("2001:db8::1", session.AddressOf(video)!.Value.Ip!.ToString());
        Assert.True(audio.IsAudio);
        Assert.False(video.IsAudio);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_of_every_kind_are_read(string end)
    {
        Assert.Equal(2, Read(Phone.ReplaceLineEndings(end)).Media.Length);
    }

    [Theory]
    [InlineData("", 1, "o=")]
    [InlineData("o=- 1 1 IN IP4 1.2.3.4", 1, "v=0")]
    [InlineData("v=1", 1, "version 1")]
    [InlineData("v=0|s=-", 2, "o= comes second")]
    [InlineData("v=0|o=- 1 1 IN IP4", 2, "six parts")]
    [InlineData("v=0|o=- 1 1 IN IP4 2001:db8::1", 2, "address")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|c=IN IP5 1.2.3.4", 3, "c= is")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|c=IN IP4 1.2.3", 3, "c= is", false)]
    [InlineData("v=0|o=- 1 1 IN IP4 h|c=IN IP4 1.2.3.400", 3, "c= is")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|rubbish", 3, "letter=value")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|m=audio 1 RTP/AVP", 3, "at least one format")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|m=audio 70000 RTP/AVP 0", 3, "port 70000")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|m=audio -1 RTP/AVP 0", 3, "port -1")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|t=0 0|m=audio 1 RTP/AVP 0|a=ptime:20", 4, "no c= line")]
    [InlineData("v=0|o=- 1 1 IN IP4 h|c=IN IP4 h|m=audio 1 RTP/AVP 9|a=rtpmap:9", 5, "rtpmap")]
    public void A_fault_is_told_with_its_line(string text, int line, string message, bool bad = true)
    {
        var read = SdpParser.TryParse(Encoding.UTF8.GetBytes(text.Replace("|", "\r\n", StringComparison.Ordinal)),
            out _, out var problem);
        Assert.Equal(!bad, read);
        if (!bad) return;
        Assert.Equal(line, problem.Line);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var written = SdpWriter.Write(Read(Phone));
        var again = SdpWriter.Write(Read(Encoding.UTF8.GetString(written)));
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(again));
        Assert.Contains("a=rtpmap:97 PCMA/8000\r\n", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Property(MaxTest = 500)]
    public bool Any_octets_are_a_description_or_a_problem(byte[] octets) => IsEither(octets);

    [Property(MaxTest = 2000)]
    public bool A_good_description_with_changed_octets_is_a_description_or_a_problem((ushort At, byte Octet)[] changes)
    {
        var octets = Encoding.UTF8.GetBytes(Phone);
        foreach (var (at, octet) in changes) octets[at % octets.Length] = octet;
        return IsEither(octets);
    }

    private static bool IsEither(byte[] octets)
    {
        if (!SdpParser.TryParse(octets, out var session, out var problem)) return problem.Line >= 1;
        SdpAnswer.Create(session, SdpAnswerTests.Ours, null, out var answer, out _);
        SdpWriter.Write(answer);
        return problem.IsNone;
    }

    internal static SdpSession Read(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        Assert.True(SdpParser.TryParse(octets, out var session, out var problem), problem.ToString());
        return session;
    }
}
