namespace CallRouting.E1;

/// <summary>A call to be set up, and the digits that follow SETUP; empty: none do.</summary>
internal readonly record struct E1SetUp(PriSetup Message, string Following);

/// <summary>Effect to wire: how a leg is set up. Pure.</summary>
internal static class E1Outbound
{
    // "Unconditional" (Q.931 §4.6.7).
    private const byte ByPlan = 15;

    /// <summary>What to send for a destination.</summary>
    /// <param name="destination">Where the leg rings.</param>
    /// <param name="rules">How the trunk writes numbers.</param>
    /// <param name="options">The span's settings.</param>
    /// <returns><c>null</c>: there is no number that an E1 could call.</returns>
    public static E1SetUp? SetUp(RingDestination destination, NumberRules rules, E1SpanOptions options)
    {
        if (destination.Number.IsNone)
            return null;
        // Emergency numbers are digits of no country: they go as they are dialled.
        var called = destination.IsEmergency
            ? new(destination.Number.ToString()[1..])
            : E1Numbers.Told(destination.Number, rules);
        var isNetwork = options.Side == PriSide.Network;
        var caller = destination.Caller;
        var message = new PriSetup
        {
            Called = called,
            Calling = E1Numbers.Presented(caller, rules, isNetwork
                ? Screening.NetworkProvided
                : Screening.UserProvidedNotScreened),
            // A company number that passes a call on: the party rung may be told for whom it was.
            Redirecting = destination.Kind is LegKind.Mobile or LegKind.External && !destination.Called.IsNone
                ? E1Numbers.Told(destination.Called, rules) with { Reason = ByPlan }
                : null,
            // Display goes from the network to the user only (§4.5.16).
            Display = isNetwork ? Shown(caller.Name) : "",
        };
        return options.SendsOverlap
            ? new(message with { Called = called with { Digits = "" }, IsComplete = false }, called.Digits)
            : new(message, "");
    }

    // The characters that every telephone has; a name that needs others is better not shown than shown as rubbish.
    private static string Shown(string? name) =>
        name is null || name.Length > 80 || name.AsSpan().ContainsAnyExceptInRange(' ', '~') ? "" : name;
}
