using System.Diagnostics.Metrics;
using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

/// <summary>Trunks that fail and come back, and what a line cannot do.</summary>
public class TrunkTests
{
    private const string Outside = "89035551234";

    private static RoutingPlan Plan { get; } = PlanCompiler.Compile(Plans.Model with
    {
        Trunks =
        [
            Plans.Model.Trunks[0] with { Channels = 3 },
            new Trunk { Id = "e1", Kind = TrunkKind.Pri, NumberRules = new() { Country = "7" } },
            new Trunk { Id = "analog", Kind = TrunkKind.Fxo, Line = new LineNumber(1), Number = "main" },
        ],
        Outgoing = new OutgoingCalls { Routes = [new("*", ["e1", "analog"])] },
    }).GetPlan();

    private static FakeLeg Dial(Rig rig, string employee = "ivan")
    {
        var leg = rig.Line.Call(rig.Domain, new CallOffer { Employee = employee, Called = new CalledId(Outside) });
        rig.Wait(0);
        return leg;
    }

    private static void SetChannels(Rig rig, string trunk, int inService)
    {
        ((ITransportHost)rig.Router).SetChannels(rig.Domain, trunk, inService);
        rig.Wait(0);
    }

    private static string Shown(Rig rig) => string.Join(", ", rig.Router.Trunks(rig.Domain).Select(trunk =>
        $"{trunk.Trunk} {trunk.InUse}/{trunk.InService}/{trunk.Channels}"));

    private static Rig Open(TrunkWatch? watch = null, params ReadOnlySpan<TrunkKind> serves)
    {
        var rig = new Rig(Plan, watch, servesTrunks: false);
        rig.Router.AddTransport(new FakeTransport(rig.Time, "all"), serves);
        return rig.Start();
    }

    [Fact, Trait("Spec", "S13")]
    public void A_trunk_that_fails_and_comes_back_is_told_once_each_time()
    {
        var watch = new TrunkWatch();
        using var rig = Open(watch);
        SetChannels(rig, "e1", 30);
        Assert.Empty(watch.Told);
        SetChannels(rig, "e1", 0);
        SetChannels(rig, "e1", 0);
        Assert.Equal(["e1 0"], watch.Told);
        Assert.Equal(1, rig.Log.Count("Warning office: trunk e1 is out of service"));
        SetChannels(rig, "e1", 29);
        SetChannels(rig, "e1", 30);
        Assert.Equal(["e1 0", "e1 29", "e1 30"], watch.Told);
        Assert.Equal(1, rig.Log.Count("Information office: trunk e1 is back, 29 channels are in service"));
        Assert.Equal(1, rig.Log.Count("Information office: trunk e1 has 30 channels in service from now on"));
    }

    [Fact, Trait("Spec", "S13"), Trait("Spec", "X8")]
    public void What_is_in_use_and_in_service_can_be_asked_and_a_new_plan_keeps_it()
    {
        using var rig = Open(serves: [TrunkKind.Pri, TrunkKind.Fxo]);
        Assert.Equal("provider 0/3/3, e1 0/30/30, analog 0/1/1", Shown(rig));
        SetChannels(rig, "later", 4);
        SetChannels(rig, "e1", 2);
        var calls = new[] { Dial(rig), Dial(rig, "olga"), rig.Call() };
        Assert.Equal("provider 1/3/3, e1 2/2/30, analog 0/1/1", Shown(rig));
        rig.Router.UsePlan(rig.Domain, PlanCompiler.Compile(Plan.Source with
        {
            Trunks = [.. Plan.Source.Trunks, new Trunk { Id = "later", Kind = TrunkKind.Pri, Channels = 10 }],
        }).GetPlan());
        rig.Wait(0);
        Assert.Equal("provider 1/3/3, e1 2/2/30, analog 0/1/1, later 0/4/10", Shown(rig));
        foreach (var call in calls)
            call.HangUp();
        rig.Wait(1);
        Assert.Equal("provider 0/3/3, e1 0/2/30, analog 0/1/1, later 0/4/10", Shown(rig));
        Assert.Throws<ArgumentException>(() => rig.Router.Trunks(new DomainId(9)));
    }

    [Fact, Trait("Spec", "S13")]
    public void Channels_are_metrics()
    {
        using var rig = Open(serves: [TrunkKind.Pri]);
        SetChannels(rig, "e1", 20);
        Dial(rig);
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name.StartsWith("trunk.", StringComparison.Ordinal))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) =>
        {
            foreach (var (key, tag) in tags)
                if (key == "trunk" && Equals(tag, "e1"))
                    seen.Add($"{instrument.Name} {value}");
        });
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Contains("trunk.channels.in_use 1", seen);
        Assert.Contains("trunk.channels.in_service 20", seen);
    }

    [Fact, Trait("Spec", "G30"), Trait("Spec", "S13")]
    public void The_next_trunk_is_tried_at_once_and_an_analog_line_is_told_no_caller_id()
    {
        using var rig = new Rig(Plan, servesTrunks: false);
        var (e1, analog) = (new FakeTransport(rig.Time, "e1"), new FakeTransport(rig.Time, "analog"));
        rig.Router.AddTransport(e1, TrunkKind.Pri);
        rig.Router.AddTransport(analog, TrunkKind.Fxo);
        rig.Start();
        Dial(rig).HangUp();
        Assert.Equal(new CallerId(Plans.MainNumber), Assert.Single(e1.Rung).Destination!.Caller);
        SetChannels(rig, "e1", 0);
        Dial(rig);
        Assert.Single(e1.Rung);
        var rung = Assert.Single(analog.Rung).Destination!;
        Assert.Equal(("analog", default(CallerId)), (rung.Trunk!.Id, rung.Caller));
        rig.Wait(1);
        Assert.Equal(1, rig.Log.Count("all channels of trunk analog are in use"));
    }

    [Fact]
    public void A_client_on_the_analog_line_is_no_alert()
    {
        using var rig = Open();
        rig.Line.Call(rig.Domain, new CallOffer { Trunk = "analog", Line = new LineNumber(1) });
        rig.Wait(0);
        Assert.Equal(0, rig.Log.Count("all channels of trunk"));
        Assert.Equal("provider 0/3/3, e1 0/30/30, analog 1/1/1", Shown(rig));
    }

    // What a transport cannot do.

    [Fact]
    public void A_caller_on_a_half_duplex_transport_leaves_a_message_and_nobody_is_rung()
    {
        using var rig = Open();
        rig.Line.Capabilities = new(FullDuplex: false);
        rig.Line.Register(rig.Domain, "ivan");
        rig.Line.Register(rig.Domain, "olga");
        rig.Wait(0);
        rig.Call();
        rig.Wait(30);
        Assert.Empty(rig.Line.Rung);
        Assert.NotEmpty(rig.RecordingFiles());
    }

    [Fact]
    public void A_call_out_passes_a_half_duplex_transport_over()
    {
        using var rig = new Rig(Plan, servesTrunks: false);
        var (modem, analog) = (new FakeTransport(rig.Time, "modem"), new FakeTransport(rig.Time, "analog"));
        modem.Capabilities = new(FullDuplex: false);
        rig.Router.AddTransport(modem, TrunkKind.Pri);
        rig.Router.AddTransport(analog, TrunkKind.Fxo);
        rig.Start();
        Dial(rig);
        Assert.Empty(modem.Rung);
        Assert.Single(analog.Rung);
    }

    [Fact]
    public void A_caller_who_hears_nothing_before_the_answer_is_bridged_with_it()
    {
        using var rig = new Rig(PlanCompiler.Compile(Plan.Source with
        {
            Numbers = EquatableList.From(Plan.Source.Numbers.Select(number => number with
            {
                Route = new ExternalTarget("duty"),
            })),
        }).GetPlan(), servesTrunks: false);
        var e1 = new FakeTransport(rig.Time, "e1");
        rig.Router.AddTransport(e1, TrunkKind.Pri);
        rig.Line.Capabilities = new(EarlyMedia: false);
        rig.Start();
        var caller = rig.Call();
        var far = Assert.Single(e1.Rung);
        ((ITransportHost)rig.Router).Post(CallEvent.Progressed(far.Id));
        rig.Wait(0);
        far.Say(new byte[160]);
        Assert.Empty(caller.Heard);
        far.Answer();
        rig.Wait(0);
        far.Say(new byte[160]);
        Assert.Single(caller.Heard);
    }

    private sealed class TrunkWatch : ICallObserver
    {
        public List<string> Told { get; } = [];

        public void OnTrunkChanged(DomainId domain, TrunkStatus trunk) => Told.Add($"{trunk.Trunk} {trunk.InService}");
    }
}
