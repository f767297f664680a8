namespace CallRouting.E1.Tests;

/// <summary>Whole messages: what is taken, what is ignored, and what is wrong with them (Q.931 §5.8).</summary>
public class MessageTests
{
    private const string Setup = "08 02 00 01 05 04 03 90 90 a3 18 03 a9 83 85 6c 06 21 83 34 39 35 37 70 05 a1 31 30 30 31 a1";

    [Fact, Trait("Spec", "O3")]
    public void A_setup_is_read()
    {
        Assert.True(Q931Message.TryDecode(Hex.Octets(Setup), out var message));
        Assert.Equal((MessageType.Setup, new CallReference(1, false, 2), 0),
            (message.Type, message.Reference, (int)message.Fault));
        var offer = ReceivedFields.Offer(message);
        Assert.Equal(new PartyNumber("1001", TypeOfNumber.National), offer.Called);
        Assert.Equal(new PartyNumber("4957", TypeOfNumber.National, Screening: Screening.NetworkProvided), offer.Calling);
        Assert.Equal(BearerCapability.Audio, offer.Bearer);
        Assert.True(offer.SendingComplete);
    }

    [Theory]
    [InlineData("")]
    [InlineData("08")]
    [InlineData("08 02")]
    [InlineData("08 02 00 01")]
    [InlineData("03 02 00 01 05")]
    [InlineData("08 12 00 01 05")]
    [InlineData("08 03 00 00 01 05")]
    [InlineData("08 0f 00")]
    public void What_is_no_message_is_ignored(string octets) =>
        Assert.False(Q931Message.TryDecode(Hex.Octets(octets), out _));

    [Theory]
    [InlineData("08 01 81 05 04 03 90 90 a3", 1, true, 1)]
    [InlineData("08 02 ff fe 05 04 03 90 90 a3", 0x7FFE, true, 2)]
    [InlineData("08 02 00 00 46 79 01 87", 0, false, 2)]
    [InlineData("08 00 62", 0, false, 0)]
    public void Call_references_are_read(string octets, int value, bool toOrigin, int length)
    {
        Assert.True(Q931Message.TryDecode(Hex.Octets(octets), out var message));
        Assert.Equal(new CallReference(value, toOrigin, length), message.Reference);
    }

    [Theory]
    [InlineData("no bearer capability", "05 18 03 a9 83 85", 96, 0x04)]
    [InlineData("a bearer capability too short", "05 04 01 90", 100, 0x04)]
    [InlineData("an element longer than the message", "05 04 20 90 90", 100, 0x04)]
    [InlineData("an element without its length", "05 04", 100, 0x04)]
    [InlineData("an unknown element that must be understood", "05 02 01 80 04 03 90 90 a3", 96, 0x02)]
    [InlineData("element 0", "05 00 01 80 04 03 90 90 a3", 96, 0x00)]
    [InlineData("an unknown message", "50", 97, 0x50)]
    [InlineData("a message type with bit 8", "85 04 03 90 90 a3", 97, 0x85)]
    [InlineData("no cause in DISCONNECT", "45", 96, 0x08)]
    [InlineData("a cause too short", "45 08 01 81", 100, 0x08)]
    [InlineData("no call state in STATUS", "7d 08 02 81 90", 96, 0x14)]
    [InlineData("no progress indicator", "03", 96, 0x1e)]
    [InlineData("no restart indicator", "46 18 03 a9 83 85", 96, 0x79)]
    [InlineData("nothing wrong", "5a", 0, 0)]
    public void A_fault_is_named_with_its_cause_and_place(string what, string rest, int cause, int at)
    {
        Assert.True(Q931Message.TryDecode(Hex.Octets("08 02 00 01 " + rest), out var message), what);
        Assert.Equal((cause, at), ((int)message.Fault, (int)message.FaultAt));
    }

    [Theory]
    [InlineData("Sending complete first, elements out of order", "a1 70 03 80 31 32 18 03 a9 83 85 04 03 90 90 a3")]
    [InlineData("elements of codeset 6", "04 03 90 90 a3 18 03 a9 83 85 70 03 80 31 32 a1 96 2a 02 31 32 70 02 80 39")]
    [InlineData("one element of codeset 5", "04 03 90 90 a3 9d 70 02 80 39 18 03 a9 83 85 70 03 80 31 32 a1")]
    [InlineData("shift twice, never down", "04 03 90 90 a3 18 03 a9 83 85 70 03 80 31 32 a1 97 70 02 80 39 95 70 02 80 38")]
    [InlineData("unknown elements", "04 03 90 90 a3 45 01 80 18 03 a9 83 85 70 03 80 31 32 7f 00 a1 e5")]
    [InlineData("repeated elements", "04 03 90 90 a3 18 03 a9 83 85 70 03 80 31 32 70 02 80 39 a1 d1")]
    public void What_need_not_be_understood_is_passed_over(string what, string elements)
    {
        Assert.True(Q931Message.TryDecode(Hex.Octets("08 02 00 01 05 " + elements), out var message), what);
        Assert.Equal(0, message.Fault);
        Assert.Equal("12", ReceivedFields.Called(message)!.Value.Digits);
        Assert.True(message.Has(ElementId.SendingComplete));
        Assert.True(message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out var channel));
        Assert.Equal(1u << 5, channel.Channels);
    }

    [Fact]
    public void Elements_say_from_which_codeset_they_are()
    {
        Assert.True(Q931Message.TryDecode(Hex.Octets("08 02 00 01 7b 2c 01 31 9d 28 01 32 2c 01 33 96 2c 01 34 99 2c 01 35 2c 01 36"), out var message));
        List<(int, ElementId)> found = [];
        foreach (var element in message)
            found.Add((element.Codeset, element.Id));
        Assert.Equal([(0, ElementId.KeypadFacility), (5, ElementId.Display), (0, ElementId.KeypadFacility),
            (6, ElementId.KeypadFacility), (1, ElementId.KeypadFacility), (6, ElementId.KeypadFacility)], found);
    }

    [Fact]
    public void A_number_in_Keypad_is_the_called_number_where_there_is_no_other()
    {
        Q931Message.TryDecode(Hex.Octets("08 02 00 01 05 04 03 90 90 a3 2c 04 31 32 33 34"), out var message);
        Assert.Equal("1234", ReceivedFields.Called(message)!.Value.Digits);
    }

    [Theory]
    [InlineData("28 04 41 6e 6e 61", "Anna")]
    [InlineData("28 05 b1 41 6e 6e 61", "Anna")]
    [InlineData("28 00", "")]
    [InlineData("", "")]
    public void A_name_is_read_with_or_without_its_character_set(string element, string name)
    {
        Q931Message.TryDecode(Hex.Octets("08 02 00 01 05 04 03 90 90 a3 " + element), out var message);
        Assert.Equal(name, ReceivedFields.Offer(message).Display);
    }

    [Fact]
    public void A_setup_is_written_octet_by_octet_as_the_standard_says()
    {
        var setup = new PriSetup
        {
            Called = new PartyNumber("1001", TypeOfNumber.National),
            Calling = new PartyNumber("4957", TypeOfNumber.National, Screening: Screening.NetworkProvided),
            Redirecting = new PartyNumber("55", TypeOfNumber.Unknown, NumberingPlan.Unknown, Reason: 15),
            Display = "Anna", Progress = 3,
        };
        var channels = new PriChannels(new PriOptions());
        var room = new byte[Q931.MaximumLength];
        var length = SetupMessage.Write(room, new CallReference(1, false, 2), setup, channels.Name(5, true), true, true,
            Location.PublicNetworkOfLocalUser);
        Assert.Equal("08 02 00 01 05 a1 04 03 90 90 a3 18 03 a9 83 85 1e 02 82 83 28 04 41 6e 6e 61 "
            + "6c 06 21 83 34 39 35 37 70 05 a1 31 30 30 31 74 05 00 00 8f 35 35", Hex.Text(room.AsSpan(0, length)));
    }

    [Fact]
    public void Every_setup_fits()
    {
        var longest = new string('9', SetupMessage.MaximumDigits);
        var setup = new PriSetup
        {
            Called = new PartyNumber(longest), Calling = new PartyNumber(longest), Redirecting = new PartyNumber(longest),
            Display = new string('A', 200), Progress = 1,
        };
        var room = new byte[Q931.MaximumLength];
        var channel = new PriChannels(new PriOptions { InterfaceId = 3 }).Name(31, false);
        var length = SetupMessage.Write(room, new CallReference(1, false, 2), setup, channel, true, true, Location.User);
        Assert.True(Q931Message.TryDecode(room.AsSpan(0, length), out var message));
        Assert.Equal(longest, ReceivedFields.Offer(message).Called!.Value.Digits);
        Assert.Equal(longest, ReceivedFields.Offer(message).Redirecting!.Value.Digits);
        Assert.Equal(82, ReceivedFields.Offer(message).Display.Length);
    }

    [Fact]
    public void Neither_reading_nor_writing_allocates()
    {
        var octets = Hex.Octets(Setup);
        var setup = new PriSetup { Called = new PartyNumber("1001"), Calling = new PartyNumber("4957") };
        var channel = new PriChannels(new PriOptions()).Name(5, true);
        var room = new byte[Q931.MaximumLength];
        for (var i = 0; i < 100; i++)
            Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once()
        {
            SetupMessage.Write(room, new CallReference(1, false, 2), setup, channel, true, false, Location.User);
            if (!Q931Message.TryDecode(octets, out var message)
                || !message.TryRead<NumberElement>(ElementId.CalledNumber, out var called) || called.Digits.Length != 4
                || !message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out _))
                throw new InvalidOperationException("The message is not read.");
        }
    }
}
