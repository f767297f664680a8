using System.Globalization;
using NodaTime;

namespace CallRouting;

/// <summary>The plan of a company that has not written one yet: it works before anybody has edited it (SPEC G2, G10,
/// G20).</summary>
public static class FreshPlan
{
    /// <summary>The id of the one account, an administrator's.</summary>
    public const string Administrator = "admin";

    /// <summary>The id of the one department.</summary>
    public const string Department = "sales";

    /// <summary>Makes the plan: one administrator, one department, and every number round the clock to it.</summary>
    /// <param name="id">The company's name for the plan.</param>
    /// <param name="timeZone">The company's IANA time zone, for example <c>Europe/Moscow</c>.</param>
    /// <param name="language">The language in which the department is named: <c>ru</c>, else English.</param>
    /// <param name="numbers">The company's numbers; outgoing calls present the first.</param>
    public static Plan Make(string id, string timeZone, string language, params ReadOnlySpan<PhoneNumber> numbers)
    {
        ArgumentNullException.ThrowIfNull(language);
        var own = new List<CompanyNumber>();
        foreach (var number in numbers)
        {
            own.Add(new CompanyNumber
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"number-{own.Count + 1}"),
                Called = number,
                CallerIdOut = own.Count == 0,
            });
        }

        var isRussian = language.Split('-')[0].Equals("ru", StringComparison.OrdinalIgnoreCase);
        return new Plan
        {
            Id = id,
            TimeZone = timeZone,
            Employees =
            [
                new Employee { Id = Administrator, Role = Role.Administrator, Extension = Extension.Parse("100") },
            ],
            Departments =
            [
                new Department
                {
                    Id = Department,
                    Name = isRussian ? "Отдел продаж" : "Sales",
                    Members = [new Member(Administrator)],
                    GiveUpAfter = Duration.FromMinutes(1),
                    Otherwise = new MailboxTarget(Administrator),
                },
            ],
            Numbers = EquatableList.From(own),
            OtherNumber = new DepartmentTarget(Department),
        };
    }
}
