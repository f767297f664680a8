using NodaTime;

namespace CallRouting.PlanFiles.Tests;

/// <summary>The worked example of the documentation, as code builds it.</summary>
internal static class OfficePlan
{
    public static Plan Model { get; } = new PlanBuilder("sever-office", "Europe/Moscow", To.Department("sales"))
        .Defaults(new PlanDefaults
        {
            Ring = Duration.FromSeconds(25),
            Step = Duration.FromSeconds(10),
            MobileAfter = Duration.FromSeconds(7),
            MenuTimeout = Duration.FromSeconds(5),
        })
        .Employee("anna", anna => anna
            .Named("Анна Секретарь").Administrator().Extension("100").Devices("desk", "softphone"))
        .Employee("ivan", ivan => ivan.Named("Иван Петров").Extension("101").Mobile("+79161110001"))
        .Employee("olga", olga => olga
            .Named("Ольга Смирнова").Extension("102").Mobile("+79161110002", Duration.FromSeconds(5)))
        .Employee("petr", petr => petr.Named("Пётр Бухгалтер").Extension("103"))
        .Employee("director", director => director.Named("Сергей Иванович").Extension("200").GuardedBy("anna"))
        .Department("sales", To.Voicemail("voicemail-office"), sales => sales
            .Named("Отдел продаж").Extension("500")
            .Cascading(Duration.FromSeconds(10)).Members("ivan", "olga", "anna").GiveUpAfter(Duration.FromSeconds(60)))
        .Department("accounting", To.Voicemail("voicemail-office"), accounting => accounting
            .Named("Бухгалтерия").Extension("510")
            .InTurn(Duration.FromSeconds(15)).Members("petr", "anna").Rounds(2))
        .Voicemail("voicemail-office", "leave-message.wav", "anna", Duration.FromSeconds(120))
        .Fax("fax-office", "anna")
        .External("outsourced-cc", "sip:intake@cc.example.net", "handling the caller's request",
            To.Voicemail("voicemail-office"), centre => centre
                .Share(SharedField.CallerNumber, SharedField.CalledNumber, SharedField.CallId)
                .AnswerWithin(Duration.FromSeconds(20)))
        .Schedule("office", office => office
            .Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday, "09:00-13:00", "14:00-18:00")
            .Weekly(IsoDayOfWeek.Friday, "09:00-13:00", "14:00-17:00")
            .On(new LocalDate(2026, 12, 31), "09:00-14:00")
            .Closed(new LocalDate(2027, 1, 1), new LocalDate(2027, 1, 8)))
        .Fxo("analog-1", 1, "main")
        .Fxo("analog-2", 2, "accounts")
        .Pri("e1", e1 => e1.Country("7", "495"))
        .Sip("provider-a", provider => provider.Country("7", "495"))
        .Sip("provider-b", provider => provider
            .CalledIdIn(CalledIdHeader.To).Country("7").Rewrite("8XXXXXXXXXX", 1, "+7"))
        .Number("main", "+74951110001", To.Schedule("office",
            To.Play("welcome.wav", To.Department("sales")),
            To.Play("closed.wav", To.Voicemail("voicemail-office"))), callerIdOut: true)
        .Number("accounts", "+74951110002", To.Menu("accounts-menu"))
        .Number("tender", "+74951110003", To.Schedule("office", To.Employee("anna"), To.External("outsourced-cc")))
        .Menu("accounts-menu", "accounts.wav", To.Department("sales"), To.Repeat(2, To.Department("sales")), menu => menu
            .Key('1', To.Department("accounting"))
            .Key('2', To.Employee("olga"))
            .Key('3', To.Fax("fax-office"))
            .Key('4', To.Voicemail("voicemail-office")))
        .ToPlan();
}
