using NodaTime;
using static CallRouting.Tests.ScheduleTexts;

namespace CallRouting.Tests;

[Trait("Spec", "X10")]
public class ScheduleFindingTests
{
    [Theory]
    [InlineData("europe/berlin", "Europe/Berlin?")]
    [InlineData("Europe/Moskow", "Europe/Moscow?")]
    [InlineData("Berlin", "Europe/Berlin?")]
    [InlineData("America/New York", "America/New_York?")]
    [InlineData("Amercia/New_York", "America/New_York?")]
    [InlineData("Russian Standard Time", "Europe/Moscow.")]
    [InlineData("UTC+3", "sign is the other way")]
    [InlineData("GMT-05:00", "sign is the other way")]
    [InlineData("MSK", "a name such as")]
    [InlineData("qwertyuiopasdfgh", "a name such as")]
    [InlineData("", "No time zone")]
    [InlineData(null, "No time zone")]
    public void An_unknown_zone_is_an_error_with_the_name_that_was_meant(string? zone, string advice)
    {
        var finding = Assert.Single(Findings(Daily(zone!, "09:00-18:00")));
        Assert.Equal((FindingSeverity.Error, "zone"), (finding.Severity, finding.Path));
        Assert.Contains(advice, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_zone_of_the_database_compiles() =>
        Assert.All(DateTimeZoneProviders.Tzdb.Ids, zone => Assert.Empty(Findings(Daily(zone, "09:00-18:00"))));

    [Fact]
    public void All_mistakes_are_found_at_once_each_with_its_place()
    {
        var settings = Daily("Mars/Olympus", "", "2027-01-08..2027-01-01=",
            "2026-12-31=09:00-12:00,14:00-15:00,11:00-13:00", "2026-12-30..2027-01-02=10:00-11:00")
            with
        {
            Weekly = new() { Friday = [.. Hours("20:00-04:00,23:00-23:30")], Monday = [default] },
            Holidays = [Date("2026-05-02"), Date("2026-05-09"), Date("2026-05-02")],
        };
        Assert.Equal(
            [
                "Error zone", "Error weekly.mon[0]", "Error weekly.fri[1]", "Error dates[\"2027-01-08..2027-01-01\"]",
                "Error dates[\"2026-12-31\"][2]", "Warning dates[\"2026-12-30..2027-01-02\"]", "Warning holidays[2]",
                "Warning holidays[2]", "Warning holidays[1]",
            ],
            Findings(settings).Select(finding => $"{finding.Severity} {finding.Path}"));
        var thrown = Assert.Throws<ArgumentException>(() => Schedule.Compile(settings));
        Assert.Contains("weekly.fri[1]", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("holidays[2]", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_running_into_a_closed_date_are_a_warning_that_says_until_when()
    {
        var finding = Assert.Single(Findings(Daily("UTC", "20:00-04:00", "2027-01-01..2027-01-08=")));
        Assert.Equal((FindingSeverity.Warning, "dates[\"2027-01-01..2027-01-08\"]"), (finding.Severity, finding.Path));
        Assert.Contains("weekly.thu[0]", finding.Message, StringComparison.Ordinal);
        Assert.Contains("until 04:00", finding.Message, StringComparison.Ordinal);
        Assert.Contains("dates[\"2026-12-31\"]", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Findings(Daily("UTC", "20:00-04:00", "2026-12-31=20:00-24:00", "2027-01-01=")));
    }

    [Fact]
    public void A_date_given_twice_is_a_warning_at_the_entry_that_counts()
    {
        var finding = Assert.Single(
            Findings(Daily("UTC", "09:00-18:00", "2026-05-01..2026-05-10=10:00-11:00", "2026-05-04=")));
        Assert.Equal((FindingSeverity.Warning, "dates[\"2026-05-04\"]"), (finding.Severity, finding.Path));
    }

    [Fact]
    public void A_schedule_that_never_opens_and_hours_never_used_are_warnings()
    {
        Assert.Equal("weekly", Assert.Single(Findings(Daily("UTC", "", "2026-05-01="))).Path);
        Assert.Empty(Findings(Daily("UTC", "", "2026-05-01=09:00-10:00")));
        var unused = Daily("UTC", "09:00-18:00") with { HolidayHours = [.. Hours("10:00-11:00")] };
        Assert.Equal("holiday-hours", Assert.Single(Findings(unused)).Path);
    }

    [Fact]
    public void Ten_thousand_dates_compile_and_answer()
    {
        var hours = EquatableList.Create(Hours("10:00-11:00"));
        var dates = Enumerable.Range(0, 10_000).Select(i =>
            new DateHours(Date("2000-01-01").PlusDays(i * 2), i % 3 == 0 ? [] : hours));
        var schedule = Schedule.Compile(Daily("UTC", "") with { Dates = EquatableList.From(dates) });
        Assert.Equal(2 * (10_000 - 3_334), schedule.Changes(Instant.MinValue, Instant.MaxValue).Count);
    }
}
