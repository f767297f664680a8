using NodaTime;

namespace CallRouting.Tests;

/// <summary>A call costs no memory once the office has had one like it.</summary>
public class CallAllocationLaws
{
    private static readonly CallOffer Offer = new() { Trunk = "line", Called = new CalledId("+74951110001") };
    private static readonly CallOffer Inside = new() { Employee = "dmitri", Called = new CalledId("200") };

    [Theory]
    [InlineData(Strategy.AllAtOnce, false)]
    [InlineData(Strategy.InTurn, false)]
    [InlineData(Strategy.Cascading, false)]
    [InlineData(Strategy.RoundRobin, false)]
    [InlineData(Strategy.LongestIdle, false)]
    [InlineData(Strategy.FewestCalls, false)]
    [InlineData(Strategy.LeastTalkTime, false)]
    [InlineData(Strategy.Random, false)]
    [InlineData(Strategy.Weighted, false)]
    [InlineData(Strategy.Tiers, false)]
    [InlineData(Strategy.AllAtOnce, true)]
    public void A_call_that_rings_and_talks_allocates_nothing(Strategy strategy, bool isInside)
    {
        var members = strategy == Strategy.Tiers ? "anna boris/1 clara/2" : "anna boris clara";
        var (office, effects) = Begin(Small.Department(strategy, members)
            .WithSales(d => d with { WrapUp = Small.Seconds(30), PauseAfterMissed = 2 }));
        AssertFree(office, effects, (office, call, now) =>
        {
            office.Pause("anna", isPaused: false);
            office.Pause("boris", isPaused: false);
            office.Pause("clara", isPaused: false);
            office.Offer(call, isInside ? Inside : Offer, now, effects);
            for (var second = 1; second < 25; second++)
                office.Expire(now + Duration.FromSeconds(second), effects);
            now += Duration.FromSeconds(25);
            Send(office, CallEvent.Answered(call.Leg(3)), now, effects);
            Send(office, CallEvent.Failed(call.Leg(1), Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Failed(call.Leg(2), Cause.NormalClearing), now, effects);
            now += Duration.FromMinutes(2);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Cleared(call.Leg(3), Cause.NormalClearing), now, effects);
        });
    }

    [Fact]
    public void A_call_with_more_legs_than_fit_takes_over_the_memory_of_the_one_before()
    {
        var (office, effects) = Begin(Small.Route(new EmployeeTarget("anna")));
        for (var i = 0; i < 20; i++)
            office.AddDevice("anna", new DeviceId(100 + i));
        AssertFree(office, effects, (office, call, now) =>
        {
            office.Offer(call, Offer, now, effects);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
            for (ushort leg = 1; leg <= 21; leg++)
                Send(office, CallEvent.Failed(call.Leg(leg), Cause.NormalClearing), now, effects);
        });
    }

    [Fact]
    public void A_menu_and_a_message_allocate_nothing()
    {
        var (office, effects) = Begin(Small.Menu(noInputRepeats: 1));
        AssertFree(office, effects, (office, call, now) =>
        {
            office.Offer(call, Offer, now, effects);
            Send(office, CallEvent.PlayEnded(call.Caller, 1), now, effects);
            now += Duration.FromSeconds(5);
            office.Expire(now, effects);
            Send(office, CallEvent.DigitPressed(call.Caller, '7'), now, effects);
            Send(office, CallEvent.PlayEnded(call.Caller, 3), now, effects);
            Send(office, CallEvent.PlayEnded(call.Caller, 4), now, effects);
            Send(office, CallEvent.RecordEnded(call.Caller, 5, 4000), now, effects);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
        });
    }

    [Fact]
    public void Questions_switches_guards_screening_and_dialling_allocate_nothing()
    {
        var menu = Small.Menu().Menus[0] with { DialExtensions = true };
        var plan = Small.Route(To.Ask("q.wav", To.Switch(SwitchValue.Answer, To.Announce("bye.wav"),
            ("yes", To.Switch(SwitchValue.CallerNumber, To.Menu("choices"), ("anonymous", To.Declined)))), ('1', "yes")));
        var (office, effects) = Begin(plan.With("boris", boris => boris with { GuardedBy = "anna" }) with
        {
            Menus = [menu],
            Screening = new() { Block = ["+7904*"], Allow = ["+7*"], Priorities = [new(["+7903*"], 5)] },
        });
        var offer = Offer with { Caller = new("+79031234567") };
        AssertFree(office, effects, (office, call, now) =>
        {
            office.Offer(call, offer, now, effects);
            Send(office, CallEvent.DigitPressed(call.Caller, '7'), now, effects);
            Send(office, CallEvent.DigitPressed(call.Caller, '1'), now, effects);
            Send(office, CallEvent.DigitPressed(call.Caller, '1'), now, effects);
            Send(office, CallEvent.DigitPressed(call.Caller, '0'), now, effects);
            Send(office, CallEvent.DigitPressed(call.Caller, '2'), now, effects);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Failed(call.Leg(1), Cause.NormalClearing), now, effects);
        });
    }

    [Fact]
    public void A_returning_caller_allocates_nothing()
    {
        var (office, effects) = Begin(Small.Route(To.Sticky(Duration.FromHours(1), To.Employee("boris"))));
        var offer = Offer with { Caller = new("+79031234567") };
        AssertFree(office, effects, (office, call, now) =>
        {
            office.Offer(call, offer, now, effects);
            Send(office, CallEvent.Answered(call.Leg(1)), now, effects);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Cleared(call.Leg(1), Cause.NormalClearing), now, effects);
        });
    }

    [Fact]
    public void Transfers_blind_and_attended_allocate_nothing()
    {
        var (office, effects) = Begin(Small.Route(new EmployeeTarget("anna")));
        var (boris, clara) = (Extension.Parse("102"), Extension.Parse("103"));
        AssertFree(office, effects, (office, call, now) =>
        {
            office.Offer(call, Offer, now, effects);
            Send(office, CallEvent.Answered(call.Leg(1)), now, effects);
            Send(office, CallEvent.TransferAsked(call.Leg(1), boris, isAttended: true), now, effects);
            Send(office, CallEvent.Answered(call.Leg(2)), now, effects);
            Send(office, CallEvent.Cleared(call.Leg(1), Cause.NormalClearing), now, effects);
            Send(office, CallEvent.TransferAsked(call.Leg(2), clara), now, effects);
            Send(office, CallEvent.Cleared(call.Leg(2), Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Failed(call.Leg(3), Cause.CallRejected), now, effects);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Failed(call.Leg(4), Cause.NormalClearing), now, effects);
        });
    }

    [Theory]
    [InlineData("+79031234567")]
    [InlineData("112")]
    public void A_call_out_allocates_nothing(string number)
    {
        var (office, effects) = Begin(Small.Route(new EmployeeTarget("anna")));
        var dialled = new CallOffer { Employee = "anna", Called = new CalledId(number) };
        AssertFree(office, effects, (office, call, now) =>
        {
            office.Offer(call, dialled, now, effects);
            Send(office, CallEvent.Answered(call.Leg(1)), now, effects);
            Send(office, CallEvent.Cleared(call.Leg(1), Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
        });
    }

    [Fact, Trait("Spec", "X20")]
    public void Calls_that_wait_and_are_dispatched_allocate_nothing()
    {
        var (office, effects) = Begin(Small.Department(Strategy.InTurn, "anna boris", 20)
            .WithQueue(q => q with { AnnouncePosition = true }));
        AssertFree(office, effects, (office, call, now) =>
        {
            // Ids of their own for the others: the three begin and end together.
            var (second, third) = (new CallId(call.Value + 10_000), new CallId(call.Value + 20_000));
            office.Offer(call, Offer, now, effects);
            Send(office, CallEvent.Answered(call.Leg(1)), now, effects);
            office.Offer(second, Offer, now, effects);
            Send(office, CallEvent.Answered(second.Leg(1)), now, effects);
            office.Offer(third, Offer, now, effects);
            now += Duration.FromSeconds(5);
            Send(office, CallEvent.PlayEnded(third.Caller, 1), now, effects);
            now += Duration.FromSeconds(30);
            office.Expire(now, effects);
            Send(office, CallEvent.Cleared(call.Caller, Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Cleared(call.Leg(1), Cause.NormalClearing), now, effects);
            Send(office, CallEvent.Failed(third.Leg(1), Cause.UserBusy), now, effects);
            now += Duration.FromSeconds(5);
            office.Expire(now, effects);
            Send(office, CallEvent.Answered(third.Leg(2)), now, effects);
            foreach (var ended in (ReadOnlySpan<LegId>)[
                second.Caller, second.Leg(1), third.Caller, third.Leg(2)])
                Send(office, CallEvent.Cleared(ended, Cause.NormalClearing), now, effects);
        });
    }

    private static void AssertFree(Office office, EffectBuffer effects, Action<Office, CallId, Instant> call)
    {
        var now = Story.Start;
        ulong id = 1;
        for (; id <= 50; id++)
            Once();
        // The least of three: the runtime allocates once in a while for itself, when it compiles anew what it runs;
        // what a call allocates is there every time.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Hundred()));

        long Hundred()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var end = id + 100; id < end; id++)
                Once();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Once()
        {
            effects.Clear();
            now += Duration.FromMinutes(10);
            call(office, new CallId(id), now);
            if (office.LiveCalls != 0)
                Assert.Fail("the call has not ended");
        }
    }

    private static void Send(Office office, in CallEvent happened, Instant now, EffectBuffer effects) =>
        office.Apply(happened, now, effects);

    private static (Office Office, EffectBuffer Effects) Begin(Plan plan)
    {
        var office = new Office(PlanCompiler.Compile(plan).GetPlan());
        foreach (var (index, employee) in new[] { "anna", "boris", "clara" }.Index())
            office.AddDevice(employee, new DeviceId(index + 1));
        return (office, new EffectBuffer());
    }
}
