using NodaTime;

namespace CallRouting.Tests;

public class PlanBuilderTests
{
    [Fact]
    [Trait("Spec", "G16")]
    public void Build_throws_once_with_every_mistake_in_the_message()
    {
        var builder = new PlanBuilder("bad", "Europe/Moscow", To.Department("sails"))
            .Employee("ivan", e => e.Extension("1x1").Mobile("8916"))
            .Department("sales", To.Voicemail("none"), d => d.Members("ivn"))
            .Number("main", "4951110001", To.Department("sales"));
        var thrown = Assert.Throws<PlanException>(() => builder.Build());
        var errors = thrown.Diagnostics.Where(found => found.Severity == Severity.Error).ToList();
        Assert.Equal(
            [
                "bad-extension employees.ivan.ext", "bad-number employees.ivan.mobile.to",
                "bad-number numbers.main.called",
                "missing-end departments.sales", "unknown-answering-machine departments.sales.otherwise",
                "unknown-department other-number", "unknown-employee departments.sales.members[0]",
            ],
            errors.Select(found => $"{found.Code} {found.Path}").Order());
        Assert.All(errors, found => Assert.Contains(found.Message, thrown.Message, StringComparison.Ordinal));
        Assert.IsAssignableFrom<ArgumentException>(thrown);
    }

    [Fact]
    public void A_text_that_cannot_be_read_is_no_plan()
    {
        var builder = new PlanBuilder("bad", "UTC", To.Announce("a.wav"))
            .Schedule("office", s => s.Weekly(IsoDayOfWeek.Monday, "9-18", "10:00-12:00"));
        var thrown = Assert.Throws<PlanException>(() => builder.ToPlan());
        Assert.Equal("schedules.office.weekly[0]", Assert.Single(thrown.Diagnostics).Path);
        Assert.False(builder.Compile().IsValid);
    }

    [Fact]
    public void Everything_that_can_be_said_arrives_in_the_model()
    {
        var plan = new PlanBuilder("all", "UTC", To.Announce("sorry.wav"))
            .Defaults(new PlanDefaults { Ring = Duration.FromSeconds(12) })
            .Employee("anna", e => e.Email("anna@example.net").RingInUse()
                .Mobile("+79161110001", Duration.FromSeconds(6), keepRinging: true, confirm: true))
            .Department("sales", To.Mailbox("anna"), d => d
                .AllAtOnce().Member("anna", Duration.FromSeconds(3)).Rounds(2))
            .External("cc", "+74957770000", "help", To.Mailbox("anna"), x => x.By("sip").Confirm())
            .Schedule("hours", s => s
                .Zone("Asia/Tokyo").Holidays(new LocalDate(2027, 1, 1)).HolidayHours("10:00-12:00"))
            .Menu("menu", "m.wav", To.Mailbox("anna"), To.Repeat(1, To.Mailbox("anna")), m => m
                .Key('#', To.MenuAgain).Timeout(Duration.FromSeconds(9)))
            .Route("night", To.Schedule("hours", To.Menu("menu"), To.External("cc")))
            .Sip("sip", t => t.CalledIdIn("X-Called").From("192.0.2.7").Username("us").Gateway("example.net")
                .IgnoreTypeOfNumber())
            .ToPlan();
        Assert.Equal(
            new Employee
            {
                Id = "anna",
                Email = "anna@example.net",
                RingInUse = true,
                Mobile = new()
                {
                    To = PhoneNumber.Parse("+79161110001"),
                    After = Duration.FromSeconds(6),
                    KeepRinging = true,
                    Confirm = true,
                },
            },
            Assert.Single(plan.Employees));
        Assert.Equal(Duration.FromSeconds(12), plan.Defaults.Ring);
        Assert.Equal(new Member("anna", Duration.FromSeconds(3)), Assert.Single(plan.Departments[0].Members));
        Assert.Equal(("sip", true), (plan.Externals[0].Trunks[0], plan.Externals[0].Confirm));
        Assert.Equal(("Asia/Tokyo", 1), (plan.Schedules[0].Zone, plan.Schedules[0].HolidayHours?.Count));
        Assert.Equal(new MenuExit(0, new MailboxTarget("anna")), plan.Menus[0].NoInput);
        Assert.Equal(new MenuKey('#', new RepeatTarget()), Assert.Single(plan.Menus[0].Keys));
        Assert.Equal(Duration.FromSeconds(9), plan.Menus[0].Timeout);
        Assert.Equal(
            new ScheduleTarget("hours", new MenuTarget("menu"), new ExternalTarget("cc")), plan.Routes[0].Route);
        Assert.Equal(
            new Trunk
            {
                Id = "sip",
                CalledIdHeader = CalledIdHeader.Named,
                CalledIdHeaderName = "X-Called",
                Peers = ["192.0.2.7"],
                Username = "us",
                Gateway = "example.net",
                NumberRules = new() { TrustTypeOfNumber = false },
            },
            Assert.Single(plan.Trunks));
    }
}
