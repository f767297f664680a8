using NodaTime;

namespace CallRouting.Tests;

[Trait("Spec", "X2")]
public class PlanLoopTests
{
    private static PlanBuilder Builder(Target? other = null) =>
        new PlanBuilder("loops", "UTC", other ?? To.Mailbox("anna")).Employee("anna", e => e.Extension("100"));

    private static void Members(DepartmentBuilder department) => department.Members("anna").Rounds(1);

    private static Diagnostic Loop(PlanBuilder builder) =>
        Assert.Single(builder.Compile().Diagnostics, found => found.Severity == Severity.Error);

    [Fact]
    public void Departments_that_lead_to_each_other_are_shown_as_a_path()
    {
        var loop = Loop(Builder()
            .Department("accounting", To.Department("sales"), Members)
            .Department("sales", To.Department("accounting"), Members));
        Assert.Equal(("zero-time-loop", "departments.accounting.otherwise"), (loop.Code, loop.Path));
        Assert.Contains("accounting → sales → accounting", loop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_department_that_leads_to_itself_is_a_loop() => Assert.Contains("sales → sales",
        Loop(Builder().Department("sales", To.Department("sales"), Members)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_loop_through_a_schedule_takes_no_time_either()
    {
        var loop = Loop(Builder()
            .Schedule("office", s => s.Weekly(IsoDayOfWeek.Monday, "09:00-18:00"))
            .Route("night", To.Schedule("office", open: To.Mailbox("anna"), closed: To.Route("day")))
            .Route("day", To.Schedule("office", open: To.Route("night"), closed: To.Mailbox("anna"))));
        Assert.Equal("zero-time-loop", loop.Code);
        Assert.Contains("routes.night → routes.day → routes.night", loop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Routes_and_numbers_that_are_only_names_of_each_other_are_a_loop()
    {
        var loop = Loop(Builder()
            .Route("night", To.Number("main"))
            .Number("main", "+74951110001", To.Route("night")));
        Assert.Equal(("zero-time-loop", "routes.night"), (loop.Code, loop.Path));
        Assert.Contains("routes.night → numbers.main → routes.night", loop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_plays_a_prompt_has_no_end_either()
    {
        var loop = Loop(Builder().Department("sales", To.Play("wait.wav", then: To.Department("sales")), Members));
        Assert.Equal("endless-loop", loop.Code);
        Assert.Contains("sales → departments.sales.otherwise → sales", loop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_menu_that_silence_leads_back_to_has_no_end()
    {
        var loop = Loop(Builder(To.Menu("menu"))
            .Menu("menu", "menu.wav", noInput: To.Menu("menu"), wrongKey: To.Mailbox("anna"), m => m
                .Key('1', To.Employee("anna"))));
        Assert.Equal(("endless-loop", "menus.menu"), (loop.Code, loop.Path));
    }

    [Fact]
    public void A_loop_through_a_key_is_the_callers_choice()
    {
        var builder = Builder(To.Menu("menu"))
            .Menu("menu", "menu.wav", To.Repeat(2, To.Mailbox("anna")), wrongKey: To.Department("sales"), m => m
                .Key('1', To.Menu("more")).Key('*', To.MenuAgain))
            .Menu("more", "more.wav", noInput: To.Department("sales"), wrongKey: To.Department("sales"), m => m
                .Key('0', To.Menu("menu")))
            .Department("sales", To.Mailbox("anna"), Members);
        Assert.True(builder.Compile().IsValid);
    }

    [Fact]
    public void Each_loop_is_told_once()
    {
        var builder = Builder()
            .Department("a", To.Department("b"), Members).Department("b", To.Department("a"), Members)
            .Department("c", To.Department("d"), Members).Department("d", To.Department("c"), Members)
            .Department("e", To.Department("a"), Members);
        var loops = builder.Compile().Diagnostics.Where(found => found.Severity == Severity.Error);
        Assert.Equal(["departments.a.otherwise", "departments.c.otherwise"], loops.Select(found => found.Path));
    }

    [Fact]
    public void Long_chains_of_routes_need_no_deep_stack()
    {
        const int length = 100_000;
        var builder = Builder(To.Route("r0")).Route($"r{length}", To.Employee("anna"));
        for (var i = 0; i < length; i++)
            builder.Route($"r{i}", i % 2 == 0 ? To.Route($"r{i + 1}") : To.Play("a.wav", To.Route($"r{i + 1}")));
        Assert.True(builder.Compile().IsValid);
        Assert.Equal("endless-loop", Loop(builder.Department("d", To.Play("x", To.Department("d")), Members)).Code);
    }
}
