using CallRouting.Host.Demo;
using CallRouting.Runtime;
using NodaTime;

namespace CallRouting.Host.Tests.Flows;

/// <summary>The demo would notice: each way in which a call can differ from the plan is a fault of its scene.</summary>
public sealed class SceneTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 7, 0);

    private static readonly Scene Meant =
        new("", "+79031234567", Outcome.Answered, "olga", ("ivan", 0), ("olga", 2), ("mobile", 7));

    [Fact]
    public void A_call_as_planned_has_no_fault() =>
        Assert.Null(Meant.Fault(Record(Outcome.Answered, 2, ("ivan", 0), ("olga", 2.4), ("mobile", 7))));

    [Fact]
    public void Another_outcome_is_a_fault() =>
        Assert.Equal("it ended as Message left, not as Answered",
            Meant.Fault(Record(Outcome.MessageLeft, null, ("ivan", 0), ("olga", 2), ("mobile", 7))));

    [Theory]
    [InlineData(1, "ivan answered, not olga")]
    [InlineData(null, "nobody answered, not olga")]
    public void Another_winner_is_a_fault(int? winner, string fault) =>
        Assert.Equal(fault, Meant.Fault(Record(Outcome.Answered, winner, ("ivan", 0), ("olga", 2), ("mobile", 7))));

    [Fact]
    public void Another_order_or_a_leg_too_many_is_a_fault()
    {
        Assert.Equal("it rang olga, ivan, mobile, not ivan, olga, mobile",
            Meant.Fault(Record(Outcome.Answered, 1, ("olga", 0), ("ivan", 2), ("mobile", 7))));
        Assert.Equal("it rang ivan, olga, not ivan, olga, mobile",
            Meant.Fault(Record(Outcome.Answered, 2, ("ivan", 0), ("olga", 2))));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(3.5)]
    public void Ringing_too_early_or_too_late_is_a_fault(double seconds) =>
        Assert.StartsWith("olga was rung ",
            Meant.Fault(Record(Outcome.Answered, 2, ("ivan", 0), ("olga", seconds), ("mobile", 7))),
            StringComparison.Ordinal);

    private static CallRecord Record(
        Outcome outcome, int? talkedWith, params (string Target, double Seconds)[] legs) => new()
    {
        Call = new CallId(1),
        Domain = "office",
        Plan = "demo-morning",
        PlanHash = "",
        Offer = new CallOffer(),
        Started = Start,
        Ended = Start,
        Outcome = outcome,
        Route = [],
        TalkedWith = talkedWith,
        Legs = EquatableList.From(legs.Select((leg, index) => new LegRecord
        {
            Leg = index + 1,
            Kind = leg.Target == "mobile" ? LegKind.Mobile : LegKind.Device,
            Target = leg.Target == "mobile" ? "olga" : leg.Target,
            Started = Start + Duration.FromSeconds(leg.Seconds),
        })),
    };
}
