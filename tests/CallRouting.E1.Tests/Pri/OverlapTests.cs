namespace CallRouting.E1.Tests;

/// <summary>Numbers that come in pieces (Q.931 §5.2.4, SPEC O3).</summary>
[Trait("Spec", "O3")]
public class OverlapTests
{
    private static readonly OverlapReceiving Any = new() { IsAllowed = true };

    private static PriLine With(OverlapReceiving overlap, PriSide side = PriSide.User) =>
        new(new PriOptions { Overlap = overlap, Side = side });

    [Fact]
    public void Digits_are_collected_until_Sending_complete()
    {
        var line = With(Any);
        line.ReceiveSetup(called: "70 02 a1 31");
        Assert.Equal(["> SetupAcknowledge channel 5!", "Collecting on 5"], line.Happened());
        line.Receive(MessageType.Information, "70 03 a1 30 30");
        Assert.Empty(line.Happened());
        line.Receive(MessageType.Information, "70 02 a1 31 a1");
        Assert.Equal(["Offered on 5 to 1001"], line.Happened());
        Assert.Equal(TypeOfNumber.National, line.Offer!.Called!.Value.Type);
        line.Proceed();
        Assert.Equal(["> CallProceeding"], line.Happened());
        Assert.Equal(NodaTime.Instant.MaxValue, line.Layer3.NextDeadline);
    }

    [Fact]
    public void Sending_complete_alone_ends_the_number()
    {
        var line = With(Any);
        line.ReceiveSetup(called: "70 03 80 31 32");
        line.Happened();
        line.Receive(MessageType.Information, "a1");
        Assert.Equal(["Offered on 5 to 12"], line.Happened());
    }

    [Fact]
    public void A_whole_number_in_SETUP_is_not_waited_for()
    {
        var line = With(Any);
        line.ReceiveSetup(called: "70 03 80 31 32 a1");
        Assert.Equal(["Offered on 5 to 12"], line.Happened());
    }

    [Fact]
    public void T302_runs_anew_after_each_digit_and_offers_what_there_is()
    {
        var line = With(Any);
        line.ReceiveSetup(called: "70 02 80 31");
        line.Advance(14);
        line.Receive(MessageType.Information, "70 02 80 32");
        line.Advance(14);
        Assert.DoesNotContain("Offered on 5 to 12", line.Happened());
        line.Advance(1);
        Assert.Equal(["Offered on 5 to 12"], line.Happened());
    }

    [Fact]
    public void T302_without_a_digit_offers_a_call_without_a_number()
    {
        var line = With(Any);
        line.ReceiveSetup(called: "");
        line.Advance(15);
        Assert.Equal("Offered on 5 to nobody", line.Happened()[^1]);
    }

    [Fact]
    public void A_fixed_length_ends_the_number()
    {
        var line = With(Any with { Length = 4 });
        line.ReceiveSetup(called: "70 04 80 31 30 30");
        line.Happened();
        line.Receive(MessageType.Information, "70 02 80 31");
        Assert.Equal(["Offered on 5 to 1001"], line.Happened());
        line.ReceiveSetup(2, "18 01 a3", "70 06 80 31 30 30 31 32");
        Assert.Equal(["Offered on 1 to 10012"], line.Happened());
    }

    [Fact]
    public void The_plan_ends_the_number_as_soon_as_it_is_one()
    {
        var line = With(Any with { Plan = Plan });
        line.ReceiveSetup(called: "70 02 80 31");
        line.Receive(MessageType.Information, "70 02 80 31");
        line.Happened();
        line.Receive(MessageType.Information, "70 02 80 32");
        Assert.Equal(["Offered on 5 to 112"], line.Happened());
    }

    [Fact]
    public void A_number_that_cannot_be_is_refused_at_once()
    {
        var line = With(Any with { Plan = Plan });
        line.ReceiveSetup(called: "70 02 80 39");
        Assert.Equal(["> ReleaseComplete 1", "Released on 5 1"], line.Happened());
        line.ReceiveSetup(2, called: "70 02 80 31");
        line.Happened();
        line.Receive(MessageType.Information, "70 02 80 39", reference: 2);
        Assert.Equal(["Disconnected on 5 1", "> Disconnect 1"], line.Happened());
    }

    [Fact]
    public void Digits_may_come_in_Keypad()
    {
        var line = With(Any with { Length = 3 });
        line.ReceiveSetup(called: "");
        line.Receive(MessageType.Information, "2c 02 31 32");
        line.Receive(MessageType.Information, "2c 01 33");
        Assert.Equal("Offered on 5 to 123", line.Happened()[^1]);
    }

    [Fact]
    public void A_caller_of_our_own_exchange_hears_dial_tone_before_the_first_digit()
    {
        var line = With(Any with { DialTone = true }, PriSide.Network);
        line.ReceiveSetup(called: "");
        Assert.Equal(["> SetupAcknowledge channel 5! progress 8", "Collecting on 5 in-band"], line.Happened());
        line.ReceiveSetup(2, "18 01 a3", "70 02 80 31");
        Assert.Equal(["> SetupAcknowledge channel 31!", "Collecting on 31"], line.Happened());
    }

    [Fact]
    public void A_caller_who_hangs_up_while_dialling_is_never_offered()
    {
        var line = With(Any);
        line.ReceiveSetup(called: "70 02 80 31");
        line.Happened();
        line.Proceed();
        line.Connect();
        Assert.Empty(line.Happened());
        line.Receive(MessageType.Disconnect, "08 02 80 90");
        Assert.Equal(["Disconnected on 5 16", "> Release"], line.Happened());
        line.Advance(1);
        line.Receive(MessageType.Information, "70 02 80 31 a1");
        Assert.Empty(line.Happened());
    }

    [Fact]
    public void Digits_after_the_number_was_complete_are_keys()
    {
        var line = With(Any with { Length = 2 });
        line.ReceiveSetup(called: "70 03 80 31 32");
        line.Happened();
        line.Receive(MessageType.Information, "70 02 80 33");
        Assert.Equal(["Digits 3"], line.Happened());
    }

    private static NumberCompleteness Plan(PartyNumber called) =>
        called.Digits == "112" ? NumberCompleteness.Complete
        : "112".StartsWith(called.Digits, StringComparison.Ordinal) ? NumberCompleteness.Incomplete
        : NumberCompleteness.Impossible;
}
