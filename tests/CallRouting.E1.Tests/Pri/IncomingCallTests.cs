namespace CallRouting.E1.Tests;

/// <summary>Calls that come from the network, as the user side takes them (Q.931 §5.2).</summary>
public class IncomingCallTests
{
    private readonly PriLine line = new();

    [Fact, Trait("Spec", "O3")]
    public void A_call_is_offered_alerted_answered_and_ended_by_its_caller()
    {
        line.ReceiveSetup();
        Assert.Equal(["Offered on 5 to 1001"], line.Happened());
        Assert.Equal(TypeOfNumber.National, line.Offer!.Called!.Value.Type);
        line.Proceed();
        Assert.Equal(["> CallProceeding channel 5!"], line.Happened());
        line.Alert();
        Assert.Equal(["> Alerting"], line.Happened());
        line.Connect();
        Assert.Equal(["> Connect"], line.Happened());
        line.Receive(MessageType.ConnectAcknowledge);
        Assert.Equal(["Connected on 5"], line.Happened());
        Assert.Equal(5, line.Layer3.Channel(line.Call));
        line.Receive(MessageType.Disconnect, "08 02 80 90");
        Assert.Equal(["Disconnected on 5 16", "> Release"], line.Happened());
        line.Receive(MessageType.ReleaseComplete);
        Assert.Equal(["Released on 5 16"], line.Happened());
        Assert.Equal(0, line.Layer3.Count);
        Assert.Equal(NodaTime.Instant.MaxValue, line.Layer3.NextDeadline);
    }

    [Fact]
    public void The_first_answer_names_the_channel_whatever_it_is()
    {
        line.ReceiveSetup();
        line.Connect();
        Assert.Equal("> Connect channel 5!", line.Happened()[^1]);
        line.ReceiveSetup(2, "18 03 a9 83 86");
        line.Alert(inBand: true);
        Assert.Equal("> Alerting channel 6! progress 8", line.Happened()[^1]);
    }

    [Fact]
    public void Progress_is_never_the_first_answer()
    {
        line.ReceiveSetup();
        line.Progress();
        Assert.Equal(["Offered on 5 to 1001", "> CallProceeding channel 5!", "> Progress progress 8"], line.Happened());
    }

    [Fact]
    public void A_call_refused_at_once_takes_one_message()
    {
        line.ReceiveSetup();
        line.Happened();
        line.Disconnect(17);
        Assert.Equal(["> ReleaseComplete 17", "Released on 5 17"], line.Happened());
        Assert.Equal(0, line.Layer3.Count);
    }

    [Fact]
    public void A_call_refused_after_an_answer_is_disconnected()
    {
        line.ReceiveSetup();
        line.Proceed();
        line.Happened();
        line.Disconnect(17);
        Assert.Equal(["> Disconnect 17"], line.Happened());
        line.Receive(MessageType.Release);
        Assert.Equal(["> ReleaseComplete", "Released on 5 17"], line.Happened());
    }

    [Fact]
    public void A_refusal_with_a_tone_keeps_the_channel_until_the_caller_hangs_up()
    {
        line.ReceiveSetup();
        line.Happened();
        line.Disconnect(1, inBand: true);
        Assert.Equal(["> CallProceeding channel 5!", "> Disconnect 1 progress 8"], line.Happened());
        line.Advance(29);
        Assert.Equal(5, line.Layer3.Channel(line.Call));
        Assert.Empty(line.Happened());
        line.Advance(1);
        Assert.Equal(["> Release 1"], line.Happened());
        line.Receive(MessageType.ReleaseComplete);
        Assert.Equal(["Released on 5 1"], line.Happened());
    }

    [Fact]
    public void The_caller_may_give_up_before_any_answer()
    {
        line.ReceiveSetup();
        line.Receive(MessageType.ReleaseComplete, "08 03 82 e6 33");
        Assert.Equal(["Offered on 5 to 1001", "Released on 5 102"], line.Happened());
    }

    [Fact]
    public void A_repeated_setup_makes_no_second_call()
    {
        line.ReceiveSetup();
        line.ReceiveSetup();
        line.Proceed();
        line.ReceiveSetup();
        Assert.Equal(["Offered on 5 to 1001", "> CallProceeding channel 5!"], line.Happened());
        Assert.Equal(1, line.Layer3.Count);
    }

    [Fact]
    public void A_connect_that_is_not_acknowledged_ends_the_call()
    {
        line.ReceiveSetup();
        line.Connect();
        line.Happened();
        line.Advance(4);
        Assert.Equal(["Disconnected on 5 102", "> Disconnect 102"], line.Happened());
    }

    [Theory]
    [InlineData("no bearer capability", "18 03 a9 83 85 70 05 a1 31 30 30 31", 96)]
    [InlineData("a bearer capability that cannot be", "04 01 90 18 03 a9 83 85", 100)]
    [InlineData("an element that must be understood", "02 01 80 04 03 90 90 a3 18 03 a9 83 85", 96)]
    public void A_setup_that_cannot_be_understood_is_refused(string what, string elements, int cause)
    {
        line.Receive(MessageType.Setup, elements);
        Assert.True(line.Happened() is [var only] && only == $"> ReleaseComplete {cause}", what);
        Assert.Equal(0, line.Layer3.Count);
    }

    [Fact]
    public void A_setup_that_says_we_made_the_call_is_ignored()
    {
        line.Receive(MessageType.Setup, "04 03 90 90 a3", isOurs: true);
        Assert.Empty(line.Happened());
    }

    [Fact]
    public void A_call_reference_of_one_octet_is_answered_with_one()
    {
        line.Receive(Hex.Octets("08 01 05 05 04 03 90 90 a3 18 03 a9 83 85 70 03 80 31 32"));
        line.Proceed();
        Assert.StartsWith("08 01 85 02", Hex.Text(line.LastSent), StringComparison.Ordinal);
        line.Receive(Hex.Octets("08 01 05 45 08 02 80 90"));
        Assert.Equal("> Release", line.Happened()[^1]);
    }

    [Fact]
    public void Digits_after_the_number_are_told()
    {
        line.ReceiveSetup();
        line.Connect();
        line.Receive(MessageType.ConnectAcknowledge);
        line.Happened();
        line.Receive(MessageType.Information, "2c 02 31 23");
        Assert.Equal(["Digits 1#"], line.Happened());
    }

    [Fact]
    public void What_else_the_network_says_of_a_call_changes_nothing()
    {
        line.ReceiveSetup();
        line.Proceed();
        line.Happened();
        line.Receive(MessageType.Notify, "27 01 80");
        line.Receive(MessageType.Facility, "1c 02 91 a1");
        line.Receive(MessageType.UserInformation, "7e 01 04");
        line.Receive(MessageType.Information, "28 02 48 69");
        Assert.Empty(line.Happened());
    }

    [Fact]
    public void Every_number_that_signalling_gives_is_offered()
    {
        line.Receive(MessageType.Setup, "04 03 80 90 a3 18 03 a9 83 85 1e 02 82 83 28 04 41 6e 6e 61 "
            + "6c 06 21 a3 34 39 35 37 70 05 91 37 34 39 35 74 05 21 01 8f 35 35 7d 02 91 81 7e 03 04 31 32 a1");
        var offer = line.Offer!;
        Assert.Equal(new PartyNumber("7495", TypeOfNumber.International), offer.Called);
        Assert.Equal((Presentation.Restricted, Screening.NetworkProvided, "4957"),
            (offer.Calling!.Value.Presentation, offer.Calling.Value.Screening, offer.Calling.Value.Digits));
        Assert.Equal(("55", 15), (offer.Redirecting!.Value.Digits, (int)offer.Redirecting.Value.Reason));
        Assert.Equal(("Anna", 3, TransferCapability.Speech), (offer.Display, (int)offer.Progress, offer.Bearer.Capability));
        Assert.True(offer.Bearer.IsVoice);
    }

    [Fact, Trait("Spec", "O3")]
    public void A_call_without_a_number_is_offered_without_one()
    {
        line.ReceiveSetup(called: "");
        Assert.Equal(["Offered on 5 to nobody"], line.Happened());
        Assert.Null(line.Offer!.Called);
    }

    [Fact]
    public void Commands_for_a_call_that_has_ended_do_nothing()
    {
        line.ReceiveSetup();
        line.Disconnect();
        line.Happened();
        line.Proceed();
        line.Alert();
        line.Progress();
        line.Connect();
        line.Dial("1");
        line.Disconnect();
        Assert.Empty(line.Happened());
        Assert.Equal(0, line.Layer3.Channel(line.Call));
    }
}
