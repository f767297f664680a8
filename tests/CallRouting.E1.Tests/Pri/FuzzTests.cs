using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>Any octets, in any state: a message, a cause or nothing, never an exception.</summary>
/// <remarks>Set <c>CALLROUTING_FUZZ</c> to the number of inputs for a longer run, for example 10000000.</remarks>
public class FuzzTests
{
    private static readonly byte[][] Seeds =
    [
        Hex.Message(1, false, MessageType.Setup, "04 03 90 90 a3 18 03 a9 83 85 6c 06 21 83 34 39 35 37 70 05 a1 31 30 30 31 a1"),
        Hex.Message(2, false, MessageType.Setup, "04 03 80 90 a3 18 06 a9 93 00 00 00 20 1e 02 82 83 28 04 41 6e 6e 61 70 03 80 31 32 96 2a 01 31"),
        Hex.Message(1, true, MessageType.CallProceeding, "18 03 a9 83 81"),
        Hex.Message(1, true, MessageType.SetupAcknowledge, "18 03 a9 83 82 1e 02 82 88"),
        Hex.Message(2, true, MessageType.Alerting, "1e 02 82 88 1e 02 82 81"),
        Hex.Message(2, true, MessageType.Progress, "1e 02 82 81"),
        Hex.Message(1, true, MessageType.Connect, "18 04 e9 80 83 85"),
        Hex.Message(1, false, MessageType.ConnectAcknowledge),
        Hex.Message(1, false, MessageType.Information, "70 02 80 33 a1"),
        Hex.Message(2, false, MessageType.Information, "2c 01 23"),
        Hex.Message(1, true, MessageType.Disconnect, "08 02 82 91 1e 02 82 88"),
        Hex.Message(1, false, MessageType.Disconnect, "08 02 80 90"),
        Hex.Message(1, true, MessageType.Release, "08 02 80 90"),
        Hex.Message(1, false, MessageType.Release),
        Hex.Message(1, true, MessageType.ReleaseComplete, "08 03 82 ac 18"),
        Hex.Message(2, false, MessageType.ReleaseComplete),
        Hex.Message(1, false, MessageType.Status, "08 02 80 9e 14 01 0a"),
        Hex.Message(1, true, MessageType.Status, "08 03 82 e1 7b 14 01 00"),
        Hex.Message(1, false, MessageType.StatusEnquiry),
        Hex.Message(1, false, MessageType.Notify, "27 01 81"),
        Hex.Message(0, false, MessageType.Restart, "18 03 a9 83 85 79 01 80"),
        Hex.Message(0, false, MessageType.Restart, "79 01 86"),
        Hex.Message(0, true, MessageType.RestartAcknowledge, "18 03 a9 83 81 79 01 80"),
        Hex.Message(0, false, MessageType.Status, "08 02 82 d2 14 01 00"),
        Hex.Message(3, false, MessageType.Facility, "1c 03 91 a1 00"),
    ];

    private static int Inputs(int ordinary) =>
        int.TryParse(Environment.GetEnvironmentVariable("CALLROUTING_FUZZ"), out var inputs) ? inputs : ordinary;

    [Fact]
    public void Any_octets_are_a_message_a_fault_or_nothing()
    {
        var random = new Random(403);
        var octets = new byte[300];
        int taken = 0, faults = 0;
        var inputs = Inputs(3_000_000);
        for (var i = 0; i < inputs; i++)
        {
            var length = Make(random, octets);
            if (!Q931Message.TryDecode(octets.AsSpan(0, length), out var message))
                continue;
            taken++;
            Assert.True(message.Fault is 0 or 96 or 97 or 100);
            faults += message.Fault == 0 ? 0 : 1;
            if (message.Type == MessageType.Setup)
                ReceivedFields.Offer(message);
            ReceivedFields.Cause(message, 31, out _);
            ReceivedFields.IsInBand(message, false);
            message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out _);
        }

        Assert.InRange(taken, inputs / 4, inputs);
        Assert.InRange(faults, inputs / 100, taken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Any_octets_may_come_in_any_state(int side)
    {
        var random = new Random(931 + side);
        var octets = new byte[300];
        var inputs = Inputs(600_000);
        var now = Instant.FromUtc(2026, 11, 24, 7, 0);
        var outputs = new PriOutputs();
        var live = new List<PriCall>();
        var open = new Dictionary<PriCall, bool>();
        var layer3 = new PriInterface(new PriOptions
        {
            Side = (PriSide)side, Overlap = new OverlapReceiving { IsAllowed = true, Length = 5 },
        });
        layer3.LinkUp(now, outputs);
        for (var i = 0; i < inputs; i++)
        {
            outputs.Clear();
            var call = live.Count == 0 ? default : live[random.Next(live.Count)];
            switch (random.Next(40))
            {
                case 0 when live.Count < 40:
                    layer3.SetUp(new PriSetup { Called = new PartyNumber("1001") }, now, outputs);
                    break;
                case 1:
                    layer3.Proceed(call, now, outputs);
                    break;
                case 2:
                    layer3.Alert(call, random.Next(2) == 0, now, outputs);
                    break;
                case 3:
                    layer3.Connect(call, now, outputs);
                    break;
                case 4:
                    layer3.Disconnect(call, (byte)random.Next(256), random.Next(2) == 0, now, outputs);
                    break;
                case 5:
                    now += Duration.FromMilliseconds(random.Next(8000));
                    layer3.Expire(now, outputs);
                    break;
                case 6 when random.Next(100) == 0:
                    layer3.LinkDown(now, outputs);
                    layer3.LinkUp(now, outputs);
                    break;
                default:
                    var length = Make(random, octets);
                    layer3.Receive(octets.AsSpan(0, length), now, outputs);
                    break;
            }

            Follow(outputs, live, open);
        }

        Assert.Equal(live.Count, layer3.Count);
        Assert.True(open.Count > inputs / 1000, $"Only {open.Count} calls were made.");
    }

    // Every call is told of before it ends, ends once, and every message that goes out is a good one.
    private static void Follow(PriOutputs outputs, List<PriCall> live, Dictionary<PriCall, bool> open)
    {
        foreach (var output in outputs.Items)
        {
            if (output.Kind == PriOutputKind.Send)
            {
                if (!Q931Message.TryDecode(outputs.Octets(output), out var sent) || sent.Fault != 0)
                    Assert.Fail("Sent: " + Hex.Text(outputs.Octets(output)));
            }

            if (output.Call.IsNone || output.Call.Slot < 0)
                continue;
            if (open.TryAdd(output.Call, true))
                live.Add(output.Call);
            else if (!open[output.Call])
                Assert.Fail($"{output.Kind} of a call that has ended.");
            if (output.Kind != PriOutputKind.Released)
                continue;
            open[output.Call] = false;
            live.Remove(output.Call);
        }
    }

    // Random octets, or a good message with some octets changed, put in or left out.
    private static int Make(Random random, byte[] octets)
    {
        if (random.Next(8) == 0)
        {
            var any = random.Next(60);
            random.NextBytes(octets.AsSpan(0, any));
            if (any > 2 && random.Next(4) > 0)
                (octets[0], octets[1]) = (8, 2);
            return any;
        }

        var seed = Seeds[random.Next(Seeds.Length)];
        seed.CopyTo(octets, 0);
        var length = seed.Length;
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(2, length);
            switch (random.Next(5))
            {
                case 0:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 1:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    octets.AsSpan(at, length - at).CopyTo(octets.AsSpan(at + 1));
                    octets[at] = (byte)random.Next(256);
                    length++;
                    break;
                case 3 when length > 6:
                    octets.AsSpan(at + 1, length - at - 1).CopyTo(octets.AsSpan(at));
                    length--;
                    break;
                default:
                    length = Math.Max(3, random.Next(4) == 0 ? at : length);
                    break;
            }
        }

        return length;
    }
}
