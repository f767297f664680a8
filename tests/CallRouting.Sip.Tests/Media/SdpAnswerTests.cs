using System.Net;
using System.Text;
using CallRouting.Sip;
using CallRouting.Sip.Tests;

namespace CallRouting.Tests.Media;

public class SdpAnswerTests
{
    internal static readonly SdpLocal Ours = new(IPAddress.Parse("198.51.100.1"), 20000, 77);

    [Fact]
    public void An_offer_of_ours_has_both_codecs_and_digits()
    {
        Assert.Equal("""
            v=0
            o=- 77 1 IN IP4 198.51.100.1
            s=-
            c=IN IP4 198.51.100.1
            t=0 0
            m=audio 20000 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=sendrecv

            """.ReplaceLineEndings("\r\n"), Text(SdpOffer.Create(Ours)));
        Assert.Contains("RTP/AVP 0 8 101", Text(SdpOffer.Create(Ours, AudioCodec.Pcmu)), StringComparison.Ordinal);
        var six = new SdpLocal(IPAddress.Parse("2001:db8::5"), 20000, 1);
        Assert.Contains("c=IN IP6 2001:db8::5", Text(SdpOffer.Create(six)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_keeps_the_order_and_the_numbers_of_the_offer()
    {
        var offer = Offer("m=audio 4000 RTP/AVP 9 0 18 8 96", "a=rtpmap:9 G722/8000",
            "a=rtpmap:96 telephone-event/8000", "a=fmtp:96 0-15");
        Assert.True(SdpAnswer.Create(offer, Ours, null, out var answer, out var media).IsNone);
        Assert.Contains("m=audio 20000 RTP/AVP 0 8 96\r\n", Text(answer), StringComparison.Ordinal);
        Assert.Contains("a=fmtp:96 0-15\r\n", Text(answer), StringComparison.Ordinal);
        Assert.Equal((AudioCodec.Pcmu, 0), (media.Codec, media.SendPayload));
        Assert.Equal(((byte?)8, (byte?)0, (byte?)96, (byte?)96),
            (media.ReceivePcma, media.ReceivePcmu, media.SendEvents, media.ReceiveEvents));
        Assert.Equal(IPEndPoint.Parse("192.0.2.9:4000"), media.Remote);
        Assert.True(media is { MaySend: true, MayReceive: true, OnHold: false });
    }

    [Fact]
    public void A_codec_under_a_dynamic_number_is_understood()
    {
        var offer = Offer("m=audio 4000 RTP/AVP 97", "a=rtpmap:97 pcma/8000");
        Assert.True(SdpAnswer.Create(offer, Ours, null, out _, out var media).IsNone);
        Assert.Equal((AudioCodec.Pcma, 97, null), (media.Codec, media.SendPayload, media.SendEvents));
        Assert.Equal(AudioCodec.Pcma, media.CodecOf(97));
        Assert.Equal(AudioCodec.None, media.CodecOf(8));
    }

    [Fact]
    public void Other_media_lines_are_refused_with_port_0_and_none_disappears()
    {
        var offer = Offer("m=video 5000 RTP/AVP 31", "m=audio 4000 RTP/AVP 8", "m=audio 4002 RTP/AVP 0",
            "m=image 4004 udptl t38");
        Assert.True(SdpAnswer.Create(offer, Ours, null, out var answer, out _).IsNone);
        Assert.Equal(["video 0", "audio 20000", "audio 0", "image 0"], answer.Media.Select(m => $"{m.Kind} {m.Port}"));
        Assert.Contains("m=image 0 udptl t38\r\n", Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 18", 305)]
    [InlineData("m=audio 4000 RTP/AVP 101|a=rtpmap:101 telephone-event/8000", 305)]
    [InlineData("m=audio 4000 RTP/AVP 97|a=rtpmap:97 PCMA/16000", 305)]
    [InlineData("m=audio 4000 RTP/SAVP 8", 302)]
    [InlineData("m=video 4000 RTP/AVP 31", 304)]
    [InlineData("m=audio 0 RTP/AVP 8", 304)]
    [InlineData("", 304)]
    public void Without_anything_in_common_the_offer_is_refused(string lines, int warning)
    {
        var refusal = SdpAnswer.Create(Offer(lines.Split('|')), Ours, null, out _, out var media);
        Assert.Equal(warning, refusal.Warning);
        Assert.Equal(488, SdpRefusal.Status);
        Assert.Equal(default, media);
        Assert.False(media.MaySend || media.MayReceive);
    }

    [Theory]
    [InlineData("a=sendrecv", "192.0.2.9", SdpDirection.SendReceive, false)]
    [InlineData("a=sendonly", "192.0.2.9", SdpDirection.ReceiveOnly, true)]
    [InlineData("a=recvonly", "192.0.2.9", SdpDirection.SendOnly, false)]
    [InlineData("a=inactive", "192.0.2.9", SdpDirection.Inactive, true)]
    [InlineData("a=sendrecv", "0.0.0.0", SdpDirection.ReceiveOnly, true)]
    [InlineData("a=inactive", "0.0.0.0", SdpDirection.Inactive, true)]
    internal void Hold_is_answered_with_its_mirror(string attribute, string address, SdpDirection ours, bool onHold)
    {
        var offer = Offer("m=audio 4000 RTP/AVP 8", $"c=IN IP4 {address}", attribute);
        Assert.True(SdpAnswer.Create(offer, Ours, null, out var answer, out var media).IsNone);
        Assert.Equal((ours, ours, onHold), (answer.Media[0].Direction, media.Direction, media.OnHold));
        Assert.Equal(!onHold, media.MaySend);
    }

    [Fact]
    public void When_we_hold_ourselves_we_only_send()
    {
        var local = Ours with { Direction = SdpDirection.SendOnly };
        Assert.True(SdpAnswer.Create(Offer("m=audio 4000 RTP/AVP 8"), local, null, out var answer, out _).IsNone);
        Assert.Equal(SdpDirection.SendOnly, answer.Media[0].Direction);
        Assert.True(SdpAnswer.Create(
            Offer("m=audio 4000 RTP/AVP 8", "a=sendonly"), local, null, out answer, out _).IsNone);
        Assert.Equal(SdpDirection.Inactive, answer.Media[0].Direction);
    }

    [Fact]
    public void A_new_offer_counts_its_version_up_only_where_something_changed()
    {
        var first = SdpOffer.Create(Ours);
        var same = SdpOffer.Again(first, Ours);
        Assert.Equal(Text(first), Text(same));
        var held = SdpOffer.Again(first, Ours with { Direction = SdpDirection.SendOnly });
        Assert.Equal(("77", "2"), (held.Id, held.Version));
        Assert.Equal(SdpDirection.SendOnly, held.Media[0].Direction);
        Assert.Equal("3", SdpOffer.Again(held, Ours).Version);
    }

    [Fact]
    public void A_new_answer_goes_on_from_our_last_description()
    {
        var offer = Offer("m=audio 4000 RTP/AVP 8");
        SdpAnswer.Create(offer, Ours, null, out var first, out _);
        SdpAnswer.Create(offer, Ours, first, out var again, out _);
        Assert.Equal("1", again.Version);
        SdpAnswer.Create(Offer("m=audio 4000 RTP/AVP 8", "a=inactive"), Ours, again, out var held, out _);
        Assert.Equal("2", held.Version);
    }

    [Fact]
    public void The_answer_to_our_offer_says_what_to_send_and_where()
    {
        var answer = Offer("m=audio 4000 RTP/AVP 0 96", "a=rtpmap:96 telephone-event/8000");
        Assert.True(SdpAnswer.Accept(SdpOffer.Create(Ours), answer, out var media).IsNone);
        Assert.Equal((AudioCodec.Pcmu, null, (byte?)0), (media.Codec, media.ReceivePcma, media.ReceivePcmu));
        // They take digits under their number, and send them under ours.
        Assert.Equal(((byte?)96, (byte?)101), (media.SendEvents, media.ReceiveEvents));
    }

    [Fact]
    public void An_answer_that_fits_no_offer_is_refused()
    {
        var offer = SdpOffer.Create(Ours);
        Assert.Equal(305, SdpAnswer.Accept(offer, Offer("m=audio 4000 RTP/AVP 18"), out _).Warning);
        Assert.Equal(304, SdpAnswer.Accept(offer, Offer("m=audio 0 RTP/AVP 8"), out _).Warning);
        Assert.Equal(399, SdpAnswer.Accept(offer, Offer(""), out _).Warning);
    }

    [Theory]
    [InlineData("phone.example.com")]
    [InlineData("224.2.1.1/127")]
    public void An_address_that_cannot_be_sent_to_is_learned_instead(string host)
    {
        var offer = Offer("m=audio 4000 RTP/AVP 8", $"c=IN IP4 {host}");
        Assert.True(SdpAnswer.Create(offer, Ours, null, out _, out var media).IsNone);
        Assert.Null(media.Remote);
        Assert.True(media.MaySend);
    }

    [Theory]
    [InlineData("rfc4475/sdp01.dat", "audio 20000 0|video 0 31")]
    [InlineData("rfc5118/ipv6-in-sdp", "488")]
    [InlineData("rfc5118/mult-ip-in-sdp", "audio 20000 0|video 0 107")]
    public void The_torture_descriptions_are_answered(string file, string expected)
    {
        var message = TortureData.Read(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        var body = message.AsSpan().IndexOf("v=0"u8);
        Assert.True(SdpParser.TryParse(message.AsSpan(body), out var offer, out var problem), problem.ToString());
        var refusal = SdpAnswer.Create(offer, Ours, null, out var answer, out _);
        var lines = answer.Media.Select(m => $"{m.Kind} {m.Port} {string.Join(' ', m.Formats.Select(f => f.Token))}");
        Assert.Equal(expected, refusal.IsNone ? string.Join('|', lines) : $"{SdpRefusal.Status}");
    }

    private static SdpSession Offer(params string[] lines) => SdpTests.Read(
        "v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n" + string.Join('\n', lines) + "\n");

    private static string Text(SdpSession session) => Encoding.UTF8.GetString(SdpWriter.Write(session));
}
