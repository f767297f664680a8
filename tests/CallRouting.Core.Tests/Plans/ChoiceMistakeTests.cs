using NodaTime;

namespace CallRouting.Tests;

/// <summary>Each mistake in a switch, a question, screening and what else asks about calls, alone in the office's
/// plan.</summary>
[Trait("Spec", "X10"), Trait("Spec", "O16")]
public class ChoiceMistakeTests
{
    private static readonly Target Sales = To.Department("sales");

    private static readonly Dictionary<string, (Func<Plan, Plan> Make, string Found, string Advice)> Mistakes = new()
    {
        ["a value twice"] = (Other(To.Switch(SwitchValue.Trunk, Sales, ("e1", Sales), ("e1", Sales))),
            "duplicate-case other-number.cases[1]", "is also case 1"),
        ["a number twice"] = (Other(To.Switch(SwitchValue.CalledNumber, Sales,
            ("+74951110001", Sales), ("+74951110002", Sales), ("+74951110001", Sales))),
            "duplicate-case other-number.cases[2]", "\"+74951110001\" is also case 1"),
        ["a trunk that is not there"] = (Other(To.Switch(SwitchValue.Trunk, Sales, ("provider-c", Sales))),
            "unknown-trunk other-number.cases[0]", "did you mean \"provider-a\"?"),
        ["a trunk that is a number"] = (Other(To.Switch(SwitchValue.Trunk, Sales, ("main", Sales))),
            "wrong-kind other-number.cases[0]", "is a number, not a trunk"),
        ["a line that is not there"] = (Other(To.Switch(SwitchValue.Line, Sales, ("3", Sales))),
            "unknown-line other-number.cases[0]", "did you mean \"1\"?"),
        ["a line that is no number"] = (Other(To.Switch(SwitchValue.Line, Sales, ("01", Sales))),
            "unknown-line other-number.cases[0]", "did you mean \"1\"?"),
        ["a called number of somebody else"] = (
            Other(To.Switch(SwitchValue.CalledNumber, Sales, ("+74951110009", Sales))),
            "unknown-called-number other-number.cases[0]", "did you mean \"+74951110001\"?"),
        ["a called number as it is dialled"] = (Other(To.Switch(SwitchValue.CalledNumber, Sales, ("84951110001", Sales))),
            "bad-number other-number.cases[0]", "international form"),
        ["a caller as it is dialled"] = (Other(To.Switch(SwitchValue.CallerNumber, Sales, ("89031234567", Sales))),
            "bad-number other-number.cases[0]", "or anonymous"),
        ["an answer that no question gives"] = (Other(To.Ask("q.wav",
            To.Switch(SwitchValue.Answer, Sales, ("bui", Sales)), ('1', "buy"))),
            "unknown-answer other-number.then.cases[0]", "did you mean \"buy\"?"),
        ["an answer without questions"] = (Other(To.Switch(SwitchValue.Answer, Sales, ("buy", Sales))),
            "unknown-answer other-number.cases[0]", "give a question this answer, or remove the case"),
        ["an unknown value"] = (Other(To.Switch((SwitchValue)9, Sales, ("a", Sales))),
            "bad-value other-number.switch", "called-number, caller-number, line, trunk or answer"),
        ["a case without a target"] = (Other(To.Switch(SwitchValue.Trunk, Sales, ("e1", null!))),
            "missing-exit other-number.cases[0]", "write a target"),
        ["an empty case"] = (Other(new SwitchTarget(SwitchValue.Trunk, [null!], Sales)),
            "missing-element other-number.cases[0]", "write a case"),
        ["a switch without other"] = (Other(To.Switch(SwitchValue.Trunk, null!, ("e1", Sales))),
            "missing-exit other-number.other", "write a target"),
        ["an unknown target in a case"] = (Other(To.Switch(SwitchValue.Trunk, Sales, ("e1", To.Department("sails")))),
            "unknown-department other-number.cases[0]", "did you mean \"sales\"?"),
        ["a question without answers"] = (Other(To.Ask("q.wav", Sales)),
            "missing-answers other-number.answers", "say what each key means"),
        ["a question without a prompt"] = (Other(To.Ask("", Sales, ('1', "a"))),
            "missing-prompt other-number.prompt", "write one"),
        ["an answer's key twice"] = (Other(To.Ask("q.wav", Sales, ('1', "a"), ('1', "b"))),
            "duplicate-key other-number.answers.1", "twice"),
        ["an answer's key that no telephone has"] = (Other(To.Ask("q.wav", Sales, ('A', "a"))),
            "bad-key other-number.answers.A", "0 to 9, * or #"),
        ["an answer of nothing"] = (Other(To.Ask("q.wav", Sales, ('1', " "))),
            "missing-value other-number.answers.1", "write the answer"),
        ["a question without a way on"] = (Other(To.Ask("q.wav", null!, ('1', "a"))),
            "missing-exit other-number.then", "write a target"),
        ["an unknown ending"] = (Other(new EndTarget((StockEnding)9)),
            "bad-value other-number", "wrong-number or declined"),
        ["an unknown refusal"] = (Other(new RejectTarget((RejectReason)9)),
            "bad-value other-number", "rejected, busy or no-such-number"),
        ["a memory of seconds"] = (Other(To.Sticky(Duration.FromSeconds(59), Sales)),
            "bad-time other-number.within", "write 1m to 8784h"),
        ["a sticky employee who rings for ever"] = (
            Other(To.Sticky(Duration.FromDays(1), Sales, Duration.FromHours(1))),
            "bad-time other-number.ring", "write 1s to 10m"),
        ["a priority above all"] = (Other(To.Department("sales", priority: 101)),
            "bad-priority other-number.priority", "0 to 100"),
        ["a position before the first"] = (Other(To.Department("sales", position: 0)),
            "bad-position other-number.position", "1 to 10000"),
        ["a way back without end"] = (Other(To.Back("sales", 10, Sales)),
            "bad-times other-number.times", "1 to 9"),
        ["a way back to nobody"] = (Other(To.Back("sails", 1, Sales)),
            "unknown-department other-number", "did you mean \"sales\"?"),
        ["a wait for digits in a menu without dialling"] = (
            p => p with { Menus = [p.Menus[0] with { DigitTimeout = Duration.FromSeconds(2) }] },
            "not-used menus.accounts-menu.digit-timeout", "dial-extensions: true"),
        ["a wait for digits too short to dial"] = (p => p with
        {
            Menus = [p.Menus[0] with { DialExtensions = true, DigitTimeout = Duration.FromMilliseconds(499) }],
        }, "bad-time menus.accounts-menu.digit-timeout", "write 500ms to 10s"),
        ["a default department that is not there"] = (p => p with { Defaults = new() { Department = "sails" } },
            "unknown-department defaults.department", "did you mean \"sales\"?"),
        ["a language that is none"] = (p => p with
        {
            Numbers = [p.Numbers[0] with { Language = "english" }, .. p.Numbers.Skip(1)],
        },
            "bad-language numbers.main.language", "two or three letters"),
        ["a head of oneself"] = (Anna(e => e with { Head = "anna" }), "heads-self employees.anna.head", "own head"),
        ["an unknown head"] = (Anna(e => e with { Head = "ivn" }),
            "unknown-employee employees.anna.head", "did you mean \"ivan\"?"),
        ["heads of each other"] = (p => Anna(e => e with { Head = "ivan" })(p) is var q ? q with
        {
            Employees = [.. q.Employees.Select(e => e.Id == "ivan" ? e with { Head = "anna" } : e)],
        } : q, "head-loop employees.anna.head", "anna → ivan → anna"),
        ["a topic of nothing"] = (Anna(e => e with { Topics = ["vat", ""] }),
            "missing-topic employees.anna.topics[1]", "responsible for"),
        ["a blocked caller as it is dialled"] = (Screened(new() { Block = ["89031234567"] }),
            "bad-pattern screening.block[0]", "+7903* for all that begin so"),
        ["an allowed caller with two stars"] = (Screened(new() { Allow = ["+7903**"] }),
            "bad-pattern screening.allow[0]", "+79031234567"),
        ["a caller both allowed and blocked"] = (Screened(new() { Allow = ["+7903*"], Block = ["+1*", "+7903*"] }),
            "allowed-and-blocked screening.block[1]", "allowed by screening.allow[0]"),
        ["a caller's priority of nothing"] = (Screened(new() { Priorities = [new(["+7*"], 0)] }),
            "bad-priority screening.priorities[0].priority", "1 to 100"),
        ["a priority of nobody"] = (Screened(new() { Priorities = [new([], 5)] }),
            "missing-callers screening.priorities[0].callers", "write their numbers"),
        ["no priority at all"] = (Screened(new() { Priorities = [null!] }),
            "missing-element screening.priorities[0]", "write a priority"),
        ["an unknown place for blocked callers"] = (Screened(new() { Block = ["+7*"], Blocked = To.Menu("x") }),
            "unknown-menu screening.blocked", "add it under menus"),
        ["an unknown place for anonymous callers"] = (Screened(new() { Anonymous = To.Menu("x") }),
            "unknown-menu screening.anonymous", "add it under menus"),
    };

    public static TheoryData<string> All => [.. Mistakes.Keys];

    [Theory, MemberData(nameof(All))]
    public void A_mistake_is_found_alone_and_says_what_to_do(string mistake)
    {
        var (make, found, advice) = Mistakes[mistake];
        var errors = PlanCompiler.Compile(make(OfficePlan.Model())).Diagnostics
            .Where(each => each.Severity == Severity.Error).ToList();
        Assert.Equal(found, string.Join("; ", errors.Select(each => $"{each.Code} {each.Path}")));
        Assert.Contains(advice, errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    [InlineData("tat")]
    [InlineData("pt-BR")]
    [InlineData("zh-Hant-TW")]
    public void A_language_by_its_code_is_carried_to_the_number(string language)
    {
        var plan = OfficePlan.Model();
        var compiled = PlanCompiler.Compile(plan with
        {
            Numbers = [plan.Numbers[0] with { Language = language }, .. plan.Numbers.Skip(1)],
        }).GetPlan();
        Assert.Equal([language, null, null, null], new[] { 0, 1, 2, -1 }.Select(compiled.LanguageOf));
        Assert.Equal([language], compiled.Languages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("r1")]
    [InlineData("русский")]
    [InlineData("en-")]
    [InlineData("en-toolonga1")]
    [InlineData("en_US")]
    public void What_is_no_code_of_a_language_is_refused(string language)
    {
        var plan = OfficePlan.Model();
        Assert.Contains(PlanCompiler.Compile(plan with { Numbers = [plan.Numbers[0] with { Language = language }] })
            .Diagnostics, found => found.Code == "bad-language");
    }

    [Fact]
    public void What_can_never_be_is_warned_of()
    {
        var result = PlanCompiler.Compile(Screened(new()
        {
            Allow = ["+7903*", "+7903*"], Block = ["+79031234567"],
            Priorities = [new(["+79*"], 10), new(["+1*", "+7903*"], 20)],
            Blocked = To.Switch(SwitchValue.Trunk, Sales),
        })(OfficePlan.Model()));
        Assert.True(result.IsValid);
        Assert.Equal(
            [
                "duplicate-pattern screening.allow[1]", "never-blocked screening.block[0]",
                "overlapping-priorities screening.priorities[1].callers[1]", "switch-without-cases screening.blocked.cases",
            ],
            result.Diagnostics.Where(found => found.Severity == Severity.Warning && found.Path.StartsWith("screening",
                StringComparison.Ordinal)).Select(found => $"{found.Code} {found.Path}").Order());
        Assert.Contains(PlanCompiler.Compile(Screened(new() { Blocked = Sales })(OfficePlan.Model())).Diagnostics,
            found => found is { Code: "not-used", Path: "screening.blocked", Severity: Severity.Warning });
    }

    private static Func<Plan, Plan> Other(Target target) => plan => plan with { OtherNumber = target };

    private static Func<Plan, Plan> Screened(CallerScreening screening) => plan => plan with { Screening = screening };

    private static Func<Plan, Plan> Anna(Func<Employee, Employee> change) => plan => plan.With("anna", change);
}
