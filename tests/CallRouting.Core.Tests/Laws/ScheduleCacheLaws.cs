using NodaTime;

namespace CallRouting.Tests;

public class ScheduleCacheLaws
{
    private static readonly ScheduleSettings Office =
        ScheduleTexts.Daily("Europe/Berlin", "09:00-13:00,14:00-18:00", "2026-12-24..2026-12-26=");

    private static readonly Instant Start = ScheduleTexts.Utc("2026-03-20T00:00:00Z");

    [Fact]
    public void An_answer_allocates_nothing_while_it_holds_or_its_days_are_worked_out()
    {
        var schedule = Schedule.Compile(Office);
        var cold = OpenSamples();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var warm = OpenSamples();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(cold, warm);
        Assert.InRange(warm, 1, 100 * 1440 / 7);

        int OpenSamples()
        {
            var open = 0;
            for (var minute = 0; minute < 100 * 1440; minute += 7)
                open += schedule.At(Start + Duration.FromMinutes(minute)).IsOpen ? 1 : 0;
            return open;
        }
    }

    // Days are worked out in chunks: wherever one begins, it must know what still runs from days before. In 1867
    // Alaska changed sides of the date line and lived one day twice; Samoa left one out in 2011.
    [Theory]
    [InlineData("America/Juneau", "1867-10-05")]
    [InlineData("Pacific/Apia", "2011-12-17")]
    [InlineData("Pacific/Pago_Pago", "2026-01-01")]
    [InlineData("Pacific/Kiritimati", "2026-01-01")]
    public void A_single_opening_on_any_date_is_seen_from_wherever_its_days_are_worked_out(string zone, string first)
    {
        foreach (var hours in (string[])["00:00-00:30", "23:30-47:30"])
            for (var day = 0; day < 20; day++)
            {
                var date = ScheduleTexts.Date(first).PlusDays(day);
                var settings = ScheduleTexts.Daily(zone, "", $"{date:uuuu-MM-dd}={hours}");
                var reference = new ScheduleReference(settings);
                for (var hour = -40; hour < 100; hour++)
                {
                    var t = date.AtMidnight().InUtc().ToInstant() + Duration.FromHours(hour);
                    Assert.True(reference.IsOpen(t) == Schedule.Compile(settings).At(t).IsOpen, $"{date} {hours} {t}");
                }
            }
    }

    [Fact]
    public void Many_threads_asking_at_once_get_the_answers_of_one()
    {
        var shared = Schedule.Compile(Office);
        var alone = Schedule.Compile(Office);
        var instants = Enumerable.Range(0, 20_000)
            .Select(i => Start + Duration.FromMinutes(i * 7919L % (3 * 365 * 1440))).ToArray();
        var expected = instants.Select(alone.At).ToArray();
        var actual = new HoursState[instants.Length];
        Parallel.For(0, instants.Length, i => actual[i] = shared.At(instants[i]));
        Assert.Equal(expected, actual);
    }
}
