using NodaTime;

namespace CallRouting.Tests;

/// <summary>Each mistake in the settings of strategies and members alone: where it is found, and what is advised.</summary>
public class StrategyPlanTests
{
    private static readonly Dictionary<string, (Func<Plan, Plan> Make, string Found, string Advice)> Mistakes = new()
    {
        ["tiers of another strategy"] = (p => p.WithSales(d => d with { Tiers = new() }),
            "Error tiers-without-effect departments.sales.tiers", "choose it, or remove tiers"),
        ["tiers within tiers"] = (p => Tiers(p, new() { Within = Strategy.Tiers }),
            "Error bad-value departments.sales.tiers.within", "least-talk-time, random or weighted"),
        ["an unknown strategy within"] = (p => Tiers(p, new() { Within = (Strategy)99 }),
            "Error bad-value departments.sales.tiers.within", "write all-at-once"),
        ["a wait of two hours"] = (p => Tiers(p, new() { Wait = Duration.FromHours(2) }),
            "Error bad-time departments.sales.tiers.wait", "2h is too long: write 1s to 1h"),
        ["a wait of nothing"] = (p => Tiers(p, new() { Wait = Duration.Zero }),
            "Error bad-time departments.sales.tiers.wait", "0s is too short"),
        ["a skill that nobody has"] = (p => Tiers(p, new() { Skill = "diving" }),
            "Warning unknown-skill departments.sales.tiers.skill", "Nobody has the skill \"diving\""),
        ["a skill misspelt"] = (p => Tiers(p, new() { Skill = "englisch" }),
            "Warning unknown-skill departments.sales.tiers.skill", "did you mean \"english\"?"),
        ["a skill that no member has"] = (p => Tiers(p, new() { Skill = "german" }),
            "Warning unknown-skill departments.sales.tiers.skill", "No member of \"sales\" has the skill \"german\""),
        ["tiers of one group"] = (p => Member(Tiers(p, new()), m => m with { Penalty = 0 }),
            "Warning one-group departments.sales", "different penalties"),
        ["a weight of nothing"] = (p => Member(p, m => m with { Weight = 0 }),
            "Error bad-weight departments.sales.members[1].weight", "A weight of 0 cannot be: write 1 to 1000"),
        ["a weight of a million"] = (p => Member(p, m => m with { Weight = 1_000_000 }),
            "Error bad-weight departments.sales.members[1].weight", "write 1 to 1000"),
        ["a weight under another strategy"] = (p => Member(p, m => m with { Weight = 2 }),
            "Warning weight-without-effect departments.sales.members[1].weight", "Only the strategy weighted"),
        ["a penalty below nothing"] = (p => Member(p, m => m with { Penalty = -1 }),
            "Error bad-penalty departments.sales.members[1].penalty", "write 0 to 1000"),
        ["a penalty of a million"] = (p => Member(p, m => m with { Penalty = 1_000_000 }),
            "Error bad-penalty departments.sales.members[1].penalty", "write 0 to 1000"),
        ["a penalty under another strategy"] = (p => Member(p, m => m with { Penalty = 1 }),
            "Warning penalty-without-effect departments.sales.members[1].penalty", "choose it, or remove the penalty"),
        ["a penalty under tiers by skill"] = (
            p => Member(Tiers(p, new() { Skill = "english" }), m => m with { Penalty = 1 }),
            "Warning penalty-without-effect departments.sales.members[1].penalty", "tiers without a skill"),
        ["a wrap-up of a day"] = (p => p.WithSales(d => d with { WrapUp = Duration.FromDays(1) }),
            "Error bad-time departments.sales.wrap-up", "24h is too long: write 0s to 1h"),
        ["a wrap-up before the end"] = (p => p.WithSales(d => d with { WrapUp = Duration.FromSeconds(-1) }),
            "Error bad-time departments.sales.wrap-up", "-1s is too short: write 0s to 1h"),
        ["a pause after nothing"] = (p => p.WithSales(d => d with { PauseAfterMissed = 0 }),
            "Error bad-count departments.sales.pause-after-missed", "write 1 to 100"),
        ["a pause after a thousand"] = (p => p.WithSales(d => d with { PauseAfterMissed = 1000 }),
            "Error bad-count departments.sales.pause-after-missed", "1000 missed offers cannot be"),
        ["no calls at once"] = (p => p.With("anna", e => e with { MaxCalls = 0 }),
            "Error bad-count employees.anna.max-calls", "write 1 to 100"),
        ["a thousand calls at once"] = (p => p.With("anna", e => e with { MaxCalls = 1000 }),
            "Error bad-count employees.anna.max-calls", "1000 calls at once cannot be"),
        ["ring in use with one call"] = (p => p.With("anna", e => e with { MaxCalls = 1, RingInUse = true }),
            "Warning ring-in-use-without-effect employees.anna.ring-in-use", "raise max-calls"),
        ["a department that rings in use a member with one call"] = (
            p => p.WithSales(d => d with { RingInUse = true }).With("boris", e => e with { MaxCalls = 1 }),
            "Warning ring-in-use-without-effect departments.sales.members[1]", "\"boris\" takes only one call"),
        ["a skill without a name"] = (p => Skills(p, new Skill("")),
            "Error missing-name employees.anna.skills[0]", "for example english"),
        ["a skill that is absent"] = (p => Skills(p, [null!]),
            "Error missing-name employees.anna.skills[0]", "for example english"),
        ["a level of nothing"] = (p => Skills(p, new Skill("english", 0)),
            "Error bad-level employees.anna.skills[0]", "A level of 0 cannot be: write 1 to 100"),
        ["a level beyond the best"] = (p => Skills(p, new Skill("english", 101)),
            "Error bad-level employees.anna.skills[0]", "1 to 100"),
        ["a skill twice"] = (p => Skills(p, new Skill("english", 1), new Skill("english", 2)),
            "Error duplicate-skill employees.anna.skills[1]", "\"english\" is there twice"),
        ["a device without a name"] = (p => Devices(p, "desk", " "),
            "Error missing-name employees.anna.devices[1]", "for example desk"),
        ["a device that is absent"] = (p => Devices(p, [null!]),
            "Error missing-name employees.anna.devices[0]", "for example desk"),
        ["a device twice"] = (p => Devices(p, "desk", "Desk"),
            "Error duplicate-device employees.anna.devices[1]", "\"Desk\" is there twice"),
        ["a device for unknown calls"] = (p => Devices(p, "desk", new("soft", (CallScope)9)),
            "Error bad-value employees.anna.devices[1]", "all, outside or internal"),
        ["only devices for outside calls"] = (p => Devices(p, new EmployeeDevice("desk", CallScope.Outside)),
            "Warning no-device employees.anna.devices", "internal calls"),
        ["only devices for internal calls"] = (p => Devices(p, new EmployeeDevice("desk", CallScope.Internal)),
            "Warning no-device employees.anna.devices", "outside calls"),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory, MemberData(nameof(Names)), Trait("Spec", "X10")]
    public void A_mistake_is_found_where_it_is_with_advice(string mistake)
    {
        var (make, found, advice) = Mistakes[mistake];
        var before = Plan();
        var known = Told(before).Select(each => each.Code).ToHashSet();
        Assert.DoesNotContain(found.Split(' ')[1], known);
        var told = Told(make(before));
        var one = Assert.Single(told, each => !known.Contains(each.Code) && each.Code != "one-group"
            || found.Contains("one-group", StringComparison.Ordinal) && each.Code == "one-group");
        Assert.Equal(found, $"{one.Severity} {one.Code} {one.Path}");
        Assert.Contains(advice, one.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Spec", "G7")]
    [InlineData(Strategy.AllAtOnce, false)]
    [InlineData(Strategy.Cascading, false)]
    [InlineData(Strategy.InTurn, true)]
    [InlineData(Strategy.RoundRobin, true)]
    [InlineData(Strategy.LongestIdle, true)]
    [InlineData(Strategy.FewestCalls, true)]
    [InlineData(Strategy.LeastTalkTime, true)]
    [InlineData(Strategy.Random, true)]
    [InlineData(Strategy.Weighted, true)]
    public void Where_members_ring_one_after_another_a_mobile_needs_a_step_longer_than_its_wait(
        Strategy strategy, bool isWarned)
    {
        var plan = Plan().WithSales(d => d with
        {
            Strategy = strategy, Step = Small.Seconds(5), Members = [new("anna"), new("dmitri")],
        });
        var within = plan.WithSales(d => d with { Strategy = Strategy.Tiers, Tiers = new() { Within = strategy } });
        Assert.Equal((isWarned, isWarned), (IsWarned(plan), IsWarned(within)));

        static bool IsWarned(Plan plan) => Told(plan).Any(each => each.Code == "mobile-never-rings");
    }

    [Fact, Trait("Spec", "X10")]
    public void The_builder_says_all_that_the_model_can()
    {
        var built = new PlanBuilder("built", "UTC", To.Department("robin"))
            .Employee("anna", e => e.MaxCalls(3).Skill("english", 70).Skill("german").Devices("desk", "soft"))
            .Employee("boris", e => e.Devices(new EmployeeDevice("desk", CallScope.Outside), "soft"));
        (string Id, Action<DepartmentBuilder> Describe)[] all =
        [
            ("robin", d => d.RoundRobin(Small.Seconds(5)).WrapUp(Small.Seconds(9)).PauseAfterMissed(4).RingInUse()),
            ("idle", d => d.LongestIdle()), ("fewest", d => d.FewestCalls()), ("least", d => d.LeastTalkTime()),
            ("random", d => d.Random()),
            ("weighted", d => d.Weighted().Member("anna", weight: 4).Member("boris", Small.Seconds(7), penalty: 2)),
            ("tiers", d => d.Tiers(Strategy.InTurn, Small.Seconds(20), "english", Small.Seconds(6))),
        ];
        foreach (var (id, describe) in all)
            built.Department(id, To.Mailbox("anna"), d =>
            {
                describe(d.Rounds(1));
                if (id != "weighted")
                    d.Members("anna");
            });
        var made = built.Build().Source;

        Assert.Equal((3, new Skill("english", 70), new Skill("german")),
            (made.Employees[0].MaxCalls, made.Employees[0].Skills[0], made.Employees[0].Skills[1]));
        Assert.Equal([new("desk"), new("soft")], made.Employees[0].Devices);
        Assert.Equal([new("desk", CallScope.Outside), new("soft")], made.Employees[1].Devices);
        Assert.Equal(
            [
                Strategy.RoundRobin, Strategy.LongestIdle, Strategy.FewestCalls, Strategy.LeastTalkTime,
                Strategy.Random, Strategy.Weighted, Strategy.Tiers,
            ],
            made.Departments.Select(department => department.Strategy));
        var robin = made.Departments[0];
        Assert.Equal((Small.Seconds(5), Small.Seconds(9), 4, true),
            (robin.Step, robin.WrapUp, robin.PauseAfterMissed, robin.RingInUse));
        Assert.Equal([new("anna", Weight: 4), new("boris", Small.Seconds(7), Penalty: 2)], made.Departments[5].Members);
        Assert.Equal(new TierSettings { Within = Strategy.InTurn, Wait = Small.Seconds(20), Skill = "english" },
            made.Departments[6].Tiers);
        Assert.Equal(Small.Seconds(6), made.Departments[6].Step);
    }

    private static Plan Plan() => Small.Department(Strategy.InTurn, "anna boris")
        .With("anna", e => e with { Skills = [new("english", 5)] })
        .With("clara", e => e with { Skills = [new("german", 5)] })
        .With("dmitri", e => e with { Mobile = e.Mobile! with { Confirm = true } });

    private static Plan Tiers(Plan plan, TierSettings tiers) =>
        plan.WithSales(d => d with { Strategy = Strategy.Tiers, Tiers = tiers });

    private static Plan Member(Plan plan, Func<Member, Member> change) =>
        plan.WithSales(d => d with { Members = [d.Members[0], change(d.Members[1])] });

    private static Plan Skills(Plan plan, params Skill[] skills) =>
        plan.With("anna", e => e with { Skills = EquatableList.From(skills) });

    private static Plan Devices(Plan plan, params EmployeeDevice[] devices) =>
        plan.With("anna", e => e with { Devices = EquatableList.From(devices) });

    private static IReadOnlyList<Diagnostic> Told(Plan plan) => PlanCompiler.Compile(plan).Diagnostics;
}
