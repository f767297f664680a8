namespace CallRouting.Tests;

/// <summary>A company with an analog line, an E1 and a SIP provider that takes no calls out: which of them a call
/// leaves by, and what their channels in service mean.</summary>
public class TrunkFlows
{
    private const string Outside = "89031234567";
    private const string Number = "+79031234567";

    private static Plan Plan(int? channels = null, int reserve = 0, OutgoingCalls? outgoing = null) =>
        Small.Route(new EmployeeTarget("boris", Small.Box)) with
        {
            Trunks =
            [
                new Trunk { Id = "line", NumberRules = new() { Country = "7", Area = "495" } },
                new Trunk { Id = "analog", Kind = TrunkKind.Fxo, Line = new LineNumber(1), Number = "main" },
                new Trunk
                {
                    Id = "e1", Kind = TrunkKind.Pri, NumberRules = new() { Country = "7", Area = "495" },
                    Channels = channels, Reserve = reserve,
                },
            ],
            Outgoing = outgoing ?? new(),
        };

    private static Story Company(int? channels = null, int reserve = 0, OutgoingCalls? outgoing = null) =>
        new(Plan(channels, reserve, outgoing), "anna", "boris", "clara");

    private static Plan Without(Plan plan, string trunk) => plan with
    {
        Trunks = EquatableList.From(plan.Trunks.Select(t => t.Id == trunk ? t with { Outgoing = false } : t)),
    };

    [Fact, Trait("Spec", "G30")]
    public void A_call_leaves_by_the_E1_which_says_who_calls_and_then_by_the_analog_line()
    {
        Company().Calls(Outside, "anna").Did($"ring {Number} by e1; alert")
            .Fails(Number, Cause.NoCircuitAvailable).Did($"ring {Number} by analog; analog is full")
            .Fails(Number, Cause.NetworkOutOfOrder).Ended(Outcome.NoWayOut);
        Company().Calls(Outside, "anna").Fails(Number, Cause.UserBusy)
            .Did("release caller (UserBusy); complete NotReached");
    }

    [Fact]
    public void A_plan_that_names_its_trunks_has_them_tried_in_its_own_order() =>
        Company(outgoing: new OutgoingCalls { Routes = [new("*", ["analog", "e1"])] }).Calls(Outside, "anna")
            .Did($"ring {Number} by analog; analog is full; alert")
            .Fails(Number, Cause.NetworkOutOfOrder).Did($"ring {Number} by e1");

    [Fact, Trait("Spec", "X10")]
    public void A_trunk_that_carries_no_outgoing_calls_is_passed_over()
    {
        new Story(Without(Plan(), "e1"), "anna").Calls(Outside, "anna")
            .Did($"ring {Number} by analog; analog is full; alert");
        new Story(Without(Without(Plan(), "e1"), "analog"), "anna").Calls(Outside, "anna").Ended(Outcome.NoSuchNumber);
    }

    [Fact]
    public void A_mobile_rings_by_the_E1_too()
    {
        var plan = Plan() with { OtherNumber = new EmployeeTarget("dmitri", Small.Box) };
        new Story(plan).Calls("+70000000000").Did("ring dmitri-mobile by e1; alert")
            .Fails("dmitri-mobile", Cause.Congestion).Did("ring dmitri-mobile by analog; analog is full");
    }

    [Fact, Trait("Spec", "X7"), Trait("Spec", "G11")]
    public void A_trunk_out_of_service_is_passed_over_at_once_until_it_is_back()
    {
        var story = Company().HasInService("e1", 0).Calls(Outside, "anna")
            .Did($"ring {Number} by analog; analog is full; alert").HangsUp();
        story.HasInService("analog", 0).Calls(Outside, "anna")
            .Did("release caller (NoCircuitAvailable); complete NoWayOut");
        story.HasInService("e1", 30).Calls(Outside, "anna").Did($"ring {Number} by e1; alert");
    }

    [Fact, Trait("Spec", "S13")]
    public void Channels_in_service_count_and_the_reserve_is_kept_of_them()
    {
        var story = Company(reserve: 1).HasInService("e1", 2).Calls(Outside, "anna").Did($"ring {Number} by e1; alert");
        story.Calls(Outside, "clara").Did($"ring {Number} by analog; analog is full; alert");
        // A caller takes the channel that was kept, and then the E1 is full.
        story.Calls("4951110001", trunk: "e1").Did("e1 is full; ring boris; alert");
        Assert.Equal(2, story.Office.ChannelsInUse("e1"));
    }

    [Fact]
    public void More_in_service_than_the_plan_says_is_no_more() =>
        Company(channels: 1).HasInService("e1", 30).Calls(Outside, "anna")
            .Did($"ring {Number} by e1; e1 is full; alert")
            .Calls(Outside, "clara").Did($"ring {Number} by analog; analog is full; alert");

    [Fact]
    public void Calls_under_way_go_on_when_their_trunk_goes_out_of_service()
    {
        var story = Company().Calls(Outside, "anna").Answers(Number).HasInService("e1", 0).TalksTo(Number);
        story.Calls("4951110001", trunk: "e1").Answers("boris").TalksTo("boris");
        story.InCall(1).HangsUp(Number).Ended(Outcome.Answered);
        Assert.Equal(1, story.Office.ChannelsInUse("e1"));
    }

    [Fact, Trait("Spec", "X8")]
    public void A_new_plan_keeps_what_is_in_service_also_of_a_trunk_that_only_it_knows()
    {
        var story = Company().HasInService("e1", 0).HasInService("later", 0);
        story.Use(Plan() with
        {
            Trunks = [.. Plan().Trunks, new Trunk { Id = "later", Gateway = "192.0.2.9" }],
            Outgoing = new OutgoingCalls { Routes = [new("*", ["e1", "later", "analog"])] },
        });
        story.Calls(Outside, "anna").Did($"ring {Number} by analog; analog is full; alert");
    }

    [Fact]
    public void An_emergency_call_tries_a_trunk_however_it_is_counted() =>
        Company().HasInService("e1", 0).HasInService("analog", 0).Calls("112", "anna").Rings("+112");

    [Fact, Trait("Spec", "S18")]
    public void A_member_with_a_mobile_alone_costs_no_time_while_no_trunk_is_in_service()
    {
        var plan = Small.Department(Strategy.InTurn, "dmitri anna") with { Trunks = Plan().Trunks };
        new Story(plan, "anna").HasInService("e1", 0).HasInService("analog", 0).Calls().Rings("anna");
    }

    [Theory, Trait("Spec", "O5"), Trait("Spec", "O2"), Trait("Spec", "O3")]
    [InlineData("analog", null)]
    [InlineData("e1", "1110001")]
    [InlineData("line", "84951110001")]
    public void The_same_number_is_reached_by_any_line(string trunk, string? called) =>
        Company().Calls(called, trunk: trunk).Rings("boris");

    // Lines that cannot do everything.

    [Fact]
    public void Who_cannot_talk_hears_presses_and_leaves_a_message_and_nobody_is_rung()
    {
        var halfDuplex = new TransportCapabilities(FullDuplex: false);
        var plan = Small.Department(Strategy.AllAtOnce, "anna boris").WithQueue() with { Trunks = Plan().Trunks };
        new Story(plan, "anna", "boris").Calls(null, trunk: "analog", capabilities: halfDuplex)
            .Did("analog is full; answer; play box.wav").IsAt(CallPhase.MessageGreeting);
        Company().Calls(null, trunk: "analog", capabilities: halfDuplex)
            .Did("analog is full; answer; play box.wav").PromptEnds().PromptEnds().IsAt(CallPhase.Recording);
    }

    [Fact]
    public void Who_cannot_talk_is_passed_on_by_a_line_that_can_where_somebody_would_be_rung()
    {
        var handsOver = new TransportCapabilities(FullDuplex: false, HandsOver: true);
        var plan = Small.Department(Strategy.AllAtOnce, "anna boris").WithQueue() with { Trunks = Plan().Trunks };
        new Story(plan, "anna", "boris").Calls(null, trunk: "analog", capabilities: handsOver)
            .Did("analog is full; answer; hand over caller; complete HandedOver").Ended(Outcome.HandedOver);
        // Who can talk is not.
        new Story(plan, "anna", "boris").Calls(null, trunk: "analog", capabilities: new(HandsOver: true))
            .Rings("anna boris");
    }

    [Fact]
    public void Who_cannot_hear_before_an_answer_is_not_bridged_early_and_is_once_answered()
    {
        var plan = Plan() with { OtherNumber = new ExternalTarget("partner") };
        new Story(plan).Calls("+70000000000", capabilities: new(EarlyMedia: false)).Progresses("partner").DidNothing()
            .Answers("partner").Did("answer; bridge partner");
        new Story(plan).Calls("+70000000000").Progresses("partner").Did("progress; bridge partner")
            .Answers("partner").Did("answer");
    }
}
