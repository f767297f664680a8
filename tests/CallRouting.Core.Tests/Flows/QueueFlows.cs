using NodaTime;

namespace CallRouting.Tests;

/// <summary>Waiting for a free member.</summary>
public class QueueFlows
{
    private static Story Sales(
        string members = "anna boris", Func<QueueSettings, QueueSettings>? queue = null, double giveUp = 20) =>
        new(Small.Department(Strategy.InTurn, members, giveUp).WithQueue(queue), members.Split(' '));

    // anna and boris talk from 2 s on.
    private static Story BothTalk(Func<QueueSettings, QueueSettings>? queue = null) => Sales(queue: queue)
        .Calls().At(1).Answers("anna").Calls().At(2).Answers("boris");

    [Fact, Trait("Spec", "C2")]
    public void A_call_that_finds_a_free_member_rings_at_once_and_hears_no_music() => Sales().Calls()
        .Did("join the line of sales at 1; ring anna; alert").Rings("anna")
        .At(3).Answers("anna").Did("leave the line of sales; answer; bridge anna").TalksTo("anna").Line("");

    [Fact, Trait("Spec", "C2")]
    public void A_call_that_finds_nobody_free_waits_with_music_until_somebody_is() => BothTalk()
        .At(10).Calls().Did("join the line of sales at 1; answer; play music.wav").IsAt(CallPhase.Queueing).Line("3")
        .At(40).InCall(1).HangsUp().InCall(3).Rings("anna").IsAt(CallPhase.Hunting)
        .At(44).Answers("anna").Did("leave the line of sales; stop play; bridge anna").TalksTo("anna").Line("");

    [Fact]
    public void The_music_goes_on_while_somebody_is_rung_for_a_waiting_call() => BothTalk()
        .At(10).Calls().At(40).InCall(1).HangsUp().InCall(3).Rings("anna").At(45).PromptEnds().Did("play music.wav")
        .At(60).Declines("anna").DidNothing().IsAt(CallPhase.Queueing)
        .At(70).PromptEnds().Did("play music.wav");

    [Fact]
    public void Music_that_cannot_be_played_gives_way_to_the_ringing_tone() => BothTalk()
        .At(10).Calls().PromptEnds(isFailure: true).Did("play ringback").PromptEnds().DidNothing();

    [Fact]
    public void Music_of_less_than_a_second_gives_way_to_the_ringing_tone()
    {
        BothTalk().At(10).Calls().At(10.999).PromptEnds().Did("play ringback");
        BothTalk().At(10).Calls().At(11).PromptEnds().Did("play music.wav");
    }

    [Fact]
    public void Without_music_a_waiting_caller_hears_the_ringing_tone() =>
        BothTalk(q => q with { Music = null }).At(10).Calls().Did("join the line of sales at 1; answer; play ringback");

    [Fact]
    public void The_position_is_said_on_joining_and_then_every_so_often() =>
        BothTalk(q => q with { AnnouncePosition = true, AnnounceEvery = Duration.FromSeconds(20) })
            .At(10).Calls().Calls().Did("join the line of sales at 2; answer; play position 2")
            .At(13).PromptEnds().Did("play music.wav")
            .At(29.999).DidNothing().At(30).Did("play position 2")
            .At(35).InCall(3).HangsUp().InCall(4).At(50).Did("play position 1")
            .LateAt(75).Did("play position 1").At(89.999).DidNothing().At(90).Did("play position 1");

    [Fact]
    public void An_announcement_does_not_break_into_an_attempt() =>
        BothTalk(q => q with { AnnouncePosition = true, AnnounceEvery = Duration.FromSeconds(20) })
            .At(10).Calls().At(12).PromptEnds()
            .At(25).InCall(1).HangsUp().InCall(3).Rings("anna").At(31).DidNothing().At(45).NobodyRings()
            .At(49.999).DidNothing().At(50).InCall(3).Did("play position 1; ring anna");

    [Fact]
    public void A_call_dispatched_at_once_that_nobody_answers_hears_what_waiting_callers_hear() =>
        Sales("anna", q => q with { AnnouncePosition = true }, giveUp: 8).Calls()
            .Did("join the line of sales at 1; ring anna; alert")
            .At(8).Did("release anna; answer; play position 1").IsAt(CallPhase.Queueing).Line("1");

    [Fact]
    public void Nobody_answers_the_call_rests_and_is_offered_again() => Sales("anna", giveUp: 8).Calls()
        .At(8).NobodyRings().At(12.999).NobodyRings().At(13).Rings("anna").At(21).NobodyRings().At(26).Rings("anna");

    [Fact, Trait("Spec", "X16")]
    public void While_a_call_rests_others_go_first_and_it_keeps_its_place() => Sales("anna", giveUp: 8)
        .Calls().Calls().Line("1 2").NobodyRings()
        .At(8).Rings("anna").InCall(1).NobodyRings().Line("1 2")
        .At(13).NobodyRings()
        .At(16).Rings("anna").InCall(2).NobodyRings().Line("1 2");

    [Fact]
    public void Everybody_declines_the_call_waits_on() => Sales().Calls()
        .At(1).Declines("anna").Rings("boris").At(2).Declines("boris").IsAt(CallPhase.Queueing)
        .At(6.999).NobodyRings().At(7).Rings("anna");

    // The ways out.

    [Fact, Trait("Spec", "C2")]
    public void After_the_longest_wait_the_call_goes_on() =>
        BothTalk(q => q with { MaxWait = Duration.FromSeconds(60), WhenWaited = new ExternalTarget("partner") })
            .At(10).Calls().At(69.999).IsAt(CallPhase.Queueing)
            .At(70).Did("leave the line of sales; stop play; ring partner; play ringback").Line("");

    [Fact, Trait("Spec", "C2")]
    public void The_longest_wait_ends_an_attempt_too() =>
        Sales("anna", q => q with { MaxWait = Duration.FromSeconds(15) }, giveUp: 8).Calls().At(13).Rings("anna")
            .At(15).Did("release anna; leave the line of sales; stop play; play box.wav").NobodyRings()
            .IsBusyWith("anna", 0, 0);

    [Fact, Trait("Spec", "C2")]
    public void A_call_that_finds_the_line_full_goes_on_at_once() =>
        BothTalk(q => q with { MaxLength = 2, WhenFull = new AnnounceTarget("full.wav") })
            .At(10).Calls().Calls().Calls().Did("answer; play full.wav").Line("3 4")
            .InCall(3).HangsUp().Calls().Line("4 6");

    [Fact]
    public void A_call_for_which_a_member_is_rung_does_not_fill_the_line() =>
        Sales(queue: q => q with { MaxLength = 1 }).Calls().Calls().Rings("boris").Calls().Line("1 2 3")
            .Calls().IsAt(CallPhase.MessageGreeting);

    [Fact]
    public void A_resting_call_that_fills_the_line_does_not_keep_another_from_a_free_member() =>
        Sales("anna", q => q with { MaxLength = 1 }).Calls().Declines("anna").IsAt(CallPhase.Queueing)
            .Calls().Rings("anna").Line("1 2");

    [Fact, Trait("Spec", "C2"), Trait("Spec", "S18")]
    public void A_call_for_which_nobody_is_at_work_goes_on_at_once() =>
        Sales(queue: q => q with { WhenEmpty = new AnnounceTarget("night.wav") })
            .Pauses("anna").Unregister("boris").Calls().Did("answer; play night.wav").Line("");

    [Fact, Trait("Spec", "C2"), Trait("Spec", "X1")]
    public void When_the_last_member_leaves_nobody_waits_any_longer() =>
        BothTalk(q => q with { WhenEmpty = new AnnounceTarget("night.wav") })
            .At(10).Calls().Calls().At(20).Pauses("anna").Line("3 4").DidNothing()
            .At(30).Unregister("boris").Did("leave the line of sales; stop play; play night.wav").Line("")
            .InCall(3).IsAt(CallPhase.Announcement);

    [Fact]
    public void When_the_last_member_leaves_during_an_attempt_the_call_goes_on_after_it() => Sales("anna", giveUp: 8)
        .Calls().At(2).Pauses("anna").Rings("anna").At(8).IsAt(CallPhase.MessageGreeting).Line("");

    [Fact, Trait("Spec", "S18")]
    public void A_member_with_a_mobile_is_at_work() => new Story(
            Small.Department(Strategy.InTurn, "anna dmitri").WithQueue()).Calls().Rings("dmitri-mobile");

    [Fact]
    public void An_employee_does_not_wait_for_themselves() => Sales("anna").Calls("200", "anna")
        .IsAt(CallPhase.MessageGreeting);

    [Fact, Trait("Spec", "S20")]
    public void Whoever_hangs_up_in_a_queue_has_abandoned_in_it()
    {
        BothTalk().At(10).Calls().At(20).HangsUp().Ended(Outcome.AbandonedInQueue).Line("");
        Sales().Calls().Rings("anna").HangsUp().Ended(Outcome.AbandonedInQueue).IsBusyWith("anna", 0, 0).Line("");
    }

    [Fact]
    public void A_router_that_shuts_down_empties_its_lines() => BothTalk().Calls().Calls().ShutsDown()
        .Ended(Outcome.ShutDown).Line("").InCall(3).Ended(Outcome.ShutDown);

    [Fact, Trait("Spec", "S14"), Trait("Spec", "C2")]
    public void Nobody_waits_for_members_whose_devices_ring_only_for_other_calls()
    {
        EmployeeDevice[] devices = [new("desk", CallScope.Outside), new("handset", CallScope.Internal)];
        var plan = Small.Department(Strategy.InTurn, "anna boris").WithQueue()
            .With("anna", e => e with { Devices = [.. devices] }).With("boris", e => e with { Devices = [.. devices] });
        var story = new Story(plan).Register("anna", "anna-desk", "desk").Register("boris", "boris-desk", "desk")
            .Register("anna", "anna-handset", "handset");
        story.Calls().Answers("anna-desk").Calls().Answers("boris-desk").At(10)
            .Calls().Calls("200", "clara").Line("3 4")
            .At(20).Unregister("anna-handset").Line("3").IsAt(CallPhase.MessageGreeting);
    }

    // Members.

    [Fact, Trait("Spec", "C2")]
    public void Whoever_comes_to_work_gets_the_first_who_waits() => BothTalk().At(10).Calls().Calls()
        .At(20).Register("boris", "boris-2").NobodyRings()
        .At(30).Register("clara").NobodyRings().InCall(3).NobodyRings();

    [Fact, Trait("Spec", "C2")]
    public void A_member_who_is_back_from_a_pause_gets_the_first_who_waits() => Sales().Pauses("anna")
        .Calls().At(1).Answers("boris").Calls().Calls().At(20).Pauses("anna", isPaused: false)
        .NobodyRings().InCall(2).Rings("anna").Line("2 3");

    [Fact, Trait("Spec", "X7")]
    public void Two_free_members_get_two_calls() => BothTalk().Calls().Calls().Calls().At(30)
        .InCall(1).HangsUp().InCall(2).HangsUp().InCall(3).Rings("anna").InCall(4).Rings("boris")
        .InCall(5).NobodyRings().Line("3 4 5");

    [Fact, Trait("Spec", "X8")]
    public void Callers_of_an_old_and_of_a_new_plan_wait_in_one_line() => BothTalk().Calls()
        .Use(Small.Department(Strategy.InTurn, "anna boris clara").WithQueue()).Calls().Line("3 4")
        .At(20).Register("clara").Rings("clara").InCall(3).NobodyRings()
        .At(30).InCall(1).HangsUp().InCall(3).Rings("anna");
}
