using CallRouting.Testing;
using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Days.Tests;

/// <summary>What holds of every script's text.</summary>
public class ScriptTextLaws
{
    private static readonly string[] Odd =
    [
        "call", "trunk", "outside", "anna's", "'s", "a b", "a,b", "//", "x//y", "\"", "\\", "Анна", "", "\t", "\u2028",
        "\u0001", "😀", "#", "starts", "never", "it's mobile", "\u00a0",
    ];

    [Property(MaxTest = 500)]
    public void Reading_what_was_written_gives_the_equal_script(int seed)
    {
        var script = Make(new Random(seed));
        var text = script.ToString();
        var read = CallScript.Parse(text).GetScript();
        Assert.Equal(script, read);
        Assert.Equal(text, read.ToString());
    }

    [Property(MaxTest = 500)]
    public void No_text_throws_and_every_mistake_has_a_place(int seed)
    {
        var random = new Random(seed);
        var text = Make(random).ToString();
        for (var i = random.Next(1, 6); i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, random.Next(1, Math.Min(10, text.Length - at) + 1)),
                1 => text.Insert(at, Odd[random.Next(Odd.Length)]),
                _ => text.Insert(at, text.Substring(at, random.Next(0, text.Length - at))),
            };
        }

        var result = CallScript.Parse(text);
        if (result.Script is { } script)
        {
            Assert.Empty(result.Diagnostics);
            Assert.Equal(script, CallScript.Parse(script.ToString()).GetScript());
            return;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, found =>
        {
            Assert.InRange(found.Position.Line, 1, lines.Length);
            Assert.InRange(found.Position.Column, 1, lines[found.Position.Line - 1].Length + 1);
            Assert.EndsWith(".", found.Message, StringComparison.Ordinal);
        });
    }

    private static CallScript Make(Random random)
    {
        var at = Duration.Zero;
        return new CallScript
        {
            Starts = random.Next(2) == 0 ? null
                : new LocalDateTime(2026, 1, 1, 0, 0).PlusMilliseconds(random.Next()).PlusNanoseconds(random.Next(2)),
            PromptsLast = random.Next(2) == 0 ? null : Time(),
            Prompts = EquatableList.From(Odd.Where(_ => random.Next(8) == 0).Select(name => new PromptLength(name, Time()))),
            Happenings = EquatableList.From(Enumerable.Range(0, random.Next(12)).Select(_ => Happening())),
        };

        Happening Happening()
        {
            at += random.Next(3) == 0 ? Duration.Zero : Time();
            return random.Next(21) switch
            {
                0 or 1 => new CallArrives(at, Name(), Name(), Perhaps(), Perhaps()) { Conduct = Conduct() },
                2 => new EmployeeCalls(at, Name(), Name(), Name()) { Conduct = Conduct() },
                3 => new CallerHangsUp(at, Name()),
                4 => new CallerPresses(at, Name(), Keys()),
                5 => new DeviceRegisters(at, Name()),
                6 => new DeviceRegisters(at, Name(), Name()),
                7 => new DeviceUnregisters(at, Name(), Name()),
                8 => new GoesOffLine(at, Name()),
                9 => new EmployeePauses(at, Name()),
                10 => new EmployeeResumes(at, Name()),
                11 => new PhonePicksUp(at, Phone()),
                12 => new PhoneHangsUp(at, Phone()),
                13 => new PhonePresses(at, Phone(), Keys()),
                14 => new TrunkFails(at, Name()),
                15 => new TrunkWorks(at, Name()),
                16 => new PlanChanges(at, Name()),
                17 => new RouterStops(at),
                18 => new PhoneTransfers(at, Phone(), Extension.Parse($"{random.Next(1000)}"), random.Next(2) == 0),
                19 => new PhoneTakesBack(at, Phone()),
                _ => new PhoneRule(at, Phone(), Rule()),
            };
        }

        PhoneConduct Rule() => (PhoneAction)random.Next(5) switch
        {
            PhoneAction.NeverAnswers => new PhoneConduct(),
            PhoneAction.Answers => new PhoneConduct
            {
                Action = PhoneAction.Answers,
                After = Time(),
                Talk = random.Next(2) == 0 ? null : Time(),
                Keys = random.Next(2) == 0 ? null : new KeyPress(Keys(), Time()),
            },
            var action => new PhoneConduct { Action = action, After = Time() },
        };

        CallerConduct Conduct() => new()
        {
            Patience = random.Next(2) == 0 ? null : Time(),
            Talk = random.Next(2) == 0 ? null : Time(),
            Keys = EquatableList.From(Enumerable.Range(0, random.Next(3)).Select(_ => new KeyPress(Keys(), Time()))),
        };

        Phone Phone() => new(Name(), (PhoneKind)random.Next(3));

        string? Perhaps() => random.Next(2) == 0 ? null : Name();

        string Name() => random.Next(3) == 0 ? Odd[random.Next(Odd.Length)] : $"name-{random.Next(5)}";

        string Keys() => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => MenuEntry.Keys[random.Next(12)]));

        Duration Time() => random.Next(4) == 0 ? Duration.Zero
            : Duration.FromMilliseconds(random.Next(random.Next(2) == 0 ? 5_000 : 10_000_000));
    }
}
