namespace CallRouting.Testing;

// Legs: each ends exactly once, whoever ends it.
public static partial class TransportConformance
{
    private static async Task OfferedOnce(ConformanceHost host)
    {
        await host.CallAsync();
        await host.QuietAsync();
        host.Require(host.Offers() == 1, $"One call is offered {host.Offers()} times.");
    }

    private static async Task CallerGivesUp(ConformanceHost host)
    {
        var (leg, farEnd) = await host.CallAsync();
        host.Do(CallEffectKind.Alert, leg);
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: false);
    }

    private static async Task CallerHangsUp(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredCallAsync();
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: true);
    }

    private static async Task CallerIsRefused(ConformanceHost host)
    {
        var (leg, farEnd) = await host.CallAsync();
        host.Release(leg, Cause.UnallocatedNumber);
        await host.EndsOnceAsync(leg, wasAnswered: false);
        host.Require(farEnd.IsEnded, "A caller who was refused is not told.");
    }

    private static async Task CallerIsReleased(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredCallAsync();
        host.Release(leg);
        await host.EndsOnceAsync(leg, wasAnswered: true);
        host.Require(farEnd.IsEnded, "A caller who was released is not told.");
    }

    private static async Task LegAnswersAndHangsUp(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredLegAsync();
        await farEnd.HangUpAsync();
        await host.EndsOnceAsync(leg, wasAnswered: true);
        var order = host.Of(leg).Where(e => e.Kind is CallEventKind.Answered or CallEventKind.Cleared)
            .Select(e => e.Kind);
        host.Require(order.SequenceEqual([CallEventKind.Answered, CallEventKind.Cleared]), "The order is another.");
    }

    private static async Task LegRejects(ConformanceHost host, Cause cause)
    {
        var (leg, farEnd) = await host.RingAsync();
        await farEnd.RejectAsync(cause);
        var ended = await host.EndsOnceAsync(leg, wasAnswered: false);
        var told = host.Test.Tells(cause);
        host.Require(ended.Cause == told, $"It fails with {ended.Cause}, not {told}.");
    }

    private static async Task LegToNowhere(ConformanceHost host)
    {
        var leg = host.Ring(host.Test.Nowhere);
        await host.EndsOnceAsync(leg, wasAnswered: false, within: host.Test.GivesUpWithin);
    }

    private static async Task LegIsReleasedRinging(ConformanceHost host)
    {
        var (leg, farEnd) = await host.RingAsync();
        host.Release(leg, Cause.AnsweredElsewhere);
        await host.EndsOnceAsync(leg, wasAnswered: false);
        host.Require(farEnd.IsEnded, "A leg that was released goes on ringing.");
    }

    private static async Task LegIsReleasedAtOnce(ConformanceHost host)
    {
        var farEnd = host.Test.Place(out var destination);
        var leg = host.Ring(destination);
        host.Release(leg);
        await host.EndsOnceAsync(leg, wasAnswered: false);
        host.Require(farEnd.IsEnded || !farEnd.IsRinging, "A leg that was released goes on ringing.");
    }

    private static async Task LegIsReleasedAnswered(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredLegAsync();
        host.Release(leg);
        await host.EndsOnceAsync(leg, wasAnswered: true);
        host.Require(farEnd.IsEnded, "A leg that was released is not told.");
    }

    // Which of the two wins is the wire's: the leg ends once either way, and the far end does not hang on.
    private static async Task AnswerCrossesRelease(ConformanceHost host)
    {
        var (leg, farEnd) = await host.RingAsync();
        var answer = farEnd.AnswerAsync();
        host.Release(leg);
        await answer;
        await host.UntilAsync(() => host.Of(leg).Any(e => e.Kind is CallEventKind.Failed or CallEventKind.Cleared),
            $"Leg {leg} does not end.");
        await host.EndsOnceAsync(leg, host.Of(leg).Any(e => e.Kind == CallEventKind.Answered));
        host.Require(farEnd.IsEnded, "The far end's answer is left hanging.");
    }

    private static async Task LegIsReleasedTwice(ConformanceHost host)
    {
        var (leg, _) = await host.RingAsync();
        host.Release(leg);
        host.Release(leg);
        await host.EndsOnceAsync(leg, wasAnswered: false);
    }

    private static async Task RingingLegVanishes(ConformanceHost host)
    {
        var (leg, farEnd) = await host.RingAsync();
        await farEnd.VanishAsync();
        host.Release(leg);
        await host.EndsOnceAsync(leg, wasAnswered: false, within: host.Test.GivesUpWithin);
    }

    private static async Task TalkingLegVanishes(ConformanceHost host)
    {
        var (leg, farEnd) = await host.AnsweredLegAsync();
        await farEnd.VanishAsync();
        host.Release(leg);
        await host.EndsOnceAsync(leg, wasAnswered: true, within: host.Test.GivesUpWithin);
    }
}
