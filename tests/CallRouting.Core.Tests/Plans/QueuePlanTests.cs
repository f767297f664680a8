using NodaTime;

namespace CallRouting.Tests;

/// <summary>What a queue's settings may be, and where its ways out may lead.</summary>
public class QueuePlanTests
{
    private static readonly QueueSettings Usual = new() { MaxWait = Duration.FromMinutes(5) };

    private static PlanResult Compile(QueueSettings queue, Target? otherwise = null) =>
        new PlanBuilder("queues", "UTC", To.Department("sales")).Employee("anna", e => e.Extension("100"))
            .Department("sales", otherwise ?? To.Mailbox("anna"), d => d.Members("anna").Rounds(1).Queue(queue))
            .Compile();

    private static Diagnostic Finding(QueueSettings queue, Severity severity) =>
        Assert.Single(Compile(queue).Diagnostics, found => found.Severity == severity);

    [Fact]
    public void A_queue_with_only_a_longest_wait_leads_where_its_department_does()
    {
        var plan = Compile(Usual).GetPlan();
        var queue = plan.Departments[0].Queue!;
        Assert.Equal("voicemail mailbox:anna", plan.Describe(queue.WhenFullNode));
        Assert.Equal((queue.WhenFullNode, queue.WhenFullNode), (queue.WhenWaitedNode, queue.WhenEmptyNode));
        Assert.Equal((true, 10_000), (queue.Music.IsNone, queue.MaxLength));
    }

    [Fact]
    public void The_builder_makes_the_same_queue_from_a_longest_wait_alone() => Assert.Equal(
        Usual, new PlanBuilder("queues", "UTC", To.Department("sales")).Employee("anna")
            .Department("sales", To.Mailbox("anna"), d => d.Members("anna").Rounds(1).Queue(Usual.MaxWait))
            .Compile().GetPlan().Source.Departments[0].Queue);

    [Fact]
    public void Music_is_one_of_the_plans_prompts()
    {
        var plan = Compile(Usual with { Music = "music.wav" }).GetPlan();
        Assert.Equal("music.wav", plan.Prompts[plan.Departments[0].Queue!.Music.PlanIndex]);
    }

    [Fact]
    public void Each_setting_has_its_range()
    {
        AssertError("bad-time", "max-wait", Usual with { MaxWait = Duration.Zero });
        AssertError("bad-time", "max-wait", Usual with { MaxWait = Duration.FromDays(2) });
        AssertError("bad-time", "announce-every",
            Usual with { AnnouncePosition = true, AnnounceEvery = Duration.FromSeconds(9) });
        AssertError("bad-time", "retry", Usual with { Retry = Duration.FromMinutes(11) });
        AssertError("bad-length", "max-length", Usual with { MaxLength = 0 });
        AssertError("bad-length", "max-length", Usual with { MaxLength = 10_001 });
        AssertError("missing-prompt", "music", Usual with { Music = "" });
    }

    [Theory]
    [InlineData("when-full"), InlineData("when-waited"), InlineData("when-empty")]
    public void A_way_out_that_leads_to_nobody_known_is_an_error_at_its_place(string exit)
    {
        var found = Finding(WithExit(exit, To.Employee("ana")), Severity.Error);
        Assert.Equal($"departments.sales.queue.{exit}", found.Path);
        Assert.Contains("anna", found.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Spec", "X2")]
    [InlineData("when-full", "zero-time-loop"), InlineData("when-empty", "zero-time-loop")]
    [InlineData("when-waited", "endless-loop")]
    public void A_way_out_that_leads_back_is_a_loop(string exit, string code) =>
        Assert.Equal(code, Finding(WithExit(exit, To.Department("sales")), Severity.Error).Code);

    [Theory, Trait("Spec", "X2"), Trait("Spec", "C2")]
    [InlineData("when-full"), InlineData("when-waited"), InlineData("when-empty")]
    public void A_way_back_that_is_counted_is_none(string exit) =>
        Assert.True(Compile(WithExit(exit, To.Back("sales", 2, To.Mailbox("anna")))).IsValid);

    [Fact, Trait("Spec", "X10")]
    public void What_has_no_effect_is_said()
    {
        var found = Finding(Usual with { AnnounceEvery = Duration.FromSeconds(20) }, Severity.Warning);
        Assert.Equal(("no-effect", "departments.sales.queue.announce-every"), (found.Code, found.Path));
        var box = To.Mailbox("anna");
        found = Finding(Usual with { WhenFull = box, WhenWaited = box, WhenEmpty = box }, Severity.Warning);
        Assert.Equal(("no-effect", "departments.sales.queue"), (found.Code, found.Path));
    }

    private static QueueSettings WithExit(string exit, Target target) => exit switch
    {
        "when-full" => Usual with { WhenFull = target },
        "when-waited" => Usual with { WhenWaited = target },
        _ => Usual with { WhenEmpty = target },
    };

    private static void AssertError(string code, string setting, QueueSettings queue)
    {
        var found = Finding(queue, Severity.Error);
        Assert.Equal((code, $"departments.sales.queue.{setting}"), (found.Code, found.Path));
    }
}
