using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CallRouting.Tests;

/// <summary>A random plan without mistakes.</summary>
public sealed record ValidPlan(int Seed, Plan Plan);

/// <summary>A random plan whose names are all right, but whose routes lead anywhere, back to themselves too.</summary>
public sealed record TangledPlan(int Seed, Plan Plan);

/// <summary>A random plan with all kinds of mistakes.</summary>
public sealed record BrokenPlan(int Seed, Plan Plan);

/// <summary>Random plans; the same seed gives the same plan.</summary>
public static class PlanGenerator
{
    public static Arbitrary<ValidPlan> Valid() => Seeds(seed => new ValidPlan(seed, MakeValid(seed)));

    public static Arbitrary<TangledPlan> Tangled() => Seeds(seed => new TangledPlan(seed, MakeTangled(seed)));

    public static Arbitrary<BrokenPlan> Broken() => Seeds(seed => new BrokenPlan(seed, MakeBroken(seed)));

    public static Plan MakeValid(int seed) => new RandomPlan(new Random(seed), tangled: false).Make();

    public static Plan MakeTangled(int seed) => new RandomPlan(new Random(seed), tangled: true).Make();

    public static Plan MakeBroken(int seed)
    {
        var random = new Random(seed);
        var plan = new RandomPlan(random, tangled: random.Next(2) == 0).Make();
        for (var i = random.Next(1, 5); i > 0; i--)
            plan = PlanMistakes.Add(plan, random);
        return plan;
    }

    private static Arbitrary<T> Seeds<T>(Func<int, T> make) =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(make));
}

/// <summary>Puts a plan together. Routes lead forward only, from numbers by named routes, menus, outside numbers and
/// departments to answering machines, unless they are tangled; keys lead anywhere.</summary>
internal sealed partial class RandomPlan(Random random, bool tangled)
{
    private readonly int _employees = random.Next(1, 7);
    private readonly int _departments = random.Next(0, 5);
    private readonly int _externals = random.Next(0, 3);
    private readonly int _menus = random.Next(0, 4);
    private readonly int _routes = random.Next(0, 3);
    private readonly int _numbers = random.Next(0, 5);
    private readonly int _schedules = random.Next(0, 3);
    private readonly int _voicemails = random.Next(0, 3);
    private readonly int _faxes = random.Next(0, 2);

    // The places of the four kinds in the order in which routes lead forward: 0 is the first number.
    private int Routes => _numbers;

    private int Menus => Routes + _routes;

    private int Externals => Menus + _menus;

    private int Departments => Externals + _externals;

    private int End => Departments + _departments;

    public Plan Make() => new()
    {
        Id = "random",
        TimeZone = Pick("Europe/Moscow", "America/New_York", "UTC"),
        Employees = Many(_employees, Employee),
        Departments = Many(_departments, Department),
        Voicemails = Many(_voicemails, i => new Voicemail
        {
            Id = $"voicemail-{i}",
            Greeting = Prompt(),
            DeliverTo = AnyEmployee(),
            MaxLength = Maybe(Seconds(10, 300)),
        }),
        Faxes = Many(_faxes, i => new FaxBox { Id = $"fax-{i}", DeliverTo = AnyEmployee() }),
        Externals = Many(_externals, External),
        Schedules = Many(_schedules, Schedule),
        Menus = Many(_menus, Menu),
        Routes = Many(_routes, i => new NamedRoute($"route-{i}", Target(Routes + i))),
        Trunks = Trunks(),
        Numbers = Many(_numbers, i => new CompanyNumber
        {
            Id = $"number-{i}",
            Called = PhoneNumber.Parse($"+7495111000{i}"),
            CallerIdOut = i == 1,
            Route = _departments > 0 && Chance(6) ? null : Target(i),
            Language = Chance(4) ? Pick("en", "ru", "pt-BR", "tat") : null,
        }),
        Screening = Chance(3) ? Screening() : null,
        OtherNumber = Target(-1),
    };

    private Employee Employee(int index) => new()
    {
        Id = $"employee-{index}",
        Name = Pick("", "Иван", "Olga"),
        Extension = Chance(2) ? Extension.Parse($"{100 + index}") : default,
        RingInUse = Chance(5),
        MaxCalls = Chance(5) ? random.Next(1, 4) : null,
        Devices = Chance(2) ? [] : [new("desk", (CallScope)random.Next(3)), "softphone"],
        Skills = Chance(2) ? [] : [new Skill("english", random.Next(1, 101))],
        Unit = Chance(3) ? "Отдел" : null,
        Head = index > 0 && Chance(4) ? $"employee-{random.Next(index)}" : null,
        Topics = Chance(3) ? ["invoices", "VAT"] : [],
        GuardedBy = index > 0 && Chance(6) ? $"employee-{random.Next(index)}" : null,
        Mobile = !Chance(3) ? null : new MobileForward
        {
            To = PhoneNumber.Parse($"+7916111000{index}"),
            After = Maybe(Seconds(0, 15)),
            KeepRinging = Chance(3),
            Confirm = Chance(2),
        },
    };

    private Department Department(int index)
    {
        var byTime = Chance(2);
        var strategy = (Strategy)random.Next(10);
        var members = Enumerable.Range(0, _employees).OrderBy(_ => random.Next()).Take(random.Next(1, _employees + 1));
        return new Department
        {
            Id = $"department-{index}",
            Extension = Chance(2) ? Extension.Parse($"{500 + index}") : default,
            Strategy = strategy,
            Tiers = strategy != Strategy.Tiers || Chance(4) ? null : new TierSettings
            {
                Within = (Strategy)random.Next(9),
                Wait = Maybe(Seconds(1, 30)),
                Skill = Chance(2) ? "english" : null,
            },
            WrapUp = Chance(2) ? Seconds(0, 60) : Duration.Zero,
            PauseAfterMissed = Chance(3) ? random.Next(1, 10) : null,
            RingInUse = Chance(5),
            Step = Maybe(Seconds(1, 30)),
            Members = EquatableList.From(members.Select(i => new Member(
                $"employee-{i}", Maybe(Seconds(1, 20)), Chance(2) ? 1 : random.Next(1, 1001), random.Next(3)))),
            GiveUpAfter = byTime ? Seconds(5, 120) : null,
            Rounds = byTime && Chance(2) ? null : random.Next(1, 4),
            Queue = Chance(2) ? Queue(Departments + index) : null,
            Otherwise = Target(Departments + index),
        };
    }

    private QueueSettings Queue(int place) => new()
    {
        Music = Chance(2) ? Prompt() : null,
        AnnouncePosition = Chance(2),
        AnnounceEvery = Maybe(Seconds(10, 60)),
        MaxWait = Seconds(10, 600),
        MaxLength = Chance(2) ? random.Next(1, 5) : null,
        Retry = Maybe(Seconds(1, 10)),
        WhenFull = Chance(2) ? Target(place) : null,
        WhenWaited = Chance(2) ? Target(place) : null,
        WhenEmpty = Chance(2) ? Target(place) : null,
    };

    private ExternalNumber External(int index) => new()
    {
        Id = $"external-{index}",
        To = Chance(2) ? "sip:intake@example.net" : "+74957770000",
        Purpose = "handling the call",
        Share = Chance(2) ? [SharedField.CallId] : [],
        AnswerWithin = Maybe(Seconds(5, 60)),
        Confirm = Chance(3),
        Otherwise = Target(Externals + index),
    };

    private ScheduleSettings Schedule(int index)
    {
        var opens = random.Next(0, 12);
        var day = new LocalInterval(60 * opens, 60 * (opens + random.Next(1, 12)));
        return new ScheduleSettings
        {
            Id = $"schedule-{index}",
            Zone = Pick("", "Asia/Tokyo"),
            Weekly = new WeeklyHours().With(IsoDayOfWeek.Monday, (IsoDayOfWeek)random.Next(1, 8), day),
        };
    }

    private Menu Menu(int index) => new()
    {
        Id = $"menu-{index}",
        Prompt = Prompt(),
        Timeout = Maybe(Seconds(1, 20)),
        DialExtensions = index == 0,
        DigitTimeout = index == 0 ? Maybe(Seconds(1, 10)) : null,
        NoInput = new MenuExit(random.Next(4), Target(Menus + index)),
        WrongKey = new MenuExit(random.Next(4), Target(Menus + index)),
        Keys = EquatableList.From(MenuEntry.Keys.Where(_ => Chance(3)).Select(key =>
            new MenuKey(key, Chance(6) ? new RepeatTarget() : Target(-1)))),
    };

    private EquatableList<Trunk> Trunks()
    {
        var trunks = new List<Trunk>
        {
            new() { Id = "provider", NumberRules = new() { Country = "7", Area = "495" }, Peers = ["192.0.2.0/24"] },
        };
        if (Chance(2))
            trunks.Add(new Trunk { Id = "e1", Kind = TrunkKind.Pri, NumberRules = new() { Country = "7" } });
        if (Chance(2))
            trunks.Add(new Trunk { Id = "out", Gateway = "sip.example.net" });
        for (var i = 0; i < _numbers; i++)
            if (Chance(2))
                trunks.Add(new Trunk
                {
                    Id = $"line-{i}",
                    Kind = TrunkKind.Fxo,
                    Line = new LineNumber((ushort)(i + 1)),
                    Number = $"number-{i}",
                });
        return EquatableList.From(trunks);
    }

    /// <summary>A target that leads to what comes after a place, or tangled anywhere.</summary>
    private Target Target(int from, int depth = 0)
    {
        if (tangled && Chance(3))
            from = -1;
        if (depth < 3 && Chance(6))
            return Choice(from, depth + 1);
        return random.Next(depth < 3 ? 10 : 7) switch
        {
            < 5 => Named(random.Next(from + 1, End + 1)),
            5 => new EmployeeTarget(AnyEmployee()),
            6 => Terminal(),
            7 when _schedules > 0 => new ScheduleTarget(
                $"schedule-{random.Next(_schedules)}", Target(from, depth + 1), Target(from, depth + 1)),
            8 => new EmployeeTarget(AnyEmployee(), Target(from, depth + 1)),
            _ => new PlayTarget(Prompt(), Target(from, depth + 1)),
        };
    }

    private Target Named(int place) =>
        place < Routes ? new NumberTarget($"number-{place}") :
        place < Menus ? new RouteTarget($"route-{place - Routes}") :
        place < Externals ? new MenuTarget($"menu-{place - Menus}") :
        place < Departments ? new ExternalTarget($"external-{place - Externals}") :
        place < End ? new DepartmentTarget($"department-{place - Departments}") : Terminal();

    private Target Terminal() => random.Next(4) switch
    {
        0 when _voicemails > 0 => new VoicemailTarget($"voicemail-{random.Next(_voicemails)}"),
        1 when _faxes > 0 => new FaxTarget($"fax-{random.Next(_faxes)}"),
        2 => new AnnounceTarget(Prompt()),
        _ => new MailboxTarget(AnyEmployee()),
    };

    private string AnyEmployee() => $"employee-{random.Next(_employees)}";

    private string Prompt() => $"prompt-{random.Next(5)}.wav";

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private Duration Seconds(int least, int most) => Duration.FromSeconds(random.Next(least, most + 1));

    private Duration? Maybe(Duration time) => Chance(2) ? time : null;

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];

    private static EquatableList<T> Many<T>(int count, Func<int, T> make) =>
        EquatableList.From(Enumerable.Range(0, count).Select(make));
}
