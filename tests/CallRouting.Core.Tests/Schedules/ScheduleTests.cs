using NodaTime;
using static CallRouting.Tests.ScheduleTexts;

namespace CallRouting.Tests;

[Trait("Spec", "G21")]
public class ScheduleTests
{
    private static Schedule Berlin(string hours, params string[] dates) =>
        Schedule.Compile(Daily("Europe/Berlin", hours, dates));

    [Fact]
    public void The_start_is_open_and_the_end_is_closed()
    {
        var schedule = Berlin("09:00-18:00");
        Assert.Equal(new HoursState(false, Utc("2026-01-12T08:00:00Z")), schedule.At(Utc("2026-01-12T07:59:59.9Z")));
        Assert.Equal(new HoursState(true, Utc("2026-01-12T17:00:00Z")), schedule.At(Utc("2026-01-12T08:00:00Z")));
        Assert.True(schedule.At(Utc("2026-01-12T17:00:00Z") - Duration.Epsilon).IsOpen);
        Assert.False(schedule.At(Utc("2026-01-12T17:00:00Z")).IsOpen);
    }

    [Fact]
    public void An_override_leaves_alone_what_runs_in_from_the_night_before()
    {
        var schedule = Berlin("20:00-04:00", "2026-01-12=");
        Assert.True(schedule.At(Utc("2026-01-12T02:59:59Z")).IsOpen);
        Assert.Equal(
            new HoursState(false, Utc("2026-01-13T19:00:00Z")), schedule.At(Utc("2026-01-12T03:00:00Z")));
    }

    [Fact]
    public void Dates_replace_holidays_which_replace_the_week()
    {
        var settings = Daily("UTC", "09:00-18:00", "2026-05-02=12:00-13:00", "2026-05-03=", "2026-05-03=06:00-07:00")
            with { Holidays = [Date("2026-05-01"), Date("2026-05-02")] };
        var closed = Schedule.Compile(settings);
        Assert.Equal(["02 12:00", "02 13:00", "03 06:00", "03 07:00", "04 09:00"], Times(closed));
        var shorter = Schedule.Compile(settings with { HolidayHours = [.. Hours("10:00-11:00")] });
        Assert.Equal(["01 10:00", "01 11:00", "02 12:00", "02 13:00", "03 06:00", "03 07:00", "04 09:00"],
            Times(shorter));

        static IEnumerable<string> Times(Schedule schedule) =>
            schedule.Changes(Utc("2026-05-01T00:00:00Z"), Utc("2026-05-04T10:00:00Z"))
                .Select(change => change.At.ToString("dd HH:mm", null));
    }

    [Fact]
    public void Touching_and_overlapping_hours_are_one_stretch()
    {
        var schedule = Berlin("09:00-12:00,12:00-15:00");
        Assert.Equal(Utc("2026-01-12T14:00:00Z"), schedule.At(Utc("2026-01-12T08:30:00Z")).ValidUntil);
        var night = Berlin("00:00-08:00,20:00-28:00");
        Assert.Equal(Utc("2026-01-13T07:00:00Z"), night.At(Utc("2026-01-12T20:00:00Z")).ValidUntil);
    }

    [Theory]
    [InlineData("00:00-24:00", true)]
    [InlineData("12:00-36:00", true)]
    [InlineData("00:00-06:00,06:00-24:00", true)]
    [InlineData("", false)]
    public void What_never_changes_is_valid_for_ever(string hours, bool open)
    {
        var schedule = Berlin(hours);
        Assert.Equal(new HoursState(open, Instant.MaxValue), schedule.At(Utc("2026-01-12T08:30:00Z")));
        Assert.Empty(schedule.Changes(Utc("2026-01-01T00:00:00Z"), Instant.MaxValue));
    }

    [Fact]
    public void A_closure_of_centuries_ends_on_its_day()
    {
        var schedule = Berlin("09:00-18:00", "2026-01-01..9000-12-31=");
        Assert.Equal(
            new HoursState(false, Utc("9001-01-01T08:00:00Z")), schedule.At(Utc("2026-01-01T00:00:00Z")));
        var opening = Berlin("", "9000-12-31=09:00-10:00");
        Assert.Equal(Utc("9000-12-31T08:00:00Z"), opening.At(Utc("2026-01-01T00:00:00Z")).ValidUntil);
        Assert.Equal(Instant.MaxValue, opening.At(Utc("9000-12-31T09:00:00Z")).ValidUntil);
    }

    [Fact]
    public void Two_round_the_clock_rules_that_lean_on_the_night_before_leave_a_gap_where_they_meet()
    {
        var schedule = Berlin("12:00-36:00", "2040-01-01..2050-01-01=00:00-24:00");
        var closes = Utc("2050-01-01T23:00:00Z");
        Assert.Equal(new HoursState(true, closes), schedule.At(Utc("2026-01-01T12:00:00Z")));
        Assert.Equal(new HoursState(false, Utc("2050-01-02T11:00:00Z")), schedule.At(closes));
    }

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Etc/GMT+12")]
    [InlineData("Europe/Berlin")]
    public void The_ends_of_time_have_an_answer(string zone)
    {
        foreach (var hours in (string[])["09:00-18:00", "20:00-44:00", "00:00-24:00", ""])
        {
            var schedule = Schedule.Compile(Daily(zone, hours, "-9998-01-01..-9990-01-01=", "9990-01-01..9999-12-31="));
            foreach (var t in (Instant[])[Instant.MinValue, Instant.MinValue + Duration.FromHours(30),
                Instant.MaxValue - Duration.FromHours(30), Instant.MaxValue - Duration.Epsilon])
            {
                Assert.True(schedule.At(t).ValidUntil > t);
                Assert.Equal(schedule.At(t).IsOpen, schedule.Explain(t).IsOpen);
            }
            Assert.False(schedule.At(Instant.MaxValue).IsOpen);
            Assert.Equal(Instant.MaxValue, schedule.At(Instant.MaxValue).ValidUntil);
        }
    }

    [Fact]
    [Trait("Spec", "X3")]
    public void The_clock_going_forward_moves_a_skipped_start_or_end_to_the_end_of_the_gap()
    {
        // 2026-03-29 02:00 CET is 03:00 CEST, 01:00Z.
        Assert.Equal(["01:00 True", "08:00 False"], Changes("02:30-10:00", "2026-03-29"));
        Assert.Equal(["00:00 True", "01:00 False"], Changes("01:00-02:30", "2026-03-29"));
        Assert.Equal([], Changes("02:10-02:50", "2026-03-29"));
        Assert.Equal(["00:00 True", "02:00 False"], Changes("01:00-02:20,02:40-04:00", "2026-03-29"));
    }

    [Fact]
    [Trait("Spec", "X3")]
    public void The_clock_going_back_takes_the_first_of_a_time_that_comes_twice()
    {
        // 2026-10-25 03:00 CEST is 02:00 CET, 01:00Z: 02:30 is 00:30Z and again 01:30Z.
        Assert.Equal(["00:30 True", "09:00 False"], Changes("02:30-10:00", "2026-10-25"));
        Assert.Equal(["00:30 False"], Changes("01:00-02:30", "2026-10-25"));
        Assert.Equal(["00:00 True", "02:00 False"], Changes("02:00-03:00", "2026-10-25"));
    }

    private static IEnumerable<string> Changes(string hours, string date) =>
        Berlin(hours).Changes(Utc($"{date}T00:00:00Z"), Utc($"{date}T12:00:00Z"))
            .Select(change => $"{change.At.ToString("HH:mm", null)} {change.Opens}");

    [Fact]
    [Trait("Spec", "X3")]
    public void A_day_that_the_calendar_skips_opens_only_with_what_runs_past_it()
    {
        // Samoa crossed the date line: after 2011-12-29 came 2011-12-31, at 10:00Z on the 30th.
        var schedule = Schedule.Compile(Daily("Pacific/Apia", "", "2011-12-30=09:00-18:00,20:00-28:00"));
        Assert.Equal(
            [new HoursChange(Utc("2011-12-30T10:00:00Z"), true), new HoursChange(Utc("2011-12-30T14:00:00Z"), false)],
            schedule.Changes(Utc("2011-12-01T00:00:00Z"), Utc("2012-01-31T00:00:00Z")));
        var effects = schedule.TransitionEffects(Utc("2011-12-01T00:00:00Z"), Utc("2012-01-31T00:00:00Z"));
        Assert.Equal([ZoneTransitionEffectKind.Skipped, ZoneTransitionEffectKind.Shortened],
            effects.Select(effect => effect.Kind));
        Assert.All(effects, effect => Assert.Equal(Duration.FromDays(1), effect.Shift));
    }

    [Fact]
    [Trait("Spec", "X3")]
    public void The_report_of_clock_changes_names_each_interval_they_touch()
    {
        var effects = Berlin("01:00-02:00,02:10-02:20,02:30-10:00,22:00-26:30")
            .TransitionEffects(Utc("2026-01-01T00:00:00Z"), Utc("2027-01-01T00:00:00Z"));
        Assert.Equal(
            [
                "03-28 22:00-02:30 Shortened 4 end", "03-29 02:10-02:20 Skipped 0 start end",
                "03-29 02:30-10:00 Shortened 7 start",
                "10-24 22:00-02:30 FirstPassOnly 4.5", "10-25 02:10-02:20 FirstPassOnly 0.2",
                "10-25 02:30-10:00 Lengthened 8.5",
            ],
            effects.Select(effect => FormattableString.Invariant(
                $"{effect.Date:MM-dd} {effect.Interval} {effect.Kind} {effect.Elapsed.TotalHours:0.#}")
                + (effect.StartMoved ? " start" : "") + (effect.EndMoved ? " end" : "")));
        Assert.Empty(Berlin("09:00-18:00").TransitionEffects(Instant.MinValue, Instant.MinValue));
    }

    [Fact]
    [Trait("Spec", "X4")]
    public void An_explanation_names_the_rule_its_place_and_the_interval()
    {
        var settings = Daily("Europe/Berlin", "09:00-13:00,20:00-04:00", "2026-12-31=08:00-12:00")
            with { Holidays = [Date("2026-12-25"), Date("2026-12-26")] };
        settings = settings with { Weekly = settings.Weekly.With(IsoDayOfWeek.Sunday) };
        var closed = Schedule.Compile(settings);
        Assert.Equal("open: weekly.mon[0] 09:00-13:00", Why(closed, "2026-12-21T09:00:00Z"));
        Assert.Equal("closed: not within the hours of weekly.mon", Why(closed, "2026-12-21T15:00:00Z"));
        Assert.Equal("open: weekly.mon[1] 20:00-04:00, since 2026-12-21", Why(closed, "2026-12-22T02:00:00Z"));
        Assert.Equal("closed: no hours on this weekday", Why(closed, "2026-12-27T09:00:00Z"));
        Assert.Equal("closed: not within the hours of holidays[1]", Why(closed, "2026-12-26T09:00:00Z"));
        Assert.Equal("open: dates[\"2026-12-31\"][0] 08:00-12:00", Why(closed, "2026-12-31T09:00:00Z"));
        var open = Schedule.Compile(settings with { HolidayHours = [.. Hours("10:00-14:00")] });
        Assert.Equal("open: holiday-hours[0] 10:00-14:00", Why(open, "2026-12-26T09:00:00Z"));
        Assert.Equal("closed: no hours on this weekday", default(ScheduleRule).ToString());

        static string Why(Schedule schedule, string utc) => schedule.Explain(Utc(utc)).ToString();
    }
}
