namespace CallRouting.Tests;

/// <summary>Employees call out, by trunks "line", "spare" and "last".</summary>
public class OutgoingFlows
{
    private static Plan Plan(OutgoingCalls? outgoing = null, int? channels = null, int reserve = 0) =>
        Small.Route(new EmployeeTarget("dmitri", Small.Box)) with
        {
            Trunks =
            [
                new Trunk
                {
                    Id = "line", Gateway = "192.0.2.1", Channels = channels, Reserve = reserve,
                    NumberRules = new() { Country = "7", Area = "495" },
                },
                new Trunk { Id = "spare", Gateway = "192.0.2.2" }, new Trunk { Id = "last", Gateway = "192.0.2.3" },
            ],
            Outgoing = outgoing ?? new(),
        };

    private static Story Company(OutgoingCalls? outgoing = null, int? channels = null, int reserve = 0) =>
        new(Plan(outgoing, channels, reserve), "anna", "boris", "clara");

    [Theory]
    [InlineData("89031234567")]
    [InlineData("+79031234567")]
    [InlineData("9031234567")]
    public void An_outside_number_leaves_by_the_first_trunk_however_it_is_dialled(string dialled)
    {
        Company().Calls(dialled, "anna").Did("ring +79031234567; alert").IsBusyWith("anna", 0, 1)
            .Answers("+79031234567").Did("answer; bridge +79031234567").TalksTo("+79031234567")
            .HangsUp("+79031234567").Ended(Outcome.Answered).IsBusyWith("anna", 0, 0);
    }

    [Fact]
    public void What_the_far_end_sends_before_it_answers_is_heard() =>
        Company().Calls("89031234567", "anna").Progresses("+79031234567").Did("progress; bridge +79031234567");

    [Theory]
    [InlineData(Cause.NoRouteToDestination)]
    [InlineData(Cause.DestinationOutOfOrder)]
    [InlineData(Cause.NoCircuitAvailable)]
    [InlineData(Cause.NetworkOutOfOrder)]
    [InlineData(Cause.TemporaryFailure)]
    [InlineData(Cause.Congestion)]
    [InlineData(Cause.BearerCapabilityNotAuthorized)]
    [InlineData(Cause.IncompatibleDestination)]
    [InlineData(Cause.RecoveryOnTimerExpiry)]
    [InlineData(Cause.ProtocolError)]
    [InlineData(Cause.Interworking)]
    public void A_trunk_at_fault_gives_way_to_the_next_and_the_last_says_why(Cause cause)
    {
        Company().Calls("89031234567", "anna").Fails("+79031234567", cause).Did("ring +79031234567 by spare")
            .Fails("+79031234567", cause).Did("ring +79031234567 by last")
            .Fails("+79031234567", cause).Did($"release caller ({cause}); complete NoWayOut").Ended(Outcome.NoWayOut);
    }

    [Theory]
    [InlineData(Cause.UnallocatedNumber)]
    [InlineData(Cause.UserBusy)]
    [InlineData(Cause.NoUserResponding)]
    [InlineData(Cause.NoAnswer)]
    [InlineData(Cause.CallRejected)]
    [InlineData(Cause.NumberChanged)]
    [InlineData(Cause.InvalidNumberFormat)]
    public void What_the_far_end_says_is_passed_on_and_no_other_trunk_is_tried(Cause cause) =>
        Company().Calls("89031234567", "anna").Fails("+79031234567", cause)
            .Did($"release caller ({cause}); complete NotReached").Ended(Outcome.NotReached);

    [Fact]
    public void A_far_end_that_rings_for_three_minutes_does_not_answer() =>
        Company().Calls("89031234567", "anna").At(179).Rings("+79031234567").At(180).Ended(Outcome.NotReached);

    [Fact, Trait("Spec", "X10")]
    public void The_first_route_that_fits_says_which_trunks()
    {
        var outgoing = new OutgoingCalls { Routes = [new("+7495*", ["spare"]), new("*", ["last", "line"])] };
        Company(outgoing).Calls("4957654321", "anna").Did("ring +74957654321 by spare; alert")
            .Fails("+74957654321", Cause.Congestion).Ended(Outcome.NoWayOut);
        Company(outgoing).Calls("89031234567", "anna").Did("ring +79031234567 by last; alert")
            .Fails("+79031234567", Cause.Congestion).Did("ring +79031234567");
    }

    [Fact]
    public void A_number_that_no_route_fits_leads_nowhere() =>
        Company(new OutgoingCalls { Routes = [new("+7495*", ["line"])] }).Calls("89031234567", "anna")
            .Ended(Outcome.NoSuchNumber);

    [Theory, Trait("Spec", "X10")]
    [InlineData("89031234567", "+7903*")]
    [InlineData("89031234567", "+79031234567")]
    [InlineData("89031234567", "*")]
    public void A_denied_number_is_refused(string dialled, string denied) =>
        Company(new OutgoingCalls { Deny = [denied] }).Calls(dialled, "anna")
            .Did("release caller (CallRejected); complete Refused").Ended(Outcome.Refused);

    [Fact]
    public void The_companys_own_numbers_and_extensions_do_not_leave()
    {
        Company(new OutgoingCalls { Deny = ["*"] }).Calls("+74951110001", "anna").Rings("dmitri-mobile");
        Company().Calls("102", "anna").Rings("boris");
    }

    [Fact, Trait("Spec", "S13")]
    public void A_full_trunk_is_skipped_and_counts_until_its_legs_have_ended()
    {
        var story = Company(channels: 1).Calls("89031234567", "anna").Did("ring +79031234567; line is full; alert");
        Assert.Equal(1, story.Office.ChannelsInUse("line"));
        story.Calls("89037654321", "boris").Did("ring +79037654321 by spare; alert").HangsUp().InCall(1).HangsUp();
        Assert.Equal((0, 0), (story.Office.ChannelsInUse("line"), story.Office.ChannelsInUse("spare")));
        story.Calls("89037654321", "boris").Did("ring +79037654321; line is full; alert");
    }

    [Fact, Trait("Spec", "S13")]
    public void Callers_take_channels_too_and_when_the_last_is_taken_that_is_said()
    {
        var story = Company(channels: 1).Calls().Did("line is full; ring dmitri-mobile by spare; alert");
        Assert.Equal((1, 1), (story.Office.ChannelsInUse("line"), story.Office.ChannelsInUse("spare")));
        story.Calls().Did("answer; play box.wav");
        Assert.Equal(2, story.Office.ChannelsInUse("line"));
    }

    [Fact, Trait("Spec", "S13"), Trait("Spec", "X10")]
    public void Employees_leave_the_reserve_to_clients()
    {
        Company(channels: 2, reserve: 1).Calls("89031234567", "anna").Did("ring +79031234567; alert")
            .Calls("89037654321", "boris").Did("ring +79037654321 by spare; alert");
        // A caller's own call may take it for a mobile; an employee's may not.
        Company(channels: 2, reserve: 1).Calls().Did("ring dmitri-mobile; line is full; alert");
        Company(channels: 2, reserve: 1).Calls("89031234567", "anna").Calls("104", "boris")
            .Did("ring dmitri-mobile by spare; alert");
    }

    [Fact, Trait("Spec", "S13")]
    public void Without_a_free_trunk_there_is_no_way_out()
    {
        var plan = Plan(new OutgoingCalls { Routes = [new("*", ["line"])] }, channels: 1);
        new Story(plan, "anna", "boris").Calls("89031234567", "anna").Calls("89037654321", "boris")
            .Did("release caller (NoCircuitAvailable); complete NoWayOut").Ended(Outcome.NoWayOut);
    }

    [Theory]
    [InlineData("112")]
    [InlineData("911")]
    [InlineData("103")]
    public void An_emergency_call_is_never_blocked(string number)
    {
        var plan = Plan(new OutgoingCalls { Deny = ["*"], Routes = [new("*", ["spare"])] }, channels: 2, reserve: 1)
            .With("clara", c => c with { Extension = Extension.Parse("130") });
        new Story(plan, "anna", "boris").Calls().Calls().Calls(number, "anna").Did($"ring +{number}; alert")
            .Fails($"+{number}", Cause.CallRejected).Did($"ring +{number} by spare")
            .Fails($"+{number}", Cause.UserBusy).Did($"ring +{number} by last")
            .Answers($"+{number}").TalksTo($"+{number}");
    }

    [Fact]
    public void A_countrys_short_number_that_is_somebodys_extension_stays_theirs() =>
        Company().Calls("103", "anna").Rings("clara");

    [Fact, Trait("Spec", "X10")]
    public void A_plans_own_list_of_emergency_numbers_replaces_ours()
    {
        Company(new OutgoingCalls { Emergency = ["02"] }).Calls("02", "anna").Did("ring +02; alert");
        Company(new OutgoingCalls { Emergency = ["02"] }).Calls("112", "anna").Ended(Outcome.NoSuchNumber);
    }

    [Fact]
    public void A_mobile_whose_trunk_is_at_fault_rings_by_the_next()
    {
        Company().Calls().Rings("dmitri-mobile").Fails("dmitri-mobile", Cause.Congestion)
            .Did("ring dmitri-mobile by spare").IsBusyWith("dmitri", 1, 0)
            .Fails("dmitri-mobile", Cause.UserBusy).IsAt(CallPhase.MessageGreeting).IsBusyWith("dmitri", 0, 0);
    }

    [Fact, Trait("Spec", "X10")]
    public void An_outside_number_with_trunks_of_its_own_tries_them_in_order()
    {
        var plan = Plan() with { OtherNumber = new ExternalTarget("partner") };
        new Story(plan.WithPartner(p => p with { Trunks = ["last", "line"] })).Calls("+70000000000")
            .Did("ring partner by last; alert").Fails("partner", Cause.NetworkOutOfOrder).Did("ring partner")
            .Fails("partner", Cause.NetworkOutOfOrder).IsAt(CallPhase.MessageGreeting);
    }

    [Fact]
    public void A_caller_out_who_hangs_up_has_given_up() =>
        Company().Calls("89031234567", "anna").HangsUp().Ended(Outcome.AbandonedWhileRinging);
}
