using NodaTime;

namespace CallRouting.Testing;

/// <summary>SPEC S20 and X1.</summary>
internal sealed class OneOutcome : DayLaw
{
    /// <summary>No call lasts longer: the plan's longest waits and a conversation are far below it.</summary>
    public static Duration Longest { get; } = Duration.FromHours(48);

    public override string Name => "every call ends in exactly one named outcome, in bounded time";

    protected override void Did(in CallEffect effect)
    {
        if (!Books.Calls.TryGetValue(effect.Leg.Call, out var call))
        {
            Break(null, $"the office wants {effect.Kind} of call {effect.Leg.Call}, which never was");
            return;
        }

        // An answer that crosses the end is released; nothing else happens to a call that is over.
        if (call.IsOver && effect.Kind != CallEffectKind.Release)
            Break(call, $"after its end it is given {effect.Kind}");
        if (effect.Kind != CallEffectKind.Complete)
            return;
        if (effect.Outcome == Outcome.None || !Enum.IsDefined(effect.Outcome))
            Break(call, $"it ends in {effect.Outcome}, which is no outcome");
        if (call.Legs.Find(leg => !leg.HasEnded && leg.IsLive) is { } left)
            Break(call, $"it ends while its leg {left.Id} goes on");
        if (call.Nodes.Count > CallMachine.MaxSteps)
            Break(call, $"it went through {call.Nodes.Count} steps");
    }

    public override void Over()
    {
        foreach (var call in Books.Calls.Values)
        {
            if (call.Completions != 1)
                Break(call, call.Completions == 0 ? "it never ends" : $"it ends {call.Completions} times");
            if (call.Ended - call.Arrived is { } length && length > Longest)
                Break(call, $"it takes {length}");
        }
    }
}
