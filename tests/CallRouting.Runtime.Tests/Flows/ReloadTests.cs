using CallRouting.PlanFiles;
using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

[Trait("Spec", "X8")]
public class ReloadTests
{
    private static readonly Plan Closed = Plans.Closed.Source;

    [Fact]
    public void A_changed_file_is_in_force_for_new_calls_and_calls_under_way_keep_theirs()
    {
        using var watched = new Watched();
        var rig = watched.Rig;
        rig.Line.Register(rig.Domain, "ivan", FarEnd.NeverAnswers);
        var before = rig.Call();
        watched.Write(PlanJson.Write(Closed));
        rig.Wait(3);
        Assert.Equal(PlanReloadKind.InForce, Assert.Single(watched.News.Reloads).Kind);
        Assert.Equal(PlanJson.Write(Closed), PlanJson.Write(rig.Router.PlanOf(rig.Domain).Source));
        Assert.Equal([PlanJson.Hash(Closed)], watched.News.InForce);
        Assert.Equal(Closed, rig.Router.PlanOf(rig.Domain).Source);

        var after = rig.Call();
        Assert.NotNull(after.Playing);
        Assert.Null(before.Playing);
        before.HangUp();
        after.HangUp();
        rig.Wait(1);
        Assert.Equal([PlanJson.Hash(Plans.Model), PlanJson.Hash(Closed)],
            rig.Records().OrderBy(record => record.GetProperty("call").GetInt32())
                .Select(record => record.GetProperty("planHash").GetString()));
    }

    [Fact]
    public void A_broken_file_changes_nothing_and_every_mistake_is_said_once_with_its_place()
    {
        using var watched = new Watched();
        watched.Write("callrouting: 1\nplan: { id: x, time-zone: Mars/Olympus }\nemployes: {}\n");
        watched.Rig.Wait(30);
        var broken = Assert.Single(watched.News.Reloads);
        Assert.Equal(PlanReloadKind.Broken, broken.Kind);
        Assert.Equal(Plans.Model, watched.Rig.Router.PlanOf(watched.Rig.Domain).Source);
        var said = Assert.Single(watched.Rig.Log.All, line => line.Contains("has mistakes", StringComparison.Ordinal));
        Assert.Contains(watched.File, said, StringComparison.Ordinal);
        Assert.True(said.Contains("2:27 error", StringComparison.Ordinal), said);
        Assert.Contains("3:1 error", said, StringComparison.Ordinal);
        Assert.Equal(broken.Read.Diagnostics.Count(found => found.Severity == Severity.Error),
            said.Split('\n').Length - 1);

        // Another broken content is said again, and the plan put right is no change.
        watched.Write("callrouting: 1\n");
        watched.Rig.Wait(3);
        watched.Write(PlanJson.WriteIndented(Plans.Model));
        watched.Rig.Wait(3);
        Assert.Equal([PlanReloadKind.Broken, PlanReloadKind.Broken, PlanReloadKind.Unchanged],
            watched.News.Reloads.Select(reload => reload.Kind));
        Assert.Empty(watched.News.InForce);
    }

    [Fact]
    public void The_same_plan_written_differently_is_no_change()
    {
        using var watched = new Watched();
        watched.Write(PlanJson.WriteIndented(Plans.Model) + "\n\n");
        watched.Rig.Wait(5);
        Assert.Equal(PlanReloadKind.Unchanged, Assert.Single(watched.News.Reloads).Kind);
        Assert.Empty(watched.News.InForce);
        Assert.Equal(0, watched.Rig.Log.Count("is in force"));

        // Touched without a change it is not even read.
        File.SetLastWriteTimeUtc(watched.File, DateTime.UtcNow.AddHours(1));
        watched.Rig.Wait(5);
        Assert.Single(watched.News.Reloads);
    }

    [Fact]
    public void A_file_that_is_being_written_is_left_alone_until_it_stands_still()
    {
        using var watched = new Watched();
        var whole = PlanJson.WriteIndented(Closed);
        for (var part = 1; part <= 5; part++)
        {
            watched.Write(whole[..(whole.Length * part / 6)]);
            watched.Rig.Wait(1);
        }

        watched.Write(whole);
        watched.Rig.Wait(3);
        Assert.Equal(PlanReloadKind.InForce, Assert.Single(watched.News.Reloads).Kind);
    }

    [Fact]
    public void An_editor_may_replace_the_file_and_a_link_may_move()
    {
        using var watched = new Watched();
        var other = watched.File + "~";
        File.WriteAllText(other, PlanJson.Write(Closed));
        File.Move(other, watched.File, overwrite: true);
        watched.Rig.Wait(3);
        Assert.Equal(PlanReloadKind.InForce, Assert.Single(watched.News.Reloads).Kind);

        File.WriteAllText(other, PlanJson.Write(Plans.Model));
        File.Delete(watched.File);
        File.CreateSymbolicLink(watched.File, other);
        watched.Rig.Wait(3);
        Assert.Equal(2, watched.News.InForce.Count);
        Assert.Equal(Plans.Model, watched.Rig.Router.PlanOf(watched.Rig.Domain).Source);
    }

    [Fact]
    public void A_file_that_is_gone_is_said_once_and_the_plan_goes_on_serving()
    {
        using var watched = new Watched();
        File.Delete(watched.File);
        watched.Rig.Wait(20);
        var reload = Assert.Single(watched.News.Reloads);
        Assert.Equal(PlanReloadKind.Broken, reload.Kind);
        Assert.Equal("cannot-read", Assert.Single(reload.Read.Diagnostics).Code);
        watched.Write(PlanJson.Write(Closed));
        watched.Rig.Wait(3);
        Assert.Single(watched.News.InForce);
    }

    [Fact]
    public void A_watch_that_is_disposed_of_watches_no_longer()
    {
        using var watched = new Watched();
        watched.Watch.Dispose();
        watched.Write(PlanJson.Write(Closed));
        watched.Rig.Wait(5);
        Assert.Empty(watched.News.Reloads);
    }

    [Fact]
    [Trait("Spec", "G9")]
    public void A_plan_with_more_employees_than_the_company_may_have_is_refused_and_one_fewer_is_taken()
    {
        using var watched = new Watched(new DomainOptions { MaxEmployees = 2 });
        var more = Plans.Model with
        {
            Employees = EquatableList.From(Plans.Model.Employees.Append(new Employee { Id = "petr" })),
        };
        watched.Write(PlanJson.Write(more));
        watched.Rig.Wait(3);
        var refused = Assert.Single(watched.News.Reloads);
        Assert.Equal(PlanReloadKind.Refused, refused.Kind);
        Assert.Equal("office: The plan has 3 employees, and this company may have 2: remove 1, or have the limit "
            + "raised.", refused.Problem);
        Assert.Equal(1, watched.Rig.Log.Count("may have 2"));
        Assert.Equal(Plans.Model, watched.Rig.Router.PlanOf(watched.Rig.Domain).Source);
        Assert.Throws<EmployeeLimitException>(() =>
            watched.Rig.Router.UsePlan(watched.Rig.Domain, PlanCompiler.Compile(more).GetPlan()));
        Assert.Throws<EmployeeLimitException>(() => watched.Rig.Router.AddDomain(
            "small", Plans.Office, new DomainOptions { MaxEmployees = 1 }));

        // One may go, then another may come.
        watched.Write(PlanJson.Write(Plans.Model with
        {
            Employees = [Plans.Model.Employees[0], new Employee { Id = "petr" }],
            Departments = [Plans.Model.Departments[0] with { Members = [new Member("ivan"), new Member("petr")] }],
            Numbers = EquatableList.From(Plans.Model.Numbers.Where(number => number.Id != "olga")),
        }));
        watched.Rig.Wait(3);
        Assert.Equal(PlanReloadKind.InForce, watched.News.Reloads[^1].Kind);
    }

    [Fact]
    [Trait("Spec", "G3")]
    public void An_administrator_changes_the_plan_and_a_user_does_not()
    {
        var model = Plans.Model with
        {
            Employees = [Plans.Model.Employees[0] with { Role = Role.Administrator }, Plans.Model.Employees[1]],
        };
        var defaults = model.Defaults with { Ring = NodaTime.Duration.FromSeconds(9) };
        var next = PlanCompiler.Compile(model with { Defaults = defaults }).GetPlan();
        using var rig = new Rig(PlanCompiler.Compile(model).GetPlan()).Start();
        var before = rig.Router.PlanHashOf(rig.Domain);
        foreach (var who in (string[])["olga", "nobody"])
        {
            var refused = rig.Router.ChangePlan(rig.Domain, who, next);
            Assert.Equal(PlanChangeKind.NotAllowed, refused.Kind);
            Assert.Contains(who, refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, refused.Hash);
            Assert.Equal(before, rig.Router.PlanHashOf(rig.Domain));
        }

        Assert.Contains("an administrator: ivan", rig.Router.ChangePlan(rig.Domain, "olga", next).Message, StringComparison.Ordinal);
        var made = rig.Router.ChangePlan(rig.Domain, "ivan", next);
        Assert.Equal(PlanChangeKind.InForce, made.Kind);
        Assert.Equal(PlanJson.Hash(next.Source), made.Hash);
        Assert.Equal(PlanChangeKind.Unchanged, rig.Router.ChangePlan(rig.Domain, "ivan", next).Kind);
    }

    private sealed class Watched : IDisposable
    {
        public Watched(DomainOptions? domain = null)
        {
            Rig = new Rig(observer: News, domain: domain).Start();
            File = Path.Combine(Rig.Folder, "office.yaml");
            Write(PlanJson.Write(Plans.Model));
            Watch = Rig.Router.WatchPlan(Rig.Domain, File);
            Rig.Wait(3);
            Assert.Empty(News.Reloads);
            Assert.Empty(News.InForce);
        }

        public Rig Rig { get; }

        public PlanNews News { get; } = new();

        public string File { get; }

        public PlanFileWatch Watch { get; }

        public void Write(string text) => System.IO.File.WriteAllText(File, text);

        public void Dispose() => Rig.Dispose();
    }

    private sealed class PlanNews : ICallObserver
    {
        public List<PlanReload> Reloads { get; } = [];

        public List<string> InForce { get; } = [];

        public void OnPlanRead(PlanReload reload) => Reloads.Add(reload);

        public void OnPlanInForce(DomainId domain, RoutingPlan plan, string hash) => InForce.Add(hash);
    }
}
