namespace CallRouting.Guest;

/// <summary>The analog transport on the driver, against an FXS port as an exchange drives it.</summary>
internal static class AnalogScenarios
{
    public static IEnumerable<Scenario> All =>
    [
        new("analog-incoming", IncomingAsync),
        new("analog-outgoing", OutgoingAsync),
    ];

    private static async Task IncomingAsync()
    {
        await using var office = await GuestOffice.OfLineAsync();
        await using var exchange = new Peer("fxs-peer", LineScenarios.Fxs);
        exchange.Tell("caller 9030000001 IVAN");
        exchange.Tell("ring");
        var (leg, offer) = await office.CallAsync();
        Scenario.Demand(offer.Called == default && offer.Line == new LineNumber(1), "the line's number is all it has");
        Scenario.Demand(offer.Caller == new CallerId("9030000001", "IVAN"),
            $"caller id was heard: {offer.Caller.Number} {offer.Caller.Name}");
        office.Do(CallEffectKind.Answer, leg);
        await exchange.SaysAsync("off hook");
        exchange.Tell("battery");
        await Task.Delay(500);
        exchange.Tell("dial 5309#");
        await Scenario.UntilAsync(() => office.Digits(leg).Length >= 5, "five keys");
        Scenario.Demand(office.Digits(leg) == "5309#", $"the keys were heard: {office.Digits(leg)}");
        exchange.Tell("tone busy");
        await office.HappensAsync(leg, CallEventKind.Cleared);
        await exchange.SaysAsync("on hook");
    }

    private static async Task OutgoingAsync()
    {
        await using var office = await GuestOffice.OfLineAsync();
        await using var exchange = new Peer("fxs-peer", LineScenarios.Fxs);
        await exchange.SaysAsync("ready");
        var leg = office.Dial("line", "+79030000002");
        await exchange.SaysAsync("off hook");
        exchange.Tell("record /run/outgoing.al");
        exchange.Tell("battery");
        exchange.Tell("tone dial");
        await Task.Delay(5500);
        exchange.Tell("keep");
        Report.Give("analog-outgoing", "/run/outgoing.al");
        exchange.Tell("tone ring");
        await office.HappensAsync(leg, CallEventKind.Ringing);
        exchange.Tell("drop");
        await office.HappensAsync(leg, CallEventKind.Failed);
        await exchange.SaysAsync("on hook");
    }
}
