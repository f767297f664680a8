namespace CallRouting.Tests;

public class FreshPlanTests
{
    private static readonly PhoneNumber First = PhoneNumber.Parse("+74951110001");
    private static readonly PhoneNumber Second = PhoneNumber.Parse("+74951110002");

    private static Plan Fresh(string language = "ru") =>
        FreshPlan.Make("new", "Europe/Moscow", language, First, Second);

    [Theory, Trait("Spec", "G10")]
    [InlineData("ru", "Отдел продаж")]
    [InlineData("ru-RU", "Отдел продаж")]
    [InlineData("en", "Sales")]
    [InlineData("de", "Sales")]
    public void A_new_company_has_exactly_one_department_named_in_its_language(string language, string name)
    {
        var plan = PlanCompiler.Compile(Fresh(language)).GetPlan();
        Assert.Equal(name, Assert.Single(plan.Departments).Name);
        Assert.False(plan.Departments[0].Extension.IsNone);
    }

    [Fact, Trait("Spec", "G2")]
    public void A_new_company_has_one_account_admin_who_is_an_administrator()
    {
        var admin = Assert.Single(Fresh().Employees);
        Assert.Equal(("admin", Role.Administrator), (admin.Id, admin.Role));
    }

    [Fact]
    public void A_new_plan_has_nothing_to_warn_of() => Assert.Empty(PlanCompiler.Compile(Fresh()).Diagnostics);

    [Theory, Trait("Spec", "G20"), Trait("Spec", "G10")]
    [InlineData("+74951110001", 0)]
    [InlineData("+74951110002", 1)]
    [InlineData("+74951119999", -1)]
    public void Every_number_works_round_the_clock_before_it_is_edited(string called, int number)
    {
        var plan = PlanCompiler.Compile(Fresh() with
        {
            Trunks = [new Trunk { Id = "line", NumberRules = new() { Country = "7" } }],
        }).GetPlan();
        for (var hour = 0; hour < 24 * 7; hour++)
        {
            var decision = Router.Decide(plan, new CallOffer { Trunk = "line", Called = new(called) },
                Story.Start + NodaTime.Duration.FromHours(hour));
            Assert.Equal((number, "department sales"), (decision.Number, plan.Describe(decision.Node)));
        }
    }

    [Fact, Trait("Spec", "G30")]
    public void Outgoing_calls_present_the_first_number() =>
        Assert.Equal([true, false], Fresh().Numbers.Select(number => number.CallerIdOut));

    [Fact, Trait("Spec", "G10")]
    public void Any_number_of_departments_can_be_added()
    {
        var plan = Fresh();
        var more = Enumerable.Range(0, 50).Select(i => plan.Departments[0] with { Id = $"d{i}" });
        Assert.True(PlanCompiler.Compile(plan with { Departments = [.. plan.Departments, .. more] }).IsValid);
    }

    [Fact, Trait("Spec", "G20"), Trait("Spec", "X10")]
    public void A_number_without_a_route_leads_to_the_default_department_else_to_the_first()
    {
        var plan = Fresh();
        plan = plan with { Departments = [.. plan.Departments, plan.Departments[0] with { Id = "service" }] };
        Assert.Equal("department sales", FirstStep(plan));
        Assert.Equal("department service", FirstStep(plan with { Defaults = new() { Department = "service" } }));
        static string FirstStep(Plan plan)
        {
            var compiled = PlanCompiler.Compile(plan).GetPlan();
            return compiled.Describe(compiled.Numbers[0].Node);
        }
    }

    [Fact, Trait("Spec", "G20")]
    public void Without_any_department_a_number_needs_a_route()
    {
        var found = PlanCompiler.Compile(Fresh() with { Departments = [], OtherNumber = To.Mailbox("admin") }).Diagnostics;
        Assert.Equal(["numbers.number-1.route", "numbers.number-2.route"],
            found.Where(each => each.Code == "missing-exit").Select(each => each.Path));
        Assert.Contains("add a department", found[0].Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Spec", "G29")]
    public void Numbers_share_a_route_or_have_copies_that_are_edited_apart()
    {
        Target Route(string prompt) => To.Play(prompt, To.Department("sales"));
        Plan With(Target first, Target second) => Fresh() with
        {
            Routes = [new NamedRoute("shared", Route("shared.wav"))],
            Numbers =
            [
                new CompanyNumber { Id = "a", Called = First, Route = first },
                new CompanyNumber { Id = "b", Called = Second, Route = second },
            ],
        };
        var shared = PlanCompiler.Compile(With(To.Route("shared"), To.Route("shared"))).GetPlan();
        Assert.Equal(shared.Numbers[0].Node, shared.Numbers[1].Node);
        var byNumber = PlanCompiler.Compile(With(Route("a.wav"), To.Number("a"))).GetPlan();
        Assert.Equal(byNumber.Numbers[0].Node, byNumber.Numbers[1].Node);
        var copied = PlanCompiler.Compile(With(Route("a.wav"), Route("b.wav"))).GetPlan();
        Assert.Equal(["play a.wav", "play b.wav"], copied.Numbers.Select(number => copied.Describe(number.Node)));
    }

    [Theory, Trait("Spec", "G9")]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_company_may_have_so_many_employees_and_no_more(int count, bool isAccepted)
    {
        var plan = Fresh() with { Employees = [.. Fresh().Employees, .. Many(count - 1)] };
        var result = PlanCompiler.Compile(plan, limits: new PlanLimits { Employees = 3 });
        Assert.Equal(isAccepted, result.IsValid);
        Assert.True(PlanCompiler.Compile(plan).IsValid);
        if (isAccepted)
            return;
        var found = Assert.Single(result.Diagnostics, each => each.Severity == Severity.Error);
        Assert.Equal(("too-many-employees", "employees"), (found.Code, found.Path));
        Assert.Contains("has 4 employees, and this company may have 3: remove 1", found.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Spec", "G3")]
    [InlineData("admin", true, "")]
    [InlineData("e0", false, "\"e0\" is a user and cannot change the plan. It is changed by an administrator: admin.")]
    [InlineData("ADMIN", false, "\"ADMIN\" is no employee of this company. Its plan is changed by an administrator: admin.")]
    [InlineData("", false, "\"\" is no employee of this company. Its plan is changed by an administrator: admin.")]
    public void Only_an_administrator_may_change_the_plan(string employee, bool may, string refusal)
    {
        var plan = Fresh() with { Employees = [.. Fresh().Employees, .. Many(1)] };
        Assert.Equal((may, refusal), (PlanAccess.MayChange(plan, employee, out var why), why));
    }

    [Fact, Trait("Spec", "G3")]
    public void Without_an_administrator_nobody_may()
    {
        Assert.False(PlanAccess.MayChange(Fresh() with { Employees = [.. Many(1)] }, "e0", out var refusal));
        Assert.Contains("an administrator, and there is none", refusal, StringComparison.Ordinal);
    }

    private static IEnumerable<Employee> Many(int count) =>
        Enumerable.Range(0, count).Select(i => new Employee { Id = $"e{i}", Extension = Extension.Parse($"{200 + i}") });
}
