namespace CallRouting.PlanFiles.Tests;

public class MistakeTests
{
    [Fact]
    public void The_plan_that_the_tests_spoil_has_no_mistake()
    {
        var result = PlanFile.Parse(SmallPlan.Text, "small.yaml");
        Assert.DoesNotContain(result.Diagnostics, found => found.Severity != Severity.Note);
        Assert.True(result.IsValid);
    }

    [Theory]
    [Trait("Spec", "X10")]
    // Keys
    [InlineData("    step: 10s", "    stpe: 10s", "11:5", "unknown-key", "Did you mean 'step'?")]
    [InlineData("departments:", "depatments:", "8:1", "unknown-key", "Did you mean 'departments'?")]
    [InlineData("    step: 10s", "    colour: blue\n    step: 10s", "11:5", "unknown-key",
        "Keys of it: name, ext, strategy, step, members, give-up-after, rounds, otherwise")]
    [InlineData("    rounds: 2", "    step: 5s\n    rounds: 2", "13:5", "duplicate-key",
        "'step' stands here a second time, first at 11:5")]
    [InlineData("departments:", "  anna: {}\ndepartments:", "8:3", "duplicate-key", "first at 6:3")]
    [InlineData("    step: 10s", "    <<: { step: 10s }", "11:5", "merge-key", "writes every key out")]
    [InlineData("    step: 10s", "    [step]: 10s", "11:5", "bad-key", "here stands a list")]
    // Units and other values
    [InlineData("step: 10s", "step: 10", "11:11", "bad-duration", "Did you mean 10s?")]
    [InlineData("step: 10s", "step: 10 sec", "11:11", "bad-duration", "did you mean 10s?")]
    [InlineData("step: 10s", "step: 1.5m", "11:11", "bad-duration", "did you mean 1m30s?")]
    [InlineData("step: 10s", "step: 30m1h", "11:11", "bad-duration", "write whole numbers with units, like 5s")]
    [InlineData("step: 10s", "step: 10w", "11:11", "bad-duration", "like 5s, 2m, 1h30m, 7d or 500ms")]
    [InlineData("ring: 25s", "ring: -25s", "4:9", "bad-duration", "'-25s' is no duration")]
    [InlineData("strategy: in-turn", "strategy: inturn", "10:15", "bad-word",
        "Did you mean 'in-turn'? It is one of: all-at-once, in-turn, cascading")]
    [InlineData("strategy: in-turn", "strategy: leastrecent", "10:15", "bad-word", "It is one of: all-at-once")]
    [InlineData("role: administrator", "role: admin", "6:41", "bad-word", "It is one of: user, administrator")]
    [InlineData("kind: sip", "kind: sap", "41:11", "bad-word", "Did you mean 'sip'?")]
    [InlineData("source: request-uri", "source: to", "43:26", "bad-word", "header:X-Name")]
    [InlineData("share: [caller-number]", "share: [caller-nubmer]", "20:13", "bad-word", "'caller-number'?")]
    [InlineData("caller-id-out: true", "caller-id-out: on", "47:20", "bad-flag", "Did you mean yes?")]
    [InlineData("rounds: 2", "rounds: two", "13:13", "bad-number", "whole number")]
    [InlineData("line: 1", "line: 70000", "39:30", "bad-number", "1 to 65535")]
    [InlineData("ext: \"101\"", "ext: \"1o1\"", "7:28", "bad-extension", "1 to 15 digits")]
    [InlineData("\"+74951110001\"\n", "\"84951110001\"\n", "46:13", "bad-phone-number", "international form")]
    [InlineData("\"+74951110001\"\n", "+7 495 111-00-01\n", "46:13", "bad-phone-number", "mean \"+74951110001\"?")]
    // Shapes
    [InlineData("members: [anna, ivan]", "members: anna", "12:14", "wrong-type", "must be a list")]
    [InlineData("plan: { id: small, time-zone: Europe/Moscow }", "plan: [small]", "2:7", "wrong-type", "stands a list")]
    [InlineData("name: Ivan", "name: [Ivan]", "7:17", "wrong-type", "here stands a list")]
    [InlineData("    step: 10s", "    step:", "11:5", "no-value", "Write it or remove the key")]
    [InlineData("name: Ivan", "name: \"\"", "7:17", "no-value", "The text is empty")]
    // What must be there
    [InlineData("deliver-to: anna", "max-length: 60s", "16:3", "missing-key", "needs 'deliver-to'")]
    [InlineData("    members: [anna, ivan]\n", "", "9:3", "missing-key", "needs 'members'")]
    [InlineData("id: small, ", "", "2:1", "missing-key", "needs 'id'")]
    [InlineData("callrouting: 1\n", "", "1:1", "missing-key", "write callrouting: 1")]
    [InlineData("callrouting: 1", "callrouting: 2", "1:14", "wrong-version", "write callrouting: 1")]
    [InlineData("    no-input: { department: sales }\n", "", "24:3", "missing-exit", "needs 'no-input'")]
    [InlineData("    wrong-key: { repeat: 2, then: { department: sales } }\n", "", "24:3", "missing-exit", "wrong-key")]
    [InlineData(", then: { department: sales } }", " }", "30:5", "missing-exit", "needs 'then'")]
    [InlineData("    otherwise: office\n", "", "9:3", "missing-exit", "needs 'otherwise'")]
    [InlineData("    otherwise: sales\n", "", "18:3", "missing-exit", "needs 'otherwise'")]
    [InlineData("      open: { menu: choices }\n", "", "48:5", "missing-exit", "needs 'open'")]
    [InlineData("      closed: { external: centre }\n", "", "48:5", "missing-exit", "needs 'closed'")]
    [InlineData("other-number: { department: sales }\n", "", "1:1", "missing-exit", "needs 'other-number'")]
    // Targets
    [InlineData("    otherwise: office", "    otherwise: ofice", "14:16", "unknown-name", "Did you mean 'office'?")]
    [InlineData("open: { menu: choices }", "open: choices", "50:13", "bad-target", "write { menu: choices }")]
    [InlineData("open: { menu: choices }", "open: { meun: choices }", "50:15", "unknown-key", "Did you mean 'menu'?")]
    [InlineData("open: { menu: choices }", "open: { menu: choices, fax: office }", "50:15", "bad-target", "keep one")]
    [InlineData("open: { menu: choices }", "open: { to: choices }", "50:13", "bad-target", "write one of department")]
    [InlineData("open: { menu: choices }", "open: [choices]", "50:13", "wrong-type", "A target is expected")]
    [InlineData("no-input: { department: sales }", "no-input: repeat", "29:15", "bad-target", "{ repeat: 2, then: ")]
    [InlineData("{ repeat: 2,", "{ repeat: 10,", "30:26", "bad-number", "0 to 9")]
    [InlineData("      \"2\": repeat", "      \"12\": repeat", "28:7", "bad-menu-key", "one of 0 to 9, * and #")]
    // References, which the compiler follows
    [InlineData("open: { menu: choices }", "open: { menu: choises }", "50:21", "unknown-menu", "mean \"choices\"?")]
    [InlineData("members: [anna, ivan]", "members: [anna, ivna]", "12:21", "unknown-employee", "mean \"ivan\"?")]
    [InlineData("open: { menu: choices }", "open: { menu: sales }", "50:21", "wrong-kind", "\"sales\" is a department")]
    [InlineData("number: main }", "number: mian }", "39:41", "unknown-number", "did you mean \"main\"?")]
    [InlineData("schedule: hours", "schedule: houres", "49:17", "unknown-schedule", "did you mean \"hours\"?")]
    [InlineData("Europe/Moscow", "Europe/Moskow", "2:31", "unknown-zone", "Europe/Moscow")]
    // Hours
    [InlineData("mon-thu:", "mon-fri:", "35:7", "overlapping-days", "'fri' stands already in 'mon-fri' at 34:7")]
    [InlineData("mon-thu:", "monday-thu:", "34:7", "bad-day", "Did you mean 'mon'?")]
    [InlineData("[\"09:00-17:00\"]", "\"09:00-17:00\"", "35:12", "wrong-type", "write [\"09:00-17:00\"]")]
    [InlineData("[\"09:00-17:00\"]", "close", "35:12", "wrong-type", "Did you mean 'closed'?")]
    [InlineData("[\"09:00-17:00\"]", "[\"9-17\"]", "35:13", "bad-hours", "write HH:MM")]
    [InlineData("\"2026-12-31\"", "\"31.12.2026\"", "37:7", "bad-date", "year, month and day")]
    [InlineData("\"2026-12-31\"", "\"2026-12-31..2026-12-01\"", "37:7", "bad-hours", "write 2026-12-01..2026-12-31")]
    // Tests in the plan
    [InlineData("trunk: provider,", "trunk: provder,", "55:20", "unknown-trunk", "Did you mean 'provider'?")]
    [InlineData("rings: { anna: 0s }", "rings: { ana: 0s }", "56:70", "unknown-employee", "Did you mean 'anna'?")]
    [InlineData("rings: { anna: 0s }", "rings: { anna: 0 }", "56:76", "bad-duration", "Did you mean 0s?")]
    [InlineData(", rings: {", ", ring: {", "56:61", "unknown-key", "Did you mean 'rings'?")]
    [InlineData("at: \"2026-11-24 10:00\"", "at: \"10:00\"", "55:61", "bad-date", "like \"2026-11-24 10:00\"")]
    [InlineData("keys: [\"1\"]", "keys: [\"A\"]", "55:88", "bad-menu-key", "one of 0 to 9, * and #")]
    // Strategies, queues, targets and what employees press
    [InlineData("    step: 10s", "    queue: { music: a.wav }", "11:5", "missing-key", "needs 'max-wait'")]
    [InlineData("    step: 10s", "    queue: { max-wait: 5 }", "11:24", "bad-duration", "Did you mean 5s?")]
    [InlineData("    step: 10s", "    queue: { max-wait: 5m, max-length: 0 }", "11:40", "bad-number", "1 to 10000")]
    [InlineData("    step: 10s", "    queue: { max-wait: 5m, when-full: ofice }", "11:39", "unknown-name", "'office'?")]
    [InlineData("strategy: in-turn", "strategy: tiers\n    tiers: { within: inturn }", "11:22", "bad-word",
        "Did you mean 'in-turn'?")]
    [InlineData("    step: 10s", "    pause-after-missed: 101", "11:25", "bad-number", "1 to 100")]
    [InlineData("[anna, ivan]", "[anna, { employee: ivan, weigth: 2 }]", "12:39", "unknown-key", "'weight'?")]
    [InlineData("name: Ivan", "devices: [{ nmae: a }]", "7:23", "unknown-key", "Did you mean 'name'?")]
    [InlineData("name: Ivan", "devices: [{ name: a, calls: inside }]", "7:39", "bad-word", "It is one of: all, outside")]
    [InlineData("name: Ivan", "skills: [english]", "7:19", "wrong-type", "like { english: 5 }")]
    [InlineData("name: Ivan", "skills: { english: 0 }", "7:30", "bad-number", "1 to 100")]
    [InlineData("purpose: overflow", "purpose: overflow\n    trunk: provider\n    trunks: [provider]", "23:5",
        "one-of-two", "'trunk' or 'trunks', not both")]
    [InlineData("{ menu: choices }", "{ switch: caler-number, cases: {}, other: { menu: choices } }", "50:23", "bad-word",
        "Did you mean 'caller-number'?")]
    [InlineData("{ menu: choices }", "{ switch: trunk, cases: {} }", "50:7", "missing-exit", "needs 'other'")]
    [InlineData("{ menu: choices }", "{ switch: trunk, cases: { provider: { menu: choices }, "
        + "provider: { menu: choices } }, other: { menu: choices } }", "50:68", "duplicate-key", "first at 50:39")]
    [InlineData("{ menu: choices }", "{ switch: trunk, cases: { provdier: { menu: choices } }, other: { menu: choices } }",
        "50:57", "unknown-trunk", "did you mean \"provider\"?")]
    [InlineData("{ menu: choices }", "{ ask: a.wav, answers: { \"1\": b, \"12\": a }, then: { menu: choices } }", "50:46",
        "bad-menu-key", "one of 0 to 9")]
    [InlineData("{ menu: choices }", "{ end: wrongnumber }", "50:20", "bad-word", "'wrong-number'?")]
    [InlineData("{ menu: choices }", "{ reject: no }", "50:23", "bad-word", "rejected, busy, no-such-number")]
    [InlineData("{ menu: choices }", "{ sticky: 7, then: { menu: choices } }", "50:23", "bad-duration", "mean 7s?")]
    [InlineData("{ menu: choices }", "{ return-to: sales, then: { menu: choices } }", "50:7", "missing-key", "'times'")]
    [InlineData("other-number:", "transfers: { blind: \"11\" }\nother-number:", "52:21", "bad-transfer-keys",
        "write * or # and one further key")]
    [InlineData("other-number:", "screening: { priorities: [{ callers: [\"+7903*\"] }] }\nother-number:", "52:27", "missing-key",
        "needs 'priority'")]
    [InlineData("other-number:", "outgoing: { routes: [{ to: \"*\" }] }\nother-number:", "52:22", "missing-key",
        "needs 'trunks'")]
    [InlineData("at: \"2026-11-24 10:00\"", "at: \"2026-11-24 10:00\", busy: [anne]", "55:88", "unknown-employee",
        "Did you mean 'anna'?")]
    [InlineData("trunk: provider, called-raw: \"84951110001\"", "employee: anna", "55:5", "missing-key", "'dials'")]
    [InlineData("trunk: provider, called-raw", "trunk: provider, employee: anna, dials", "55:13", "one-of-two", "not both")]
    [InlineData("rings: { anna: 0s }", "outcome: answerd", "56:70", "bad-word", "Did you mean 'answered'?")]
    public void Every_mistake_has_its_place_and_says_what_to_do(
        string old, string replacement, string place, string code, string says)
    {
        var error = SmallPlan.OnlyError(SmallPlan.With(old, replacement));
        Assert.Equal((place, code), (error.Position.ToString(), error.Code));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "G1")]
    [Trait("Spec", "O16")]
    public void An_unknown_department_is_named_together_with_the_number_that_names_it()
    {
        var error = SmallPlan.OnlyError(SmallPlan.With("{ menu: choices }", "{ department: salse }"));
        Assert.Equal("50:27", error.Position.ToString());
        Assert.Contains("numbers.main", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"salse\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean \"sales\"?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_two_things_must_say_which()
    {
        const string another = "  sales: { greeting: a.wav, deliver-to: ivan }\n";
        var error = SmallPlan.OnlyError(SmallPlan.With("  office: {", another + "  office: {"));
        Assert.Equal(("23:16", "ambiguous-name"), (error.Position.ToString(), error.Code));
        Assert.Contains("{ voicemail: sales } or { department: sales }", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_by_line()
    {
        var text = SmallPlan.Changed("step: 10s", "step: 10")
            .Replace("{ menu: choices }", "{ menu: choises }", StringComparison.Ordinal)
            .Replace("    purpose: overflow\n", "", StringComparison.Ordinal)
            .Replace("strategy: in-turn", "strategy: some", StringComparison.Ordinal);
        var result = PlanFile.Parse(text, "small.yaml");
        Assert.Equal(["10:15 bad-word", "11:11 bad-duration", "18:3 missing-key", "49:21 unknown-menu"],
            result.Diagnostics.Select(found => $"{found.Position} {found.Code}"));
        Assert.Null(result.Model);
        Assert.Null(result.Hash);
    }

    [Fact]
    public void A_readable_plan_that_does_not_compile_still_has_its_model()
    {
        var result = SmallPlan.With("{ menu: choices }", "{ menu: choises }");
        Assert.NotNull(result.Model);
        Assert.NotNull(result.Hash);
        Assert.Null(result.Plan);
    }

    [Fact]
    public void A_section_that_cannot_be_read_does_not_make_every_reference_to_it_an_error()
    {
        var error = SmallPlan.OnlyError(SmallPlan.With(
            "  anna: { name: Anna, ext: \"100\", role: administrator }\n  ivan: { name: Ivan, ext: \"101\" }\n",
            "  - anna\n  - ivan\n"));
        Assert.Equal(("6:3", "wrong-type"), (error.Position.ToString(), error.Code));
    }

    [Fact]
    public void Of_very_many_mistakes_two_hundred_are_listed_and_the_rest_counted()
    {
        var keys = string.Concat(Enumerable.Range(0, 1000).Select(i => $"wrong-{i}: 1\n"));
        var result = PlanFile.Parse(SmallPlan.Text + keys, "small.yaml");
        Assert.Equal(201, result.Diagnostics.Count(found => found.Severity == Severity.Error));
        Assert.Contains("800 more errors", result.Diagnostics[^1].Message, StringComparison.Ordinal);
    }
}
