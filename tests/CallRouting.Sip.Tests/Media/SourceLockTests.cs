using System.Net;
using CallRouting.Sip;

namespace CallRouting.Tests.Media;

public class SourceLockTests
{
    private static readonly MediaSource Described = Source("192.0.2.1:4000"), Other = Source("192.0.2.1:4666"),
        Signalled = Source("203.0.113.5:0"), Nat = Source("203.0.113.5:31000"), Stranger = Source("198.51.100.66:4000");

    [Fact]
    public void The_described_source_is_taken_at_once()
    {
        var source = Made();
        Assert.Equal(Described, source.Target);
        Assert.True(source.Accept(Described, 1, 0));
        Assert.Equal(Described, source.Target);
    }

    [Fact]
    public void A_phone_behind_translation_is_taken_with_its_second_packet_in_sequence()
    {
        var source = Made();
        Assert.False(source.Accept(Nat, 1, 0));
        Assert.False(source.Accept(Nat, 9, 20));
        Assert.False(source.IsLocked);
        Assert.True(source.Accept(Nat, 10, 40));
        Assert.Equal(Nat, source.Target);
    }

    [Fact]
    public void A_stranger_is_never_heard()
    {
        var source = Made();
        for (ushort i = 0; i < 500; i++) Assert.False(source.Accept(Stranger, i, i * 20));
        Assert.Equal(Described, source.Target);
    }

    [Fact]
    public void Nobody_takes_over_while_the_taken_source_sends()
    {
        var source = Made();
        Assert.True(source.Accept(Described, 0, 0));
        for (ushort i = 0; i < 500; i++)
        {
            Assert.True(source.Accept(Described, i, i * 20));
            Assert.False(source.Accept(Other, i, i * 20 + 1));
        }
    }

    [Fact]
    public void After_silence_another_allowed_source_is_learned()
    {
        var source = Made();
        source.Accept(Described, 0, 0);
        Assert.False(source.Accept(Other, 1, 2998));
        Assert.False(source.Accept(Other, 2, 2999));
        Assert.False(source.Accept(Other, 3, 3000));
        Assert.True(source.Accept(Other, 4, 3020));
        Assert.Equal(Other, source.Target);
    }

    [Fact]
    public void A_new_description_is_learned_anew_and_the_same_one_is_not()
    {
        var source = Made();
        source.Accept(Nat, 1, 0);
        source.Accept(Nat, 2, 20);
        source.Expect(Described, Signalled);
        Assert.Equal(Nat, source.Target);
        source.Expect(Other, Signalled);
        Assert.Equal(Other, source.Target);
        Assert.True(source.Accept(Other, 1, 40));
    }

    [Fact]
    public void From_anywhere_means_anywhere_and_off_means_the_described_port_only()
    {
        var any = Made(MediaLearning.AnyAddress);
        Assert.False(any.Accept(Stranger, 1, 0));
        Assert.True(any.Accept(Stranger, 2, 20));
        var off = Made(MediaLearning.Off);
        Assert.False(off.Accept(Nat, 1, 0));
        Assert.False(off.Accept(Nat, 2, 20));
        Assert.False(off.Accept(Other, 1, 40));
        Assert.True(off.Accept(Other, 2, 60));
        Assert.Equal(Described, off.Target);
    }

    [Theory]
    [InlineData("192.0.2.1:4000")]
    [InlineData("[2001:db8::1]:65535")]
    public void An_address_survives_the_form_that_the_kernel_writes(string text)
    {
        var end = IPEndPoint.Parse(text);
        Assert.Equal(MediaSource.Of(end), MediaSource.Of(end.Serialize()));
        Assert.Equal(end, MediaSource.Of(end).ToEndPoint());
    }

    private static SourceLock Made(MediaLearning learning = MediaLearning.SignalledAddress)
    {
        var source = new SourceLock(learning, 3000);
        source.Expect(Described, Signalled);
        return source;
    }

    private static MediaSource Source(string end) => MediaSource.Of(IPEndPoint.Parse(end));
}
