namespace CallRouting.Tests;

/// <summary>What is wrong about ways out, trunks' channels, caller ids and transfer keys, and where.</summary>
public class OutgoingMistakeTests
{
    private static readonly Plan Good = Small.Route(new EmployeeTarget("anna", Small.Box)) with
    {
        Trunks =
        [
            new Trunk { Id = "line", Gateway = "192.0.2.1", NumberRules = new() { Country = "7" } },
            new Trunk { Id = "spare", Gateway = "192.0.2.2" }, new Trunk { Id = "in-only" },
        ],
        OtherNumber = new ExternalTarget("partner"),
    };

    private static void AssertError(Plan plan, string code, string path, string words)
    {
        var found = Assert.Single(PlanCompiler.Compile(plan).Diagnostics, d => d.Severity == Severity.Error);
        Assert.Equal((code, path), (found.Code, found.Path));
        Assert.Contains(words, found.Message, StringComparison.Ordinal);
    }

    private static Plan Routes(params OutgoingRoute[] routes) =>
        Good with { Outgoing = new OutgoingCalls { Routes = EquatableList.From(routes) } };

    [Fact]
    public void A_plan_without_mistakes_has_none() =>
        Assert.DoesNotContain(PlanCompiler.Compile(Routes(new("+7495*", ["line"]), new("*", ["spare", "line"])))
            .Diagnostics, found => found.Severity != Severity.Note);

    [Fact, Trait("Spec", "X10")]
    public void Ways_out_name_trunks_that_can_carry_calls()
    {
        AssertError(Routes(new OutgoingRoute("*", ["lime"])), "unknown-trunk", "outgoing.routes[0].trunks", "did you mean \"line\"?");
        AssertError(Routes(new OutgoingRoute("*", ["line", "in-only"])), "no-gateway", "outgoing.routes[0].trunks[1]", "has no gateway");
        AssertError(Routes(new OutgoingRoute("*", ["line", "line"])), "duplicate-trunk", "outgoing.routes[0].trunks[1]", "twice");
        AssertError(Routes(new OutgoingRoute("*", [])), "missing-trunk", "outgoing.routes[0].trunks", "No trunk is named");
        AssertError(Good.WithPartner(p => p with { Trunks = ["line", "line"] }), "duplicate-trunk",
            "externals.partner.trunk[1]", "twice");
    }

    [Theory, Trait("Spec", "X10")]
    [InlineData("7495*")]
    [InlineData("+7*5")]
    [InlineData("")]
    [InlineData("+*")]
    [InlineData("**")]
    public void A_pattern_is_a_number_or_how_it_begins(string pattern)
    {
        AssertError(Routes(new OutgoingRoute(pattern, ["line"])), "bad-pattern", "outgoing.routes[0].to", "write +79031234567");
        AssertError(Good with { Outgoing = new OutgoingCalls { Deny = [pattern] } }, "bad-pattern", "outgoing.deny[0]",
            "write +79031234567");
    }

    [Fact, Trait("Spec", "X10")]
    public void What_an_earlier_pattern_covers_is_never_asked()
    {
        AssertError(Routes(new("*", ["line"]), new("+7495*", ["spare"])), "unreachable-pattern", "outgoing.routes[1].to",
            "is never asked");
        AssertError(Routes(new("+7495*", ["line"]), new("+7495*", ["spare"])), "duplicate-pattern",
            "outgoing.routes[1].to", "is never asked");
        AssertError(Good with { Outgoing = new OutgoingCalls { Deny = ["+7809*", "+78091234567"] } },
            "unreachable-pattern", "outgoing.deny[1]", "is never asked");
    }

    [Fact, Trait("Spec", "X10")]
    public void Emergency_numbers_are_short_and_nobodys_extension()
    {
        AssertError(Good with { Outgoing = new OutgoingCalls { Emergency = ["1"] } }, "bad-emergency",
            "outgoing.emergency[0]", "write 2 to 6 digits");
        AssertError(Good with { Outgoing = new OutgoingCalls { Emergency = ["02", "02"] } }, "duplicate-emergency",
            "outgoing.emergency[1]", "twice");
        AssertError(Good.With("boris", b => b with { Extension = Extension.Parse("112") }), "emergency-extension",
            "employees.boris.ext", "112 is an emergency number");
        AssertError(Good with { Outgoing = new OutgoingCalls { Emergency = ["101"] } }, "emergency-extension",
            "employees.anna.ext", "101 is an emergency number");
        AssertError(Good with
        {
            Trunks = [new Trunk { Id = "in-only" }],
            Outgoing = new OutgoingCalls { Emergency = ["02"] },
        }, "no-gateway", "outgoing.emergency", "give a SIP trunk a gateway");
    }

    [Fact]
    public void A_department_is_never_assigned_an_emergency_number()
    {
        var plan = Good with { Outgoing = new OutgoingCalls { Emergency = ["500"] } };
        plan = plan with
        {
            Departments = [new Department
            {
                Id = "sales", Members = [new Member("anna")], Rounds = 1, Otherwise = Small.Box,
            }],
        };
        Assert.Equal("501", PlanCompiler.Compile(plan).GetPlan().Departments[0].Extension.ToString());
    }

    [Theory, Trait("Spec", "S13"), Trait("Spec", "X10")]
    [InlineData(TrunkKind.Sip, 0, 0, "bad-channels", "channels", "write 1 to 10000")]
    [InlineData(TrunkKind.Sip, 10001, 0, "bad-channels", "channels", "write 1 to 10000")]
    [InlineData(TrunkKind.Pri, 31, 0, "bad-channels", "channels", "write 1 to 30")]
    [InlineData(TrunkKind.Fxo, 2, 0, "bad-channels", "channels", "write 1,")]
    [InlineData(TrunkKind.Sip, 2, -1, "bad-reserve", "reserve", "write 0 or more")]
    [InlineData(TrunkKind.Sip, 2, 2, "bad-reserve", "reserve", "no employee could call out")]
    [InlineData(TrunkKind.Fxo, null, 1, "bad-reserve", "reserve", "no employee could call out")]
    [InlineData(TrunkKind.Sip, null, 1, "bad-reserve", "reserve", "write its channels")]
    public void Channels_and_their_reserve_fit_the_line(
        TrunkKind kind, int? channels, int reserve, string code, string key, string words)
    {
        var trunk = new Trunk
        {
            Id = "one", Kind = kind, Channels = channels, Reserve = reserve,
            Line = kind == TrunkKind.Fxo ? new LineNumber(1) : default, Number = kind == TrunkKind.Fxo ? "main" : null,
        };
        AssertError(Good with { Trunks = [.. Good.Trunks, trunk] }, code, $"trunks.one.{key}", words);
    }

    [Theory, Trait("Spec", "S13")]
    [InlineData(TrunkKind.Sip, int.MaxValue)]
    [InlineData(TrunkKind.Fxo, 1)]
    [InlineData(TrunkKind.Pri, 30)]
    public void A_line_has_the_channels_of_its_kind(TrunkKind kind, int channels)
    {
        var trunk = new Trunk
        {
            Id = "one", Kind = kind,
            Line = kind == TrunkKind.Fxo ? new LineNumber(1) : default, Number = kind == TrunkKind.Fxo ? "main" : null,
        };
        Assert.Equal(channels, PlanCompiler.Compile(Good with { Trunks = [trunk] }).GetPlan().Trunks[0].Channels);
    }

    [Fact, Trait("Spec", "G30")]
    public void Only_a_connected_number_is_presented()
    {
        AssertError(Good.With("anna", a => a with { CallerId = "mian" }), "unknown-number", "employees.anna.caller-id",
            "did you mean \"main\"?");
        var plan = PlanCompiler.Compile(Good.With("anna", a => a with { CallerId = "main" })).GetPlan();
        Assert.Equal("+74951110001", plan.Employees[0].CallerId.ToString());
        Assert.True(plan.Employees[1].CallerId.IsNone);
    }

    [Fact, Trait("Spec", "G30")]
    public void Exactly_one_number_is_the_main_one_the_marked_or_the_first()
    {
        var two = Good with
        {
            Numbers = [Good.Numbers[0], Good.Numbers[0] with { Id = "two", Called = PhoneNumber.Parse("+74951110002") }],
        };
        Assert.Equal("+74951110001", PlanCompiler.Compile(two).GetPlan().MainNumber.ToString());
        two = two with { Numbers = [two.Numbers[0], two.Numbers[1] with { CallerIdOut = true }] };
        Assert.Equal("+74951110002", PlanCompiler.Compile(two).GetPlan().MainNumber.ToString());
        AssertError(two with { Numbers = [two.Numbers[0] with { CallerIdOut = true }, two.Numbers[1]] }, "two-caller-ids",
            "numbers.two.caller-id-out", "mark only one");
    }

    [Theory, Trait("Spec", "G24"), Trait("Spec", "X10")]
    [InlineData("1", "bad-transfer-keys", "write * or #")]
    [InlineData("11", "bad-transfer-keys", "write * or #")]
    [InlineData("*A", "bad-transfer-keys", "write * or #")]
    [InlineData("", "bad-transfer-keys", "write * or #")]
    [InlineData("*12", "bad-transfer-keys", "write * or #")]
    [InlineData("*2", "duplicate-transfer-keys", "already means")]
    public void Transfer_keys_are_a_star_or_cross_and_one_more(string keys, string code, string words)
    {
        var path = code.StartsWith("dup", StringComparison.Ordinal) ? "transfers.attended" : "transfers.blind";
        AssertError(Good with { Transfers = new TransferKeys { Blind = keys } }, code, path, words);
    }

    [Fact, Trait("Spec", "X10")]
    public void A_transfer_is_not_taken_back_by_what_ends_a_number() =>
        AssertError(Good with { Transfers = new TransferKeys { Cancel = "#0" } }, "bad-transfer-keys",
            "transfers.cancel", "begin with *");

    [Fact]
    public void The_builder_says_all_of_it()
    {
        var keys = new TransferKeys { Blind = "#1" };
        var plan = new PlanBuilder("small", "UTC", To.Announce("other.wav"))
            .Employee("anna", e => e.Extension("101").CallerId("main"))
            .Sip("line", t => t.Gateway("192.0.2.1").Channels(4, reserve: 1))
            .Outgoing(o => o.Route("+7495*", "line").Deny("+7809*").Emergency("02"))
            .Transfers(keys)
            .Number("main", "+74951110001", To.Employee("anna"))
            .Build().Source;
        Assert.Equal("main", plan.Employees[0].CallerId);
        Assert.Equal((4, 1), (plan.Trunks[0].Channels, plan.Trunks[0].Reserve));
        Assert.Equal(new OutgoingCalls
        {
            Routes = [new("+7495*", ["line"])], Deny = ["+7809*"], Emergency = ["02"],
        }, plan.Outgoing);
        Assert.Equal(keys, plan.Transfers);
    }

    [Fact]
    public void A_mobile_that_no_way_out_leads_to_is_a_warning()
    {
        var found = PlanCompiler.Compile(Routes(new OutgoingRoute("+7495*", ["line"]))).Diagnostics;
        Assert.Contains(found, d => (d.Code, d.Path) == ("mobile-cannot-ring", "employees.dmitri.mobile"));
    }
}
