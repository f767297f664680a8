using System.Text;

namespace CallRouting.E1.Tests;

/// <summary>Elements as real exchanges write them.</summary>
public class ElementTests
{
    [Theory]
    [InlineData("90 90 a3", 16, 16, 0, 3)]
    [InlineData("80 90 a3", 0, 16, 0, 3)]
    [InlineData("90 90 a2", 16, 16, 0, 2)]
    [InlineData("88 90", 8, 16, 0, 0)]
    [InlineData("88 90 21 8f", 8, 16, 0, 1)]
    [InlineData("08 80 90 a3", 8, 16, 0, 3)]
    [InlineData("88 98 86 a3", 8, 24, 0, 3)]
    public void A_bearer_capability_is_read(string content, int capability, int rate, int mode, int layer1)
    {
        Assert.True(Q931Message.TryRead<BearerElement>(Hex.Octets(content), out var element));
        Assert.Equal((capability, rate, mode, layer1),
            ((int)element.Capability, (int)element.Rate, (int)element.Mode, (int)element.Layer1));
    }

    [Theory]
    [InlineData("81 90", 1, 16, "")]
    [InlineData("80 e0 18", 0, 96, "18")]
    [InlineData("02 88 91", 2, 17, "")]
    [InlineData("8a ff", 10, 127, "")]
    public void A_cause_is_read(string content, int location, int value, string diagnostics)
    {
        Assert.True(Q931Message.TryRead<CauseElement>(Hex.Octets(content), out var element));
        Assert.Equal((location, value, diagnostics),
            ((int)element.Location, (int)element.Value, Hex.Text(element.Diagnostics)));
    }

    [Theory]
    [InlineData("a9 83 85", true, 1u << 5)]
    [InlineData("a1 83 85", false, 1u << 5)]
    [InlineData("a9 83 05", true, 1u << 5)]
    [InlineData("a9 93 00 00 00 20", true, 1u << 5)]
    [InlineData("e9 80 83 85", true, 1u << 5)]
    [InlineData("e9 01 81 83 9f", true, 1u << 31)]
    [InlineData("a9 83 01 02 83", true, 0b1110u)]
    public void A_channel_is_read_however_it_is_named(string content, bool isExclusive, uint channels)
    {
        Assert.True(Q931Message.TryRead<ChannelElement>(Hex.Octets(content), out var element));
        Assert.Equal((ChannelChoice.Indicated, isExclusive, channels, true),
            (element.Choice, element.IsExclusive, element.Channels, element.HasChannels));
    }

    [Theory]
    [InlineData("a3", 3)]
    [InlineData("a8", 0)]
    [InlineData("a1", 1)]
    public void A_channel_need_not_be_named(string content, int choice)
    {
        Assert.True(Q931Message.TryRead<ChannelElement>(Hex.Octets(content), out var element));
        Assert.Equal((choice, false), ((int)element.Choice, element.HasChannels));
    }

    [Theory]
    [InlineData("")]
    [InlineData("89")]
    [InlineData("a9 83")]
    [InlineData("a9 83 a0")]
    [InlineData("a9 93 00 00 20")]
    [InlineData("a9 86 85")]
    [InlineData("e9")]
    public void A_channel_that_cannot_be_is_refused(string content) =>
        Assert.False(Q931Message.TryRead<ChannelElement>(Hex.Octets(content), out _));

    [Fact, Trait("Spec", "O3")]
    public void A_called_number_keeps_its_type_and_its_digits()
    {
        Assert.True(Q931Message.TryRead<NumberElement>(Hex.Octets("91 37 34 39 35 31 32 33"), out var number));
        Assert.Equal((TypeOfNumber.International, NumberingPlan.Isdn, "7495123"),
            (number.Type, number.Plan, Encoding.Latin1.GetString(number.Digits)));
    }

    [Fact]
    public void A_calling_number_says_whether_it_may_be_shown()
    {
        Assert.True(Q931Message.TryRead<NumberElement>(Hex.Octets("21 a3 34 39 35"), out var number));
        Assert.Equal((TypeOfNumber.National, Presentation.Restricted, Screening.NetworkProvided, "495"),
            (number.Type, number.Presentation, number.Screening, Encoding.Latin1.GetString(number.Digits)));
    }

    [Fact]
    public void A_redirecting_number_says_why()
    {
        Assert.True(Q931Message.TryRead<NumberElement>(Hex.Octets("21 01 8f 35 35"), out var number));
        Assert.Equal((15, "55"), ((int)number.Reason, Encoding.Latin1.GetString(number.Digits)));
    }

    [Fact]
    public void Octets_that_a_later_standard_adds_to_a_group_are_passed_over()
    {
        Assert.True(Q931Message.TryRead<NumberElement>(Hex.Octets("01 01 02 03 84 31 32"), out var number));
        Assert.Equal("12", Encoding.Latin1.GetString(number.Digits));
        Assert.True(Q931Message.TryRead<ProgressElement>(Hex.Octets("01 81 88"), out var progress));
        Assert.Equal(8, progress.Description);
    }
}
