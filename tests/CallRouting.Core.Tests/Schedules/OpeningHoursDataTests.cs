using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CallRouting.Tests;

/// <summary>Cases that two independent evaluators agree on.</summary>
[Trait("Spec", "G21")]
public class OpeningHoursDataTests
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    [Fact]
    public void Every_probe_has_the_agreed_state()
    {
        var probes = 0;
        foreach (var (id, schedule, data) in Cases())
            foreach (var probe in data.GetProperty("probes").EnumerateArray())
            {
                var t = ScheduleTexts.Utc(probe.GetProperty("utc").GetString()!);
                var open = probe.GetProperty("open").GetBoolean();
                Assert.True(open == schedule.At(t).IsOpen, $"{id} at {t}: agreed {open}, {schedule.Explain(t)}");
                probes++;
            }
        Assert.True(probes > 0);
    }

    [Fact]
    public void Every_window_is_open_exactly_in_the_agreed_intervals()
    {
        foreach (var (id, schedule, data) in Cases())
        {
            var window = data.GetProperty("window_local").EnumerateArray()
                .Select(end => Local(end.GetString()!).InZoneLeniently(schedule.Zone).ToInstant()).ToArray();
            var agreed = data.GetProperty("open_utc").EnumerateArray()
                .Select(pair => (ScheduleTexts.Utc(pair[0].GetString()!), ScheduleTexts.Utc(pair[1].GetString()!)));
            Assert.True(agreed.SequenceEqual(OpenIntervals(schedule, window[0], window[1])), id);
        }
    }

    private static IEnumerable<(Instant, Instant)> OpenIntervals(Schedule schedule, Instant from, Instant to)
    {
        for (var t = from; t < to;)
        {
            var state = schedule.At(t);
            var until = Instant.Min(state.ValidUntil, to);
            if (state.IsOpen)
                yield return (t, until);
            t = until;
        }
    }

    private static List<(string Id, Schedule Schedule, JsonElement Data)> Cases()
    {
        var path = Path.Combine(DataFolder(), "opening_hours.dev.json");
        if (!File.Exists(path))
            Assert.Skip("The shared test data are absent: set CALLROUTING_TEST_DATA to their folder.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var cases = new List<(string, Schedule, JsonElement)>();
        foreach (var data in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var findings = new List<ScheduleFinding>();
            var schedule = Schedule.Compile(Settings(data), findings);
            Assert.DoesNotContain(findings, finding => finding.Path == "zone");
            cases.Add((data.GetProperty("id").GetString()!, schedule, data.Clone()));
        }
        Assert.NotEmpty(cases);
        return cases;
    }

    private static ScheduleSettings Settings(JsonElement data)
    {
        var weekly = data.GetProperty("weekly");
        var week = new WeeklyHours();
        for (var day = 0; day < 7; day++)
            week = week.With((IsoDayOfWeek)(day + 1), Hours(weekly.GetProperty(Days[day])).AsSpan());
        var holidays = data.GetProperty("holiday_hours");
        return new()
        {
            Id = data.GetProperty("id").GetString()!,
            Zone = data.GetProperty("zone").GetString()!,
            Weekly = week,
            Dates = EquatableList.From(data.GetProperty("special_dates").EnumerateArray().Select(entry =>
                new DateHours(DateOf(entry.GetProperty("date")), Hours(entry.GetProperty("hours"))))),
            Holidays = EquatableList.From(data.GetProperty("holidays").EnumerateArray().Select(DateOf)),
            HolidayHours = holidays.ValueKind == JsonValueKind.Null ? null : Hours(holidays),
        };
    }

    private static LocalDate DateOf(JsonElement text) => ScheduleTexts.Date(text.GetString()!);

    private static LocalDateTime Local(string text) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd H:mm").Parse(text.Replace('T', ' ')).Value;

    private static EquatableList<LocalInterval> Hours(JsonElement intervals) =>
        EquatableList.From(intervals.EnumerateArray().SelectMany(pair =>
            ScheduleTexts.Hours($"{pair[0].GetString()}-{pair[1].GetString()}")));

    private static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("CALLROUTING_TEST_DATA") is { Length: > 0 } set)
            return set;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CallRouting.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "..", "shared", "data");
    }
}
