using CallRouting.Testing;

namespace CallRouting.Days.Tests;

/// <summary>What every day is held to, whoever calls, goes off line, never answers, and whatever plan comes in
/// between. A day that breaks a law is made small and printed as files that anyone can run.</summary>
public class DayLawsTests
{
    [Days, Trait("Spec", "S20"), Trait("Spec", "X1")]
    public void Every_call_ends_in_exactly_one_named_outcome_in_bounded_time(RandomDay day) =>
        day.Keeps(new OneOutcome());

    [Days, Trait("Spec", "X7"), Trait("Spec", "G13")]
    public void Nobody_rings_for_two_calls_and_every_call_has_one_winner(RandomDay day) =>
        day.Keeps(new OneCallAtATime());

    [Days, Trait("Spec", "S18"), Trait("Spec", "G11")]
    public void Who_cannot_be_reached_costs_no_time(RandomDay day) => day.Keeps(new NobodyCostsTime());

    [Days, Trait("Spec", "X6")]
    public void Nobody_is_offered_a_call_twice_before_everybody_else(RandomDay day) => day.Keeps(new NobodyTwice());

    [Days, Trait("Spec", "X6"), Trait("Spec", "X8")]
    public void An_attempt_is_offered_first_to_whom_the_strategy_says_by_counts_that_survive_plans(RandomDay day) =>
        day.Keeps(new FirstOffers());

    [Days, Trait("Spec", "X6")]
    public void Round_robin_passes_nobody_and_weights_are_dealt_exactly(RandomDay day) => day.Keeps(new FairTurns());

    [Days, Trait("Spec", "X16"), Trait("Spec", "X17"), Trait("Spec", "S15")]
    public void The_first_of_all_that_wait_is_offered_first_and_keeps_its_place(RandomDay day) =>
        day.Keeps(new QueueOrder());

    [Days, Trait("Spec", "C2"), Trait("Spec", "S18")]
    public void Nobody_waits_while_somebody_is_free_or_longer_than_they_must(RandomDay day) =>
        day.Keeps(new NobodyWaitsInVain());

    [Days, Trait("Spec", "S2"), Trait("Spec", "S5")]
    public void No_call_from_outside_reaches_a_guarded_person_unscreened(RandomDay day) =>
        day.Keeps(new GuardedAreScreened());

    [Days, Trait("Spec", "G24"), Trait("Spec", "S8")]
    public void A_transfer_never_loses_a_caller(RandomDay day) => day.Keeps(new NobodyIsLostInTransfer());

    [Days, Trait("Spec", "S13"), Trait("Spec", "G30")]
    public void Trunks_are_tried_in_order_and_carry_no_more_than_they_can(RandomDay day) =>
        day.Keeps(new TrunksAreTriedInOrder());

    [Days, Trait("Spec", "X8")]
    public void What_the_office_counts_of_people_survives_every_plan(RandomDay day) => day.Keeps(new CountsAgree());

    [Days, Trait("Spec", "X14")]
    public void A_replay_is_exact(RandomDay day) => day.Keeps(new ExactReplay());
}
