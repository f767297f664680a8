namespace CallRouting.Testing;

/// <summary>One thing that every transport must do.</summary>
public sealed class ConformanceCheck
{
    private readonly Func<ConformanceHost, Task> _run;

    internal ConformanceCheck(string name, Func<ConformanceHost, Task> run) => (Name, _run) = (name, run);

    /// <summary>What is checked, a sentence.</summary>
    public string Name { get; }

    /// <summary>Checks a transport.</summary>
    /// <param name="test">A fresh one; it is disposed of.</param>
    /// <exception cref="ConformanceException">The transport does not do it.</exception>
    public async Task RunAsync(ITransportUnderTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        await using (test)
        {
            var host = new ConformanceHost(test);
            await test.Transport.StartAsync(host, CancellationToken.None);
            await _run(host);
            await test.Transport.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The contract of <see cref="ICallTransport"/> as checks that any test framework can run.</summary>
/// <example>A theory over <see cref="Checks"/>: <c>await check.RunAsync(new MyTransportUnderTest());</c></example>
public static partial class TransportConformance
{
    /// <summary>All checks. Each needs a fresh transport.</summary>
    public static IReadOnlyList<ConformanceCheck> Checks { get; } =
    [
        // Legs.
        new("A call that arrives is offered once", OfferedOnce),
        new("A caller who gives up before the answer ends once", CallerGivesUp),
        new("A caller who hangs up after the answer ends once", CallerHangsUp),
        new("A caller who is refused ends once", CallerIsRefused),
        new("A caller who is released after the answer ends once", CallerIsReleased),
        new("A leg that is answered and hangs up says both, once, in this order", LegAnswersAndHangsUp),
        new("A leg that is busy fails with that cause", host => LegRejects(host, Cause.UserBusy)),
        new("A leg that declines fails with that cause", host => LegRejects(host, Cause.CallRejected)),
        new("A leg to where nobody is fails once", LegToNowhere),
        new("A leg that is released while it rings fails once", LegIsReleasedRinging),
        new("A leg that is released at once fails once", LegIsReleasedAtOnce),
        new("A leg that is released after its answer is cleared once", LegIsReleasedAnswered),
        new("A leg whose answer crosses its release ends once and is not left open", AnswerCrossesRelease),
        new("A leg that is released twice ends once", LegIsReleasedTwice),
        new("A leg whose device vanishes while it rings ends once after its release", RingingLegVanishes),
        new("A leg whose device vanishes in talk ends once after its release", TalkingLegVanishes),

        // Prompts, keys, recordings.
        new("A prompt ends once, at its end", PromptEnds),
        new("A prompt that is stopped ends once", PromptIsStopped),
        new("A prompt that is replaced ends once, and so does the one after", PromptIsReplaced),
        new("A prompt without end plays until it is stopped", LoopPlaysOn),
        new("A prompt ends once when its leg ends", PromptEndsWithLeg),
        new("Keys come in the order in which they are pressed", KeysInOrder),
        new("A recording that is stopped ends once and is completed once", RecordingIsStopped),
        new("A recording ends by itself at its limit", RecordingIsFull),
        new("A recording ends once when its leg ends", RecordingEndsWithLeg),
        new("A recording that was not kept ends as a failure", RecordingIsNotKept),

        // Bridges and sound.
        new("A bridge ends once when one of its legs ends", BridgeEndsWithLeg),
        new("A bridge to a leg that has ended ends once", BridgeToEndedLeg),
        new("A bridge ends once when it is told to, and both legs stay", BridgeIsHeld),
        new("A leg's sound can be opened while it lives and not after", SoundOpens),

        // Everything else.
        new("Effects for a leg that has ended are ignored", EndedLegIgnoresEffects),
        new("Effects for a leg that never was are ignored", UnknownLegIgnoresEffects),
        new("Stopping ends every leg once", StopEndsLegs),
        new("A leg that is rung after stopping fails", RingAfterStop),
        new("Stopping twice does no harm", StopTwice),
    ];
}
