using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Days.Tests;

/// <summary>What a call script says and how.</summary>
public class ScriptTextTests
{
    // Every kind of line there is, in the form in which scripts are written.
    private const string Everything = """
        starts 2026-11-24 10:00:00
        prompts last 3s
        prompt welcome.wav lasts 6s500ms
        0:00.000 anna registers
        0:00.000 ivan registers desk
        0:00.000 anna answers after 4s talks 1m30s
        0:00.000 ivan declines after 2s
        0:00.000 olga is busy
        0:00.000 petr is unreachable after 1s
        0:00.000 "call" never answers
        0:00.000 olga's mobile answers after 6s presses 1 after 2s
        0:00.000 outside partner answers
        0:05.000 call a by provider-a to 84951110001 from +79031234567 holds 1m30s talks 1m presses 2 at 6s, 1# at 8s
        0:06.000 call b by line-1
        0:07.000 anna calls 102 as "my call" talks 10s
        0:08.250 anna picks up
        0:09.000 anna presses *1103
        0:10.000 call a presses *
        0:11.000 call a hangs up
        0:12.000 olga's mobile hangs up
        0:13.000 ivan pauses
        0:14.000 ivan resumes
        0:15.000 ivan unregisters desk
        0:16.000 olga transfers to 103
        0:17.000 olga's mobile transfers to 103 attended
        0:18.000 olga takes back
        1:00.000 anna goes off line
        1:10.000 trunk provider-a fails
        1:20.000 trunk provider-a works
        59:59.999 plan other.json
        2:00:00.000 router stops

        """;

    [Fact]
    public void Every_kind_of_line_is_read_and_written_as_it_was()
    {
        var script = CallScript.Parse(Everything).GetScript();
        Assert.Equal(Everything, script.ToString());
        Assert.Equal(28, script.Happenings.Count);
        var kinds = typeof(Happening).Assembly.GetExportedTypes().Where(type => type.BaseType == typeof(Happening));
        Assert.Equal(kinds.OrderBy(kind => kind.Name),
            script.Happenings.Select(happening => happening.GetType()).Distinct().OrderBy(kind => kind.Name));
    }

    [Fact]
    public void What_a_line_says_is_what_happens()
    {
        var script = CallScript.Parse(Everything).GetScript();
        Assert.Equal(new LocalDateTime(2026, 11, 24, 10, 0), script.Starts);
        Assert.Equal(Duration.FromSeconds(3), script.PromptsLast);
        Assert.Equal(new PromptLength("welcome.wav", Duration.FromMilliseconds(6500)), script.Prompts[0]);
        Assert.Equal(new CallArrives(Duration.FromSeconds(5), "a", "provider-a", "84951110001", "+79031234567")
        {
            Conduct = new CallerConduct
            {
                Patience = Duration.FromSeconds(90),
                Talk = Duration.FromMinutes(1),
                Keys = [new KeyPress("2", Duration.FromSeconds(6)), new KeyPress("1#", Duration.FromSeconds(8))],
            },
        }, script.Happenings[9]);
        Assert.Equal(new CallArrives(Duration.FromSeconds(6), "b", "line-1", null, null), script.Happenings[10]);
        Assert.Equal(new PhoneRule(Duration.Zero, new Phone("olga", PhoneKind.Mobile), new PhoneConduct
        {
            Action = PhoneAction.Answers,
            After = Duration.FromSeconds(6),
            Keys = new KeyPress("1", Duration.FromSeconds(2)),
        }), script.Happenings[7]);
    }

    [Fact]
    public void Remarks_blanks_and_other_forms_of_times_say_the_same()
    {
        const string loose = """
            // a day
            starts 2026-11-24 10:00

              0:05   call a   by "provider-a" from +7903 presses 1 at 1s talks 5s holds 2s   // who
            	0:05.0 anna registers phone
            90:00 "anna" answers after 90s
            """;
        const string strict = """
            starts 2026-11-24 10:00:00
            0:05.000 call a by provider-a from +7903 holds 2s talks 5s presses 1 at 1s
            0:05.000 anna registers
            1:30:00.000 anna answers after 1m30s

            """;
        var script = CallScript.Parse(loose).GetScript();
        Assert.Equal(strict, script.ToString());
        Assert.Equal(CallScript.Parse(strict).GetScript(), script);
        Assert.Equal(script, CallScript.Parse(loose.ReplaceLineEndings("\r\n")).GetScript());
    }

    [Theory]
    [InlineData("anna registers", 1, "bad-time", "no time since the start")]
    [InlineData("5s anna registers", 1, "bad-time", "0:05")]
    [InlineData("0:5 anna registers", 1, "bad-time", "no time")]
    [InlineData("0:60 anna registers", 1, "bad-time", "no time")]
    [InlineData("0:05", 5, "missing", "who does something")]
    [InlineData("0:05 anna", 10, "unexpected", "registers, unregisters")]
    [InlineData("0:05 anna regsters", 11, "unexpected", "\"regsters\" is not understood")]
    [InlineData("0:05 anna's phone answers", 13, "unexpected", "write mobile here")]
    [InlineData("0:05 anna's mobile registers", 20, "unexpected", "write what it does")]
    [InlineData("0:05 anna answers after 90", 25, "bad-length", "1m30s")]
    [InlineData("0:05 anna answers after 5s30m", 25, "bad-length", "no length of time")]
    [InlineData("0:05 anna answers after", 24, "missing", "a length of time")]
    [InlineData("0:05 anna answers now", 19, "unexpected", "talks or presses, each once")]
    [InlineData("0:05 anna answers talks 1s talks 2s", 28, "unexpected", "talks or presses, each once")]
    [InlineData("0:05 anna declines talks 1s", 20, "unexpected", "should end here")]
    [InlineData("0:05 call a by p holds 1s holds 2s", 27, "unexpected", "holds, talks or presses, each once")]
    [InlineData("0:05 call a to 123", 13, "unexpected", "write by here")]
    [InlineData("0:05 call a by p presses x at 1s", 26, "bad-keys", "0–9, * and #")]
    [InlineData("0:05 call a by p presses 1", 27, "unexpected", "write at here")]
    [InlineData("0:05 anna calls 102", 20, "unexpected", "write as here")]
    [InlineData("0:05 olga transfers 103", 21, "unexpected", "write to here")]
    [InlineData("0:05 olga transfers to clara", 24, "bad-extension", "write digits, for example 103")]
    [InlineData("0:05 olga transfers to 103 softly", 28, "unexpected", "should end here")]
    [InlineData("0:05 trunk p breaks", 14, "unexpected", "write works here")]
    [InlineData("0:05 router", 12, "unexpected", "write stops here")]
    [InlineData("0:05 plan", 10, "missing", "a plan is missing")]
    [InlineData("0:05 call \"a by p", 11, "open-quotes", "do not end")]
    [InlineData("0:05 call \"a\\x\" by p", 13, "bad-escape", "\\\\")]
    [InlineData("starts 2026-13-24 10:00", 8, "bad-start", "2026-11-24 10:00")]
    [InlineData("prompts last", 13, "missing", "a length of time")]
    [InlineData("prompt a.wav takes 3s", 14, "unexpected", "write lasts here")]
    public void A_line_that_is_not_understood_says_where_and_what_to_write(
        string line, int column, string code, string message)
    {
        var result = CallScript.Parse("// one\n0:01 olga registers\n" + line);
        Assert.Null(result.Script);
        var mistake = Assert.Single(result.Diagnostics);
        Assert.Equal(new SourcePosition(3, column), mistake.Position);
        Assert.Equal(code, mistake.Code);
        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_in_the_wrong_order_and_settings_that_are_given_twice_are_mistakes()
    {
        var result = CallScript.Parse("""
            starts 2026-11-24 10:00
            starts 2026-11-24 11:00
            prompts last 1s
            prompts last 1s
            prompt a.wav lasts 1s
            prompt a.wav lasts 2s
            0:05 anna registers
            0:04 anna pauses
            """);
        Assert.Equal(["2:1 twice", "4:1 twice", "6:1 twice", "8:1 out-of-order"],
            result.Diagnostics.Select(found => $"{found.Position} {found.Code}"));
        Assert.Contains("0:04.000 is before 0:05.000", result.Diagnostics[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_lines_with_mistakes_are_told_at_once()
    {
        var result = CallScript.Parse("0:01 anna\n0:02 ivan registers\nx\n");
        Assert.Equal([1, 3], result.Diagnostics.Select(found => found.Position.Line));
        Assert.Contains("3:1 error bad-time script", Assert.Throws<FormatException>(result.GetScript).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_finer_than_a_millisecond_cannot_be_written()
    {
        var script = new CallScript { Happenings = [new RouterStops(Duration.FromTicks(5))] };
        Assert.Throws<ArgumentException>(script.ToString);
        Assert.Throws<ArgumentException>(
            new CallScript { Happenings = [new RouterStops(Duration.FromSeconds(-1))] }.ToString);
    }
}
