using NodaTime;

namespace CallRouting.Testing;

// Prompts, keys, recordings, bridges: what was started ends exactly once.
public static partial class TransportConformance
{
    private static async Task PromptEnds(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredCallAsync();
        var tag = host.Play(leg, seconds: 0.5);
        host.Require(host.Of(leg).All(e => e.Kind != CallEventKind.PlayEnded), "A prompt ends as it begins.");
        var ended = await host.EndsOnceAsync(leg, CallEventKind.PlayEnded, tag);
        host.Require(!ended.IsFailure, "A prompt that was played to its end ends as a failure.");
    }

    private static async Task PromptIsStopped(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredCallAsync();
        var tag = host.Play(leg, seconds: 30);
        host.Stop(CallEffectKind.StopPlay, leg, tag);
        await host.EndsOnceAsync(leg, CallEventKind.PlayEnded, tag);
    }

    private static async Task PromptIsReplaced(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredCallAsync();
        var first = host.Play(leg, seconds: 30);
        var second = host.Play(leg, seconds: 0.5);
        await host.EndsOnceAsync(leg, CallEventKind.PlayEnded, first);
        await host.EndsOnceAsync(leg, CallEventKind.PlayEnded, second);
        var order = host.Of(leg).Where(e => e.Kind == CallEventKind.PlayEnded).Select(e => e.Tag);
        host.Require(order.SequenceEqual([first, second]), "The first does not end before the second.");
    }

    private static async Task LoopPlaysOn(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredCallAsync();
        var tag = host.Play(leg, seconds: 0);
        await host.Test.UntilAsync(() => false, Duration.FromSeconds(1));
        host.Require(host.Of(leg).All(e => e.Kind != CallEventKind.PlayEnded), "A prompt without end ends by itself.");
        host.Stop(CallEffectKind.StopPlay, leg, tag);
        await host.EndsOnceAsync(leg, CallEventKind.PlayEnded, tag);
    }

    private static async Task PromptEndsWithLeg(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredCallAsync();
        var tag = host.Play(leg, seconds: 30);
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: true);
        await host.EndsOnceAsync(leg, CallEventKind.PlayEnded, tag);
    }

    private static async Task KeysInOrder(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredCallAsync();
        const string keys = "147*0#";
        foreach (var key in keys)
            await farEnd.PressAsync(key);
        await host.UntilAsync(() => Pressed().Length >= keys.Length, $"Of {keys} only \"{Pressed()}\" comes.");
        await host.QuietAsync();
        host.Require(Pressed() == keys, $"{keys} comes as \"{Pressed()}\".");

        string Pressed() => new([.. host.Of(leg).Where(e => e.Kind == CallEventKind.DigitPressed)
            .Select(e => e.Digit)]);
    }

    private static async Task RecordingIsStopped(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredCallAsync();
        var recording = new ConformanceRecording();
        var tag = host.Record(leg, recording);
        await host.Test.UntilAsync(() => false, Duration.FromMilliseconds(500));
        host.Stop(CallEffectKind.StopRecord, leg, tag);
        await RecordedAsync(host, leg, tag, recording);
    }

    private static async Task RecordingIsFull(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredCallAsync();
        var recording = new ConformanceRecording();
        var tag = host.Record(leg, recording, milliseconds: 1000);
        await RecordedAsync(host, leg, tag, recording);
    }

    private static async Task RecordingEndsWithLeg(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredCallAsync();
        var recording = new ConformanceRecording();
        var tag = host.Record(leg, recording);
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: true);
        await RecordedAsync(host, leg, tag, recording);
    }

    private static async Task RecordingIsNotKept(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredCallAsync();
        var tag = host.Record(leg, new ConformanceRecording(isKept: false));
        host.Stop(CallEffectKind.StopRecord, leg, tag);
        var ended = await host.EndsOnceAsync(leg, CallEventKind.RecordEnded, tag);
        host.Require(ended.IsFailure, "A recording that was not kept ends as if it were.");
    }

    private static async Task RecordedAsync(ConformanceHost host, LegId leg, ushort tag, ConformanceRecording recording)
    {
        var ended = await host.EndsOnceAsync(leg, CallEventKind.RecordEnded, tag);
        host.Require(recording.Completed == 1, $"The recording is completed {recording.Completed} times.");
        host.Require(recording.Late == 0, $"{recording.Late} frames are written after its end.");
        host.Require(!ended.IsFailure, "A recording that was kept ends as a failure.");
    }

    private static async Task BridgeEndsWithLeg(ConformanceHost host)
    {
        var (caller, farEnd) = await host.AnsweredCallAsync();
        var (leg, _) = await host.AnsweredLegAsync();
        host.Bridge(caller, leg);
        await host.QuietAsync();
        host.Require(host.Of(caller).All(e => e.Kind != CallEventKind.BridgeEnded), "A bridge ends by itself.");
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(caller, wasAnswered: true);
        await host.EndsOnceAsync(caller, CallEventKind.BridgeEnded);
        host.Require(host.Of(leg).All(e => e.Kind is not (CallEventKind.BridgeEnded or CallEventKind.Cleared)),
            "The other leg does not stay.");
        host.Release(leg);
        await host.EndsOnceAsync(leg, wasAnswered: true);
    }

    private static async Task BridgeToEndedLeg(ConformanceHost host)
    {
        var (caller, _) = await host.AnsweredCallAsync();
        var (leg, farEnd) = await host.AnsweredLegAsync();
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: true);
        host.Bridge(caller, leg);
        await host.EndsOnceAsync(caller, CallEventKind.BridgeEnded);
    }

    private static async Task BridgeIsHeld(ConformanceHost host)
    {
        var (caller, _) = await host.AnsweredCallAsync();
        var (leg, _) = await host.AnsweredLegAsync();
        var hold = new CallEffect(CallEffectKind.Hold, caller);
        host.Test.Transport.Execute(hold, null, null);
        host.Bridge(caller, leg);
        await host.QuietAsync();
        host.Require(host.Of(caller).All(e => e.Kind != CallEventKind.BridgeEnded), "Holding nothing ends a bridge.");
        host.Test.Transport.Execute(hold, null, null);
        await host.EndsOnceAsync(caller, CallEventKind.BridgeEnded);
        host.Require(host.Of(leg).All(e => e.Kind is not (CallEventKind.BridgeEnded or CallEventKind.Cleared)),
            "The other leg does not stay.");
        host.Release(caller);
        host.Release(leg);
        await host.EndsOnceAsync(caller, wasAnswered: true);
        await host.EndsOnceAsync(leg, wasAnswered: true);
    }

    private static async Task SoundOpens(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredCallAsync();
        var frame = new byte[160];
        var heard = new ConformanceRecording();
        var mouth = host.Test.Transport.OpenAudio(leg, heard);
        host.Require(mouth is not null, "The sound of a leg that talks cannot be opened.");
        for (var i = 0; i < 10; i++)
            mouth!.Write(frame);
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: true);
        mouth!.Write(frame);
        host.Require(host.Test.Transport.OpenAudio(leg, heard) is null,
            "The sound of a leg that has ended can be opened.");
    }

    private static async Task EndedLegIgnoresEffects(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredCallAsync();
        var (other, _) = await host.AnsweredLegAsync();
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: true);
        var before = host.Of(leg).Count;
        DoEverything(host, leg, other);
        await host.QuietAsync();
        host.Require(host.Of(leg).Count == before, $"Leg {leg} has ended and still says something.");
        host.Require(host.Of(other).All(e => e.Kind != CallEventKind.Cleared), "The other leg ends.");
    }

    private static async Task UnknownLegIgnoresEffects(ConformanceHost host)
    {
        var (other, _) = await host.AnsweredCallAsync();
        var unknown = new CallId(99_999).Leg(7);
        DoEverything(host, unknown, other);
        await host.QuietAsync();
        host.Require(host.Of(unknown).Count == 0, "A leg that never was says something.");
        host.Require(host.Of(other).All(e => e.Kind != CallEventKind.Cleared), "The other leg ends.");
    }

    private static void DoEverything(ConformanceHost host, LegId leg, LegId other)
    {
        host.Do(CallEffectKind.Alert, leg);
        host.Do(CallEffectKind.Progress, leg);
        host.Do(CallEffectKind.Answer, leg);
        host.Stop(CallEffectKind.StopPlay, leg, host.Play(leg, seconds: 1));
        host.Stop(CallEffectKind.StopRecord, leg, host.Record(leg, new ConformanceRecording()));
        host.Bridge(leg, other);
        host.Release(leg);
    }

    private static async Task StopEndsLegs(ConformanceHost host)
    {
        var (refused, _) = await host.CallAsync();
        var (talking, _) = await host.AnsweredCallAsync();
        var (ringing, _) = await host.RingAsync();
        var (answered, _) = await host.AnsweredLegAsync();
        var stop = host.Test.Transport.StopAsync(CancellationToken.None);
        await host.UntilAsync(() => stop.IsCompleted, "It does not stop.", host.Test.GivesUpWithin);
        await stop;
        await host.EndsOnceAsync(refused, wasAnswered: false);
        await host.EndsOnceAsync(talking, wasAnswered: true);
        await host.EndsOnceAsync(ringing, wasAnswered: false);
        await host.EndsOnceAsync(answered, wasAnswered: true);
    }

    private static async Task RingAfterStop(ConformanceHost host)
    {
        host.Test.Place(out var destination);
        await host.Test.Transport.StopAsync(CancellationToken.None);
        var leg = host.Ring(destination);
        await host.EndsOnceAsync(leg, wasAnswered: false);
    }

    private static async Task StopTwice(ConformanceHost host)
    {
        var (leg, _) = await host.AnsweredLegAsync();
        await host.Test.Transport.StopAsync(CancellationToken.None);
        await host.Test.Transport.StopAsync(CancellationToken.None);
        await host.EndsOnceAsync(leg, wasAnswered: true);
    }
}
