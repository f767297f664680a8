using FsCheck.Xunit;

namespace CallRouting.E1.Tests;

/// <summary>What is written is read, and whatever is read is a message, a fault, or nothing.</summary>
public class CodecLaws
{
    [Property(MaxTest = 500)]
    public void A_message_is_read_as_it_was_written(int seed)
    {
        var random = new Random(seed);
        var room = new byte[Q931.MaximumLength];
        var reference = new CallReference(random.Next(0x80), random.Next(2) == 0, 1);
        if (random.Next(4) > 0)
            reference = new CallReference(random.Next(0x8000), random.Next(2) == 0, 2);
        var type = Pick(random, Enum.GetValues<MessageType>());
        var bearer = new BearerElement
        {
            Coding = (byte)random.Next(4), Capability = (TransferCapability)random.Next(32), Mode = (byte)random.Next(4),
            Rate = (byte)random.Next(32), HasLayer1 = random.Next(2) == 0, HasLayer2 = random.Next(2) == 0,
            HasLayer3 = random.Next(2) == 0,
        };
        bearer.Multiplier = (byte)(bearer.Rate == 24 ? random.Next(128) : 0);
        bearer.Layer1 = (byte)(bearer.HasLayer1 ? random.Next(32) : 0);
        bearer.Layer2 = (byte)(bearer.HasLayer2 ? random.Next(32) : 0);
        bearer.Layer3 = (byte)(bearer.HasLayer3 ? random.Next(32) : 0);
        var cause = new CauseElement
        {
            Coding = (byte)random.Next(4), Location = (Location)random.Next(16), Value = (byte)random.Next(128),
            HasRecommendation = random.Next(2) == 0, Diagnostics = Some(random, 20),
        };
        cause.Recommendation = (byte)(cause.HasRecommendation ? random.Next(128) : 0);
        var state = new CallStateElement { Coding = (byte)random.Next(4), Value = (byte)random.Next(64) };
        var channel = Channel(random);
        var progress = new ProgressElement
        {
            Coding = (byte)random.Next(4), Location = (Location)random.Next(16), Description = (byte)random.Next(128),
        };
        var notification = new NotificationElement { Description = (byte)random.Next(128) };
        var text = new TextElement { Text = Some(random, 40) };
        var number = Number(random);
        var restart = new RestartElement { Class = (byte)random.Next(8) };

        var writer = new Q931Writer(room, reference, type);
        Assert.True(writer.Write(ElementId.BearerCapability, bearer));
        Assert.True(writer.Write(ElementId.Cause, cause));
        Assert.True(writer.Write(ElementId.CallState, state));
        Assert.True(writer.Write(ElementId.ChannelIdentification, channel));
        Assert.True(writer.Write(ElementId.ProgressIndicator, progress));
        Assert.True(writer.Write(ElementId.NotificationIndicator, notification));
        Assert.True(writer.Write(ElementId.Display, text));
        Assert.True(writer.Write(ElementId.CallingNumber, number));
        Assert.True(writer.Write(ElementId.RestartIndicator, restart));
        Assert.True(writer.Write(ElementId.SendingComplete));

        Assert.True(Q931Message.TryDecode(room.AsSpan(0, writer.Length), out var message));
        Assert.Equal((reference, type), (message.Reference, message.Type));
        Assert.Equal(MessageTable.IsKnown(type) ? 0 : 97, message.Fault);
        Assert.True(message.TryRead<BearerElement>(ElementId.BearerCapability, out var bearerRead));
        Assert.Equal(bearer, bearerRead);
        Assert.True(message.TryRead<CauseElement>(ElementId.Cause, out var causeRead));
        Assert.Equal((cause.Coding, cause.Location, cause.Value, cause.HasRecommendation, cause.Recommendation),
            (causeRead.Coding, causeRead.Location, causeRead.Value, causeRead.HasRecommendation, causeRead.Recommendation));
        Assert.Equal(Hex.Text(cause.Diagnostics), Hex.Text(causeRead.Diagnostics));
        Assert.True(message.TryRead<CallStateElement>(ElementId.CallState, out var stateRead));
        Assert.Equal(state, stateRead);
        Assert.True(message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out var channelRead));
        Assert.Equal(channel, channelRead);
        Assert.True(message.TryRead<ProgressElement>(ElementId.ProgressIndicator, out var progressRead));
        Assert.Equal(progress, progressRead);
        Assert.True(message.TryRead<NotificationElement>(ElementId.NotificationIndicator, out var notificationRead));
        Assert.Equal(notification, notificationRead);
        Assert.True(message.TryRead<TextElement>(ElementId.Display, out var textRead));
        Assert.Equal(Hex.Text(text.Text), Hex.Text(textRead.Text));
        Assert.True(message.TryRead<NumberElement>(ElementId.CallingNumber, out var numberRead));
        Assert.Equal((number.Type, number.Plan, number.HasPresentation, number.Presentation, number.Screening,
            number.HasReason, number.Reason), (numberRead.Type, numberRead.Plan, numberRead.HasPresentation,
            numberRead.Presentation, numberRead.Screening, numberRead.HasReason, numberRead.Reason));
        Assert.Equal(Hex.Text(number.Digits), Hex.Text(numberRead.Digits));
        Assert.True(message.TryRead<RestartElement>(ElementId.RestartIndicator, out var restartRead));
        Assert.Equal(restart, restartRead);
        Assert.True(message.Has(ElementId.SendingComplete));
    }

    [Property(MaxTest = 300)]
    public void What_was_read_is_written_the_same_again(int seed)
    {
        var random = new Random(seed);
        var content = Some(random, 12);
        if (Q931Message.TryRead<NumberElement>(content, out var number))
            AssertStable(number);
        if (Q931Message.TryRead<ProgressElement>(content, out var progress))
            AssertStable(progress);
        if (Q931Message.TryRead<BearerElement>(content, out var bearer))
            AssertStable(bearer);
        if (Q931Message.TryRead<CauseElement>(content, out var cause))
            AssertStable(cause);
        if (Q931Message.TryRead<ChannelElement>(content, out var channel))
            AssertStable(channel);
    }

    [Property(MaxTest = 300)]
    public void A_message_cut_anywhere_is_taken_or_ignored_but_never_read_past_its_end(int seed)
    {
        var random = new Random(seed);
        var room = new byte[Q931.MaximumLength];
        var setup = new PriSetup { Called = new PartyNumber("74951234567"), Calling = new PartyNumber("4957654321") };
        var length = SetupMessage.Write(room, new CallReference(random.Next(0x8000), false, 2), setup,
            new PriChannels(new PriOptions()).Name(7, true), true, false, Location.User);
        var cut = room[..random.Next(length)];
        if (Q931Message.TryDecode(cut, out var message) && message.Fault == 0)
            Assert.True(message.TryRead<BearerElement>(ElementId.BearerCapability, out _));
    }

    [Fact]
    public void An_element_is_left_out_whole_where_the_room_ends()
    {
        for (var length = 5; length < 60; length++)
        {
            var writer = new Q931Writer(new byte[length], new CallReference(1, false, 2), MessageType.Setup);
            writer.Write(ElementId.BearerCapability, new BearerElement { Rate = 24, HasLayer1 = true, HasLayer3 = true });
            writer.Write(ElementId.ChannelIdentification, new ChannelElement
            {
                IsPrimary = true, IsExplicit = true, Choice = ChannelChoice.Indicated, HasChannels = true, IsMap = true,
                Type = 3, Channels = 1,
            });
            writer.Write(ElementId.CallState, default(CallStateElement));
            writer.Write(ElementId.CalledNumber, new NumberElement { Digits = "74951234567"u8 });
            writer.Write(ElementId.SendingComplete);
            Assert.InRange(writer.Length, 5, length);
        }
    }

    private static void AssertStable<TElement>(TElement element)
        where TElement : struct, IElement<TElement>, allows ref struct
    {
        byte[] first = new byte[64], second = new byte[64];
        var once = new Q931Writer(first, new CallReference(1, false, 2), MessageType.Information);
        Assert.True(once.Write(ElementId.Display, element));
        Assert.True(Q931Message.TryDecode(first.AsSpan(0, once.Length), out var message));
        Assert.True(message.TryRead<TElement>(ElementId.Display, out var again));
        var twice = new Q931Writer(second, new CallReference(1, false, 2), MessageType.Information);
        Assert.True(twice.Write(ElementId.Display, again));
        Assert.Equal(Hex.Text(first), Hex.Text(second));
    }

    private static ChannelElement Channel(Random random)
    {
        var channel = new ChannelElement
        {
            IsPrimary = true, IsExplicit = random.Next(2) == 0, IsExclusive = random.Next(2) == 0,
            IsDChannel = random.Next(8) == 0, Choice = Pick(random, Enum.GetValues<ChannelChoice>()),
        };
        if (channel.IsExplicit)
            channel.InterfaceId = (byte)random.Next(128);
        if (channel.Choice != ChannelChoice.Indicated || random.Next(5) == 0)
            return channel;
        (channel.HasChannels, channel.IsMap, channel.Type) = (true, random.Next(2) == 0, 3);
        channel.Coding = (byte)random.Next(4);
        channel.Channels = random.Next(2) == 0 ? 1u << random.Next(32) : (uint)random.Next(1, int.MaxValue);
        return channel;
    }

    private static NumberElement Number(Random random)
    {
        var number = new NumberElement
        {
            Type = (TypeOfNumber)random.Next(8), Plan = (NumberingPlan)random.Next(16),
            HasPresentation = random.Next(2) == 0, Digits = Some(random, 20),
        };
        if (!number.HasPresentation)
            return number;
        (number.Presentation, number.Screening) = ((Presentation)random.Next(4), (Screening)random.Next(4));
        number.HasReason = random.Next(2) == 0;
        number.Reason = (byte)(number.HasReason ? random.Next(16) : 0);
        return number;
    }

    private static byte[] Some(Random random, int most)
    {
        var octets = new byte[random.Next(most)];
        random.NextBytes(octets);
        return octets;
    }

    private static T Pick<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
