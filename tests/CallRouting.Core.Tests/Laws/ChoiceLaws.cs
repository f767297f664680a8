using FsCheck.Xunit;

namespace CallRouting.Tests;

/// <summary>Switches, screening and dialling against what a person would do with a list and a pencil.</summary>
public class ChoiceLaws
{
    private static readonly string[] Numbers =
        ["+79031234567", "+79031234568", "+7903", "+790", "+7", "+442012345678", "+4420", "+15551234567"];

    private static readonly string[] Patterns =
        [.. Numbers, .. Numbers.Select(number => number + "*"), "*"];

    [Property(MaxTest = 500), Trait("Spec", "O13"), Trait("Spec", "O14")]
    public void A_switch_takes_the_first_exact_match_else_other(int seed)
    {
        var random = new Random(seed);
        var plan = SwitchPlan(random, out var on, out var cases);
        var compiled = PlanCompiler.Compile(plan).GetPlan();
        for (var i = 0; i < 20; i++)
        {
            var trunk = plan.Trunks[random.Next(plan.Trunks.Count)];
            var called = plan.Numbers[random.Next(plan.Numbers.Count)].Called.ToString();
            var caller = random.Next(4) == 0 ? null : Numbers[random.Next(Numbers.Length)];
            var offer = new CallOffer { Trunk = trunk.Id, Called = new(called), Caller = new(caller) };
            var value = on switch
            {
                SwitchValue.CalledNumber => trunk.Number is null ? called : "+74951110000",
                SwitchValue.CallerNumber => caller ?? "anonymous",
                SwitchValue.Line => trunk.Line.ToString(),
                _ => trunk.Id,
            };
            var expected = cases.IndexOf(value) is >= 0 and var index ? $"play {index}.wav" : "play other.wav";
            Assert.Equal(expected, compiled.Describe(Router.Decide(compiled, offer, Story.Start).Node));
        }
    }

    [Property(MaxTest = 300), Trait("Spec", "O13"), Trait("Spec", "O15")]
    public void A_switch_behind_a_greeting_chooses_as_one_before_it(int seed)
    {
        var random = new Random(seed);
        var plan = SwitchPlan(random, out _, out _);
        var late = plan with
        {
            Numbers = EquatableList.From(plan.Numbers.Select(number =>
                number with { Route = new PlayTarget("hello.wav", number.Route!) })),
        };
        var trunk = plan.Trunks[random.Next(plan.Trunks.Count)].Id;
        var called = plan.Numbers[random.Next(plan.Numbers.Count)].Called.ToString();
        var caller = random.Next(4) == 0 ? null : Numbers[random.Next(Numbers.Length)];
        Assert.Equal(Reached(plan, isLate: false), Reached(late, isLate: true));

        string Reached(Plan each, bool isLate)
        {
            var story = new Story(each).Calls(called, caller: caller, trunk: trunk);
            if (isLate)
                story.PromptEnds();
            Assert.True(story.Office.TryGet(story.Current, out var call, out var compiled));
            return compiled.Describe(call.Node);
        }
    }

    [Property(MaxTest = 1000)]
    public void Screening_judges_as_the_lists_say_in_their_order(int seed)
    {
        var random = new Random(seed);
        string[] Some(int most) => [.. Enumerable.Range(0, random.Next(most)).Select(_ =>
            Patterns[random.Next(Patterns.Length)])];
        var allow = Some(4);
        var block = Some(6).Except(allow).ToArray();
        CallerPriority[] priorities =
        [
            .. Enumerable.Range(0, random.Next(4)).Select(_ => new CallerPriority(
                [Patterns[random.Next(Patterns.Length)], .. Some(3)], random.Next(1, 101))),
        ];
        var anonymous = random.Next(2) == 0 ? To.Announce("anonymous.wav") : null;
        var plan = Small.Route(To.Announce("route.wav")) with
        {
            Screening = new()
            {
                Allow = EquatableList.From(allow), Block = EquatableList.From(block), Anonymous = anonymous,
                Blocked = block.Length == 0 ? null : To.Announce("blocked.wav"),
                Priorities = EquatableList.From(priorities),
            },
        };
        var compiled = PlanCompiler.Compile(plan).GetPlan();
        foreach (var caller in Numbers.Append(null).Append("anonymous").Append("101"))
        {
            var shows = caller is ['+', ..];
            var expected = shows && allow.Any(pattern => Fits(caller!, pattern)) ? "route" :
                shows && block.Any(pattern => Fits(caller!, pattern)) ? "blocked" :
                !shows && caller != "101" && anonymous is not null ? "anonymous" : "route";
            var priority = priorities.FirstOrDefault(each =>
                shows && each.Callers.Any(pattern => Fits(caller!, pattern)))?.Priority ?? 0;
            var decision = Router.Decide(compiled, new CallOffer
            {
                Trunk = "line", Called = new("+74951110001"), Caller = new(caller),
            }, Story.Start);
            Assert.Equal(($"announce {expected}.wav", priority), (compiled.Describe(decision.Node), decision.Priority));
        }
    }

    [Property(MaxTest = 1000), Trait("Spec", "X11"), Trait("Spec", "G25")]
    public void Dialling_takes_the_longest_number_that_can_be_and_waits_only_for_longer_ones(int seed)
    {
        var random = new Random(seed);
        // 112 is nobody's: it calls for help.
        string[] extensions =
        [
            .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Digits(random, 4)).Where(digits => digits != "112")
                .Append("203").Distinct(),
        ];
        var plan = Small.Menu() with
        {
            Employees = EquatableList.From(extensions.Select((digits, i) =>
                new Employee { Id = $"e{i}", Extension = Extension.Parse(digits) })),
            Voicemails = [], Externals = [],
        };
        var keys = MenuEntry.Keys.Where(_ => random.Next(3) == 0).ToArray();
        plan = plan with
        {
            Menus =
            [
                new Menu
                {
                    Id = "choices", Prompt = "menu.wav", DialExtensions = true,
                    Keys = EquatableList.From(keys.Select(key => new MenuKey(key, To.Announce($"key {key}.wav")))),
                    NoInput = To.Announce("silence.wav"), WrongKey = To.Announce("wrong.wav"),
                },
            ],
        };
        var story = new Story(plan).Calls();
        var dialled = "";
        while (true)
        {
            var isSilent = random.Next(6) == 0;
            var key = MenuEntry.Keys[random.Next(3) > 0 ? random.Next(4) : random.Next(12)];
            if (isSilent)
                story.At((story.Office.NextDeadline - Story.Start).TotalSeconds);
            else
                story.Presses(key);
            if (isSilent && dialled.Length == 0)
            {
                if (story.Phase == CallPhase.MenuWaiting)
                    continue; // the prompt has been given up; now the silence counts
                AssertAt(story, "announce silence.wav");
                return;
            }

            var isDigit = !isSilent && char.IsAsciiDigit(key);
            if (isDigit)
                dialled += key;
            if (isDigit && extensions.Any(each => each.Length > dialled.Length && each.StartsWith(dialled, StringComparison.Ordinal)))
            {
                Assert.Equal(CallPhase.MenuWaiting, story.Phase);
                continue;
            }

            AssertAt(story, Expected(isSilent || isDigit || (key == '#' && dialled.Length > 0) ? dialled :
                dialled.Length == 0 ? key.ToString() : "nothing"));
            return;
        }

        string Expected(string pressed) =>
            pressed.Length == 1 && keys.Contains(pressed[0]) ? $"announce key {pressed}.wav" :
            Array.IndexOf(extensions, pressed) is >= 0 and var owner ? $"employee e{owner}" : "announce wrong.wav";
    }

    [Property(MaxTest = 300), Trait("Spec", "S16")]
    public void A_memory_knows_the_latest_callers_and_nobody_else(int seed)
    {
        var random = new Random(seed);
        var most = random.Next(1, 6);
        var memory = new CallerMemory(most);
        var naive = new List<(PhoneNumber Caller, int Seat, long Ticks)>();
        for (var i = 0; i < 200; i++)
        {
            var caller = PhoneNumber.Parse($"+7{random.Next(8)}");
            memory.Remember(caller, i % 7, i);
            naive.RemoveAll(each => each.Caller == caller);
            naive.Add((caller, i % 7, i));
            if (naive.Count > most)
                naive.RemoveAt(0);
            Assert.Equal(naive.Count, memory.Count);
            for (var digit = 0; digit < 8; digit++)
            {
                var asked = PhoneNumber.Parse($"+7{digit}");
                var known = naive.FindIndex(each => each.Caller == asked);
                Assert.Equal(known >= 0, memory.TryFind(asked, out var seat, out var ticks));
                if (known >= 0)
                    Assert.Equal((naive[known].Seat, naive[known].Ticks), (seat, ticks));
            }
        }
    }

    private static void AssertAt(Story story, string expected)
    {
        Assert.True(story.Office.TryGet(story.Current, out var call, out var plan));
        var reached = plan.Describe(call.Node);
        // Nobody is registered, so that a call to an employee stands at their answering machine.
        Assert.Equal(expected.Replace("employee e", "voicemail mailbox:e", StringComparison.Ordinal), reached);
    }

    private static bool Fits(string number, string pattern) =>
        pattern == number || (pattern[^1] == '*' && number.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private static string Digits(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => (char)('0' + random.Next(4))));

    private static Plan SwitchPlan(Random random, out SwitchValue on, out List<string> cases)
    {
        on = (SwitchValue)random.Next(4);
        IEnumerable<string> all = on switch
        {
            SwitchValue.CalledNumber => ["+74951110000", "+74951110001", "+74951110002"],
            SwitchValue.CallerNumber => [.. Numbers, "anonymous"],
            SwitchValue.Line => ["1", "2"],
            _ => ["line", "analog-1", "analog-2"],
        };
        cases = [.. all.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next())];
        var target = new SwitchTarget(on,
            EquatableList.From(cases.Select((value, i) => new SwitchCase(value, To.Play($"{i}.wav", Small.Box)))),
            To.Play("other.wav", Small.Box));
        var plan = Small.Route(target);
        return plan with
        {
            Trunks =
            [
                plan.Trunks[0],
                new Trunk { Id = "analog-1", Kind = TrunkKind.Fxo, Line = new LineNumber(1), Number = "n0" },
                new Trunk { Id = "analog-2", Kind = TrunkKind.Fxo, Line = new LineNumber(2), Number = "n0" },
            ],
            Numbers = EquatableList.From(Enumerable.Range(0, 3).Select(i => new CompanyNumber
            {
                Id = $"n{i}", Called = PhoneNumber.Parse($"+7495111000{i}"), Route = target,
            })),
        };
    }
}
