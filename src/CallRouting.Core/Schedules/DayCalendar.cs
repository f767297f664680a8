using NodaTime;

namespace CallRouting;

/// <summary>An interval with its position in the list in which it is written.</summary>
internal readonly record struct WrittenInterval(LocalInterval Interval, int Position);

/// <summary>What sets the hours of one date: the rule, its position among its kind, its intervals by start.</summary>
internal readonly record struct DayRule(ScheduleRuleKind Kind, int Entry, WrittenInterval[] Hours)
{
    /// <summary>Where the rule is written; with a position, where that interval of it is.</summary>
    internal string Path(ScheduleSettings settings, int? position = null) => Kind switch
    {
        ScheduleRuleKind.None => "",
        ScheduleRuleKind.Weekly => SchedulePath.Weekly(Entry, position),
        ScheduleRuleKind.Holiday when position is { } at => SchedulePath.HolidayHours(at),
        ScheduleRuleKind.Holiday => SchedulePath.Holiday(Entry),
        _ => SchedulePath.Date(settings.Dates[Entry], position),
    };
}

/// <summary>A run of dates with one rule.</summary>
internal readonly record struct RuledDays(int First, int Last, DayRule Rule);

/// <summary>A run of dates that, once hours from before it have run out, is open or closed without a break.</summary>
internal readonly record struct UniformDays(int First, int Last, bool IsOpen);

/// <summary>Which rule sets the hours of which date; dates are day numbers.</summary>
internal sealed class DayCalendar
{
    private readonly DayRule[] _week;
    private readonly RuledDays[] _special;
    private readonly UniformDays[] _uniform;

    internal DayCalendar(ScheduleSettings settings)
    {
        _week = new DayRule[7];
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var hours = Sorted(settings.Weekly?[(IsoDayOfWeek)(weekday + 1)] ?? []);
            _week[weekday] = new(hours.Length == 0 ? ScheduleRuleKind.None : ScheduleRuleKind.Weekly, weekday, hours);
        }
        _special = SpecialDays(settings);
        _uniform = Uniform();
    }

    /// <summary>The dates with a rule of their own, in order, not overlapping.</summary>
    internal ReadOnlySpan<RuledDays> Special => _special;

    internal ReadOnlySpan<DayRule> Week => _week;

    internal DayRule RuleOf(int day)
    {
        var at = LastStartingBy(_special, day, static days => days.First);
        return at >= 0 && day <= _special[at].Last ? _special[at].Rule : _week[IsoDate.WeekdayOf(day)];
    }

    /// <summary>The uniform run that holds a date.</summary>
    internal bool TryGetUniform(int day, out UniformDays run)
    {
        var at = LastStartingBy(_uniform, day, static days => days.First);
        run = at < 0 ? default : _uniform[at];
        return at >= 0 && day <= run.Last;
    }

    private static int LastStartingBy<T>(T[] runs, int day, Func<T, int> first)
    {
        var (low, high) = (0, runs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (first(runs[middle]) <= day)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }

    private static WrittenInterval[] Sorted(EquatableList<LocalInterval> hours)
    {
        var sorted = new List<WrittenInterval>(hours.Count);
        for (var i = 0; i < hours.Count; i++)
            if (!hours[i].IsEmpty)
                sorted.Add(new(hours[i], i));
        sorted.Sort(static (left, right) => left.Interval.CompareTo(right.Interval));
        return [.. sorted];
    }

    // Holidays rank below dates, an earlier entry below a later one; a sweep over the ends of all entries keeps
    // the rank that wins, so that ranges of centuries cost no more than single dates.
    private static RuledDays[] SpecialDays(ScheduleSettings settings)
    {
        var rules = new List<DayRule>();
        var ends = new List<(int Day, int Rank, bool Begins)>();
        var holidayHours = Sorted(settings.HolidayHours ?? []);
        for (var i = 0; i < settings.Holidays.Count; i++)
            Add(settings.Holidays[i], settings.Holidays[i], new(ScheduleRuleKind.Holiday, i, holidayHours));
        for (var i = 0; i < settings.Dates.Count; i++)
            if (settings.Dates[i] is { } entry)
                Add(entry.First, entry.Last, new(ScheduleRuleKind.Date, i, Sorted(entry.Hours)));
        ends.Sort(static (left, right) => left.Day.CompareTo(right.Day));

        var runs = new List<RuledDays>();
        var active = new SortedSet<int>();
        var (winner, since) = (-1, 0);
        for (var i = 0; i < ends.Count;)
        {
            var day = ends[i].Day;
            for (; i < ends.Count && ends[i].Day == day; i++)
                _ = ends[i].Begins ? active.Add(ends[i].Rank) : active.Remove(ends[i].Rank);
            var next = active.Count == 0 ? -1 : active.Max;
            if (next == winner)
                continue;
            if (winner >= 0)
                runs.Add(new(since, day - 1, rules[winner]));
            (winner, since) = (next, day);
        }
        return [.. runs];

        void Add(LocalDate first, LocalDate last, DayRule rule)
        {
            var (from, to) = (IsoDate.DayOf(first), IsoDate.DayOf(last));
            if (from > to)
                return;
            ends.Add((from, rules.Count, true));
            ends.Add((to + 1, rules.Count, false));
            rules.Add(rule);
        }
    }

    private UniformDays[] Uniform()
    {
        var runs = new List<(UniformDays Days, bool Alone)>();
        var week = Evenness(_week);
        var next = IsoDate.FirstDay;
        foreach (var (first, last, rule) in _special)
        {
            Add(next, first - 1, week);
            Add(first, last, Evenness([rule]));
            next = last + 1;
        }
        Add(next, IsoDate.LastDay, week);
        return [.. runs.Select(static run => run.Days)];

        void Add(int first, int last, (bool Even, bool IsOpen, bool Alone) days)
        {
            if (first > last || !days.Even)
                return;
            // Open days that lean on the night before them leave a gap where another run ends: kept apart.
            if (runs is [.., var (before, alone)] && before.Last == first - 1 && before.IsOpen == days.IsOpen
                && alone && days.Alone)
                runs[^1] = (before with { Last = last }, true);
            else
                runs.Add((new(first, last, days.IsOpen), days.Alone));
        }
    }

    // Whether days that repeat these rules for ever are without a break; alone: each day by its own intervals.
    private static (bool Even, bool IsOpen, bool Alone) Evenness(ReadOnlySpan<DayRule> cycle)
    {
        const int day = 24 * 60;
        var open = new bool[cycle.Length * day];
        var own = new bool[cycle.Length * day];
        for (var i = 0; i < cycle.Length; i++)
            foreach (var (interval, _) in cycle[i].Hours)
                for (var minute = interval.StartMinute; minute < interval.EndMinute; minute++)
                {
                    open[(i * day + minute) % open.Length] = true;
                    own[i * day + Math.Min(minute, day - 1)] = true;
                }
        return (!open.Contains(!open[0]), open[0], !open[0] || !own.Contains(false));
    }
}
