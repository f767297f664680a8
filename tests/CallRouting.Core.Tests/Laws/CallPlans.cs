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
                MaxCalls = random.Next(4) == 0 ? random.Next(1, 4) : null,
                Devices = random.Next(3) > 0 ? [] :
                    [new("desk", (CallScope)random.Next(3)), new("softphone", (CallScope)random.Next(3))],
                Skills = random.Next(2) == 0 ? [] : [new Skill("english", random.Next(1, 4))],
                GuardedBy = i > 0 && random.Next(4) == 0 ? employees[random.Next(i)] : null,
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
                    Otherwise = Coin(random) ? Target(departments) :
                        new ReturnTarget($"d{random.Next(departments)}", random.Next(1, 4), Target(departments)),
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
                new Trunk
                {
                    Id = "line", Gateway = "192.0.2.1", NumberRules = new() { Country = "7" },
                    Channels = random.Next(2, 5), Reserve = random.Next(2),
                },
                new Trunk { Id = "spare", Gateway = "192.0.2.2", Channels = Coin(random) ? 2 : null },
                new Trunk { Id = "e1", Kind = TrunkKind.Pri, Channels = 3, Reserve = random.Next(3) },
                new Trunk
                {
                    Id = "analog", Kind = TrunkKind.Fxo, Line = new LineNumber(1), Number = "n0",
                    Outgoing = Coin(random),
                },
            ],
            Screening = random.Next(3) > 0 ? null : new CallerScreening
            {
                Block = ["+7495222*"],
                Anonymous = Coin(random) ? Target(0) : null,
            },
            Outgoing = Coin(random) ? new() : new OutgoingCalls
            {
                Routes = [new("+7903*", ["spare", "e1", "line"]), new("*", ["line", "e1"])],
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
        Target Target(int level) => random.Next(15) switch
        {
            10 => new AskTarget("question.wav", [new Answer('1', "one"), new Answer('5', "five")], new SwitchTarget(
                SwitchValue.Answer, [new SwitchCase("one", Target(level + 1))], Target(level + 1))),
            11 => new EndTarget(Coin(random) ? StockEnding.WrongNumber : StockEnding.Declined),
            12 => new StickyTarget(Duration.FromMinutes(1), Coin(random) ? Time(random, 1, 9) : null, Target(level)),
            13 => new SwitchTarget(SwitchValue.CallerNumber,
                [new SwitchCase("anonymous", Target(level + 1)), new SwitchCase("+79031234567", Target(level))],
                Target(level)),
            14 when random.Next(3) == 0 => new RejectTarget(RejectReason.Busy),
            0 => new VoicemailTarget("box"),
            1 => new EmployeeTarget(Employee(), Coin(random) ? new VoicemailTarget("box") : null),
            2 when level == 0 => new ExternalTarget("partner"),
            3 or 4 when menus > 0 => new MenuTarget($"m{random.Next(menus)}"),
            5 => new PlayTarget("hello.wav", Target(level + 1)),
            6 => new AnnounceTarget("bye.wav"),
            7 when level < departments => new DepartmentTarget(
                $"d{random.Next(level, departments)}", Coin(random) ? random.Next(3) : null,
                Coin(random) ? random.Next(1, 5) : null),
            _ when level < departments => new DepartmentTarget($"d{random.Next(level, departments)}"),
            _ => new VoicemailTarget("box"),
        };

        string Employee() => employees[random.Next(employees.Length)];

        Department Department(int index)
        {
            var rounds = random.Next(3);
            var strategy = (Strategy)random.Next(10);
            return new Department
            {
                Id = $"d{index}",
                Strategy = strategy,
                Tiers = strategy != Strategy.Tiers || random.Next(4) == 0 ? null : new TierSettings
                {
                    Within = (Strategy)random.Next(9),
                    Wait = Coin(random) ? Time(random, 1, 10) : null,
                    Skill = Coin(random) ? "english" : null,
                },
                WrapUp = Coin(random) ? Time(random, 0, 20) : Duration.Zero,
                PauseAfterMissed = random.Next(3) == 0 ? random.Next(1, 4) : null,
                RingInUse = random.Next(5) == 0,
                Step = Time(random, 1, 10),
                Members = EquatableList.From(employees.Where((_, i) => i == index % employees.Length || Coin(random))
                    .OrderBy(_ => random.Next())
                    .Select(id => new Member(
                        id, random.Next(3) == 0 ? Time(random, 1, 10) : null, random.Next(1, 4), random.Next(3)))),
                GiveUpAfter = rounds == 0 || Coin(random) ? Time(random, 2, 40) : null,
                Rounds = rounds == 0 ? null : rounds,
                Queue = Coin(random) ? Queue(index) : null,
                Otherwise = Target(index + 1),
            };
        }

        QueueSettings Queue(int index) => new()
        {
            Music = Coin(random) ? "music.wav" : null,
            AnnouncePosition = Coin(random),
            AnnounceEvery = Coin(random) ? Time(random, 10, 20) : null,
            MaxWait = Time(random, 5, 60),
            MaxLength = Coin(random) ? random.Next(1, 4) : null,
            Retry = Coin(random) ? Time(random, 1, 6) : null,
            WhenFull = Coin(random) ? Target(index + 1) : null,
            WhenWaited = Coin(random) ? Target(index + 1) : null,
            WhenEmpty = Coin(random) ? Target(index + 1) : null,
        };

        Menu Menu(int index) => new()
        {
            Id = $"m{index}",
            Prompt = "menu.wav",
            DialExtensions = index == 0,
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
