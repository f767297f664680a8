using NodaTime;

namespace CallRouting.Runtime.Tests;

/// <summary>The plans of the tests: one small company.</summary>
internal static class Plans
{
    public const string MainNumber = "+74951110001";
    public const string MenuNumber = "+74951110002";
    public const string MessageNumber = "+74951110003";
    public const string OutsideNumber = "+74951110004";
    public const string CentreNumber = "+74951110005";
    public const string OlgaNumber = "+74951110006";

    public static Plan Model { get; } = new()
    {
        Id = "office",
        TimeZone = "Europe/Moscow",
        Employees =
        [
            new Employee { Id = "ivan", Name = "Иван", Extension = Extension.Parse("101") },
            new Employee
            {
                Id = "olga",
                Name = "Ольга",
                Extension = Extension.Parse("102"),
                Mobile = new MobileForward { To = PhoneNumber.Parse("+79161110002"), After = Duration.FromSeconds(5) },
            },
        ],
        Departments =
        [
            new Department
            {
                Id = "sales",
                Extension = Extension.Parse("500"),
                Members = [new Member("ivan"), new Member("olga")],
                GiveUpAfter = Duration.FromSeconds(30),
                Otherwise = new VoicemailTarget("messages"),
            },
        ],
        Voicemails = [new Voicemail { Id = "messages", Greeting = "leave-message.wav", DeliverTo = "ivan" }],
        Externals =
        [
            new ExternalNumber
            {
                Id = "duty",
                To = "+79035550001",
                Purpose = "answering at night",
                Share = [SharedField.CallerNumber],
                Otherwise = new VoicemailTarget("messages"),
            },
            new ExternalNumber
            {
                Id = "centre",
                To = "sip:intake@cc.example.net",
                Purpose = "handling the request",
                Share = [SharedField.CalledNumber, SharedField.CallId],
                Otherwise = new VoicemailTarget("messages"),
            },
        ],
        Menus =
        [
            new Menu
            {
                Id = "choice",
                Prompt = "choice.wav",
                Keys = [new MenuKey('1', new DepartmentTarget("sales"))],
                NoInput = new MenuExit(0, new DepartmentTarget("sales")),
                WrongKey = new MenuExit(1, new DepartmentTarget("sales")),
            },
        ],
        Trunks =
        [
            new Trunk
            {
                Id = "provider",
                Gateway = "sip.example.net",
                Username = "provider-line",
                NumberRules = new NumberRulesSettings { Country = "7", Area = "495" },
            },
            new Trunk { Id = "line-1", Kind = TrunkKind.Fxo, Line = new LineNumber(1), Number = "main" },
        ],
        Numbers =
        [
            new CompanyNumber
            {
                Id = "main",
                Called = PhoneNumber.Parse(MainNumber),
                CallerIdOut = true,
                Route = new DepartmentTarget("sales"),
            },
            Number("menu", MenuNumber, new PlayTarget("welcome.wav", new MenuTarget("choice"))),
            Number("message", MessageNumber, new VoicemailTarget("messages")),
            Number("outside", OutsideNumber, new ExternalTarget("duty")),
            Number("centre", CentreNumber, new ExternalTarget("centre")),
            Number("olga", OlgaNumber, new EmployeeTarget("olga")),
        ],
        OtherNumber = new DepartmentTarget("sales"),
    };

    public static RoutingPlan Office { get; } = PlanCompiler.Compile(Model).GetPlan();

    /// <summary>The same company with everything of "main" going to the answering machine.</summary>
    public static RoutingPlan Closed { get; } = PlanCompiler.Compile(Model with
    {
        Numbers = EquatableList.From(Model.Numbers.Select(number =>
            number.Id == "main" ? number with { Route = new VoicemailTarget("messages") } : number)),
    }).GetPlan();

    private static CompanyNumber Number(string id, string called, Target route) =>
        new() { Id = id, Called = PhoneNumber.Parse(called), Route = route };
}
