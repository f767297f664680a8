using NodaTime;

namespace CallRouting.Tests;

/// <summary>Random small plans that compile: a function of a seed.</summary>
internal static class CallPlans
{
    public const string FirstNumber = "+74951110000";

    private static readonly string[] Ids = ["anna", "boris", "clara", "dmitri", "elena"];

    public static Plan Of(int seed)
    {
        // Some of the drawn plans have a loop that the compiler refuses; the next seed then.
        for (; ; seed++)
        {
            var plan = Draw(new Random(seed));
            if (PlanCompiler.Compile(plan).IsValid)
                return plan;
        }
    }

    private static Plan Draw(Random random)
    {
        var employees = Ids[..random.Next(1, Ids.Length + 1)];
        var departments = random.Next(1, 4);
        var menus = random.Next(0, 3);
        return new Plan
        {
            Id = "random",
            TimeZone = "Europe/Moscow",
            Defaults = new PlanDefaults { Ring = Time(random, 5, 25), MessageLength = Time(random, 5, 20) },
            Employees = EquatableList.From(employees.Select((id, i) => new Employee
            {
                Id = id,
                Extension = Extension.Parse($"10{i}"),
                RingInUse = random.Next(4) == 0,
                GuardedBy = i > 0 && random.Next(6) == 0 ? Ids[i - 1] : null,
                Mobile = random.Next(3) == 0 ? Small.Mobile(random.Next(0, 12), Coin(random), Coin(random)) : null,
            })),
            Departments = EquatableList.From(Enumerable.Range(0, departments).Select(i => Department(i))),
            Menus = EquatableList.From(Enumerable.Range(0, menus).Select(i => Menu(i))),
            Voicemails = [new Voicemail { Id = "box", Greeting = "box.wav", DeliverTo = "anna" }],
            Externals =
            [
                new ExternalNumber
                {
                    Id = "partner",
                    To = "+74952220002",
                    Purpose = "overflow",
                    Confirm = Coin(random),
                    AnswerWithin = Time(random, 3, 20),
                    Otherwise = Target(departments),
                },
            ],
            Schedules =
            [
                new ScheduleSettings
                {
                    Id = "hours", Zone = "", Weekly = WeeklyHours.EveryDay(ScheduleTexts.Hours("09:00-12:01")),
                },
            ],
            Trunks =
            [
                new Trunk { Id = "line", Gateway = "192.0.2.1", Channels = random.Next(2, 5), Reserve = random.Next(2) },
                new Trunk { Id = "spare", Gateway = "192.0.2.2", Channels = Coin(random) ? 2 : null },
            ],
            Outgoing = Coin(random) ? new() : new OutgoingCalls
            {
                Routes = [new("+7903*", ["spare", "line"]), new("*", ["line"])],
                Deny = ["+7809*"],
            },
            Numbers = EquatableList.From(Enumerable.Range(0, 3).Select(i => new CompanyNumber
            {
                Id = $"n{i}",
                Called = PhoneNumber.Parse($"+7495111000{i}"),
                Route = Coin(random) ? Target(0) : new ScheduleTarget("hours", Target(0), Target(0)),
            })),
            OtherNumber = Target(0),
        };

        // Mostly to later departments, so that circles are rare.
        Target Target(int level) => random.Next(10) switch
        {
            0 => new VoicemailTarget("box"),
            1 => new EmployeeTarget(Employee(), Coin(random) ? new VoicemailTarget("box") : null),
            2 when level == 0 => new ExternalTarget("partner"),
            3 or 4 when menus > 0 => new MenuTarget($"m{random.Next(menus)}"),
            5 => new PlayTarget("hello.wav", Target(level + 1)),
            6 => new AnnounceTarget("bye.wav"),
            _ when level < departments => new DepartmentTarget($"d{random.Next(level, departments)}"),
            _ => new VoicemailTarget("box"),
        };

        string Employee() => employees[random.Next(employees.Length)];

        Department Department(int index)
        {
            var rounds = random.Next(3);
            return new Department
            {
                Id = $"d{index}",
                Strategy = (Strategy)random.Next(3),
                Step = Time(random, 1, 10),
                Members = EquatableList.From(employees.Where((_, i) => i == index % employees.Length || Coin(random))
                    .OrderBy(_ => random.Next())
                    .Select(id => new Member(id, random.Next(3) == 0 ? Time(random, 1, 10) : null))),
                GiveUpAfter = rounds == 0 || Coin(random) ? Time(random, 2, 40) : null,
                Rounds = rounds == 0 ? null : rounds,
                Otherwise = Target(index + 1),
            };
        }

        Menu Menu(int index) => new()
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
    }

    private static bool Coin(Random random) => random.Next(2) == 0;

    private static Duration Time(Random random, int least, int most) => Duration.FromSeconds(random.Next(least, most + 1));
}
