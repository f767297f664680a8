using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Tests;

[Trait("Spec", "G21")]
[Properties(Arbitrary = [typeof(ScheduleCases)], MaxTest = 200)]
public class ScheduleLaws
{
    private static Schedule Compiled(ScheduleCase at) => Schedule.Compile(at.Settings, []);

    [Property(MaxTest = 500)]
    public void A_schedule_agrees_with_the_plain_reference(ScheduleCase at)
    {
        var (schedule, reference) = (Compiled(at), new ScheduleReference(at.Settings));
        for (var minutes = -2 * 1440; minutes < 2 * 1440; minutes += 97)
        {
            var t = at.Near + Duration.FromMinutes(minutes);
            Assert.Equal(reference.IsOpen(t), schedule.At(t).IsOpen);
        }
    }

    [Property]
    public void An_answer_is_valid_until_the_next_change_found_minute_by_minute(ScheduleCase at)
    {
        var (state, reference) = (Compiled(at).At(at.Near), new ScheduleReference(at.Settings));
        Assert.Equal(reference.IsOpen(at.Near), state.IsOpen);
        var t = at.Near;
        for (var minute = 0; minute < 4 * 1440 && reference.IsOpen(t) == state.IsOpen; minute++)
            t += Duration.FromMinutes(1);
        if (reference.IsOpen(t) == state.IsOpen)
            Assert.True(state.ValidUntil > t);
        else
            Assert.Equal(t, state.ValidUntil);
    }

    [Property]
    public void Exactly_at_valid_until_the_answer_is_the_other_one(ScheduleCase at)
    {
        var schedule = Compiled(at);
        var t = at.Near;
        for (var i = 0; i < 40; i++)
        {
            var state = schedule.At(t);
            Assert.True(state.ValidUntil > t);
            if (state.ValidUntil == Instant.MaxValue)
                break;
            Assert.Equal(state, schedule.At(state.ValidUntil - Duration.Epsilon));
            Assert.NotEqual(state.IsOpen, schedule.At(state.ValidUntil).IsOpen);
            t = state.ValidUntil;
        }
    }

    [Property]
    public void The_order_of_questions_does_not_change_an_answer(ScheduleCase at, int[] days)
    {
        var warm = Compiled(at);
        foreach (var day in days)
        {
            var t = at.Near + Duration.FromHours(day % 20_000 * 7);
            Assert.Equal(Compiled(at).At(t), warm.At(t));
        }
    }

    [Property]
    public void The_list_of_changes_is_the_chain_of_answers(ScheduleCase at)
    {
        var schedule = Compiled(at);
        var (from, to) = (at.Near, at.Near + Duration.FromDays(40));
        var changes = schedule.Changes(from, to);
        var open = schedule.At(from - Duration.Epsilon).IsOpen;
        var last = from - Duration.Epsilon;
        foreach (var change in changes)
        {
            Assert.InRange(change.At, from, to - Duration.Epsilon);
            Assert.True(change.At > last);
            Assert.Equal(!open, change.Opens);
            Assert.Equal(change.Opens, schedule.At(change.At).IsOpen);
            (open, last) = (change.Opens, change.At);
        }
        Assert.True(schedule.At(last).ValidUntil >= to);
        var middle = at.Near + Duration.FromHours(301);
        Assert.Equal(changes, [.. schedule.Changes(from, middle), .. schedule.Changes(middle, to)]);
    }

    [Property]
    public void An_explanation_never_disagrees_with_the_answer(ScheduleCase at)
    {
        var schedule = Compiled(at);
        for (var hours = -60; hours < 60; hours += 5)
        {
            var t = at.Near + Duration.FromHours(hours);
            var rule = schedule.Explain(t);
            Assert.Equal(schedule.At(t).IsOpen, rule.IsOpen);
            Assert.Equal(rule.IsOpen, !rule.Interval.IsEmpty);
            Assert.Equal(rule.Kind == ScheduleRuleKind.None, rule.Path.Length == 0);
            Assert.Equal(rule.IsSpill, rule.Date < t.InZone(schedule.Zone).Date);
        }
    }

    [Property]
    public void Equal_settings_compare_and_hash_alike_and_answer_alike(ScheduleCase at)
    {
        var copy = at.Settings with
        {
            Weekly = at.Settings.Weekly with { Monday = EquatableList.From(at.Settings.Weekly.Monday) },
            Dates = EquatableList.From(at.Settings.Dates.Select(date => date with { })),
            Holidays = EquatableList.From(at.Settings.Holidays),
        };
        Assert.Equal(at.Settings, copy);
        Assert.Equal(at.Settings.GetHashCode(), copy.GetHashCode());
        Assert.Equal(Compiled(at).At(at.Near), Schedule.Compile(copy, []).At(at.Near));
        Assert.NotEqual(at.Settings, copy with { Holidays = [.. copy.Holidays, new LocalDate(2000, 1, 1)] });
    }
}
