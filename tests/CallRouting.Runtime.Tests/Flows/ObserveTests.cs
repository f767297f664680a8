using CallRouting.PlanFiles;
using NodaTime;

namespace CallRouting.Runtime.Tests;

public class ObserveTests
{
    [Fact]
    [Trait("Spec", "O11")]
    [Trait("Spec", "X9")]
    public void Every_value_that_a_trunk_writes_has_a_row_with_what_the_plan_makes_of_it()
    {
        var seen = new Seen();
        using var rig = new Rig(observer: seen).Start();
        rig.Call("84951110001");
        rig.Wait(5);
        rig.Call("84951110001");
        rig.Call("999");
        rig.Line.Call(rig.Domain, new CallOffer { Trunk = "provider", Called = default });
        rig.Line.Call(rig.Domain, new CallOffer
        {
            Trunk = "provider",
            Called = new CalledId("4951110001", TypeOfNumber.National, CalledIdSource.Signalling),
        });
        rig.Line.Call(rig.Domain, new CallOffer { Trunk = "line-1", Line = new LineNumber(1) });
        rig.Line.Call(rig.Domain, new CallOffer { Employee = "ivan", Called = new CalledId("102") });
        rig.Wait(1);

        var table = rig.Router.ObservedCalls(rig.Domain);
        Assert.Equal(
            [
                "line-1 - None Unknown  main 1",
                "provider 84951110001 RequestUri Unknown +74951110001 main 2",
                "provider - None Unknown  other 1",
                "provider 4951110001 Signalling National +74951110001 main 1",
                "provider 999 RequestUri Unknown 999 other 1",
            ],
            table.Calls.Select(call => $"{call.Trunk} {call.Raw ?? "-"} {call.Source} {call.TypeOfNumber} "
                + $"{call.Normalised} {call.Number ?? "other"} {call.Count}"));
        var twice = table.Calls.Single(call => call.Count == 2);
        Assert.Equal(Duration.FromSeconds(5), twice.LastSeen - twice.FirstSeen);
        Assert.Equal(5, seen.Calls.Count); // each value is told once
        Assert.Equal(0, table.Dropped);
    }

    [Fact]
    [Trait("Spec", "O11")]
    public void The_table_says_what_the_plan_in_force_makes_of_a_value_that_came_before()
    {
        using var rig = new Rig().Start();
        rig.Call("+74951119999");
        Assert.True(Assert.Single(rig.Router.ObservedCalls(rig.Domain).Calls).IsOther);
        rig.Router.UsePlan(rig.Domain, PlanCompiler.Compile(Plans.Model with
        {
            Numbers = EquatableList.From(Plans.Model.Numbers.Append(new CompanyNumber
            {
                Id = "new", Called = PhoneNumber.Parse("+74951119999"), Route = new DepartmentTarget("sales"),
            })),
        }).GetPlan());
        Assert.Equal("new", Assert.Single(rig.Router.ObservedCalls(rig.Domain).Calls).Number);
    }

    [Fact]
    public void The_table_is_bounded_and_forgets_the_oldest_without_a_number_first()
    {
        var observed = new ObservedCalls();
        var now = Instant.FromUtc(2026, 11, 24, 7, 0);
        Note(Plans.MainNumber);
        for (var i = 0; i < ObservedCalls.Most + 20; i++)
            Note($"x{i}");
        Note("x25"); // seen again: no longer the oldest
        for (var i = 0; i < 5; i++)
            Note($"y{i}");
        var table = observed.Read(Plans.Office);
        Assert.Equal(ObservedCalls.Most, table.Calls.Count);
        Assert.Equal(26, table.Dropped);
        var raws = table.Calls.Select(call => call.Raw).ToHashSet();
        Assert.Contains(Plans.MainNumber, raws);
        Assert.Contains("x25", raws);
        Assert.DoesNotContain("x26", raws);
        Assert.Contains("x27", raws);

        void Note(string raw)
        {
            now += Duration.FromSeconds(1);
            var offer = new CallOffer { Trunk = "provider", Called = new CalledId(raw) };
            observed.Note(offer, Router.Decide(Plans.Office, offer, now), Plans.Office, now);
        }
    }

    [Fact]
    public void When_rows_are_forgotten_the_log_says_so_once()
    {
        using var rig = new Rig().Start();
        for (var i = 0; i < ObservedCalls.Most + 3; i++)
            rig.Call($"x{i}").HangUp();
        rig.Wait(1);
        Assert.Equal(1, rig.Log.Count("called numbers: of those observed"));
        Assert.Contains("# 3 rows more", rig.Router.ObservedAsYaml(rig.Domain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_longer_than_any_number_is_cut_off_in_the_table_only()
    {
        using var rig = new Rig().Start();
        rig.Call(new string('x', 5000)).HangUp();
        rig.Wait(1);
        Assert.Equal(ObservedCall.LongestRaw, Assert.Single(rig.Router.ObservedCalls(rig.Domain).Calls).Raw!.Length);
        Assert.Equal(5000, rig.Records()[0].GetProperty("called").GetProperty("raw").GetString()!.Length);
    }

    [Fact]
    [Trait("Spec", "O12")]
    public void One_call_to_each_number_of_a_trunk_without_rules_gives_rules_ready_to_paste()
    {
        var plan = Yaml("{ kind: sip, called-id: { source: to-header } }");
        var proposal = Propose(plan, "provider", "84951110001", "1110002");
        var yaml = proposal.ToYaml(plan.Source);
        Assert.Equal(
            """
            # Each of these was tried: with it in the plan, the values behind it find their number.
            trunks:
              "provider":
                called-id:  # takes the place of the one in the plan; "1110002", "84951110001", 2 calls
                  area: "495"
                  country: "7"
                  source: "to-header"

            """.ReplaceLineEndings("\n"), yaml);
        AssertPasted(proposal, yaml, "84951110001", "1110002");
    }

    [Fact]
    [Trait("Spec", "O12")]
    public void Digits_with_something_in_front_and_short_ones_get_rewrite_rules_before_those_that_are_there()
    {
        var plan = Yaml("""{ kind: sip, called-id: { country: "7", area: "495", rewrite: [{ match: "55.", strip: 2 }] } }""");
        var proposal = Propose(plan, "provider", "5500174951110001", "0001", "0002", "84951110002");
        var yaml = proposal.ToYaml(plan.Source);
        Assert.Contains("""        - {"match":"000X","prepend":"+7495111"}""", yaml, StringComparison.Ordinal);
        Assert.Contains("""        - {"match":"5500174951110001","prepend":"+","strip":5}""", yaml, StringComparison.Ordinal);
        Assert.EndsWith("""        - {"match":"55.","strip":2}""" + "\n", yaml, StringComparison.Ordinal);
        AssertPasted(proposal, yaml, "5500174951110001", "0001", "0002");
    }

    [Fact]
    [Trait("Spec", "O12")]
    public void A_number_that_the_plan_does_not_have_is_proposed_with_a_route()
    {
        var plan = Yaml("""{ kind: sip, called-id: { country: "7", area: "495" } }""");
        var proposal = Propose(plan, "provider", "88126660009", "info", null);
        var yaml = proposal.ToYaml(plan.Source);
        Assert.Contains("""
              "number-78126660009": {"called":"+78126660009","route":{"department":"sales"}}  # "88126660009", 1 call
            # "provider": no called number (RequestUri), 1 call: like no number of the company; its calls go to other-number
            # "provider": "info" (RequestUri), 1 call: like no number
            """.ReplaceLineEndings("\n"), yaml, StringComparison.Ordinal);
        AssertPasted(proposal, yaml, "88126660009");
    }

    [Fact]
    public void What_comes_from_the_wire_cannot_leave_its_comment()
    {
        var plan = Yaml("{ kind: sip }");
        var yaml = Propose(plan, "provider", "x\nother-number: { department: evil }", "y\r\u2028\u0085z", "\"q\"")
            .ToYaml(plan.Source);
        Assert.All(yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("#", line, StringComparison.Ordinal));
        Assert.DoesNotContain('\u2028', yaml);
        Assert.DoesNotContain('\u0085', yaml);
    }

    [Fact]
    public void A_plan_that_knows_everything_lacks_nothing()
    {
        var plan = Yaml("""{ kind: sip, called-id: { country: "7", area: "495" } }""");
        var proposal = Propose(plan, "provider", "84951110001", "4951110002");
        Assert.True(proposal.IsEmpty);
        Assert.Empty(proposal.Unexplained);
        Assert.StartsWith("# Nothing to add", proposal.ToYaml(plan.Source), StringComparison.Ordinal);
    }

    private static CalledIdProposal Propose(RoutingPlan plan, string trunk, params string?[] raws) =>
        CalledIdProposal.For(plan, Observed.By(plan, trunk, raws));

    // As a person does it: the lines below the trunk and below "numbers:" go into the plan file.
    private static void AssertPasted(CalledIdProposal proposal, string yaml, params string[] raws)
    {
        var lines = yaml.Split('\n').ToList();
        var trunk = proposal.Trunks.Count == 0 ? "    called-id: { country: \"7\", area: \"495\" }"
            : string.Join('\n', lines.SkipWhile(line => !line.StartsWith("    called-id:", StringComparison.Ordinal))
                .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));
        var numbers = string.Join('\n', lines.Where(line => line.StartsWith("  \"number-", StringComparison.Ordinal)));
        var pasted = Yaml("\n    kind: sip\n" + trunk, "\n" + numbers);
        Assert.All(raws, raw => Assert.False(Observed.By(pasted, "provider", raw)[0].IsOther, raw));
    }

    private static RoutingPlan Yaml(string trunk, string numbers = "")
    {
        var read = PlanFile.Parse($$"""
            callrouting: 1
            plan: { id: office, time-zone: Europe/Moscow }
            employees: { ivan: { ext: "101" } }
            departments:
              sales: { strategy: all-at-once, members: [ivan], give-up-after: 30s, otherwise: { mailbox: ivan } }
            trunks:
              provider: {{trunk}}
            numbers:
              main: { called: "+74951110001", route: { department: sales } }
              second: { called: "+74951110002", route: { department: sales } }{{numbers}}
            other-number: { department: sales }
            """, "office.yaml");
        Assert.True(read.IsValid, string.Join('\n', read.Diagnostics));
        return read.Plan!;
    }

    private sealed class Seen : ICallObserver
    {
        public List<ObservedCall> Calls { get; } = [];

        public void OnObserved(DomainId domain, ObservedCall observed) => Calls.Add(observed);
    }
}

/// <summary>Rows as if calls with some values had come.</summary>
internal static class Observed
{
    public static IReadOnlyList<ObservedCall> By(RoutingPlan plan, string trunk, params string?[] raws)
    {
        var observed = new ObservedCalls();
        var now = Instant.FromUtc(2026, 11, 24, 7, 0);
        foreach (var raw in raws)
        {
            var offer = new CallOffer
            {
                Trunk = trunk, Called = new CalledId(raw, Source: CalledIdSource.RequestUri),
            };
            observed.Note(offer, Router.Decide(plan, offer, now), plan, now);
        }

        return observed.Read(plan).Calls;
    }
}
