using CallRouting.Analog.Tests.Flows;
using FsCheck.Xunit;

namespace CallRouting.Analog.Tests.Laws;

/// <summary>Whatever callers, exchanges, plugs and the office do in whatever order: every leg ends exactly once, and so
/// does all that was started on it before it ended.</summary>
public class TransportLaws
{
    [Property(MaxTest = 40)]
    public void On_a_full_duplex_line_everything_ends_exactly_once(byte[] script) => Play(script, isFullDuplex: true);

    [Property(MaxTest = 40)]
    public void On_a_half_duplex_line_everything_ends_exactly_once(byte[] script) => Play(script, isFullDuplex: false);

    private static void Play(byte[] script, bool isFullDuplex)
    {
        var stage = new AnalogStage(new() { IsFullDuplex = isFullDuplex }, line => line with { HandOver = "102" });
        stage.Exchange.When("84951110001", SimulatedDestination.Rings);
        stage.Exchange.When("102", SimulatedDestination.Answers);
        List<LegId> rung = [];
        List<(LegId Leg, ushort Tag, CallEventKind Ending)> started = [];
        List<(LegId Leg, Tape Tape)> tapes = [];
        foreach (var step in script)
        {
            var leg = rung.Concat(stage.Offers.Select(offer => offer.Leg)).LastOrDefault();
            var isAlive = !leg.IsNone && stage.Of(leg).All(e => !IsEnd(e));
            switch (step % 16)
            {
                case 0: stage.Exchange.Call("9031234567"); break;
                case 1 or 2 when !leg.IsNone: stage.Do(CallEffectKind.Answer, leg); break;
                case 3: stage.Wait(4); break;
                case 4: rung.Add(stage.Ring()); break;
                case 5: stage.Exchange.Answer(); break;
                case 6 when isAlive:
                    started.Add((leg, stage.Play(leg, AnalogStage.Sine(440, step / 50.0)), CallEventKind.PlayEnded));
                    break;
                case 7 when isAlive:
                    var tape = new Tape();
                    var tag = stage.Record(leg, tape, step * 20);
                    started.Add((leg, tag, CallEventKind.RecordEnded));
                    if (stage.Of(leg).All(e => e.Tag != tag))
                        tapes.Add((leg, tape));
                    break;
                case 8 when !leg.IsNone: stage.Do(CallEffectKind.Hold, leg); break;
                case 9 when !leg.IsNone && step > 80: stage.Do(CallEffectKind.Release, leg); break;
                case 10: stage.Exchange.HangUp(); break;
                case 11: stage.Exchange.Press("5"); break;
                case 12 when step > 160: stage.Simulated.Unplug(); break;
                case 12 or 13: stage.Simulated.PlugIn(); break;
                case 14 when !leg.IsNone && step > 160: stage.Do(CallEffectKind.HandOver, leg); break;
                case 15: stage.Wait(step / 100.0); break;
            }

            stage.Wait(step / 500.0);
        }

        var stop = stage.Transport.StopAsync(CancellationToken.None);
        stage.Wait(3);
        Assert.True(stop.IsCompletedSuccessfully);
        foreach (var leg in rung.Concat(stage.Offers.Select(offer => offer.Leg)))
        {
            Assert.Equal(1, stage.Of(leg).Count(IsEnd));
            Assert.True(IsEnd(stage.Of(leg)[^1]), $"{leg} says {stage.Of(leg)[^1].Kind} after its end");
        }

        foreach (var (leg, tag, ending) in started)
            Assert.Single(stage.Of(leg), e => e.Kind == ending && e.Tag == tag);
        foreach (var (_, tape) in tapes)
            Assert.Equal(1, tape.Completed);
        Assert.DoesNotContain(stage.Log.Lines, line => line.Level == Microsoft.Extensions.Logging.LogLevel.Error);
    }

    private static bool IsEnd(CallEvent happened) =>
        happened.Kind is CallEventKind.Cleared or CallEventKind.Failed;
}
