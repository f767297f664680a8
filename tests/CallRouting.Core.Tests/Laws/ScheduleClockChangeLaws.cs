using NodaTime;

namespace CallRouting.Tests;

/// <summary>Every clock change of seventy years.</summary>
[Trait("Spec", "X3")]
public class ScheduleClockChangeLaws
{
    // Around every hour at which clocks are changed: touching, ending in, starting in and inside a gap or overlap.
    private static readonly string[] Hours =
    [
        "02:00-03:00", "01:30-02:30,02:45-10:00", "00:00-24:00", "20:00-26:15", "12:00-36:00", "23:30-00:30",
        "00:00-00:30,00:45-01:15,01:20-01:40,02:10-02:20,03:00-03:30",
    ];

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Europe/Moscow")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Pacific/Apia")]
    public void Around_every_clock_change_the_answer_is_that_of_the_plain_reference(string zone)
    {
        var transitions = ScheduleCases.Transitions(DateTimeZoneProviders.Tzdb[zone]);
        Assert.True(transitions.Count > 10);
        foreach (var hours in Hours)
        {
            var settings = ScheduleTexts.Daily(zone, hours);
            var (schedule, reference) = (Schedule.Compile(settings), new ScheduleReference(settings));
            foreach (var transition in transitions)
                foreach (var t in Samples(transition))
                    Assert.True(reference.IsOpen(t) == schedule.At(t).IsOpen, $"{zone} {hours} {t}");
        }
    }

    [Fact]
    public void Around_every_clock_change_of_every_zone_the_answer_is_that_of_the_plain_reference()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids)
        {
            var settings = ScheduleTexts.Daily(zone, "23:30-00:30,01:30-02:30,02:45-10:00");
            var (schedule, reference) = (Schedule.Compile(settings), new ScheduleReference(settings));
            foreach (var transition in ScheduleCases.Transitions(schedule.Zone))
                foreach (var minutes in (int[])[-61, -1, 0, 29, 60])
                {
                    var t = transition + Duration.FromMinutes(minutes);
                    Assert.True(reference.IsOpen(t) == schedule.At(t).IsOpen, $"{zone} {t}");
                }
        }
    }

    private static IEnumerable<Instant> Samples(Instant transition)
    {
        for (var minutes = -195; minutes <= 195; minutes += 15)
            yield return transition + Duration.FromMinutes(minutes);
        yield return transition - Duration.Epsilon;
        yield return transition + Duration.Epsilon;
        yield return transition - Duration.FromHours(24);
        yield return transition + Duration.FromHours(24);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Pacific/Apia")]
    public void The_report_lists_exactly_the_intervals_whose_length_or_end_a_clock_change_alters(string zone)
    {
        foreach (var hours in Hours)
        {
            var settings = ScheduleTexts.Daily(zone, hours);
            var effects = Schedule.Compile(settings).TransitionEffects(ScheduleCases.Begin, ScheduleCases.End);
            var tz = DateTimeZoneProviders.Tzdb[zone];
            foreach (var effect in effects)
            {
                Assert.NotEqual(Duration.Zero, effect.Shift);
                var lenient = tz.MapLocal(effect.Date.AtMidnight().PlusMinutes(effect.Interval.EndMinute));
                Assert.True(effect.Kind switch
                {
                    ZoneTransitionEffectKind.Skipped => effect.Elapsed == Duration.Zero,
                    ZoneTransitionEffectKind.Shortened => effect.Elapsed < effect.Written,
                    ZoneTransitionEffectKind.Lengthened => effect.Elapsed > effect.Written,
                    ZoneTransitionEffectKind.FirstPassOnly => lenient.Count == 2,
                    _ => false,
                }, $"{zone} {effect}");
            }
            var listed = effects.Select(effect => (effect.Date, effect.Interval)).ToHashSet();
            foreach (var transition in ScheduleCases.Transitions(tz))
                foreach (var days in (int[])[-2, -1, 0, 1])
                    foreach (var interval in settings.Weekly.Monday)
                    {
                        var date = transition.InZone(tz).Date.PlusDays(days);
                        var real = Real(tz, date, interval.EndMinute) - Real(tz, date, interval.StartMinute);
                        if (real != Duration.FromMinutes(interval.EndMinute - interval.StartMinute))
                            Assert.Contains((date, interval), listed);
                    }
        }
    }

    private static Instant Real(DateTimeZone zone, LocalDate date, int minute)
    {
        var mapping = zone.MapLocal(date.AtMidnight().PlusMinutes(minute));
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }
}
