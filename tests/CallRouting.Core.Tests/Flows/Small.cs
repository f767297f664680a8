using NodaTime;

namespace CallRouting.Tests;

/// <summary>A small company for call stories: anna (101), boris (102), clara (103), dmitri (104, who has a mobile), an
/// outside partner, an answering machine, and one number.</summary>
internal static class Small
{
    public static Duration Seconds(double seconds) => Duration.FromMilliseconds((long)Math.Round(seconds * 1000));

    public static Target Box { get; } = new VoicemailTarget("box");

    /// <summary>The company with its number leading to a target.</summary>
    public static Plan Route(Target target) => new()
    {
        Id = "small",
        TimeZone = "Europe/Moscow",
        Employees =
        [
            Person("anna", "101"), Person("boris", "102"), Person("clara", "103"),
            Person("dmitri", "104") with { Mobile = Mobile() },
        ],
        Voicemails = [new Voicemail { Id = "box", Greeting = "box.wav", DeliverTo = "anna" }],
        Externals =
        [
            new ExternalNumber
            {
                Id = "partner",
                To = "+74952220002",
                Purpose = "overflow",
                AnswerWithin = Seconds(20),
                Otherwise = Box,
            },
        ],
        Trunks =
        [
            new Trunk { Id = "line", Gateway = "192.0.2.1", Peers = ["192.0.2.1"] },
        ],
        Numbers =
        [
            new CompanyNumber { Id = "main", Called = PhoneNumber.Parse("+74951110001"), Route = target },
        ],
        OtherNumber = new AnnounceTarget("other.wav"),
    };

    /// <summary>The company with its number leading to a department "sales" that goes on to the answering
    /// machine.</summary>
    /// <param name="strategy">Who rings when, with a step of 10 s.</param>
    /// <param name="members">The members' ids with blanks between; <c>anna:5</c> has a step of 5 s, <c>anna*3</c> a
    /// weight of 3, <c>anna/1</c> a penalty of 1.</param>
    /// <param name="giveUp">Seconds; 0: by rounds only.</param>
    /// <param name="rounds">0: by time only.</param>
    public static Plan Department(Strategy strategy, string members, double giveUp = 60, int rounds = 0) =>
        Route(new DepartmentTarget("sales")) with
        {
            Departments =
            [
                new Department
                {
                    Id = "sales",
                    Extension = Extension.Parse("200"),
                    Strategy = strategy,
                    Step = Seconds(10),
                    Members = EquatableList.From(members.Split(' ').Select(MemberOf)),
                    GiveUpAfter = giveUp == 0 ? null : Seconds(giveUp),
                    Rounds = rounds == 0 ? null : rounds,
                    Otherwise = Box,
                },
            ],
        };

    /// <summary>The plan with a queue in each department: music, no announcements, 10 minutes, and a rest of 5 s.</summary>
    public static Plan WithQueue(this Plan plan, Func<QueueSettings, QueueSettings>? change = null)
    {
        var queue = new QueueSettings { Music = "music.wav", MaxWait = Duration.FromMinutes(10) };
        return plan with
        {
            Departments = EquatableList.From(
                plan.Departments.Select(d => d with { Queue = change is null ? queue : change(queue) })),
        };
    }

    /// <summary>The company with its number leading to a menu: 1 anna, 2 boris, 9 once more; silence and wrong keys
    /// lead to clara and to the answering machine after so many repeats.</summary>
    public static Plan Menu(int noInputRepeats = 0, int wrongKeyRepeats = 0) =>
        Route(new MenuTarget("choices")) with
        {
            Menus =
            [
                new Menu
                {
                    Id = "choices",
                    Prompt = "menu.wav",
                    Keys =
                    [
                        new MenuKey('1', new EmployeeTarget("anna")), new MenuKey('2', new EmployeeTarget("boris")),
                        new MenuKey('9', new RepeatTarget()),
                    ],
                    NoInput = new MenuExit(noInputRepeats, new EmployeeTarget("clara")),
                    WrongKey = new MenuExit(wrongKeyRepeats, Box),
                },
            ],
        };

    /// <summary>The plan with one employee changed.</summary>
    public static Plan With(this Plan plan, string employee, Func<Employee, Employee> change) => plan with
    {
        Employees = EquatableList.From(plan.Employees.Select(e => e.Id == employee ? change(e) : e)),
    };

    /// <summary>The plan with its outside number changed.</summary>
    public static Plan WithPartner(this Plan plan, Func<ExternalNumber, ExternalNumber> change) => plan with
    {
        Externals = EquatableList.From(plan.Externals.Select(change)),
    };

    public static MobileForward Mobile(double after = 7, bool keepRinging = false, bool confirm = false) => new()
    {
        To = PhoneNumber.Parse("+79161234567"),
        After = Seconds(after),
        KeepRinging = keepRinging,
        Confirm = confirm,
    };

    private static Employee Person(string id, string extension) =>
        new() { Id = id, Extension = Extension.Parse(extension) };

    /// <summary>The plan with its first department changed.</summary>
    public static Plan WithSales(this Plan plan, Func<Department, Department> change) => plan with
    {
        Departments = [change(plan.Departments[0]), .. plan.Departments.Skip(1)],
    };

    private static Member MemberOf(string text) =>
        text.Split(':') is [var id, var step] ? new Member(id, Seconds(Number(step))) :
        text.Split('*') is [var heavy, var weight] ? new Member(heavy, Weight: (int)Number(weight)) :
        text.Split('/') is [var late, var penalty] ? new Member(late, Penalty: (int)Number(penalty)) :
        new Member(text);

    private static double Number(string text) =>
        double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
