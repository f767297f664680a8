using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

public class FaultTests
{
    [Fact]
    public void A_fault_in_one_call_ends_that_call_and_no_other()
    {
        var plan = PlanCompiler.Compile(Plans.Model).GetPlan();
        using var rig = new Rig(plan).Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var talking = rig.Call();
        rig.Wait(2);

        // A plan that no compiler gives: the menu's node names a menu that is not there.
        var nodes = (RouteNode[])plan.Nodes;
        var menu = Array.FindIndex(nodes, node => node.Kind == NodeKind.Menu);
        nodes[menu] = nodes[menu] with { Index = 999 };
        var broken = rig.Call(Plans.MenuNumber);
        rig.Wait(3);

        Assert.True(broken.IsEnded);
        Assert.Equal(1, rig.Log.Count("a fault in the router ended call 2"));
        Assert.False(talking.IsEnded);
        talking.HangUp();
        rig.Wait(1);
        Assert.Equal(["Fault", "Answered"], rig.Records().Select(r => r.GetProperty("outcome").GetString()));

        // Whoever was busy with it is free again, and new calls are served.
        var next = rig.Call();
        rig.Wait(2);
        Assert.True(next.IsAnswered);
    }

    [Fact]
    public void A_fault_at_a_deadline_ends_that_call_and_no_other()
    {
        var plan = PlanCompiler.Compile(Plans.Model).GetPlan();
        using var rig = new Rig(plan).Start();
        var inMenu = rig.Call(Plans.MenuNumber);
        rig.Wait(4.5);
        var nodes = (RouteNode[])plan.Nodes;
        var menu = Array.FindIndex(nodes, node => node.Kind == NodeKind.Menu);
        var good = nodes[menu];
        nodes[menu] = good with { Index = 999 };
        rig.Wait(10);
        Assert.True(inMenu.IsEnded);
        Assert.Equal("Fault", Assert.Single(rig.Records()).GetProperty("outcome").GetString());

        nodes[menu] = good;
        var next = rig.Call(Plans.MenuNumber);
        rig.Wait(1);
        Assert.NotNull(next.Playing);
    }

    [Fact]
    public void A_fault_before_a_call_begins_refuses_it_and_the_loop_goes_on()
    {
        var plan = PlanCompiler.Compile(Plans.Model).GetPlan();
        using var rig = new Rig(plan).Start();
        var nodes = (RouteNode[])plan.Nodes;
        nodes[plan.OtherNumberNode] = new RouteNode(NodeKind.Schedule, 999);
        var odd = rig.Call("s");
        rig.Wait(1);
        Assert.True(odd.IsEnded);
        Assert.Equal(1, rig.Log.Count("a fault in the router ended call 1"));
        Assert.NotNull(rig.Call(Plans.MenuNumber).Playing);
    }

    [Fact]
    public void An_observer_that_throws_is_logged_and_calls_go_on()
    {
        using var rig = new Rig(observer: new Throwing()).Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var caller = rig.Call();
        rig.Wait(2);
        Assert.True(caller.IsAnswered);
        caller.HangUp();
        rig.Wait(1);
        Assert.Single(rig.Records());
        Assert.True(rig.Log.Count("an observer of calls threw") > 3);
    }

    [Fact]
    public void A_transport_that_throws_is_logged_and_the_call_goes_on_without()
    {
        using var rig = new Rig();
        var throwing = new ThrowingTransport();
        rig.Router.AddTransport(throwing);
        rig.Start();
        throwing.AddDevice(rig.Domain, "ivan");
        rig.Line.Register(rig.Domain, "olga", FarEnd.Answers(2));
        var caller = rig.Call();
        rig.Wait(3);
        Assert.True(caller.IsAnswered);
        Assert.Equal(1, rig.Log.Count("transport throwing threw on Ring"));
    }

    [Fact]
    public void A_transport_that_cannot_start_stops_those_that_have()
    {
        using var rig = new Rig();
        rig.Router.AddTransport(new ThrowingTransport { Start = new IOException("port 5060 is taken") });
        var problem = Assert.Throws<IOException>(() => rig.Start());
        Assert.Equal("port 5060 is taken", problem.Message);
        rig.Line.Ring(new CallId(5).Leg(1), new RingDestination { Domain = rig.Domain, Kind = LegKind.External });
        Assert.Equal(0, rig.Line.LiveLegs);
    }

    [Fact]
    public void An_answer_after_the_call_is_forgotten_is_released()
    {
        using var rig = new Rig().Start();
        ITransportHost host = rig.Router;
        var leg = new CallId(4711).Leg(3);
        rig.Line.Ring(leg, new RingDestination { Domain = rig.Domain, Kind = LegKind.External,
            Address = "sip:late@example.net" });
        rig.Line.Rung[0].Answer();
        rig.Wait(1);
        Assert.True(rig.Line.Rung[0].IsEnded);
        host.Post(CallEvent.Cleared(leg, Cause.NormalClearing));
    }

    [Fact]
    public void A_mailbox_that_overflows_says_so_once_and_loses_nothing()
    {
        using var rig = new Rig().Start();
        ITransportHost host = rig.Router;
        var caller = rig.Line.Call(rig.Domain,
            new CallOffer { Trunk = "provider", Called = new CalledId(Plans.MenuNumber) });
        for (var i = 0; i < Mailbox.Backlog * 2; i++)
            host.Post(CallEvent.DigitPressed(caller.Id, 'A'));
        host.Post(CallEvent.Cleared(caller.Id, Cause.NormalClearing));
        rig.Time.Settle();
        Assert.Equal(1, rig.Log.Count("the router falls behind"));
        Assert.Single(rig.Records());
    }

    private sealed class Throwing : ICallObserver
    {
        public void OnOffered(in CallMoment moment, CallOffer offer, in Decision decision) =>
            throw new InvalidOperationException();

        public void OnEvent(in CallMoment moment, in CallEvent happened) => throw new InvalidOperationException();

        public void OnEffect(in CallMoment moment, in CallEffect effect) => throw new InvalidOperationException();

        public void OnCompleted(CallRecord record) => throw new InvalidOperationException();
    }

    private sealed class ThrowingTransport : ICallTransport
    {
        private ITransportHost? _host;

        public Exception? Start { get; init; }

        public string Name => "throwing";

        public TransportCapabilities Capabilities { get; } = new();

        public void AddDevice(DomainId domain, string employee) => _host!.AddDevice(domain, this, employee);

        public Task StartAsync(ITransportHost host, CancellationToken cancellation)
        {
            _host = host;
            return Start is null ? Task.CompletedTask : Task.FromException(Start);
        }

        public Task StopAsync(CancellationToken cancellation) => Task.FromException(new InvalidOperationException());

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public void Ring(LegId leg, RingDestination destination) => throw new InvalidOperationException();

        public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording) =>
            throw new InvalidOperationException();

        public IFrameSink? OpenAudio(LegId leg, IFrameSink heard) => throw new InvalidOperationException();
    }
}
