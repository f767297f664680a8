namespace CallRouting.PlanFiles.Tests;

/// <summary>Examples in plan files run without telephones (SPEC X12).</summary>
[Trait("Spec", "X12")]
public class PlanTestsTests
{
    private const string Plan = """
        callrouting: 1
        plan: { id: small, time-zone: Europe/Moscow }
        employees:
          anna: { ext: "100" }
          ivan: { ext: "101", mobile: { to: "+79161110001", after: 5s } }
          olga: { ext: "102" }
        departments:
          sales:
            strategy: cascading
            step: 10s
            members: [ivan, olga, anna]
            give-up-after: 60s
            otherwise: office
          support:
            strategy: in-turn
            members: [anna, olga]
            rounds: 1
            queue: { music: music.wav, max-wait: 2m, when-waited: office }
            otherwise: sales
        voicemails: { office: { greeting: leave.wav, deliver-to: anna } }
        faxes: { papers: { deliver-to: anna } }
        externals:
          centre: { to: "sip:intake@cc.example.net", share: [], purpose: overflow, answer-within: 20s, otherwise: office }
        menus:
          choices:
            prompt: choices.wav
            keys:
              "1": { department: sales }
              "2": { menu: more }
              "3": { mailbox: olga }
              "4": { fax: papers }
              "5": { external: centre }
              "6": { department: support }
              "*": repeat
            no-input: { department: sales }
            wrong-key: { repeat: 1, then: { announce: bye.wav } }
          more:
            prompt: more.wav
            keys: { "1": { end: declined }, "2": { employee: ivan } }
            no-input: { repeat: 1, then: { department: sales } }
            wrong-key: { department: sales }
        schedules: { hours: { weekly: { mon-fri: ["09:00-18:00"] } } }
        trunks:
          line-1: { kind: fxo, line: 1, number: main }
          provider: { kind: sip, peers: ["192.0.2.7"], gateway: 192.0.2.7, called-id: { country: "7", area: "495" } }
        numbers:
          main:
            called: "+74951110001"
            route: { schedule: hours, open: { menu: choices }, closed: { play: night.wav, then: { voicemail: office } } }
        other-number: { department: sales }
        tests:
          - name: example
            call: { trunk: provider, called-raw: "84951110001", at: "2026-11-24 10:00"CALL }
            expect: { EXPECT }

        """;

    [Theory]
    // Where it goes
    [InlineData("", "number: main, reaches: { menu: choices }")]
    [InlineData("", "reaches: { department: sales }, after-prompt: 5s, rings: { ivan: 0s, olga: 10s, anna: 20s }")]
    [InlineData(", keys: [\"1\"]", "reaches: { department: sales }, after-prompt: 0s")]
    [InlineData(", keys: [\"2\"]", "reaches: { menu: more }")]
    [InlineData(", keys: [\"2\", \"1\"]", "reaches: { end: declined }, outcome: declined, rings: {}")]
    [InlineData(", keys: [\"2\", \"2\"]", "reaches: { employee: ivan }, rings: { ivan: 0s }, outcome: message-left")]
    [InlineData(", keys: [\"2\"]", "outcome: message-left, never-rings: []")]
    [InlineData(", keys: [\"3\"]", "reaches: { mailbox: olga }, outcome: message-left")]
    [InlineData(", keys: [\"4\"]", "reaches: { fax: papers }")]
    [InlineData(", keys: [\"5\"]", "reaches: { external: centre }, rings: { centre: 0s }, outcome: message-left")]
    [InlineData(", keys: [\"5\"], answers: { centre: 19s }", "answered-by: centre, outcome: answered")]
    [InlineData(", keys: [\"5\"], answers: { centre: 21s }", "outcome: message-left")]
    [InlineData(", keys: [\"*\", \"9\", \"9\"]", "reaches: { announce: bye.wav }, outcome: announced")]
    // Who is there
    [InlineData(", answers: { olga: 2s }", "answered-by: olga, rings: { ivan: 0s, olga: 10s }, never-rings: [anna]")]
    [InlineData(", offline: [ivan, anna]", "rings: { ivan: 0s, olga: 10s }, never-rings: [anna]")]
    [InlineData(", registered: [anna]", "rings: { ivan: 0s, anna: 10s }")]
    [InlineData(", busy: [olga]", "rings: { ivan: 0s, anna: 10s }, never-rings: [olga]")]
    [InlineData(", paused: [ivan]", "rings: { olga: 0s, anna: 10s }")]
    // Ivan's own phone rings for 5 s and then the mobile: he picks up 8 s after the first ring.
    [InlineData(", answers: { ivan: 8s }", "answered-by: ivan, rings: { ivan: 0s }")]
    [InlineData(", registered: [anna, olga], answers: { olga: 12s }", "answered-by: olga, rings: { ivan: 0s, olga: 10s, "
        + "anna: 20s }")]
    // The caller
    [InlineData(", hangs-up: 3s", "outcome: abandoned-in-menu")]
    [InlineData(", hangs-up: 20s", "outcome: abandoned-while-ringing")]
    [InlineData(", answers: { ivan: 1s }, talks: 2h", "outcome: answered")]
    // Queues
    [InlineData(", keys: [\"6\"], busy: [anna, olga]", "position: 1, reaches: { department: support }, rings: {}")]
    [InlineData(", keys: [\"6\"], busy: [anna, olga], calls-before: 2", "position: 3, outcome: message-left")]
    [InlineData(", keys: [\"6\"], busy: [anna, olga], hangs-up: 30s", "outcome: abandoned-in-queue")]
    [InlineData(", keys: [\"6\"], answers: { anna: 4s }, calls-before: 1, offline: [olga], talks: 30s",
        "position: 2, answered-by: anna, rings: { anna: 33s }")]
    public void What_happens_as_expected_passes(string call, string expect)
    {
        var result = Assert.Single(PlanTests.Run(With(call, expect)));
        Assert.True(result.IsPassed, result.ToString());
    }

    [Theory]
    [InlineData("", "number: other", "number: expected other; was main")]
    [InlineData("", "reaches: { voicemail: office }", "reaches: expected voicemail office; was department sales")]
    [InlineData("", "reaches: { menu: more }", "reaches: expected menu more; was menu choices")]
    [InlineData(", keys: [\"1\"]", "reaches: { menu: choices }", "reaches: expected menu choices; was department sales")]
    [InlineData("", "rings: { ivan: 0s, olga: 10s }",
        "rings: expected ivan 0s, olga 10s; was ivan 0s, olga 10s, anna 20s")]
    [InlineData("", "rings: { ivan: 0s, olga: 11s, anna: 20s }",
        "rings: expected ivan 0s, olga 11s, anna 20s; was ivan 0s, olga 10s, anna 20s")]
    [InlineData("", "rings: {}", "rings: expected nobody; was ivan 0s, olga 10s, anna 20s")]
    [InlineData("", "never-rings: [anna]", "never-rings: expected anna to be left alone; was anna rang")]
    [InlineData("", "reaches: { department: sales }, after-prompt: 4s", "after-prompt: expected 4s; was 5s")]
    [InlineData(", answers: { ivan: 1s }", "answered-by: ivan, outcome: message-left",
        "outcome: expected message-left; was answered")]
    [InlineData(", answers: { ivan: 1s, olga: 1s }", "answered-by: olga", "answered-by: expected olga; was ivan")]
    [InlineData(", keys: [\"1\"]", "position: 1", "position: expected 1; was no queue")]
    [InlineData(", keys: [\"1\", \"2\"]", "number: main", "keys: expected 1 2; was 1: nothing asked for more")]
    public void What_happens_otherwise_fails_and_says_what_happened(string call, string expect, string difference)
    {
        var result = Assert.Single(PlanTests.Run(With(call, expect)));
        Assert.Equal(PlanTestVerdict.Failed, result.Verdict);
        Assert.Equal(difference, Assert.Single(result.Differences).ToString());
        Assert.StartsWith("small.yaml:52:5 failed: example\n", result.ToString(), StringComparison.Ordinal);
        Assert.Contains(difference, result.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.Story);
    }

    [Fact]
    public void A_failed_example_tells_the_whole_story()
    {
        var result = Assert.Single(PlanTests.Run(With(", keys: [\"6\"], answers: { olga: 3s }", "number: other")));
        Assert.Equal(
            """
                0s  reaches menu choices
                0s  the caller presses 6
                0s  reaches department support
                0s  waits at position 1
                0s  anna rings
               10s  olga rings
               13s  olga answers
             1m13s  the caller hangs up
             1m13s  ends: answered
            """, string.Join('\n', result.Story), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_time_that_the_clock_never_shows_is_an_error_not_a_pass()
    {
        var text = Text("", "number: main").Replace("Europe/Moscow", "Europe/Berlin", StringComparison.Ordinal)
            .Replace("2026-11-24 10:00", "2026-03-29 02:30", StringComparison.Ordinal);
        var result = Assert.Single(PlanTests.Run(PlanFile.Parse(text, "small.yaml")));
        Assert.Equal(PlanTestVerdict.NotJudged, result.Verdict);
        Assert.Contains("never shows 2026-03-29 02:30:00", result.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(", spoke-with: { olga: 1d }", "number: main")]
    [InlineData(", caller: \"+79031234567\", spoke-with: { centre: 1d }", "number: main")]
    public void What_cannot_be_judged_is_an_error_not_a_pass(string call, string expect)
    {
        var result = Assert.Single(PlanTests.Run(With(call, expect)));
        Assert.Equal(PlanTestVerdict.NotJudged, result.Verdict);
        Assert.Contains("error: example", result.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.Problem);
    }

    [Fact]
    public void A_file_with_errors_has_no_plan_to_test()
    {
        var file = With("", "number: main, nmber: x");
        Assert.Contains("unknown-key", Assert.Throws<ArgumentException>(() => PlanTests.Run(file)).Message,
            StringComparison.Ordinal);
        file = PlanFile.Parse(Text("", "number: main").Replace("members: [ivan", "members: [ivna", StringComparison.Ordinal),
            "small.yaml");
        Assert.Contains("unknown-employee", Assert.Throws<ArgumentException>(() => PlanTests.Run(file)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(", offline: [anna]", "never-rings: [anna]", "never-rings: anna cannot be rung")]
    [InlineData(", paused: [anna]", "never-rings: [anna]", "never-rings: anna cannot be rung")]
    [InlineData(", offline: [anna], answers: { anna: 1s }", "number: main", "answers: anna cannot be rung")]
    [InlineData(", answers: { ivan: 1s }", "answered-by: olga", "answered-by: olga answers no call")]
    [InlineData(", talks: 1m", "number: main", "talks: nobody answers")]
    public void An_example_that_proves_nothing_has_a_warning(string call, string expect, string warning)
    {
        var result = Assert.Single(PlanTests.Run(With(call, expect)));
        Assert.Contains(warning, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains("warning: " + warning, result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_example_gives_the_same_story()
    {
        var file = With(", keys: [\"6\"], calls-before: 3, answers: { anna: 4s }", "position: 3");
        Assert.Equal(PlanTests.Run(file)[0].Story, PlanTests.Run(file)[0].Story);
    }

    private static PlanFileResult With(string call, string expect) => PlanFile.Parse(Text(call, expect), "small.yaml");

    private static string Text(string call, string expect) => Plan
        .Replace("CALL", call, StringComparison.Ordinal).Replace("EXPECT", expect, StringComparison.Ordinal);
}
