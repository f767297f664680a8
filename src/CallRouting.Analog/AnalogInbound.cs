namespace CallRouting.Analog;

/// <summary>Wire to event: the call that a ringing line offers. Pure.</summary>
internal static class AnalogInbound
{
    /// <summary>The call that a line offers: the line's own number decides, for the called number does not come with
    /// it (SPEC O2).</summary>
    /// <param name="line">The line.</param>
    /// <param name="caller">Who calls, as the exchange said it.</param>
    /// <param name="can">What the line's device can do.</param>
    public static CallOffer Offer(AnalogLine line, in FxoCallerId caller, FxoCapabilities can) => new()
    {
        Trunk = line.Trunk,
        Line = line.Line,
        Caller = AnalogNumbers.Caller(caller),
        // Nobody hears anything before the answer; without two voices at once nobody can talk.
        Capabilities = new(can.FullDuplex, EarlyMedia: false, HandsOver: can.Flashes && line.HandOver is not null),
    };
}
