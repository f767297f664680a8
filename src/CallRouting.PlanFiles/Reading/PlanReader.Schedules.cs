using NodaTime;
using NodaTime.Text;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private ScheduleSettings ReadSchedule(Place place, string id)
    {
        var map = new MapReader(place, PlanFormat.Schedule, _findings);
        return new ScheduleSettings
        {
            Id = id,
            Zone = map.Text("zone") ?? "",
            Weekly = map.Find("weekly") is { } weekly ? ReadWeekly(weekly) : new WeeklyHours(),
            Dates = map.Find("dates") is { } dates ? ReadDates(dates) : [],
            Holidays = map.Find("holidays") is { } holidays ? ReadHolidays(holidays) : [],
            HolidayHours = map.Find("holiday-hours") is { } hours ? ReadHours(hours) : null,
        };
    }

    private WeeklyHours ReadWeekly(Place place)
    {
        var week = new WeeklyHours();
        if (place.Node is not MapNode map)
        {
            Scalars.WrongType(place, "'weekly' is a map of days, like mon-fri: [\"09:00-18:00\"]", _findings);
            return week;
        }

        var taken = new MapEntry?[Days.Length];
        foreach (var entry in map.Entries)
        {
            var below = place.Below(entry);
            var hours = ReadHours(below);
            if (!TryReadDays(below, entry.Key, out var first, out var last))
                continue;
            for (var day = first;; day = (day + 1) % Days.Length)
            {
                if (taken[day] is { } before)
                {
                    _findings.Error("overlapping-days", below.Path, entry.KeyAt, $"'{Days[day]}' stands already in "
                        + $"{Shown.Of(before.Key)} at {before.KeyAt}: give each day its hours once.");
                    break;
                }

                taken[day] = entry;
                LocateHours($"{place.Path}.{Days[day]}", below);
                week = week.With((IsoDayOfWeek)(day + 1), hours.AsSpan());
                if (day == last)
                    break;
            }
        }

        return week;
    }

    private bool TryReadDays(Place place, string key, out int first, out int last)
    {
        var dash = key.IndexOf('-', StringComparison.Ordinal);
        first = Array.IndexOf(Days, dash < 0 ? key : key[..dash]);
        last = dash < 0 ? first : Array.IndexOf(Days, key[(dash + 1)..]);
        if (first >= 0 && last >= 0)
            return true;
        var wrong = first >= 0 ? key[(dash + 1)..] : dash < 0 ? key : key[..dash];
        var meant = Days.FirstOrDefault(day => wrong.StartsWith(day, StringComparison.OrdinalIgnoreCase))
            ?? Spelling.Nearest(wrong, Days);
        var question = meant is null ? "" : $" Did you mean '{meant}'?";
        _findings.Error("bad-day", place.Path, place.NameAt, $"{Shown.Of(wrong)} is no day of the week.{question} "
            + $"Write {Shown.List(Days)}, or a range like mon-thu.");
        return false;
    }

    private EquatableList<DateHours> ReadDates(Place place)
    {
        if (place.Node is not MapNode map)
        {
            Scalars.WrongType(place, "'dates' is a map, like \"2026-12-31\": [\"09:00-14:00\"]", _findings);
            return [];
        }

        var dates = new List<DateHours>();
        foreach (var entry in map.Entries)
        {
            var below = place.Below(entry);
            var hours = ReadHours(below);
            var dots = entry.Key.IndexOf("..", StringComparison.Ordinal);
            if (TryReadDate(below, dots < 0 ? entry.Key : entry.Key[..dots], entry.KeyAt, out var first)
                & TryReadDate(below, dots < 0 ? entry.Key : entry.Key[(dots + 2)..], entry.KeyAt, out var last))
            {
                var date = new DateHours(first, last, hours);
                LocateHours($"{place.Path}[\"{date.Key}\"]", below);
                dates.Add(date);
            }
        }

        return EquatableList.From(dates);
    }

    private bool TryReadDate(Place place, string text, SourcePosition at, out LocalDate date)
    {
        if (LocalDatePattern.Iso.Parse(text.Trim()).TryGetValue(default, out date))
            return true;
        if (!_findings.Covers(place.Path))
            _findings.Error("bad-date", place.Path, at, $"{Shown.Of(text)} is no date: write year, month and day like "
                + "\"2026-12-31\", a range like \"2027-01-01..2027-01-08\".");
        return false;
    }

    private EquatableList<LocalDate> ReadHolidays(Place place)
    {
        var holidays = new List<LocalDate>();
        foreach (var item in Scalars.Items(place, "a list of dates, like [\"2027-01-01\"]", _findings))
            if (Scalars.Text(item, _findings, "a date like \"2027-01-01\" is expected here") is { } text
                && TryReadDate(item, text, item.Node.At, out var date))
                holidays.Add(date);
        return EquatableList.From(holidays);
    }

    private EquatableList<LocalInterval> ReadHours(Place place)
    {
        if (place.Node is ScalarNode { Text: "closed" })
            return [];
        if (place.Node is ScalarNode { IsNothing: false } single)
        {
            var list = LocalInterval.TryParse(single.Text, out var meant, out _) ? $": write [\"{meant}\"]" : "";
            var closed = list.Length == 0 ? Spelling.Question(single.Text, ["closed"]) : "";
            _findings.Error("wrong-type", place.Path, place.Node.At, "Hours are a list, like [\"09:00-18:00\"], or "
                + $"closed; here stands {single.Kind}{list}.{closed}");
            return [];
        }

        var hours = new List<LocalInterval>();
        foreach (var item in Scalars.Items(place, "a list of hours, like [\"09:00-18:00\"], or closed", _findings))
        {
            if (Scalars.Text(item, _findings, "hours like \"09:00-18:00\" are expected here") is not { } text)
                continue;
            if (LocalInterval.TryParse(text, out var interval, out var problem))
                hours.Add(interval);
            else
                _findings.Error("bad-hours", item.Path, item.Node.At, problem);
        }

        return EquatableList.From(hours);
    }
}
