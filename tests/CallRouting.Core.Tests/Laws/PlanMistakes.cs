using NodaTime;

namespace CallRouting.Tests;

/// <summary>Puts random mistakes into plans: things that a person or a faulty reader could write.</summary>
internal static class PlanMistakes
{
    private static readonly string?[] Names =
        ["employee-0", "department-0", "menu-0", "", null, "emploee-0", "a.b[1]", "no such", new('x', 200), "Иван"];

    private static readonly Duration[] Times =
    [
        Duration.Zero, Duration.FromSeconds(-5), Duration.MaxValue, Duration.MinValue, Duration.Epsilon,
        Duration.FromDays(400),
    ];

    public static Plan Add(Plan plan, Random random)
    {
        var (name, time) = (Names[random.Next(Names.Length)]!, Times[random.Next(Times.Length)]);
        return random.Next(10) switch
        {
            9 => plan with
            {
                Screening = new()
                {
                    Allow = [name, "+7903*", null!], Block = ["+7903*", "+790312*", name],
                    Blocked = Target(random, name), Anonymous = Target(random, name),
                    Priorities = [null!, new([name, "+7*"], random.Next(-3, 300)), new(["+79*"], 1), new([], 5)],
                },
            },
            0 => plan with { TimeZone = name },
            1 => plan with { OtherNumber = Target(random, name) },
            2 => plan with { Employees = Change(plan.Employees, random, e => Employee(e, random, name, time)) },
            3 => plan with { Departments = Change(plan.Departments, random, d => Department(d, random, name, time)) },
            4 => plan with { Menus = Change(plan.Menus, random, m => Menu(m, random, name)) },
            5 => Number(plan, random, name),
            6 => plan with { Trunks = Change(plan.Trunks, random, t => Trunk(t, random, name)) },
            7 => plan with { Schedules = Change(plan.Schedules, random, s => s with { Zone = name, Weekly = Busy }) },
            _ => Elsewhere(plan, random, name, time),
        };
    }

    private static WeeklyHours Busy => WeeklyHours.EveryDay(new(0, 600), new(300, 900), default);

    private static Employee Employee(Employee employee, Random random, string name, Duration time) =>
        random.Next(6) switch
        {
            5 => employee with { GuardedBy = "employee-1", Head = name, Topics = [name, ""] },
            0 => employee with { Id = name, GuardedBy = name },
            3 => employee with { Devices = [null!, new(name, (CallScope)random.Next(5)), new(name), "desk"] },
            4 => employee with { Skills = [null!, new(name, random.Next(-1, 200)), new(name)], MaxCalls = -1 },
            1 => employee with { Mobile = new() { To = default, After = time }, Role = (Role)9 },
            _ => employee with { Extension = Extension.Parse("500") },
        };

    private static Department Department(Department department, Random random, string name, Duration time) =>
        random.Next(5) switch
        {
            0 => department with
            {
                Otherwise = Target(random, name),
                Step = time,
                Queue = random.Next(2) == 0 ? null : new()
                {
                    Music = name, MaxWait = time, AnnounceEvery = time, Retry = time, MaxLength = random.Next(-1, 20_000),
                    WhenFull = Target(random, name), WhenEmpty = random.Next(2) == 0 ? Target(random, name) : null,
                },
            },
            3 => department with { Strategy = Strategy.Tiers, Members = [null!, new(name), .. department.Members] },
            4 => department with
            {
                Tiers = new() { Skill = name, Wait = time, Within = (Strategy)random.Next(12) },
                WrapUp = time,
                PauseAfterMissed = random.Next(-1, 200),
                Members = [.. department.Members, new("employee-0", null, random.Next(-5, 5000), -3)],
            },
            1 => department with { Members = [new(name, time), null!, .. department.Members, .. department.Members] },
            _ => department with
            {
                Members = [],
                Rounds = random.Next(-2, 3),
                GiveUpAfter = random.Next(2) == 0 ? time : null,
                Strategy = (Strategy)99,
            },
        };

    private static Menu Menu(Menu menu, Random random, string name) => random.Next(2) == 0 ?
        menu with { NoInput = null!, WrongKey = new(random.Next(-5, 20), Target(random, name)), Prompt = name } :
        menu with { Keys = [null!, new('x', null!), new('\ud800', Target(random, name)), .. menu.Keys, .. menu.Keys] };

    private static Plan Number(Plan plan, Random random, string name) => random.Next(3) switch
    {
        0 => plan with { Numbers = [.. plan.Numbers, .. plan.Numbers, null!] },
        1 => plan with { Routes = [null!, .. plan.Routes, new(name, Target(random, name)), new("r", To.Route("r"))] },
        _ => plan with
        {
            Numbers = Change(plan.Numbers, random, number => number with
            {
                Route = Target(random, name),
                Called = default,
                CallerIdOut = true,
                Language = name,
                Id = name,
            }),
        },
    };

    private static Plan Elsewhere(Plan plan, Random random, string name, Duration time) => plan with
    {
        Defaults = random.Next(3) == 0 ? null! :
            new() { Ring = time, MaxCall = time, ConfirmWithin = time, MenuTimeout = time },
        Voicemails = [null!, .. plan.Voicemails],
        Faxes = [new() { Id = name, DeliverTo = name }, .. plan.Faxes],
        Externals = Change(plan.Externals, random, external => external with
        {
            To = name,
            Purpose = "",
            Trunks = [name],
            Otherwise = Target(random, name),
            AnswerWithin = time,
        }),
    };

    private static Trunk Trunk(Trunk trunk, Random random, string name) => trunk with
    {
        Kind = (TrunkKind)random.Next(4),
        Line = new LineNumber((ushort)random.Next(3)),
        Number = name,
        Gateway = name,
        Peers = [name, "999.1.1.1", "[::1"],
        CalledIdHeader = (CalledIdHeader)random.Next(7),
        NumberRules = random.Next(4) == 0 ? null! :
            new() { Country = name, Area = name, Rewrite = [new(name, random.Next(-2, 30), name), null!] },
    };

    private static Target Target(Random random, string name)
    {
        Target target = random.Next(17) switch
        {
            9 => new SwitchTarget((SwitchValue)random.Next(7),
                [new(name, null!), null!, new(name, new MenuTarget(name)), new("+7", To.Declined)], null!),
            10 => new AskTarget(name, [null!, new('x', name), new('1', name), new('1', "a")], new EmployeeTarget(name)),
            11 => new EndTarget((StockEnding)random.Next(4)),
            12 => new RejectTarget((RejectReason)random.Next(5)),
            13 => new StickyTarget(Times[random.Next(Times.Length)], Times[random.Next(Times.Length)], null!),
            14 => new ReturnTarget(name, random.Next(-2, 20), null!),
            15 => new DepartmentTarget(name, random.Next(-5, 200), random.Next(-5, 20_000)),
            16 => new EmployeeTarget("employee-0", null),
            0 => null!,
            1 => new RepeatTarget(),
            2 => new DepartmentTarget(name),
            3 => new RouteTarget(name),
            4 => new NumberTarget("number-0"),
            5 => new ScheduleTarget(name, null!, new MenuTarget(name)),
            6 => new EmployeeTarget(name, new RouteTarget("route-0")),
            7 => new PlayTarget(name, null!),
            _ => new AnnounceTarget(null!),
        };
        for (var depth = random.Next(20) == 0 ? 500 : 0; depth > 0; depth--)
            target = new PlayTarget("prompt.wav", target);
        return target;
    }

    private static EquatableList<T> Change<T>(EquatableList<T> elements, Random random, Func<T, T> change)
    {
        var changed = elements.ToArray();
        var index = random.Next(Math.Max(1, changed.Length));
        if (index < changed.Length && changed[index] is not null)
            changed[index] = change(changed[index]);

        return EquatableList.From(changed);
    }
}
