using NodaTime;

namespace CallRouting;

/// <summary>Which intervals the clock changes of a zone touch, and how.</summary>
internal static class ZoneTransitions
{
    internal static List<ZoneTransitionEffect> Effects(OpeningTimes times, Instant from, Instant to)
    {
        var effects = new List<ZoneTransitionEffect>();
        if (to <= from)
            return effects;
        foreach (var after in times.Zone.GetZoneIntervals(from, to))
        {
            if (!after.HasStart || after.Start < from || after.Start >= to)
                continue;
            var before = times.Zone.GetUtcOffset(after.Start - Duration.Epsilon).Seconds;
            if (before != after.WallOffset.Seconds)
                AddEffects(effects, times, after.Start, before, after.WallOffset.Seconds);
        }
        return effects;
    }

    private static void AddEffects(
        List<ZoneTransitionEffect> effects, OpeningTimes times, Instant transition, int before, int after)
    {
        // The clock skips, or shows twice, the local times in [low, high).
        var second = transition.ToUnixTimeSeconds();
        var (low, high) = (second + Math.Min(before, after), second + Math.Max(before, after));
        var day = WallClock.DayOf(second);
        foreach (var opening in times.Openings(day, day))
        {
            var midnight = (long)opening.Day * WallClock.SecondsPerDay;
            var start = midnight + opening.Written.Interval.StartMinute * 60;
            var end = midnight + opening.Written.Interval.EndMinute * 60;
            if (start >= high || end <= low)
                continue;
            var skips = after > before;
            var kind = (skips, opening.End > opening.Start, end >= high) switch
            {
                (true, false, _) => ZoneTransitionEffectKind.Skipped,
                (true, true, _) => ZoneTransitionEffectKind.Shortened,
                (false, _, true) => ZoneTransitionEffectKind.Lengthened,
                (false, _, false) => ZoneTransitionEffectKind.FirstPassOnly,
            };
            effects.Add(new(
                transition, Duration.FromSeconds(after - before), kind,
                IsoDate.DateOf(opening.Day), opening.Written.Interval,
                WallClock.ToInstant(opening.Start), WallClock.ToInstant(opening.End),
                skips && low <= start, skips && low <= end && end < high));
        }
    }
}
