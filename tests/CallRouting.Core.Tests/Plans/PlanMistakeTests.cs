using NodaTime;

namespace CallRouting.Tests;

/// <summary>Each mistake alone in the office's plan: where it is found, by which code, and what is advised.</summary>
public class PlanMistakeTests
{
    private static readonly Target Sales = To.Department("sales");

    private static readonly Dictionary<string, (Func<Plan, Plan> Make, string Found, string Advice)> Mistakes = new()
    {
        ["an unknown employee as a member"] = (p => Department(p, 0, d => d with { Members = [new("ivn")] }),
            "unknown-employee departments.sales.members[0]", "departments.sales.members[0] names employee \"ivn\", "
            + "which the plan does not have: did you mean \"ivan\"?"),
        ["an unknown employee like no other"] = (p => Department(p, 0, d => d with { Members = [new("xxxxxxxx")] }),
            "unknown-employee departments.sales.members[0]", "add it under employees"),
        ["a department as a member"] = (p => Department(p, 0, d => d with { Members = [new("accounting")] }),
            "wrong-kind departments.sales.members[0]", "\"accounting\" is a department, not an employee"),
        ["an unknown department"] = (p => p with { OtherNumber = To.Department("sails") },
            "unknown-department other-number", "did you mean \"sales\"?"),
        ["a menu where a department is meant"] = (p => p with { OtherNumber = To.Department("accounts-menu") },
            "wrong-kind other-number", "\"accounts-menu\" is a menu, not a department"),
        ["an unknown target deep in a route"] = (
            p => Number(p, 0, n => n with { Route = To.Schedule("office", To.Play("a.wav", To.Menu("x")), Sales) }),
            "unknown-menu numbers.main.route.open.then", "add it under menus"),
        ["an unknown schedule"] = (p => Number(p, 0, n => n with { Route = To.Schedule("offices", Sales, Sales) }),
            "unknown-schedule numbers.main.route", "did you mean \"office\"?"),
        ["an unknown employee in a route"] = (p => p with { OtherNumber = To.Employee("ana", Sales) },
            "unknown-employee other-number", "did you mean \"anna\"?"),
        ["an unknown answering machine"] = (p => p with { OtherNumber = To.Voicemail("voicemail") },
            "unknown-answering-machine other-number", "add it under voicemails"),
        ["an unknown fax box"] = (p => p with { OtherNumber = To.Fax("fax-ofice") },
            "unknown-fax-box other-number", "did you mean \"fax-office\"?"),
        ["an unknown outside number"] = (p => p with { OtherNumber = To.External("outsourced") },
            "unknown-external-number other-number", "did you mean \"outsourced-cc\"?"),
        ["an unknown route"] = (p => p with { OtherNumber = To.Route("night") },
            "unknown-route other-number", "add it under routes"),
        ["an unknown number"] = (p => p with { OtherNumber = To.Number("mian") },
            "unknown-number other-number", "did you mean \"main\"?"),
        ["an unknown mailbox"] = (p => p with { OtherNumber = To.Mailbox("sales") },
            "wrong-kind other-number", "\"sales\" is a department, not an employee"),
        ["no target at all"] = (p => p with { OtherNumber = null! },
            "missing-exit other-number", "write a target"),
        ["two employees of one name"] = (p => p with { Employees = [.. p.Employees, new() { Id = "anna" }] },
            "duplicate-name employees.anna", "rename one"),
        ["two menus of one name"] = (p => p with { Menus = [.. p.Menus, p.Menus[0]] },
            "duplicate-name menus.accounts-menu", "rename one"),
        ["a name with a dot"] = (p => p with { Routes = [new("a.b", Sales)] },
            "bad-name routes.a.b", "letters, digits, - and _"),
        ["no name"] = (p => p with { Routes = [new("", Sales)] }, "missing-name routes[0]", "give it one"),
        ["a plan without a name"] = (p => p with { Id = " " }, "missing-name plan.id", "write one"),
        ["an empty department"] = (p => Department(p, 1, d => d with { Members = [] }),
            "empty-department departments.accounting.members", "name at least one"),
        ["a member twice"] = (p => Department(p, 1, d => d with { Members = [new("petr"), new("anna"), new("petr")] }),
            "duplicate-member departments.accounting.members[2]", "\"petr\" is a member of \"accounting\" twice"),
        ["no end of the attempt"] = (p => Department(p, 1, d => d with { Rounds = null }),
            "missing-end departments.accounting", "give-up-after, rounds, or both"),
        ["no rounds"] = (p => Department(p, 1, d => d with { Rounds = 0 }),
            "bad-rounds departments.accounting.rounds", "1 to 100"),
        ["a thousand rounds"] = (p => Department(p, 1, d => d with { Rounds = 1000 }),
            "bad-rounds departments.accounting.rounds", "1 to 100"),
        ["a step of nothing"] = (p => Department(p, 0, d => d with { Step = Duration.Zero }),
            "bad-time departments.sales.step", "0s is too short: write 1s to 10m"),
        ["a member's step of a day"] = (
            p => Department(p, 0, d => d with { Members = [new("anna", Duration.FromDays(1))] }),
            "bad-time departments.sales.members[0].step", "24h is too long"),
        ["an attempt that ends before it begins"] = (
            p => Department(p, 0, d => d with { GiveUpAfter = Duration.FromSeconds(-3) }),
            "bad-time departments.sales.give-up-after", "-3s is too short: write 1s to 1h"),
        ["an unknown strategy"] = (p => Department(p, 0, d => d with { Strategy = (Strategy)99 }),
            "bad-value departments.sales.strategy", "all-at-once, in-turn, cascading, round-robin, longest-idle, "
            + "fewest-calls, least-talk-time, random, weighted or tiers"),
        ["a default of nothing"] = (p => p with { Defaults = new() { Ring = Duration.Zero } },
            "bad-time defaults.ring", "write 1s to 10m"),
        ["a mobile after two minutes"] = (p => Employee(p, 1, e => e with { Mobile = Mobile(120) }),
            "bad-time employees.ivan.mobile.after", "2m is too long: write 0s to 1m"),
        ["a mobile without a number"] = (p => Employee(p, 1, e => e with { Mobile = new() { To = default } }),
            "missing-number employees.ivan.mobile.to", "international form"),
        ["one internal number for two employees"] = (
            p => Employee(p, 1, e => e with { Extension = Extension.Parse("100") }),
            "duplicate-extension employees.ivan.ext", "100 is also that of employees.anna"),
        ["one internal number for an employee and a department"] = (
            p => Employee(p, 1, e => e with { Extension = Extension.Parse("510") }),
            "duplicate-extension departments.accounting.ext", "510 is also that of employees.ivan"),
        ["a guard of oneself"] = (p => Employee(p, 0, e => e with { GuardedBy = "anna" }),
            "guards-self employees.anna.guarded-by", "name somebody else"),
        ["an unknown guard"] = (p => Employee(p, 4, e => e with { GuardedBy = "anya" }),
            "unknown-employee employees.director.guarded-by", "did you mean \"anna\"?"),
        ["guards of each other"] = (p => Employee(p, 0, e => e with { GuardedBy = "director" }),
            "guard-loop employees.anna.guarded-by", "anna → director → anna"),
        ["a key twice"] = (p => Menu(p, m => m with { Keys = [new('1', Sales), new('1', Sales)] }),
            "duplicate-key menus.accounts-menu.keys.1", "twice"),
        ["a key that no telephone has"] = (p => Menu(p, m => m with { Keys = [new('A', Sales)] }),
            "bad-key menus.accounts-menu.keys.A", "0 to 9, * or #"),
        ["an unknown target of a key"] = (p => Menu(p, m => m with { Keys = [new('1', To.Department("sals"))] }),
            "unknown-department menus.accounts-menu.keys.1", "did you mean \"sales\"?"),
        ["too many repeats"] = (p => Menu(p, m => m with { NoInput = To.Repeat(10, Sales) }),
            "bad-repeat menus.accounts-menu.no-input.repeat", "0 to 9"),
        ["repeats below none"] = (p => Menu(p, m => m with { WrongKey = To.Repeat(-1, Sales) }),
            "bad-repeat menus.accounts-menu.wrong-key.repeat", "0 to 9"),
        ["a menu again outside a key"] = (p => Menu(p, m => m with { NoInput = To.MenuAgain }),
            "misplaced-repeat menus.accounts-menu.no-input", "Only a key"),
        ["a menu without silence"] = (p => Menu(p, m => m with { NoInput = null! }),
            "missing-exit menus.accounts-menu.no-input", "where silence leads"),
        ["a menu without a prompt"] = (p => Menu(p, m => m with { Prompt = "" }),
            "missing-prompt menus.accounts-menu.prompt", "welcome.wav"),
        ["a menu that waits an hour"] = (p => Menu(p, m => m with { Timeout = Duration.FromHours(1) }),
            "bad-time menus.accounts-menu.timeout", "1h is too long: write 1s to 1m"),
        ["an analog line without a line number"] = (p => Trunk(p, 0, t => t with { Line = default }),
            "missing-line trunks.analog-1.line", "write 1 or more"),
        ["one line twice"] = (p => Trunk(p, 1, t => t with { Line = new LineNumber(1) }),
            "duplicate-line trunks.analog-2.line", "Line 1 is also that of trunks.analog-1"),
        ["an analog line without a number"] = (p => Trunk(p, 0, t => t with { Number = null }),
            "missing-name trunks.analog-1.number", "The name of a number is missing"),
        ["an analog line with an unknown number"] = (p => Trunk(p, 0, t => t with { Number = "maim" }),
            "unknown-number trunks.analog-1.number", "did you mean \"main\"?"),
        ["an analog line with rules for called numbers"] = (
            p => Trunk(p, 0, t => t with { NumberRules = new() { Country = "7" } }),
            "not-for-this-kind trunks.analog-1.called-id", "carries no called number"),
        ["an E1 with a number"] = (p => Trunk(p, 2, t => t with { Number = "main" }),
            "not-for-this-kind trunks.e1.number", "Only an analog line"),
        ["an E1 with a line"] = (p => Trunk(p, 2, t => t with { Line = new LineNumber(7) }),
            "not-for-this-kind trunks.e1.line", "Only an analog line"),
        ["an E1 with a gateway"] = (p => Trunk(p, 2, t => t with { Gateway = "example.net" }),
            "not-for-this-kind trunks.e1.gateway", "Only a SIP trunk"),
        ["an E1 with a header"] = (p => Trunk(p, 2, t => t with { CalledIdHeader = CalledIdHeader.To }),
            "not-for-this-kind trunks.e1.called-id.source", "Only a SIP trunk"),
        ["a header without its name"] = (p => Trunk(p, 3, t => t with { CalledIdHeader = CalledIdHeader.Named }),
            "bad-header trunks.provider-a.called-id.source", "X-Called"),
        ["a country that is none"] = (p => Trunk(p, 3, t => t with { NumberRules = new() { Country = "QQ" } }),
            "unknown-country trunks.provider-a.called-id.country", "\"7\" or \"RU\""),
        ["an area without a country"] = (p => Trunk(p, 3, t => t with { NumberRules = new() { Area = "495" } }),
            "bad-area trunks.provider-a.called-id.area", "add the country"),
        ["a pattern that is none"] = (
            p => Trunk(p, 4, t => t with { NumberRules = new() { Country = "7", Rewrite = [new("8..", 1, "")] } }),
            "bad-pattern trunks.provider-b.called-id.rewrite[0]", "no digit pattern"),
        ["a peer that is no address"] = (p => Trunk(p, 3, t => t with { Peers = ["192.0.2.1", "192.0.2.256"] }),
            "bad-peer trunks.provider-a.peers[1]", "192.0.2.0/24"),
        ["a gateway that is no host"] = (p => Trunk(p, 3, t => t with { Gateway = "sip:example.net:port" }),
            "bad-gateway trunks.provider-a.gateway", "sip.example.net:5060"),
        ["one number twice"] = (p => Number(p, 1, n => n with { Called = p.Numbers[0].Called }),
            "duplicate-number numbers.accounts.called", "+74951110001 is also the number of numbers.main"),
        ["a number without a number"] = (p => Number(p, 1, n => n with { Called = default }),
            "missing-number numbers.accounts.called", "international form"),
        ["two numbers to present"] = (p => Number(p, 1, n => n with { CallerIdOut = true }),
            "two-caller-ids numbers.accounts.caller-id-out", "already present numbers.main"),
        ["an unknown zone"] = (p => p with { TimeZone = "Europe/Moskow" },
            "unknown-zone plan.time-zone", "did you mean Europe/Moscow?"),
        ["an unknown zone of a schedule"] = (p => Schedule(p, s => s with { Zone = "Europe/Pariss" }),
            "unknown-zone schedules.office.zone", "Europe/Paris"),
        ["hours that overlap"] = (
            p => Schedule(p, s => s with { Weekly = new() { Friday = [new(60, 120), new(90, 180)] } }),
            "bad-hours schedules.office.weekly.fri[1]", "overlaps"),
        ["an outside number without a purpose"] = (p => External(p, x => x with { Purpose = " " }),
            "missing-purpose externals.outsourced-cc.purpose", "write the purpose"),
        ["an outside number that is none"] = (p => External(p, x => x with { To = "84951110001" }),
            "bad-destination externals.outsourced-cc.to", "sip:name@example.net or +74951110001"),
        ["an address without a host"] = (p => External(p, x => x with { To = "sip:intake@" }),
            "bad-destination externals.outsourced-cc.to", "sip:name@example.net"),
        ["an outside number by an unknown trunk"] = (p => External(p, x => x with { Trunks = ["provider-c"] }),
            "unknown-trunk externals.outsourced-cc.trunk", "did you mean \"provider-a\"?"),
        ["a message for nobody"] = (p => p with { Voicemails = [p.Voicemails[0] with { DeliverTo = "" }] },
            "missing-name voicemails.voicemail-office.deliver-to", "The name of an employee is missing"),
        ["a greeting without a file"] = (p => p with { Voicemails = [p.Voicemails[0] with { Greeting = "" }] },
            "missing-prompt voicemails.voicemail-office.greeting", "write one"),
        ["a fax box named like an answering machine"] = (
            p => p with { Faxes = [p.Faxes[0], new() { Id = "voicemail-office", DeliverTo = "anna" }] },
            "duplicate-name faxes.voicemail-office", "rename one of them"),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Spec", "O16")]
    public void A_mistake_is_found_where_it_is_with_advice(string mistake)
    {
        var (make, found, advice) = Mistakes[mistake];
        var result = PlanCompiler.Compile(make(OfficePlan.Model()));
        Assert.False(result.IsValid);
        var error = Assert.Single(result.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        Assert.Equal(found, $"{error.Code} {error.Path}");
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "G16")]
    public void All_mistakes_are_told_at_once()
    {
        var plan = OfficePlan.Model();
        plan = Department(plan, 0, d => d with { Members = [new("ivn"), new("accounting")], GiveUpAfter = null });
        plan = Menu(plan, m => m with { Prompt = "", Keys = [new('x', Sales)] });
        plan = plan with { TimeZone = "Mars", OtherNumber = To.Route("none") };
        var errors = PlanCompiler.Compile(plan).Diagnostics.Where(found => found.Severity == Severity.Error);
        Assert.Equal(
            [
                "bad-key", "missing-end", "missing-prompt", "unknown-employee", "unknown-route", "unknown-zone",
                "wrong-kind",
            ],
            errors.Select(found => found.Code).Order());
    }

    [Fact]
    [Trait("Spec", "G1")]
    public void Findings_stand_in_the_order_of_the_file()
    {
        var plan = OfficePlan.Model() with { OtherNumber = To.Menu("x") };
        plan = Department(plan, 0, d => d with { Members = [new("ivn")] });
        var positions = new SourceMap(new Dictionary<string, SourcePosition>
        {
            ["other-number"] = new(90, 1),
            ["departments.sales.members"] = new(12, 14),
        });
        var errors = PlanCompiler.Compile(plan, positions).Diagnostics
            .Where(found => found.Severity == Severity.Error).Select(found => found.ToString()).ToList();
        Assert.StartsWith(
            "12:14 error unknown-employee departments.sales.members[0]: ", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("90:1 error unknown-menu other-number: ", errors[1], StringComparison.Ordinal);
    }

    private static MobileForward Mobile(int after) =>
        new() { To = PhoneNumber.Parse("+79161110001"), After = Duration.FromSeconds(after) };

    private static EquatableList<T> With<T>(EquatableList<T> elements, int index, Func<T, T> change) =>
        EquatableList.From(elements.Select((element, i) => i == index ? change(element) : element));

    private static Plan Employee(Plan plan, int index, Func<Employee, Employee> change) =>
        plan with { Employees = With(plan.Employees, index, change) };

    private static Plan Department(Plan plan, int index, Func<Department, Department> change) =>
        plan with { Departments = With(plan.Departments, index, change) };

    private static Plan Trunk(Plan plan, int index, Func<Trunk, Trunk> change) =>
        plan with { Trunks = With(plan.Trunks, index, change) };

    private static Plan Number(Plan plan, int index, Func<CompanyNumber, CompanyNumber> change) =>
        plan with { Numbers = With(plan.Numbers, index, change) };

    private static Plan Menu(Plan plan, Func<Menu, Menu> change) => plan with { Menus = With(plan.Menus, 0, change) };

    private static Plan External(Plan plan, Func<ExternalNumber, ExternalNumber> change) =>
        plan with { Externals = With(plan.Externals, 0, change) };

    private static Plan Schedule(Plan plan, Func<ScheduleSettings, ScheduleSettings> change) =>
        plan with { Schedules = With(plan.Schedules, 0, change) };
}
