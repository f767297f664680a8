namespace CallRouting.Tests;

[Trait("Spec", "S1")]
public class EmployeeDirectoryTests
{
    private readonly EmployeeDirectory _directory = new(new PlanBuilder("company", "UTC", To.Mailbox("olga"))
        .Employee("olga", e => e.Named("Ольга Смирнова").Extension("101").Works("Бухгалтерия", "главный бухгалтер")
            .Topics("зарплата", "налоги"))
        .Employee("petr", e => e.Named("Пётр Ёлкин").Extension("102").Works("Бухгалтерия", "бухгалтер", "olga")
            .Topics("налоги на имущество", "Счета"))
        .Employee("anna", e => e.Named("Anna Black").Extension("103").Works("Sales", "manager", "olga")
            .Topics("VAT", "invoices and taxes"))
        .Employee("boris", e => e.Extension("104").Works("Sales"))
        .Build());

    private string Found(string text) => string.Join(' ', _directory.Search(text).Select(entry => entry.Id));

    [Theory]
    [InlineData("налоги", "olga petr")] // the topic itself before one that begins so
    [InlineData("НАЛОГИ", "olga petr")]
    [InlineData("имущество", "petr")]
    [InlineData("taxes invoices", "anna")]
    [InlineData("vat", "anna")]
    [InlineData("счета", "petr")]
    [InlineData("петр", "petr")]
    [InlineData("елкин", "petr")]
    [InlineData("бухгалтер", "olga petr")]
    [InlineData("главный бухгалтер", "olga")]
    [InlineData("sales", "anna boris")]
    [InlineData("смирнова", "anna olga petr")] // herself, and those whose head she is, by name
    [InlineData("103", "anna")]
    [InlineData("boris", "boris")]
    [InlineData("sales налоги", "")]
    [InlineData("nobody", "")]
    [InlineData("", "anna boris olga petr")]
    [InlineData(" \t ", "anna boris olga petr")]
    public void Every_word_must_occur_and_topics_come_first(string text, string found) =>
        Assert.Equal(found, Found(text));

    [Fact]
    public void An_entry_says_where_somebody_works_and_under_whom()
    {
        var petr = _directory.Entries[1];
        Assert.Equal((1, "petr", "Пётр Ёлкин", "102", "Бухгалтерия", "бухгалтер", "Ольга Смирнова"), (petr.Employee, petr.Id,
            petr.Name, petr.Extension.ToString(), petr.Unit, petr.Position, petr.Head));
        Assert.Equal(("boris", "", ""), (_directory.Entries[3].Name, _directory.Entries[3].Position, _directory.Entries[3].Head));
    }

    [Fact]
    public void Topics_are_listed_once_and_lead_to_who_is_responsible()
    {
        Assert.Equal(["invoices and taxes", "VAT", "зарплата", "налоги", "налоги на имущество", "Счета"],
            _directory.Topics());
        Assert.Equal(["petr"], _directory.Responsible("счета").Select(entry => entry.Id));
        Assert.Empty(_directory.Responsible("сче"));
    }
}
