namespace CallRouting.Guest;

/// <summary>The E1 transport on the driver, against libpri on the other span.</summary>
internal static class E1Scenarios
{
    private const string Called = "4951110001";
    private const string Caller = "9030000001";

    // All octets several times, so that a repetition is seamless and whole frames long.
    private static readonly byte[] s_count = [.. Enumerable.Range(0, 5 * 256).Select(value => (byte)value)];

    public static IEnumerable<Scenario> All =>
    [
        new("e1-incoming", IncomingAsync),
        new("e1-outgoing", OutgoingAsync),
        new("e1-link-loss", LinkLossAsync),
    ];

    private static async Task IncomingAsync()
    {
        await using var office = await GuestOffice.OfSpanAsync();
        await using var network = await Network.StartAsync();
        await ReadyAsync(office);
        await using var bearer = new Peer("bearer-peer");
        network.Pri.Tell($"dial {Called} {Caller} 3 exclusive complete 0x21");
        var (leg, offer) = await office.CallAsync();
        Scenario.Demand(offer.Called.Raw == Called, $"the called number came: {offer.Called}");
        Scenario.Demand(offer.Caller.Number!.EndsWith(Caller, StringComparison.Ordinal), "the caller's number came");
        office.Do(CallEffectKind.Alert, leg);
        await network.Pri.SaysAsync("alerting");
        office.Do(CallEffectKind.Answer, leg);
        await network.Pri.SaysAsync("connected call=1 channel=3");

        var recording = new KeptRecording();
        bearer.Tell($"open {SpanScenarios.Far + 2}");
        await bearer.SaysAsync("open");
        office.Play(leg, s_count);
        office.Record(leg, recording);
        await Task.Delay(2000);
        // By now all is compiled: from here on every octet counts.
        bearer.Tell("begin");
        recording.Clear();
        await Task.Delay(3000);
        bearer.Tell("report");
        var report = await bearer.SaysAsync("report");
        var heard = recording.Octets;
        Scenario.Demand(report.Contains("breaks=0 events=0", StringComparison.Ordinal)
            && Number(report, "matched") > 22_000, $"the network heard every octet: {report}");
        Scenario.Demand(heard.Length >= 22_000 && LineScenarios.LongestCount(heard) == heard.Length - 1,
            $"we heard every octet: {LineScenarios.LongestCount(heard)} of {heard.Length} in a row");

        network.Pri.Tell("hangup 1 16");
        var end = await office.HappensAsync(leg, CallEventKind.Cleared);
        Scenario.Demand(end.Cause == Cause.NormalClearing, $"cleared with {end.Cause}");
        await network.Pri.SaysAsync("released call=1");

        network.Pri.Tell($"dial {Called} {Caller} 3 exclusive complete 0x21");
        var (again, _) = await office.CallAsync();
        office.Do(CallEffectKind.Answer, again);
        await network.Pri.SaysAsync("connected call=2");
        office.Do(CallEffectKind.Release, again, Cause.NormalClearing);
        await network.Pri.SaysAsync("cause=16");
        await office.HappensAsync(again, CallEventKind.Cleared);
    }

    private static async Task OutgoingAsync()
    {
        await using var office = await GuestOffice.OfSpanAsync();
        await using var network = await Network.StartAsync();
        await ReadyAsync(office);
        var leg = office.Dial("pri", "+74957654321");
        var setup = await network.Pri.SaysAsync("setup call=1");
        Scenario.Demand(setup.Contains("7654321", StringComparison.Ordinal), $"the number went out: {setup}");
        await office.HappensAsync(leg, CallEventKind.Ringing);
        await office.HappensAsync(leg, CallEventKind.Answered);
        office.Do(CallEffectKind.Release, leg, Cause.NormalClearing);
        await network.Pri.SaysAsync("cause=16");
        await office.HappensAsync(leg, CallEventKind.Cleared);

        leg = office.Dial("pri", "+74957654321");
        await office.HappensAsync(leg, CallEventKind.Answered);
        network.Pri.Tell("hangup 2 16");
        await office.HappensAsync(leg, CallEventKind.Cleared);

        network.Pri.Tell("on-setup reject 17");
        leg = office.Dial("pri", "+74957654321");
        var busy = await office.HappensAsync(leg, CallEventKind.Failed);
        Scenario.Demand(busy.Cause == Cause.UserBusy, $"busy is told: {busy.Cause}");
    }

    private static async Task LinkLossAsync()
    {
        await using var office = await GuestOffice.OfSpanAsync();
        LegId leg;
        await using (var network = await Network.StartAsync())
        {
            await ReadyAsync(office);
            network.Pri.Tell($"dial {Called} {Caller} 3 exclusive complete 0x21");
            (leg, _) = await office.CallAsync();
            office.Do(CallEffectKind.Answer, leg);
            await network.Pri.SaysAsync("connected call=1");
            // The network's CONNECT ACKNOWLEDGE is still on its way: until it is here the call is not active.
            await Task.Delay(500);
        }

        await DynamicSpans.RemoveAsync("1:1");
        await Scenario.UntilAsync(() => office.Channels("pri") == 0, "no channel to be in service");
        Scenario.Demand(!office.Has(leg, CallEventKind.Cleared), "an active call outlives a short alarm (T309)");
        var refused = office.Dial("pri", "+74957654321");
        await office.HappensAsync(refused, CallEventKind.Failed);

        await DynamicSpans.MakeAsync("e1-far");
        Scenario.Demand(!office.Has(leg, CallEventKind.Cleared), "an active call is there until the link is back");
        await using var anew = await Network.StartAsync();
        await Scenario.UntilAsync(() => office.IsLinkUp && office.Channels("pri") > 0, "the link to be up again");
        var outgoing = office.Dial("pri", "+74957654321");
        await office.HappensAsync(outgoing, CallEventKind.Answered);
        office.Do(CallEffectKind.Release, outgoing, Cause.NormalClearing);
        await office.HappensAsync(outgoing, CallEventKind.Cleared);
        office.Do(CallEffectKind.Release, leg, Cause.NormalClearing);
        await office.HappensAsync(leg, CallEventKind.Cleared, seconds: 30);
    }

    // Both sides establish the link, and the router restarts the interface: a call that crosses that would be lost.
    private static async Task ReadyAsync(GuestOffice office)
    {
        await Scenario.UntilAsync(() => office.IsLinkUp && office.Channels("pri") == 30,
            "30 channels to be in service");
        await Task.Delay(1500);
    }

    private static int Number(string report, string name) => int.Parse(
        report.Split(' ').Single(word => word.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..],
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>libpri as the network on the far span.</summary>
    private sealed class Network : IAsyncDisposable
    {
        private const string Socket = "/run/dchan";

        private readonly Peer _signalling;

        private Network(Peer signalling, Peer pri) => (_signalling, Pri) = (signalling, pri);

        public Peer Pri { get; }

        public static async Task<Network> StartAsync()
        {
            var signalling = new Peer("dchan-peer", $"{SpanScenarios.Far + 15}", Socket);
            await signalling.SaysAsync("ready");
            var pri = new Peer("pri-peer", "network", "connect", Socket);
            await pri.SaysAsync("up");
            return new(signalling, pri);
        }

        public async ValueTask DisposeAsync()
        {
            await Pri.DisposeAsync();
            await _signalling.DisposeAsync();
        }
    }
}
