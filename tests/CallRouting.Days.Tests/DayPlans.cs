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
        _isGuarded = false;
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
                    Otherwise = Target(_departments),
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
            Trunks =
            [
                new Trunk { Id = "provider-a", Gateway = "192.0.2.1", Peers = ["192.0.2.1"] },
                new Trunk { Id = "provider-b", Gateway = "192.0.2.2", Peers = ["192.0.2.2"] },
            ],
            Numbers = EquatableList.From(Enumerable.Range(0, 3).Select(i => new CompanyNumber
            {
                Id = $"n{i}",
                Called = PhoneNumber.Parse($"+7495111000{i}"),
                Route = OneIn(3) ? new ScheduleTarget("hours", Target(0), Target(0)) : Target(0),
            })),
            OtherNumber = Target(0),
        };
    }

    private Employee Employee(string id, int index) => new()
    {
        Id = id,
        Extension = Extension.Parse($"10{index}"),
        RingInUse = OneIn(5),
        GuardedBy = _isGuarded && index == _employees.Length - 1 ? "anna" : null,
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
        return new Department
        {
            Id = $"d{index}",
            Extension = Extension.Parse($"50{index}"),
            Strategy = (Strategy)random.Next(3),
            Step = Seconds(1, 10),
            Members = EquatableList.From(_employees.Where((_, i) => i == index % _employees.Length || OneIn(2))
                .OrderBy(_ => random.Next())
                .Select(id => new Member(id, OneIn(4) ? Seconds(1, 10) : null))),
            GiveUpAfter = rounds == 0 || OneIn(2) ? Seconds(2, 40) : null,
            Rounds = rounds == 0 ? null : rounds,
            Otherwise = Target(index + 1),
        };
    }

    private Menu Menu(int index) => new()
    {
        Id = $"m{index}",
        Prompt = "menu.wav",
        Keys =
        [
            new MenuKey('1', Target(0)), new MenuKey('2', Target(0)), new MenuKey('9', new RepeatTarget()),
        ],
        NoInput = new MenuExit(random.Next(3), Target(1)),
        WrongKey = new MenuExit(random.Next(3), Target(1)),
    };

    // Mostly to later departments, so that circles are rare.
    private Target Target(int level) => random.Next(12) switch
    {
        0 => new VoicemailTarget("box"),
        1 => new EmployeeTarget(AnyEmployee(), OneIn(2) ? new VoicemailTarget("box") : null),
        2 when level == 0 => new ExternalTarget("partner"),
        3 when _menus > 0 => new MenuTarget($"m{random.Next(_menus)}"),
        4 => new PlayTarget("hello.wav", Target(level + 1)),
        5 when level > 0 => new AnnounceTarget("bye.wav"),
        _ when level < _departments => new DepartmentTarget($"d{random.Next(level, _departments)}"),
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
