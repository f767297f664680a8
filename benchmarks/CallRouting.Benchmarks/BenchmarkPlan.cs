using NodaTime;

namespace CallRouting.Benchmarks;

/// <summary>One company with as many numbers as are asked for, all with business hours, a menu and departments.</summary>
internal static class BenchmarkPlan
{
    public const string TrunkId = "provider";
    public static readonly Instant OpenHour = Instant.FromUtc(2026, 11, 24, 8, 0);

    /// <summary>The i-th number as a Russian provider writes it: 8 and ten digits.</summary>
    public static string Raw(int i) => string.Create(null, stackalloc char[16], $"8495{i:D7}");

    public static RoutingPlan Compile(int numbers) => PlanCompiler.Compile(Describe(numbers)).GetPlan();

    public static Plan Describe(int numbers)
    {
        var hours = new LocalInterval(9 * 60, 18 * 60);
        return new Plan
        {
            Id = "benchmark",
            TimeZone = "Europe/Moscow",
            Employees =
            [
                new Employee { Id = "anna", Extension = Extension.Parse("100") },
                new Employee { Id = "ivan", Extension = Extension.Parse("101") },
                new Employee { Id = "olga", Extension = Extension.Parse("102") },
            ],
            Departments =
            [
                new Department
                {
                    Id = "sales", Strategy = Strategy.Cascading, Members = [new("anna"), new("ivan"), new("olga")],
                    GiveUpAfter = Duration.FromSeconds(60), Otherwise = new VoicemailTarget("office"),
                },
            ],
            Voicemails = [new Voicemail { Id = "office", Greeting = "leave.wav", DeliverTo = "anna" }],
            Schedules =
            [
                new ScheduleSettings
                {
                    Id = "office", Zone = "",
                    Weekly = new WeeklyHours().With(IsoDayOfWeek.Monday, IsoDayOfWeek.Friday, hours),
                },
            ],
            Menus =
            [
                new Menu
                {
                    Id = "main", Prompt = "menu.wav", Keys = [new('1', new DepartmentTarget("sales"))],
                    NoInput = new MenuExit(0, new DepartmentTarget("sales")),
                    WrongKey = new MenuExit(1, new DepartmentTarget("sales")),
                },
            ],
            Routes =
            [
                new NamedRoute("office", new ScheduleTarget(
                    "office", new PlayTarget("welcome.wav", new MenuTarget("main")), new VoicemailTarget("office"))),
            ],
            Trunks = [new Trunk { Id = TrunkId, NumberRules = new() { Country = "7", Area = "495" } }],
            Numbers = EquatableList.From(Enumerable.Range(0, numbers).Select(i => new CompanyNumber
            {
                Id = $"n{i}", Called = PhoneNumber.Parse("+7" + Raw(i)[1..]), Route = new RouteTarget("office"),
            })),
            OtherNumber = new DepartmentTarget("sales"),
        };
    }
}
