using CallRouting.Analog.Tests.Flows;

namespace CallRouting.Analog.Tests.Laws;

public class AllocationLaws
{
    [Fact]
    public void A_frame_of_a_line_in_talk_costs_no_memory()
    {
        var stage = new AnalogStage();
        var device = new RingingPort();
        var transport = new AnalogTransport(new() { Lines = [stage.Line with { Device = device }] }, stage.Time);
        stage.Time.Run(() => transport.StartAsync(stage, CancellationToken.None));
        device.Events!.Happened(new FxoEvent(FxoEventKind.RingBegan));
        stage.Wait(7);
        var leg = stage.Offers[^1].Leg;
        transport.Execute(new CallEffect(CallEffectKind.Answer, leg), null, null);
        device.Events.Happened(new FxoEvent(FxoEventKind.OffHook));
        var mouth = transport.OpenAudio(leg, new Sink())!;
        var voice = AnalogStage.Voice(2);
        var said = new byte[160];
        for (var i = 0; i < 200; i++)
            Exchange(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 2000; i++)
            Exchange(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(stage.Of(leg));

        void Exchange(int frame)
        {
            mouth.Write(voice.AsSpan(frame % 100 * 160, 160));
            device.Events.Exchange(voice.AsSpan(frame % 100 * 160, 160), said);
        }
    }

    private sealed class Sink : IFrameSink
    {
        public void Write(ReadOnlySpan<byte> frame)
        {
        }
    }
}
