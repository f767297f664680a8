using System.Diagnostics.Metrics;
using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Runtime.Tests;

public class StatisticsTests
{
    [Fact]
    [Trait("Spec", "S12")]
    [Trait("Spec", "C6")]
    public void Calls_are_counted_by_number_by_department_and_own_against_outside()
    {
        using var rig = new Rig(set: options => options.ServiceLevelWithin = Duration.FromSeconds(10)).Start();
        var ivan = rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(4));
        Talk(rig, Plans.MainNumber);
        rig.Line.Unregister(ivan);
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(12));
        Talk(rig, Plans.MainNumber, 15);
        rig.Line.When("sip:intake@cc.example.net", FarEnd.Answers(3));
        Talk(rig, Plans.CentreNumber);
        var gone = rig.Call(Plans.CentreNumber);
        rig.Wait(1);
        gone.HangUp();
        rig.Wait(40);

        var statistics = rig.Router.Statistics(rig.Domain);
        var main = statistics.Numbers["main"];
        Assert.Equal((2, 2, 1), (main.Offered, main.Answered, main.AnsweredInTime));
        Assert.Equal(0.5, main.ServiceLevel);
        Assert.Equal(Duration.FromSeconds(8), main.SpeedOfAnswer);
        Assert.Equal(Duration.FromSeconds(12), main.LongestAnswer);
        Assert.Equal(Duration.Zero, main.FirstRing);
        Assert.Equal(main, statistics.Departments["sales"]);
        Assert.Equal(main, statistics.Own);
        var centre = statistics.Externals["centre"];
        Assert.Equal((2, 1, 1), (centre.Offered, centre.Answered, centre.Missed));
        Assert.Equal(Duration.FromSeconds(3), centre.SpeedOfAnswer);
        Assert.Equal(centre, statistics.Outsourced);
        Assert.Empty(statistics.Employees);

        // The same from the file, for any calls one likes.
        var read = CallStatistics.Of(CallRecordFile.Read(rig.RecordFile), Duration.FromSeconds(10));
        Assert.Equal(statistics.Numbers.OrderBy(pair => pair.Key), read.Numbers.OrderBy(pair => pair.Key), EqualCounts);
        Assert.Equal((statistics.Own, statistics.Outsourced), (read.Own, read.Outsourced));
    }

    [Fact]
    [Trait("Spec", "S12")]
    public void A_call_that_rings_or_is_answered_later_than_the_limit_is_warned_of()
    {
        using var rig = new Rig(set: options =>
            options.Limits = new AnswerLimits(Duration.FromSeconds(1), Duration.FromSeconds(5))).Start();
        var ivan = rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(5));
        Talk(rig, Plans.MainNumber);
        Assert.Equal(0, rig.Log.Count("was slow"));
        rig.Line.Unregister(ivan);
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(6));
        Talk(rig, Plans.MainNumber);
        Assert.Equal(1, rig.Log.Count("call 2 was slow: department sales: rang after 0 s (limit 1 s), "
            + "was answered after 6 s (limit 5 s)"));
        Assert.Equal(1, rig.Log.Count("call 2 was slow: number main: "));
    }

    [Fact]
    [Trait("Spec", "S12")]
    public void Nobody_who_rings_is_late_as_soon_as_it_was_waited_for_longer_than_the_limit()
    {
        var limits = new AnswerLimits(Duration.FromSeconds(5), Duration.FromSeconds(20));
        var never = new CallTimes(TimesOf.Number, "main", null, null, Duration.FromSeconds(6));
        Assert.True(never.IsLate(limits));
        Assert.False((never with { Spent = Duration.FromSeconds(5) }).IsLate(limits));
        Assert.False(never.IsLate(new AnswerLimits()));
    }

    [Fact]
    [Trait("Spec", "S12")]
    public void Times_to_the_first_ring_and_to_the_answer_are_metered_by_place()
    {
        var measured = new List<string>();
        using var meters = new MeterListener();
        using var rig = new Rig().Start();
        var company = rig.Router.AddDomain("timed", Plans.Office);
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == CallRouter.MeterName && instrument.Name is "calls.first_ring.duration"
                or "calls.answer.duration")
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            var all = tags.ToArray();
            if (Array.Exists(all, tag => (string?)tag.Value == "timed"))
                measured.Add($"{instrument.Name} {all[1].Key} {all[1].Value} {value}");
        });
        meters.Start();
        rig.Line.Register(company, "ivan", FarEnd.Answers(3));
        var caller = rig.Call(domain: company);
        rig.Wait(5);
        caller.HangUp();
        rig.Wait(1);
        Assert.Equal(
            [
                "calls.answer.duration department sales 3", "calls.answer.duration number main 3",
                "calls.first_ring.duration department sales 0", "calls.first_ring.duration number main 0",
            ],
            measured.Order());
    }

    [Fact]
    public void Records_come_back_from_the_file_as_they_were()
    {
        var seen = new Seen();
        using var rig = new Rig(observer: seen).Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Rejects(Cause.UserBusy, 1));
        rig.Line.Register(rig.Domain, "olga", FarEnd.Answers(3));
        Talk(rig, "84951110001");
        var message = rig.Call(Plans.MessageNumber);
        rig.Wait(3);
        rig.Talk(message, 1);
        message.HangUp();
        rig.Line.Call(rig.Domain, new CallOffer { Employee = "ivan", Called = new CalledId("999") });
        rig.Wait(3);
        Assert.Equal(3, seen.Records.Count);
        Assert.Equal(seen.Records.Select(Plain), CallRecordFile.Read(rig.RecordFile).Select(Plain));

        static CallRecord Plain(CallRecord record) => record with
        {
            Called = NormalisedNumber.From(record.Called.Number), // by which rule it was found is not kept
        };
    }

    private static void Talk(Rig rig, string number, double seconds = 8)
    {
        var caller = rig.Call(number);
        rig.Wait(seconds);
        Assert.True(caller.IsAnswered);
        caller.HangUp();
        rig.Wait(1);
    }

    private static bool EqualCounts(
        KeyValuePair<string, AnswerCounts> a, KeyValuePair<string, AnswerCounts> b) =>
        a.Key == b.Key && a.Value == b.Value;

    private sealed class Seen : ICallObserver
    {
        public List<CallRecord> Records { get; } = [];

        public void OnCompleted(CallRecord record) => Records.Add(record);
    }
}
