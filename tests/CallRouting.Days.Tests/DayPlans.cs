using NodaTime;

namespace CallRouting.Days.Tests;

/// <summary>Random plans of small companies in which much happens: a function of the random numbers.</summary>
internal sealed class DayPlans(Random random)
{
    private static readonly string[] Ids = ["anna", "boris", "clara", "dmitri", "elena", "fedor"];

    private string[] _employees = [];
    private int _departments;
    private int _menus;
    private bool _isGuarded;

    /// <summary>A plan that compiles.</summary>
    public static Plan Of(Random random)
    {
        // Some of the drawn plans have a loop that the compiler refuses.
        while (true)
        {
            var plan = new DayPlans(random).Draw();
            if (PlanCompiler.Compile(plan).IsValid)
                return plan;
        }
    }

    /// <summary>The plan as somebody might edit it in the middle of the day: people in another order, departments that
    /// gain, lose or reorder members, other times; the same ids.</summary>
    public static Plan VariantOf(Plan plan, Random random)
    {
        while (true)
        {
            var ids = plan.Employees.Select(employee => employee.Id).ToList();
            var variant = plan with
            {
                Employees = Shuffled(plan.Employees, random),
                Departments = Shuffled(EquatableList.From(plan.Departments.Select(department => department with
                {
                    Members = Edited(department.Members, ids, random),
                    Step = random.Next(3) == 0 ? Duration.FromSeconds(random.Next(1, 10)) : department.Step,
                })), random),
                Menus = Shuffled(plan.Menus, random),
                Trunks = Shuffled(plan.Trunks, random),
            };
            if (PlanCompiler.Compile(variant).IsValid)
                return variant;
        }
    }

    private Plan Draw()
    {
        _employees = Ids[..random.Next(1, Ids.Length + 1)];
        _departments = random.Next(1, 4);
        _menus = random.Next(0, 3);
        _isGuarded = _employees.Length > 2 && OneIn(3);
        return new Plan
        {
            Id = "random",
            TimeZone = "Europe/Moscow",
            Defaults = new PlanDefaults { Ring = Seconds(5, 25), MessageLength = Seconds(5, 20) },
            Employees = EquatableList.From(_employees.Select(Employee)),
            Departments = EquatableList.From(Enumerable.Range(0, _departments).Select(Department)),
            Menus = EquatableList.From(Enumerable.Range(0, _menus).Select(Menu)),
            Voicemails = [new Voicemail { Id = "box", Greeting = "box.wav", DeliverTo = "anna" }],
            Externals =
            [
                new ExternalNumber
                {
                    Id = "partner",
                    To = "+74952220002",
                    Purpose = "overflow",
                    Confirm = OneIn(2),
                    AnswerWithin = Seconds(3, 20),
                    Otherwise = OneIn(2)
                        ? new ReturnTarget($"d{random.Next(_departments)}", random.Next(1, 4), Target(_departments))
                        : Target(_departments),
                },
            ],
            Schedules =
            [
                new ScheduleSettings
                {
                    Id = "hours",
                    Zone = "",
                    Weekly = WeeklyHours.EveryDay([new LocalInterval(9 * 60, 10 * 60 + 3)]),
                },
            ],
            Trunks = [Trunk("provider-a", 1), Trunk("provider-b", 2), Trunk("provider-c", 3)],
            Outgoing = Outgoing(),
            Numbers = EquatableList.From(Enumerable.Range(0, 3).Select(i => new CompanyNumber
            {
                Id = $"n{i}",
                Called = PhoneNumber.Parse($"+7495111000{i}"),
                Route = OneIn(3) ? new ScheduleTarget("hours", Target(0), Target(0)) : Target(0),
            })),
            Screening = OneIn(2) ? Screening() : null,
            OtherNumber = Target(0),
        };
    }

    private Trunk Trunk(string id, int host)
    {
        int? channels = OneIn(2) ? random.Next(1, 5) : null;
        return new Trunk
        {
            Id = id,
            Gateway = $"192.0.2.{host}",
            Peers = [$"192.0.2.{host}"],
            Channels = channels,
            Reserve = channels is { } count ? random.Next(count) : 0,
        };
    }

    private OutgoingCalls Outgoing() => OneIn(3) ? new OutgoingCalls() : new OutgoingCalls
    {
        Routes =
        [
            new OutgoingRoute("+7812*", SomeTrunks()), new OutgoingRoute("+7*", SomeTrunks()),
            .. OneIn(2) ? [] : new[] { new OutgoingRoute("*", SomeTrunks()) },
        ],
        Deny = OneIn(2) ? ["+7809*"] : [],
        Emergency = OneIn(2) ? ["112"] : [],
    };

    private EquatableList<string> SomeTrunks() => EquatableList.From(
        new[] { "provider-a", "provider-b", "provider-c" }.OrderBy(_ => random.Next()).Take(random.Next(1, 4)));

    private CallerScreening Screening() => new()
    {
        Block = OneIn(2) ? ["+79030000001"] : [],
        Allow = OneIn(2) ? ["+7903000000*"] : [],
        Blocked = OneIn(2) ? new AnnounceTarget("blocked.wav") : null,
        Anonymous = OneIn(2) ? Target(0) : null,
        Priorities = [new CallerPriority(["+79030000002"], random.Next(1, 20))],
    };

    private Employee Employee(string id, int index) => new()
    {
        Id = id,
        Extension = Extension.Parse($"10{index}"),
        RingInUse = OneIn(6),
        MaxCalls = OneIn(5) ? random.Next(1, 4) : null,
        Devices = OneIn(3) ? [new EmployeeDevice("phone", (CallScope)random.Next(3)), new EmployeeDevice("softphone")]
            : [],
        Skills = OneIn(2) ? [new Skill("english", random.Next(1, 4))] : [],
        GuardedBy = _isGuarded && index == _employees.Length - 1 ? _employees[random.Next(index)] : null,
        Mobile = OneIn(3)
            ? new MobileForward
            {
                To = PhoneNumber.Parse($"+7916123456{index}"),
                After = Seconds(0, 12),
                KeepRinging = OneIn(2),
                Confirm = OneIn(2),
            }
            : null,
    };

    private Department Department(int index)
    {
        var rounds = random.Next(3);
        // Half of them are plain, so that what is rare has room in the others.
        var isPlain = OneIn(2);
        var strategy = (Strategy)random.Next(10);
        return new Department
        {
            Id = $"d{index}",
            Extension = Extension.Parse($"50{index}"),
            Strategy = strategy,
            Step = Seconds(1, 10),
            Members = EquatableList.From(_employees.Where((_, i) => i == index % _employees.Length || OneIn(2))
                .OrderBy(_ => random.Next())
                .Select(id => new Member(id, OneIn(4) ? Seconds(1, 10) : null,
                    Weight: strategy == Strategy.Weighted ? random.Next(1, 4) : 1,
                    Penalty: strategy == Strategy.Tiers ? random.Next(3) : 0))),
            GiveUpAfter = rounds == 0 || OneIn(2) ? Seconds(2, 40) : null,
            Rounds = rounds == 0 ? null : rounds,
            Tiers = strategy == Strategy.Tiers && OneIn(2) ? Tiers() : null,
            WrapUp = isPlain ? default : Seconds(0, 15),
            PauseAfterMissed = isPlain || OneIn(2) ? null : random.Next(1, 4),
            RingInUse = !isPlain && OneIn(4),
            Queue = OneIn(2) ? Queue(index) : null,
            Otherwise = Target(index + 1),
        };
    }

    private QueueSettings Queue(int index) => new()
    {
        Music = OneIn(2) ? "music.wav" : null,
        AnnouncePosition = OneIn(2),
        AnnounceEvery = OneIn(2) ? Seconds(10, 20) : null,
        MaxWait = Seconds(5, 90),
        MaxLength = OneIn(3) ? random.Next(1, 4) : null,
        Retry = OneIn(2) ? Seconds(1, 6) : null,
        WhenFull = OneIn(2) ? Target(index + 1) : null,
        WhenWaited = OneIn(2) ? Target(index + 1) : null,
        WhenEmpty = OneIn(2) ? Target(index + 1) : null,
    };

    private TierSettings Tiers() => new()
    {
        Skill = OneIn(2) ? "english" : null,
        Wait = Seconds(1, 8),
        Within = (Strategy)random.Next(9),
    };

    private Menu Menu(int index) => new()
    {
        Id = $"m{index}",
        Prompt = "menu.wav",
        Keys =
        [
            new MenuKey('1', Target(0)), new MenuKey('2', Target(0)), new MenuKey('9', new RepeatTarget()),
        ],
        DialExtensions = OneIn(3),
        NoInput = new MenuExit(random.Next(3), Target(1)),
        WrongKey = new MenuExit(random.Next(3), Target(1)),
    };

    // Mostly to later departments, so that circles are rare.
    private Target Target(int level) => random.Next(16) switch
    {
        0 => new VoicemailTarget("box"),
        1 => new EmployeeTarget(AnyEmployee(), OneIn(2) ? new VoicemailTarget("box") : null),
        2 when level == 0 => new ExternalTarget("partner"),
        3 when _menus > 0 => new MenuTarget($"m{random.Next(_menus)}"),
        4 => new PlayTarget("hello.wav", Target(level + 1)),
        5 when level > 0 => new AnnounceTarget("bye.wav"),
        6 when level < 2 => new SwitchTarget(SwitchValue.CallerNumber,
            [new SwitchCase("+79030000003", Target(level + 1)), new SwitchCase("anonymous", Target(level + 1))],
            Target(level + 1)),
        7 when level < 2 => new AskTarget("ask.wav", [new Answer('1', "buy"), new Answer('2', "sell")],
            new SwitchTarget(SwitchValue.Answer,
                [new SwitchCase("buy", Target(level + 1)), new SwitchCase("sell", new EndTarget(StockEnding.Declined))],
                Target(level + 1))),
        8 when level > 0 => OneIn(2) ? new EndTarget(StockEnding.WrongNumber) : new RejectTarget(RejectReason.Busy),
        9 when level < 3 => new StickyTarget(Duration.FromHours(1), OneIn(2) ? Seconds(2, 12) : null, Target(level + 1)),
        _ when level < _departments => new DepartmentTarget($"d{random.Next(level, _departments)}",
            OneIn(4) ? random.Next(0, 10) : null),
        _ => new VoicemailTarget("box"),
    };

    private string AnyEmployee() => _employees[random.Next(_employees.Length)];

    private bool OneIn(int count) => random.Next(count) == 0;

    private Duration Seconds(int least, int most) => Duration.FromSeconds(random.Next(least, most + 1));

    private static EquatableList<T> Shuffled<T>(EquatableList<T> list, Random random) =>
        random.Next(2) == 0 ? list : EquatableList.From(list.OrderBy(_ => random.Next()));

    private static EquatableList<Member> Edited(EquatableList<Member> members, List<string> ids, Random random)
    {
        var edited = Shuffled(members, random).ToList();
        if (edited.Count > 1 && random.Next(3) == 0)
            edited.RemoveAt(random.Next(edited.Count));
        var others = ids.Where(id => edited.TrueForAll(member => member.Employee != id)).ToList();
        if (others.Count > 0 && random.Next(3) == 0)
            edited.Insert(random.Next(edited.Count + 1), new Member(others[random.Next(others.Count)]));
        return EquatableList.From(edited);
    }
}
