using NodaTime;

namespace CallRouting.Tests;

/// <summary>The worked example of a plan: an office with several numbers, lines and providers.</summary>
public static class OfficePlan
{
    private static readonly Target Office = To.Voicemail("voicemail-office");

    public static PlanBuilder Builder() => new PlanBuilder(
            "sever-office", "Europe/Moscow", otherNumber: To.Department("sales"))
        .Employee("anna", e => e.Named("Анна Секретарь").Administrator().Extension("100").Devices("desk", "softphone"))
        .Employee("ivan", e => e.Named("Иван Петров").Extension("101").Mobile("+79161110001"))
        .Employee("olga", e => e.Named("Ольга Смирнова").Extension("102")
            .Mobile("+79161110002", after: Duration.FromSeconds(5)))
        .Employee("petr", e => e.Named("Пётр Бухгалтер").Extension("103"))
        .Employee("director", e => e.Named("Сергей Иванович").Extension("200").GuardedBy("anna"))
        .Department("sales", otherwise: Office, d => d.Named("Отдел продаж").Extension("500")
            .Cascading(step: Duration.FromSeconds(10)).Members("ivan", "olga", "anna")
            .GiveUpAfter(Duration.FromSeconds(60)))
        .Department("accounting", otherwise: Office, d => d.Named("Бухгалтерия").Extension("510")
            .InTurn(step: Duration.FromSeconds(15)).Rounds(2).Members("petr", "anna"))
        .Voicemail("voicemail-office", greeting: "leave-message.wav", deliverTo: "anna", Duration.FromSeconds(120))
        .Fax("fax-office", deliverTo: "anna")
        .External("outsourced-cc", to: "sip:intake@cc.example.net", purpose: "handling the caller's request",
            otherwise: Office, x => x
                .Share(SharedField.CallerNumber, SharedField.CalledNumber, SharedField.CallId)
                .AnswerWithin(Duration.FromSeconds(20)))
        .Schedule("office", s => s
            .Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday, "09:00-13:00", "14:00-18:00")
            .Weekly(IsoDayOfWeek.Friday, "09:00-13:00", "14:00-17:00")
            .On(new LocalDate(2026, 12, 31), "09:00-14:00")
            .Closed(new LocalDate(2027, 1, 1), new LocalDate(2027, 1, 8)))
        .Fxo("analog-1", line: 1, number: "main")
        .Fxo("analog-2", line: 2, number: "accounts")
        .Pri("e1", t => t.Country("7", area: "495"))
        .Sip("provider-a", t => t.Country("7", area: "495"))
        .Sip("provider-b", t => t.CalledIdIn(CalledIdHeader.To).Country("7").Rewrite("8XXXXXXXXXX", 1, "+7"))
        .Number("main", "+74951110001", callerIdOut: true, route: To.Schedule("office",
            open: To.Play("welcome.wav", then: To.Department("sales")),
            closed: To.Play("closed.wav", then: Office)))
        .Number("accounts", "+74951110002", To.Menu("accounts-menu"))
        .Number("tender", "+74951110003", To.Schedule("office",
            open: To.Employee("anna"),
            closed: To.External("outsourced-cc")))
        .Menu("accounts-menu", "accounts.wav",
            noInput: To.Department("sales"),
            wrongKey: To.Repeat(2, then: To.Department("sales")),
            m => m
                .Key('1', To.Department("accounting"))
                .Key('2', To.Employee("olga"))
                .Key('3', To.Fax("fax-office"))
                .Key('4', Office));

    public static Plan Model() => Builder().ToPlan();

    public static RoutingPlan Compiled() => Builder().Build();

    /// <summary>An instant by the clock on the office's wall.</summary>
    public static Instant At(int year, int month, int day, int hour, int minute, int second = 0) =>
        new LocalDateTime(year, month, day, hour, minute, second)
            .InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Moscow"]).ToInstant();
}
