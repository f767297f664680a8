using NodaTime;

namespace CallRouting.Tests;

public class RouterTests
{
    private static readonly Instant Noon = OfficePlan.At(2026, 11, 24, 12, 0);
    private readonly RoutingPlan _plan = OfficePlan.Compiled();

    private static CallOffer Offer(string trunk, string? called) =>
        new() { Trunk = trunk, Called = new CalledId(called), Caller = new CallerId("+79031234567") };

    private (string Number, string Reaches) Decide(CallOffer offer, Instant at)
    {
        var decision = Router.Decide(_plan, offer, at);
        return (decision.IsOther ? "other" : _plan.Numbers[decision.Number].Id,
            decision.Node < 0 ? "nothing" : _plan.Describe(decision.Node));
    }

    private string LeadsTo(CallOffer offer, Instant at)
    {
        var node = Router.Decide(_plan, offer, at).Node;
        while (_plan.Nodes[node].Kind == NodeKind.Play)
            node = _plan.Nodes[node].Next;
        return _plan.Describe(node);
    }

    [Fact]
    [Trait("Spec", "O10")]
    public void An_8_prefixed_called_number_reaches_the_same_number()
    {
        var offer = Offer("provider-b", "84951110001");
        Assert.Equal(("main", "play welcome.wav"), Decide(offer, OfficePlan.At(2026, 11, 24, 10, 0)));
        Assert.Equal("department sales", LeadsTo(offer, OfficePlan.At(2026, 11, 24, 10, 0)));
    }

    [Theory]
    [InlineData("e1")]
    [InlineData("provider-a")]
    [Trait("Spec", "O10")]
    public void However_a_number_is_written_it_is_the_same(string trunk)
    {
        foreach (var called in new[] { "+74951110001", "84951110001", "74951110001", "4951110001", "1110001" })
            Assert.Equal("main", Decide(Offer(trunk, called), Noon).Number);
    }

    [Fact]
    [Trait("Spec", "O2")]
    public void An_analog_line_runs_its_number_whatever_is_received()
    {
        var night = OfficePlan.At(2026, 11, 24, 3, 0);
        foreach (var called in new[] { null, "", "+74951110001", "garbage" })
            Assert.Equal(("accounts", "menu accounts-menu"), Decide(Offer("analog-2", called), night));
        Assert.Equal("main", Decide(Offer("analog-1", null), Noon).Number);
    }

    [Fact]
    [Trait("Spec", "O2")]
    public void A_line_number_decides_where_the_trunk_is_not_named()
    {
        var offer = new CallOffer { Line = new LineNumber(2) };
        Assert.Equal(("accounts", "menu accounts-menu"), Decide(offer, Noon));
        Assert.Equal("other", Decide(new CallOffer { Line = new LineNumber(9) }, Noon).Number);
    }

    [Theory]
    [InlineData("2026-11-24", 8, 59, 59, "closed.wav")]
    [InlineData("2026-11-24", 9, 0, 0, "welcome.wav")]
    [InlineData("2026-11-24", 12, 59, 59, "welcome.wav")]
    [InlineData("2026-11-24", 13, 0, 0, "closed.wav")]
    [InlineData("2026-11-24", 17, 59, 59, "welcome.wav")]
    [InlineData("2026-11-24", 18, 0, 0, "closed.wav")]
    [InlineData("2026-11-27", 17, 0, 0, "closed.wav")]
    [InlineData("2026-12-31", 13, 59, 59, "welcome.wav")]
    [InlineData("2026-12-31", 14, 0, 0, "closed.wav")]
    [InlineData("2027-01-08", 10, 0, 0, "closed.wav")]
    [InlineData("2027-01-11", 10, 0, 0, "welcome.wav")]
    [Trait("Spec", "G21")]
    public void The_hours_decide_to_the_second(string date, int hour, int minute, int second, string prompt)
    {
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        var at = OfficePlan.At(day.Year, day.Month, day.Day, hour, minute, second);
        Assert.Equal(("main", $"play {prompt}"), Decide(Offer("provider-a", "+74951110001"), at));
    }

    [Fact]
    public void The_closing_minute_is_closed() => Assert.Equal("voicemail voicemail-office",
        LeadsTo(Offer("provider-a", "+74951110001"), OfficePlan.At(2026, 11, 24, 18, 0)));

    [Theory]
    [InlineData("999")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("+74951119999")]
    [InlineData("sip:info@example.net")]
    [Trait("Spec", "O17")]
    public void An_unknown_called_number_is_not_lost(string? called)
    {
        Assert.Equal(("other", "department sales"), Decide(Offer("provider-a", called), Noon));
        Assert.Equal(("other", "department sales"), Decide(Offer("no-such-trunk", called), Noon));
    }

    [Fact]
    [Trait("Spec", "G12")]
    public void An_employee_reaches_colleagues_departments_and_the_companys_numbers()
    {
        CallOffer Dial(string digits) => new() { Employee = "petr", Called = new CalledId(digits) };
        Assert.Equal(("other", "employee olga"), Decide(Dial("102"), Noon));
        Assert.Equal(("other", "department accounting"), Decide(Dial("510"), Noon));
        Assert.Equal(("accounts", "menu accounts-menu"), Decide(Dial("84951110002"), Noon));
        Assert.Equal(("other", "nothing"), Decide(Dial("777"), Noon));
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        _plan.TryFindTrunk("provider-b", out var trunk);
        Router.Decide(_plan, trunk, "84951110001", TypeOfNumber.Unknown, Noon);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = 0;
        for (var i = 0; i < 1000; i++)
            sum += Router.Decide(_plan, trunk, "84951110001", TypeOfNumber.Unknown, Noon).Node;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Fact]
    public void A_decision_about_a_whole_offer_allocates_nothing()
    {
        var offer = Offer("e1", "4951110001");
        Router.Decide(_plan, offer, Noon);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Router.Decide(_plan, offer, Noon);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    [Trait("Spec", "X4")]
    public void An_explanation_names_every_rule_in_order()
    {
        var lines = Router.Explain(_plan, Offer("e1", "4951110001"), Noon).Lines;
        Assert.Equal(["trunk e1", "number main", "schedule office", "reaches"], lines.Select(line => line.Rule));
        Assert.Equal(
            ["trunks.e1", "numbers.main", "numbers.main.route", "numbers.main.route.open"],
            lines.Select(line => line.Path));
        Assert.Contains("open until 2026-11-24T10:00:00Z", lines[2].Value, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "X4")]
    public void An_explanation_points_into_the_file()
    {
        var positions = new SourceMap(new Dictionary<string, SourcePosition>
        {
            ["numbers.main"] = new(40, 3),
            ["numbers.main.route.open"] = new(44, 7),
            ["departments.sales"] = new(20, 3),
        });
        var plan = PlanCompiler.Compile(OfficePlan.Model(), positions).GetPlan();
        var main = Router.Explain(plan, Offer("e1", "4951110001"), Noon).Lines;
        Assert.Equal([new(), new(40, 3), new(40, 3), new(44, 7)], main.Select(line => line.Position));
        Assert.Equal(new(20, 3), Router.Explain(plan, Offer("e1", "x"), Noon).Lines[^1].Position);
    }

    [Fact]
    [Trait("Spec", "P6")]
    public void An_explanation_hides_numbers()
    {
        var text = Router.Explain(_plan, Offer("provider-a", "+74951110001"), Noon).ToString();
        Assert.DoesNotContain("74951110001", text, StringComparison.Ordinal);
        Assert.Contains("+7495•••••01", text, StringComparison.Ordinal);
        var outside = new CallOffer { Employee = "anna", Called = new CalledId("89161234567") };
        Assert.DoesNotContain("9161234567", Router.Explain(_plan, outside, Noon).ToString(), StringComparison.Ordinal);
    }
}
