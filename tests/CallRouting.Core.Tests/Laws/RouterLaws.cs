using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Tests;

[Properties(Arbitrary = [typeof(PlanGenerator)], MaxTest = 300)]
public class RouterLaws
{
    private static readonly string?[] Called =
    [
        null, "", "+74951110000", "84951110001", "4951110002", "1110003", "100", "500", "510", "999", "anonymous",
        "sip:info@example.net", "+", "*43", new('7', 400), "\0\r\n", "８４９５",
    ];

    [Property]
    [Trait("Spec", "X4")]
    public void The_explanation_comes_to_the_same_decision(ValidPlan random, int seed)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        foreach (var (offer, at) in Offers(random.Plan, seed))
        {
            var explained = Router.Explain(plan, offer, at);
            Assert.Equal(Router.Decide(plan, offer, at), explained.Decision);
            Assert.NotEmpty(explained.Lines);
            Assert.Equal(explained.Decision.Node >= 0, explained.Lines[^1].Rule == "reaches");
        }
    }

    [Property]
    [Trait("Spec", "O17")]
    public void A_call_from_outside_always_comes_to_a_step_that_takes_time(ValidPlan random, int seed, string? called)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        foreach (var (offer, at) in Offers(random.Plan, seed))
        {
            var outside = offer with { Employee = null };
            foreach (var number in new[] { outside.Called, new CalledId(called) })
            {
                var decision = Router.Decide(plan, outside with { Called = number }, at);
                Assert.InRange(decision.Node, 0, plan.Nodes.Count - 1);
                Assert.DoesNotContain(plan.Nodes[decision.Node].Kind,
                    new[] { NodeKind.Schedule, NodeKind.Switch, NodeKind.Guard });
            }
        }
    }

    [Property]
    [Trait("Spec", "O2")]
    public void An_analog_line_always_runs_its_own_number(ValidPlan random, string? called, int hour)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        foreach (var trunk in plan.Trunks.Where(trunk => trunk.Settings.Kind == TrunkKind.Fxo))
        {
            var offer = new CallOffer { Trunk = trunk.Settings.Id, Called = new CalledId(called) };
            var decision = Router.Decide(plan, offer, At(hour));
            Assert.Equal(trunk.Settings.Number, plan.Numbers[decision.Number].Id);
        }
    }

    [Property]
    public void Deciding_allocates_nothing(ValidPlan random, int seed)
    {
        var plan = PlanCompiler.Compile(random.Plan).GetPlan();
        var offers = Offers(random.Plan, seed).ToArray();
        foreach (var (offer, at) in offers)
        {
            // The first question about a stretch of days works their hours out.
            Router.Decide(plan, offer, at);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Router.Decide(plan, offer, at);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static Instant At(int hour) => Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromHours(hour % 100_000);

    private static IEnumerable<(CallOffer Offer, Instant At)> Offers(Plan plan, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
        {
            yield return (new CallOffer
            {
                Trunk = random.Next(5) == 0 ? "" : plan.Trunks[random.Next(plan.Trunks.Count)].Id,
                Employee = random.Next(3) == 0 ? plan.Employees[0].Id : null,
                Line = new LineNumber((ushort)random.Next(4)),
                Called = new CalledId(Called[random.Next(Called.Length)], (TypeOfNumber)random.Next(8)),
                Caller = new CallerId(Called[random.Next(Called.Length)]),
            }, At(random.Next()));
        }
    }
}
