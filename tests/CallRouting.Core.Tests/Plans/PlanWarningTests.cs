using NodaTime;

namespace CallRouting.Tests;

public class PlanWarningTests
{
    private static PlanBuilder Builder(Target? other = null, bool hasGateway = true)
    {
        var builder = new PlanBuilder("warnings", "UTC", other ?? To.Department("sales"))
            .Employee("anna", e => e.Extension("100"))
            .Sip("provider", t =>
            {
                t.From("192.0.2.1");
                if (hasGateway)
                    t.Gateway("sip.example.net");
            });
        return builder.Department("sales", To.Mailbox("anna"), d => d.Members("anna").Rounds(1));
    }

    private static void AssertFound(PlanBuilder builder, params string[] expected)
    {
        var result = builder.Compile();
        Assert.True(result.IsValid);
        var found = result.Diagnostics.Select(each => $"{each.Severity} {each.Code} {each.Path}");
        Assert.Equal(expected, found.Order());
    }

    private static PlanBuilder WithMobile(Duration? after, Action<DepartmentBuilder> strategy, bool confirm = true) =>
        Builder().Employee("ivan", e => e.Mobile("+79161110001", after, confirm: confirm))
            .Department("service", To.Mailbox("anna"), d =>
            {
                d.Members("anna", "ivan").Rounds(1);
                strategy(d);
            });

    [Fact]
    public void A_plain_plan_has_nothing_to_warn_of() => AssertFound(Builder());

    [Theory]
    [InlineData(7, "Warning mobile-never-rings departments.service.members[1]")]
    [InlineData(8)]
    [Trait("Spec", "G7")]
    public void A_step_not_longer_than_the_wait_for_the_mobile_is_warned_of(int step, params string[] expected) =>
        AssertFound(WithMobile(null, d => d.InTurn(Duration.FromSeconds(step))), expected);

    [Fact]
    [Trait("Spec", "G7")]
    public void Members_that_keep_ringing_reach_their_mobiles() =>
        AssertFound(WithMobile(null, d => d.Cascading(Duration.FromSeconds(3))));

    [Theory]
    [InlineData(4, "Warning unusual-mobile-after employees.ivan.mobile.after")]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(11, "Warning unusual-mobile-after employees.ivan.mobile.after")]
    [Trait("Spec", "G6")]
    public void A_mobile_outside_5_to_10_seconds_is_warned_of(int after, params string[] expected) =>
        AssertFound(WithMobile(Duration.FromSeconds(after), d => d.AllAtOnce()), expected);

    [Fact]
    [Trait("Spec", "G6")]
    public void Sixty_seconds_are_a_warning_and_more_are_an_error()
    {
        AssertFound(WithMobile(Duration.FromSeconds(60), d => d.AllAtOnce()),
            "Warning mobile-never-rings employees.ivan.mobile.after",
            "Warning unusual-mobile-after employees.ivan.mobile.after");
        Assert.False(WithMobile(Duration.FromMilliseconds(60_001), d => d.AllAtOnce()).Compile().IsValid);
    }

    [Fact]
    [Trait("Spec", "X18")]
    public void A_mobile_beside_others_should_confirm() => AssertFound(
        WithMobile(null, d => d.AllAtOnce(), confirm: false),
        "Warning mobile-without-confirm employees.ivan.mobile");

    [Fact]
    public void Without_a_gateway_nothing_outside_can_ring() => AssertFound(
        Builder(To.External("abroad"), hasGateway: false)
            .Employee("ivan", e => e.Extension("101").Mobile("+79161110001"))
            .External("abroad", "+74957770000", "help", To.Mailbox("anna"))
            .External("named", "+74957770000", "help", To.External("abroad"), x => x.By("provider"))
            .Number("main", "+74951110001", To.External("named")),
        "Warning external-cannot-ring externals.abroad.to",
        "Warning external-cannot-ring externals.named.trunk",
        "Warning mobile-cannot-ring employees.ivan.mobile");

    [Fact]
    public void What_no_call_comes_to_is_named() => AssertFound(
        Builder()
            .Employee("ivan").Employee("reads-messages")
            .Voicemail("machine", "hello.wav", "reads-messages").Fax("fax", "anna")
            .External("abroad", "sip:a@example.net", "help", To.Mailbox("anna"))
            .Schedule("hours", s => s.Weekly(IsoDayOfWeek.Monday, "09:00-18:00"))
            .Menu("menu", "menu.wav", To.Mailbox("anna"), To.Mailbox("anna"), m => m.Key('1', To.Department("sales")))
            .Route("route", To.Schedule("hours", To.Mailbox("anna"), To.Mailbox("anna"))),
        "Note menu-wait menus.menu",
        "Warning unused employees.ivan", "Warning unused externals.abroad", "Warning unused faxes.fax",
        "Warning unused menus.menu", "Warning unused routes.route", "Warning unused schedules.hours",
        "Warning unused voicemails.machine");

    [Fact]
    [Trait("Spec", "G31")]
    public void A_fax_box_says_that_it_takes_a_voice_message() => AssertFound(
        Builder(To.Fax("fax")).Fax("fax", "anna"), "Warning fax-as-message faxes.fax");

    [Fact]
    [Trait("Spec", "S2")]
    public void A_guarded_person_in_a_department_is_warned_of() => AssertFound(
        Builder().Employee("director", e => e.GuardedBy("anna"))
            .Department("board", To.Mailbox("anna"), d => d.Members("director").Rounds(1)),
        "Warning guarded-member departments.board.members[0]");

    [Fact]
    public void A_provider_without_peers_is_heard_from_this_machine_only() =>
        AssertFound(Builder().Sip("local").Sip("named", t => t.Username("us")), "Note loopback-only trunks.local");

    [Fact]
    [Trait("Spec", "G27")]
    public void A_third_level_of_menus_and_a_sixth_key_are_too_much()
    {
        static void Keys(MenuBuilder menu, int count, Target target)
        {
            for (var i = 0; i < count; i++)
                menu.Key((char)('1' + i), target);
        }

        var end = To.Mailbox("anna");
        AssertFound(
            Builder(To.Menu("first"))
                .Menu("first", "1.wav", end, end, m => Keys(m, 5, To.Menu("second")))
                .Menu("second", "2.wav", end, end, m => Keys(m, 6, To.Menu("third")))
                .Menu("third", "3.wav", end, end, m => Keys(m, 1, To.Menu("first"))),
            "Note menu-wait menus.first", "Note menu-wait menus.second", "Note menu-wait menus.third",
            "Warning deep-menu menus.third", "Warning many-keys menus.second.keys");
    }

    [Fact]
    [Trait("Spec", "G27")]
    public void The_wait_before_a_person_is_added_up()
    {
        var result = Builder(To.Menu("first"))
            .Menu("first", "1.wav", noInput: To.Repeat(2, To.Menu("second")), wrongKey: To.Mailbox("anna"), m => m
                .Key('1', To.Employee("anna")))
            .Menu("second", "2.wav", noInput: To.Department("sales"), wrongKey: To.Repeat(1, To.Mailbox("anna")), m => m
                .Key('1', To.Employee("anna")).Timeout(Duration.FromSeconds(7)))
            .Compile();
        var notes = result.Diagnostics.Where(found => found.Code == "menu-wait").ToList();
        Assert.Contains("up to 29s, and hears its prompt up to 3 times", notes[0].Message, StringComparison.Ordinal);
        Assert.Contains("up to 14s, and hears its prompt up to 2 times", notes[1].Message, StringComparison.Ordinal);
    }
}
