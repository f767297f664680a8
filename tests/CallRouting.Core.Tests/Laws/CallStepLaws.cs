using System.Runtime.CompilerServices;
using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Tests;

public class CallStepLaws
{
    [Property(MaxTest = 1000), Trait("Spec", "X1")]
    public void A_default_call_is_harmless(byte kind, ulong leg, ushort tag, char digit)
    {
        var plan = PlanCompiler.Compile(Small.Menu()).GetPlan();
        var state = default(CallState);
        var effects = new EffectBuffer();
        var happened = new CallEvent((CallEventKind)(kind % 16), new LegId(leg % 3)) { Tag = tag, Digit = digit };
        CallMachine.Step(ref state, happened, new OfficeView(plan, [0, 1, 2, 3], new Presence[4]), Story.Start, effects);
        Assert.Equal(0, effects.Count);
        Assert.Equal((CallPhase.None, Outcome.None, 0), (state.Phase, state.Outcome, state.LegCount));
    }

    [Fact]
    public void Defaults_mean_nothing()
    {
        Assert.True(default(CallId).IsNone && default(LegId).IsNone && default(DeviceId).IsNone);
        Assert.False(default(LegId).IsCaller);
        Assert.Equal(CallEventKind.None, default(CallEvent).Kind);
        Assert.Equal(CallEffectKind.None, default(CallEffect).Kind);
        Assert.True(default(Presence).Devices.IsEmpty);
        Assert.Equal(0, new EffectBuffer().Written.Length);
    }

    [Fact]
    public void An_event_of_another_call_means_nothing()
    {
        var plan = PlanCompiler.Compile(Small.Route(Small.Box)).GetPlan();
        var state = CallState.Begin(new CallId(5), 0, plan.Numbers[0].Node, -1);
        var effects = new EffectBuffer();
        var view = new OfficeView(plan, [0, 1, 2, 3], new Presence[4]);
        CallMachine.Step(ref state, new CallEvent(CallEventKind.Offered, new CallId(6).Caller), view, Story.Start, effects);
        Assert.Equal((CallPhase.None, 0), (state.Phase, effects.Count));
        CallMachine.Step(ref state, new CallEvent(CallEventKind.Offered, new CallId(5).Caller), view, Story.Start, effects);
        CallMachine.Step(
            ref state, CallEvent.Cleared(new CallId(6).Caller, Cause.NormalClearing), view, Story.Start, effects);
        Assert.Equal(CallPhase.MessageGreeting, state.Phase);
    }

    [Theory]
    [InlineData(-9_000_000_000)]
    [InlineData(253_402_300_700)] // the last minutes of the year 9999
    public void A_call_ends_at_any_time_of_history(long second)
    {
        var office = new Office(PlanCompiler.Compile(Small.Department(Strategy.Cascading, "anna boris", 0, 3)).GetPlan());
        office.AddDevice("anna", new DeviceId(1));
        var (effects, now) = (new EffectBuffer(), Instant.FromUnixTimeSeconds(second));
        var offer = new CallOffer { Trunk = "line", Called = new CalledId("+74951110001") };
        office.Offer(new CallId(1), offer, now, effects);
        while (office.NextDeadline != Instant.MaxValue)
            office.Expire(office.NextDeadline, effects);
        office.Apply(CallEvent.Cleared(new CallId(1).Caller, Cause.NormalClearing), now, effects);
        office.Apply(CallEvent.Failed(new CallId(1).Leg(1), Cause.NormalClearing), now, effects);
        Assert.Equal(0, office.LiveCalls);
    }

    [Fact]
    public void Time_never_runs_backwards_in_an_office()
    {
        var story = new Story(Small.Route(new EmployeeTarget("anna", Small.Box)), "anna").At(20).Calls();
        var effects = new EffectBuffer();
        story.Office.Apply(CallEvent.Ringing(story.Current.Leg(1)), Story.Start, effects);
        story.At(44.999).Rings("anna").At(45).IsAt(CallPhase.MessageGreeting);
    }

    [Fact]
    public void An_input_from_the_past_counts_as_of_now()
    {
        var office = new Office(PlanCompiler.Compile(Small.Menu()).GetPlan());
        var (effects, late) = (new EffectBuffer(), Story.Start + Duration.FromMinutes(5));
        office.Expire(late, effects);
        office.Offer(new CallId(1), new CallOffer { Trunk = "line", Called = new("+74951110001") }, Story.Start, effects);
        Assert.Equal(late + Duration.FromMinutes(10), office.NextDeadline);
        office.Apply(CallEvent.PlayEnded(new CallId(1).Caller, 1), Story.Start, effects);
        Assert.Equal(late + Duration.FromSeconds(5), office.NextDeadline);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL << 48)]
    public void A_call_needs_an_id_of_its_own(ulong id)
    {
        var story = new Story(Small.Menu()).Calls();
        Assert.Throws<ArgumentException>(
            () => story.Office.Offer(new CallId(id), new CallOffer(), Story.Start, new EffectBuffer()));
        Assert.Throws<ArgumentException>(
            () => story.Office.Offer(story.Current, new CallOffer(), Story.Start, new EffectBuffer()));
        Assert.Equal(1, story.Office.LiveCalls);
    }

    [Fact]
    public void A_call_takes_at_most_256_bytes() => Assert.True(
        Unsafe.SizeOf<CallState>() <= 256, $"CallState has {Unsafe.SizeOf<CallState>()} bytes");

    [Fact]
    public void A_mobile_for_which_no_leg_number_is_left_does_not_ring()
    {
        var plan = PlanCompiler.Compile(Small.Route(new EmployeeTarget("dmitri", Small.Box))).GetPlan();
        var state = CallState.Begin(new CallId(1), 0, plan.Numbers[0].Node, -1);
        var presences = new Presence[4];
        presences[3] = new Presence([new DeviceId(1)]);
        var effects = new EffectBuffer();
        var view = new OfficeView(plan, [0, 1, 2, 3], presences);
        var expired = new CallEvent(CallEventKind.Expired, new CallId(1).Caller);
        CallMachine.Step(ref state, new CallEvent(CallEventKind.Offered, new CallId(1).Caller), view, Story.Start, effects);
        state.NextLeg = ushort.MaxValue;
        effects.Clear();
        CallMachine.Step(ref state, expired, view, Story.Start + Duration.FromSeconds(7), effects);
        Assert.DoesNotContain(effects.Written.ToArray(), effect => effect.Kind == CallEffectKind.Ring);
        Assert.Equal(CallPhase.Hunting, state.Phase);
        CallMachine.Step(ref state, expired, view, Story.Start + Duration.FromSeconds(25), effects);
        Assert.Equal(CallPhase.MessageGreeting, state.Phase);
    }

    [Fact]
    public void Leg_numbers_that_run_out_end_the_attempt_and_not_the_call()
    {
        var plan = PlanCompiler.Compile(Small.Department(Strategy.InTurn, "anna boris", 60)).GetPlan();
        var state = CallState.Begin(new CallId(1), 0, plan.Numbers[0].Node, -1);
        state.NextLeg = 60_001;
        var presences = new Presence[4];
        Array.Fill(presences, new Presence([new DeviceId(1)]));
        var effects = new EffectBuffer();
        CallMachine.Step(ref state, new CallEvent(CallEventKind.Offered, new CallId(1).Caller),
            new OfficeView(plan, [0, 1, 2, 3], presences), Story.Start, effects);
        Assert.Equal(CallPhase.MessageGreeting, state.Phase);
    }
}
