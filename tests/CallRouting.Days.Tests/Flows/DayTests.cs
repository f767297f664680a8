using CallRouting.PlanFiles;
using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Days.Tests;

/// <summary>A script that is played: phones and callers follow what it says, and the day tells what came of it.</summary>
public class DayTests
{
    private const string Office = """
        callrouting: 1
        plan: { id: small, time-zone: Europe/Moscow }
        employees:
          anna: { ext: "101" }
          boris: { ext: "102", mobile: { to: "+79161110001", after: 5s, confirm: true } }
          clara: { ext: "103" }
        departments:
          sales: { strategy: in-turn, step: 10s, members: [anna, boris], rounds: 1, otherwise: box }
        voicemails:
          box: { greeting: box.wav, deliver-to: anna, max-length: 30s }
        externals:
          partner: { to: "+74952220002", purpose: overflow, share: [], answer-within: 20s, otherwise: box }
        menus:
          choices:
            prompt: choices.wav
            keys: { "1": { employee: clara }, "2": { external: partner } }
            no-input: { department: sales }
            wrong-key: { department: sales }
        schedules:
          hours: { weekly: { mon-sun: ["09:00-18:00"] } }
        trunks:
          line: { kind: sip, peers: ["192.0.2.1"], gateway: "192.0.2.1", called-id: { country: "7", area: "495" } }
        numbers:
          main: { called: "+74951110001", route: { department: sales } }
          menu: { called: "+74951110002", route: { menu: choices } }
          timed: { called: "+74951110003", route: { schedule: hours, open: { employee: anna }, closed: { voicemail: box } } }
        other-number: { announce: other.wav }

        """;

    private const string AllAtWork = """
        0:00 anna registers
        0:00 boris registers
        0:00 clara registers

        """;

    [Fact]
    public void The_log_tells_what_happens_and_what_is_done_and_when()
    {
        var day = Play("""
            0:00 anna registers
            0:00 boris registers
            0:00 boris answers after 2s500ms
            0:05 call a by line to 84951110001 from +79031234567 talks 20s
            """);
        Assert.Equal("""
            0:00.000 anna registers
            0:00.000 boris registers
            0:00.000 boris answers after 2s500ms
            0:05.000 call a: arrives by line to 84951110001
            0:05.000 call a: goes to department sales
            0:05.000 call a: anna rings
            0:15.000 call a: anna stops ringing
            0:15.000 call a: boris rings
            0:17.500 call a: boris answers
            0:17.500 call a: the caller is answered
            0:17.500 call a: the caller talks with boris
            0:37.500 call a: the caller hangs up
            0:37.500 call a: boris is disconnected
            0:37.500 call a: ends: Answered
            """.ReplaceLineEndings("\n"), string.Join('\n', day.Log));
    }

    [Fact]
    public void The_story_of_a_call_has_its_route_its_rings_and_its_outcome()
    {
        var call = Only(AllAtWork + """
            0:00 anna declines after 3s
            0:00 boris answers after 2s
            0:05 call a by line to 84951110001 talks 20s
            """);
        Assert.Equal(("a", Outcome.Answered), (call.Name, call.Outcome));
        Assert.Equal((Time(5), Time(30)), (call.Arrived, call.Ended!.Value));
        Assert.Equal((new Phone("boris"), Time(5)), (call.AnsweredBy!.Value, call.Waited!.Value));
        Assert.Equal(["department sales"], call.Route);
        Assert.Equal(
        [
            new DayRing(new Phone("anna"), Time(5), Time(8), false, Cause.CallRejected),
            new DayRing(new Phone("boris"), Time(8), Time(10), true, Cause.None),
        ], call.Rings);
    }

    [Theory]
    [InlineData("holds 7s", Outcome.AbandonedWhileRinging, 12)]
    [InlineData("", Outcome.MessageLeft, 58)] // two turns of 10 s, greeting and beep, a message to the limit
    [InlineData("talks 4s", Outcome.MessageLeft, 32)]
    public void A_caller_waits_talks_and_hangs_up_as_the_script_says(string conduct, Outcome outcome, int ended)
    {
        var call = Only(AllAtWork + $"0:05 call a by line to 84951110001 {conduct}");
        Assert.Equal(outcome, call.Outcome);
        Assert.InRange(call.Ended!.Value, Time(ended), Time(ended + 1));
    }

    [Theory]
    [InlineData("is busy", Cause.UserBusy, 0)]
    [InlineData("is unreachable after 2s", Cause.NoUserResponding, 2)]
    [InlineData("declines after 4s", Cause.CallRejected, 4)]
    [InlineData("never answers", Cause.NormalClearing, 10)]
    public void A_phone_does_what_its_rule_says(string rule, Cause cause, int seconds)
    {
        var call = Only(AllAtWork + $"0:00 anna {rule}\n0:05 call a by line to 84951110001");
        Assert.Equal(new DayRing(new Phone("anna"), Time(5), Time(5 + seconds), false, cause), call.Rings[0]);
    }

    [Fact]
    [Trait("Spec", "X18")]
    public void A_mobile_that_must_press_1_wins_only_if_its_rule_presses_it()
    {
        const string call = "0:01 call a by line to 84951110001";
        const string mobileOnly = "0:00 boris's mobile answers after 3s";
        Assert.Equal(Outcome.MessageLeft, Only($"{mobileOnly}\n{call}").Outcome);
        var confirmed = Only($"{mobileOnly} presses 1 after 2s\n{call}");
        Assert.Equal(new Phone("boris", PhoneKind.Mobile), confirmed.AnsweredBy);
        Assert.Equal(Time(5), confirmed.Waited);
    }

    [Fact]
    public void A_trunk_that_fails_fails_what_leaves_by_it_until_it_works_again()
    {
        var day = Play("""
            0:00 outside partner answers after 1s talks 5s
            0:01 trunk line fails
            0:02 call a by line to 4951110002 presses 2 at 1s talks 2s
            0:10 trunk line works
            0:20 call b by line to 4951110002 presses 2 at 1s
            """);
        Assert.Equal(new DayRing(new Phone("partner", PhoneKind.Outside), Time(3), Time(3), false,
            Cause.NetworkOutOfOrder), day.Calls[0].Rings.Single());
        Assert.Equal([Outcome.MessageLeft, Outcome.Answered], day.Calls.Select(call => call.Outcome));
    }

    [Fact]
    [Trait("Spec", "X8")]
    public void A_call_under_way_keeps_the_plan_it_began_with()
    {
        var other = Compiled(Office.Replace("members: [anna, boris]", "members: [clara]", StringComparison.Ordinal));
        var day = Play(AllAtWork + """
            0:05 call a by line to 84951110001 holds 14s
            0:10 plan other.json
            0:11 call b by line to 84951110001 holds 5s
            """, new() { ["other.json"] = other });
        Assert.Equal(["anna", "boris"], day.Calls[0].Rings.Select(ring => ring.Phone.Name));
        Assert.Equal(["clara"], day.Calls[1].Rings.Select(ring => ring.Phone.Name));
    }

    [Fact]
    public void What_people_do_by_hand_happens_at_its_time()
    {
        var day = Play(AllAtWork + """
            0:05 call a by line to 84951110001
            0:07 anna picks up
            0:09 anna hangs up
            0:20 call b by line to 84951110002
            0:21 call b presses 1
            0:22 call b hangs up
            0:30 call c by line to 84951110001
            0:31 anna hangs up
            0:32 boris pauses
            0:33 boris picks up
            0:34 boris presses 1
            0:40 router stops
            """);
        Assert.Equal([Outcome.Answered, Outcome.AbandonedWhileRinging, Outcome.Answered],
            day.Calls.Select(call => call.Outcome));
        Assert.Equal(Time(9), day.Calls[0].Ended);
        Assert.Equal(new Phone("clara"), day.Calls[1].Rings.Single().Phone);
        Assert.Equal(Cause.CallRejected, day.Calls[2].Rings[0].Cause);
        Assert.Equal(Time(40), day.Calls[2].Ended);
    }

    [Fact]
    public void Who_goes_off_line_or_pauses_is_not_rung()
    {
        var day = Play(AllAtWork + """
            0:00 anna registers softphone
            0:01 anna unregisters phone
            0:02 call a by line to 84951110001 holds 1s
            0:04 anna goes off line
            0:05 call b by line to 84951110001 holds 1s
            0:07 boris pauses
            0:08 call c by line to 84951110001 holds 1s
            0:10 boris resumes
            0:11 call d by line to 84951110001 holds 1s
            """);
        Assert.Equal(["anna", "boris", "", "boris"],
            day.Calls.Select(call => string.Join(' ', call.Rings.Select(ring => ring.Phone.Name))));
    }

    [Fact]
    public void An_employee_can_call_and_prompts_last_as_long_as_the_script_says()
    {
        var day = Play("prompts last 1s\nprompt choices.wav lasts 6s\n" + AllAtWork + """
            0:00 clara answers
            0:01 anna calls 103 as inside talks 3s
            0:10 call b by line to 84951110002 holds 12s
            """);
        Assert.Equal(new Phone("clara"), day.Calls[0].AnsweredBy);
        // The menu waits for 5 s from the end of its prompt.
        Assert.Equal(Time(21), day.Calls[1].Rings[0].From);
    }

    [Fact]
    [Trait("Spec", "G24")]
    public void Who_talks_passes_the_caller_on_by_keys_or_by_the_phones_own_transfer()
    {
        var day = Play(AllAtWork + """
            0:00 anna answers
            0:00 clara answers after 2s
            0:05 call a by line to 84951110001
            0:07 anna presses *1103
            0:12 call a hangs up
            0:20 call b by line to 84951110001
            0:22 anna transfers to 103
            0:23 clara hangs up
            0:27 call b hangs up
            0:30 call c by line to 84951110001
            0:32 anna transfers to 103 attended
            0:35 anna takes back
            0:37 anna transfers to 103 attended
            0:40 anna hangs up
            0:45 call c hangs up
            0:50 call d by line to 84951110001
            0:52 anna transfers to 999
            0:53 call d hangs up
            """);
        Assert.All(day.Calls, call => Assert.Equal(Outcome.Answered, call.Outcome));
        Assert.Equal(["anna clara", "anna clara anna", "anna clara clara", "anna"],
            day.Calls.Select(call => string.Join(' ', call.Rings.Select(ring => ring.Phone.Name))));
        Assert.Contains("0:32.000 call c: the caller is on hold", day.Log);
        Assert.Contains("0:34.000 call c: anna talks with clara", day.Log);
        Assert.Contains("0:35.000 call c: the caller talks with anna", day.Log);
        Assert.Contains("0:40.000 call c: the caller talks with clara", day.Log);
        Assert.Contains("0:52.000 call d: anna cannot pass the caller on: NoSuchNumber", day.Log);
    }

    [Fact]
    [Trait("Spec", "G30")]
    public void An_outside_number_that_an_employee_dials_has_a_phone_too()
    {
        var day = Play("""
            0:00 outside +79031234567 answers after 3s
            0:00 outside 112 answers after 1s
            0:01 anna calls 89031234567 as a talks 4s
            0:20 anna calls 112 as b talks 4s
            0:30 trunk line fails
            0:31 anna calls 89031234567 as c
            0:32 trunk line works
            0:33 outside +79031234567 is busy
            0:34 anna calls 89031234567 as d
            """);
        Assert.Equal([Outcome.Answered, Outcome.Answered, Outcome.NoWayOut, Outcome.NotReached],
            day.Calls.Select(call => call.Outcome));
        Assert.Equal([new Phone("+79031234567", PhoneKind.Outside), new Phone("112", PhoneKind.Outside)],
            day.Calls.Take(2).Select(call => call.AnsweredBy!.Value));
    }

    [Fact]
    [Trait("Spec", "G21")]
    public void A_script_starts_on_the_wall_clock_of_the_plan_s_zone()
    {
        Assert.Equal(["employee anna", "voicemail mailbox:anna"],
            Only("starts 2026-07-01 17:59:59\n0:00 call a by line to 84951110003 holds 1s").Route);
        Assert.Equal(["voicemail box"],
            Only("starts 2026-07-01 17:59:59\n0:01 call a by line to 84951110003 holds 1s").Route);
        Assert.Equal(Instant.FromUtc(2026, 11, 24, 7, 0), Play("").Start);
    }

    [Fact]
    [Trait("Spec", "X17")]
    public void The_story_of_a_call_that_waited_has_its_positions_in_the_line()
    {
        var plan = Compiled(Office.Replace("rounds: 1, otherwise: box",
            "rounds: 1, queue: { max-wait: 60s }, otherwise: box", StringComparison.Ordinal));
        var day = CallDay.Play(CallScript.Parse("""
            0:00 anna registers
            0:00 anna answers after 1s
            0:00 boris pauses
            0:01 call a by line to 84951110001 talks 10s
            0:02 call b by line to 84951110001 talks 10s
            0:03 call c by line to 84951110001 talks 10s
            """).GetScript(), plan);
        Assert.Empty(day.Broken);
        Assert.Equal(["1", "1", "2"], day.Calls.Select(call => string.Join(' ', call.QueuePositions)));
        Assert.Equal([Time(1), Time(11), Time(21)], day.Calls.Select(call => call.Waited!.Value));
        Assert.Contains("0:03.000 call c: joins the line of sales as number 2", day.Log);
    }

    [Fact]
    public void A_script_that_names_what_the_plan_does_not_know_is_refused_with_all_of_it()
    {
        var script = CallScript.Parse("""
            prompt nothing.wav lasts 1s
            0:00 ana registers
            0:00 anna unregisters desk
            0:01 call a by provider to 84951110001
            0:01 call a by line
            0:02 call b hangs up
            0:03 outside partners answers
            0:03 outside +79031234567 answers
            0:04 plan other.json
            0:05 trunk lines fails
            """).GetScript();
        Assert.Equal(
        [
            "? unknown-prompt", "2:1 unknown-employee", "3:1 unknown-device", "4:1 unknown-trunk", "5:1 duplicate-call",
            "6:1 unknown-call", "7:1 unknown-outside", "9:1 unknown-plan", "10:1 unknown-trunk",
        ], script.Check(Compiled(Office)).Select(found => $"{found.Position} {found.Code}"));
        var problem = Assert.Throws<ArgumentException>(() => CallDay.Play(script, Compiled(Office)));
        Assert.Contains("There is no employee \"ana\": there are anna, boris, clara.", problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_day_is_held_to_every_law()
    {
        var laws = typeof(DayLaw).Assembly.GetTypes().Where(type => type.BaseType == typeof(DayLaw));
        Assert.Equal(laws.OrderBy(law => law.Name),
            DayLaws.All().Select(law => law.GetType()).OrderBy(law => law.Name));
    }

    private static DayCall Only(string script) => Play(script).Calls.Single();

    private static CallDay Play(string script, Dictionary<string, RoutingPlan>? others = null)
    {
        var day = CallDay.Play(CallScript.Parse(script).GetScript(), Compiled(Office), others);
        Assert.Empty(day.Broken);
        return day;
    }

    private static RoutingPlan Compiled(string plan)
    {
        var read = PlanFile.Parse(plan, "office.yaml");
        Assert.True(read.IsValid, string.Join('\n', read.Diagnostics));
        return read.Plan!;
    }

    private static Duration Time(double seconds) => Duration.FromSeconds(seconds);
}
