using CallRouting.E1;

namespace CallRouting.Guest;

/// <summary>The span at its port.</summary>
internal static class SpanScenarios
{
    public const int Near = 1;
    public const int Far = 32;

    private static byte s_next;

    public static IEnumerable<Scenario> All =>
    [
        new("span-frames-and-sound", FramesAsync),
        new("span-is-held", HeldAsync),
        new("span-loses-its-signal", AlarmAsync),
    ];

    // Two spans of ours on the driver's cable: a frame each way, and the pattern through a bearer.
    private static async Task FramesAsync()
    {
        await using var peer = new Peer("bearer-peer");
        using var near = new DahdiSpan(Near);
        using var far = new DahdiSpan(Far);
        near.Open();
        far.Open();
        var frame = new byte[300];
        Send(near, [0x00, 0x01, 0x7F]);
        Scenario.Demand(Receive(far, frame).SequenceEqual((byte[])[0x00, 0x01, 0x7F]), "a frame out and in");
        Send(far, [0x02, 0x01, 0x73, 0x00]);
        Scenario.Demand(Receive(near, frame).SequenceEqual((byte[])[0x02, 0x01, 0x73, 0x00]), "a frame back");

        var bearer = near.Bearers[5];
        Scenario.Demand(bearer.Slot == 6, "the sixth bearer is slot 6");
        peer.Tell($"open {Far + 5}");
        await peer.SaysAsync("open");
        bearer.Open();
        var heard = new List<byte>();
        Exchange(near, bearer, 50, []);
        // From here on all is compiled, and nothing may be lost.
        var before = (bearer.Overruns, bearer.Underruns);
        Exchange(near, bearer, 10, []);
        peer.Tell("begin");
        Exchange(near, bearer, 150, heard);
        peer.Tell("report");
        var report = await peer.SaysAsync("report");
        Scenario.Demand(report.Contains("breaks=0 events=0", StringComparison.Ordinal)
            && !report.Contains("matched=0", StringComparison.Ordinal), $"the peer heard it whole: {report}");
        Scenario.Demand(LineScenarios.LongestCount(heard.ToArray()) == 150 * 160 - 1, "we heard it whole");
        Scenario.Demand((bearer.Overruns, bearer.Underruns) == before,
            $"overruns {bearer.Overruns}, underruns {bearer.Underruns}");
        bearer.Close();
        Scenario.Demand(!bearer.TryRead(new byte[160]), "a closed bearer gives nothing");
    }

    private static void Exchange(DahdiSpan span, IBearerChannel bearer, int blocks, List<byte> heard)
    {
        Span<byte> block = stackalloc byte[160];
        while (blocks > 0)
        {
            span.Wait(TimeSpan.FromMilliseconds(100));
            while (bearer.TryRead(block))
            {
                heard.AddRange(block);
                for (var i = 0; i < block.Length; i++)
                    block[i] = s_next++;
                Scenario.Demand(bearer.TryWrite(block), "a block is taken");
                blocks--;
            }
        }
    }

    private static async Task HeldAsync()
    {
        await using var peer = new Peer("bearer-peer");
        peer.Tell($"open {Near}");
        await peer.SaysAsync("open");
        using var span = new DahdiSpan(Near);
        LineScenarios.Refused(span.Bearers[0].Open, "not open");
        span.Open();
        LineScenarios.Refused(span.Bearers[0].Open, "held by another program");
        using var second = new DahdiSpan(Near);
        LineScenarios.Refused(second.Open, "held by another program");
        using var absent = new DahdiSpan(900);
        LineScenarios.Refused(absent.Open, "no such channel");
        peer.Tell("close");
        await peer.SaysAsync("closed");
        span.Bearers[0].Open();
    }

    private static async Task AlarmAsync()
    {
        using var span = new DahdiSpan(Near);
        span.Open();
        Scenario.Demand(span.Alarm == SpanAlarm.None, "no alarm at first");
        await DynamicSpans.RemoveAsync("1:1");
        var frame = new byte[300];
        await Scenario.UntilAsync(() => Serve(span, frame, HdlcReceived.Down), "the link to go down");
        Scenario.Demand(span.Alarm == SpanAlarm.Red, $"red alarm, not {span.Alarm}");
        Scenario.Demand(!span.Signalling.TrySend([0x00, 0x01, 0x7F]), "a link that is down takes nothing");
        await DynamicSpans.MakeAsync("e1-far");
        await Scenario.UntilAsync(() => Serve(span, frame, HdlcReceived.Up), "the link to come up");
        Scenario.Demand(span.Alarm == SpanAlarm.None, $"no alarm any more, not {span.Alarm}");
    }

    private static void Send(DahdiSpan span, ReadOnlySpan<byte> frame) =>
        Scenario.Demand(span.Signalling.TrySend(frame), "the link takes a frame");

    private static ReadOnlySpan<byte> Receive(DahdiSpan span, Span<byte> frame)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            span.Wait(TimeSpan.FromMilliseconds(100));
            if (span.Signalling.Receive(frame, out var length) == HdlcReceived.Frame)
                return frame[..length];
        }

        throw new FailedException("no frame came");
    }

    private static bool Serve(DahdiSpan span, Span<byte> frame, HdlcReceived wanted)
    {
        span.Wait(TimeSpan.FromMilliseconds(20));
        HdlcReceived received;
        while ((received = span.Signalling.Receive(frame, out _)) != HdlcReceived.None)
            if (received == wanted)
                return true;
        return false;
    }
}
