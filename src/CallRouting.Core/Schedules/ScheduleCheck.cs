using NodaTime;

namespace CallRouting;

/// <summary>Looks through settings for mistakes: all of them, in one pass, without throwing.</summary>
internal static class ScheduleCheck
{
    internal static void Run(ScheduleSettings settings, DayCalendar calendar, List<ScheduleFinding> findings)
    {
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var day = weekday;
            CheckHours(settings.Weekly?[(IsoDayOfWeek)(day + 1)] ?? [], at => SchedulePath.Weekly(day, at), findings);
        }
        CheckDates(settings, findings);
        CheckHolidays(settings, findings);
        CheckSpills(settings, calendar, findings);
        CheckEverOpen(calendar, findings);
    }

    private static void CheckHours(
        EquatableList<LocalInterval> hours, Func<int, string> path, List<ScheduleFinding> findings)
    {
        for (var i = 0; i < hours.Count; i++)
        {
            if (hours[i].IsEmpty)
            {
                findings.Add(new(FindingSeverity.Error, path(i),
                    "The interval is empty: give a start and an end, or leave the day without intervals."));
                continue;
            }
            for (var j = 0; j < i; j++)
                if (hours[i].StartMinute < hours[j].EndMinute && hours[j].StartMinute < hours[i].EndMinute)
                {
                    findings.Add(new(FindingSeverity.Error, path(i),
                        $"{hours[i]} overlaps {hours[j]} of the same day: write them as one interval "
                        + "or change where one starts."));
                    break;
                }
        }
    }

    private static void CheckDates(ScheduleSettings settings, List<ScheduleFinding> findings)
    {
        var ranges = new List<(int First, int Last, int Entry)>();
        for (var i = 0; i < settings.Dates.Count; i++)
        {
            if (settings.Dates[i] is not { } entry)
            {
                findings.Add(new(FindingSeverity.Error, $"dates[{i}]", "The entry is missing: remove it."));
                continue;
            }
            if (entry.First > entry.Last)
            {
                findings.Add(new(FindingSeverity.Error, SchedulePath.Date(entry),
                    "The range ends before it starts: write "
                    + $"{IsoDate.Text(entry.Last)}..{IsoDate.Text(entry.First)}."));
                continue;
            }
            ranges.Add((IsoDate.DayOf(entry.First), IsoDate.DayOf(entry.Last), i));
            CheckHours(entry.Hours, at => SchedulePath.Date(entry, at), findings);
        }
        // By first date: an entry meets an earlier one when that has not ended yet.
        ranges.Sort();
        var open = (First: 0, Last: int.MinValue, Entry: 0);
        foreach (var range in ranges)
        {
            if (range.First <= open.Last)
            {
                var (early, late) = range.Entry < open.Entry ? (range.Entry, open.Entry) : (open.Entry, range.Entry);
                findings.Add(new(FindingSeverity.Warning, SchedulePath.Date(settings.Dates[late]),
                    $"{IsoDate.Text(IsoDate.DateOf(range.First))} is also in "
                    + $"{SchedulePath.Date(settings.Dates[early])}: the later entry counts; "
                    + "take the date out of one of them."));
            }
            if (range.Last > open.Last)
                open = range;
        }
    }

    private static void CheckHolidays(ScheduleSettings settings, List<ScheduleFinding> findings)
    {
        var seen = new Dictionary<int, int>();
        for (var i = 0; i < settings.Holidays.Count; i++)
            if (!seen.TryAdd(IsoDate.DayOf(settings.Holidays[i]), i))
                findings.Add(new(FindingSeverity.Warning, SchedulePath.Holiday(i),
                    $"{IsoDate.Text(settings.Holidays[i])} is listed twice: remove one."));
        if (settings.HolidayHours is not { } hours)
            return;
        CheckHours(hours, at => SchedulePath.HolidayHours(at), findings);
        if (settings.Holidays.IsEmpty && !hours.IsEmpty)
            findings.Add(new(FindingSeverity.Warning, SchedulePath.HolidayHours(),
                "No holidays are listed, so these hours are never used: list the dates or remove the hours."));
    }

    private static void CheckSpills(
        ScheduleSettings settings, DayCalendar calendar, List<ScheduleFinding> findings)
    {
        foreach (var (first, _, rule) in calendar.Special)
        {
            if (rule.Hours.Length > 0 || first == IsoDate.FirstDay)
                continue;
            var before = calendar.RuleOf(first - 1);
            foreach (var (interval, position) in before.Hours)
            {
                if (!interval.RunsPastMidnight)
                    continue;
                var (date, eve) = (IsoDate.Text(IsoDate.DateOf(first)), IsoDate.Text(IsoDate.DateOf(first - 1)));
                var until = new LocalInterval(0, interval.EndMinute - 24 * 60).ToString()[6..];
                findings.Add(new(FindingSeverity.Warning, rule.Path(settings),
                    $"{date} is closed, yet {interval} of {eve} ({before.Path(settings, position)}) runs on until "
                    + $"{until}: to close at midnight, give dates[\"{eve}\"] hours that end at 24:00."));
            }
        }
    }

    private static void CheckEverOpen(DayCalendar calendar, List<ScheduleFinding> findings)
    {
        foreach (var rule in calendar.Week)
            if (rule.Hours.Length > 0)
                return;
        foreach (var days in calendar.Special)
            if (days.Rule.Hours.Length > 0)
                return;
        findings.Add(new(FindingSeverity.Warning, SchedulePath.Week,
            "The schedule is never open: give hours to a day of the week or to a date."));
    }
}
