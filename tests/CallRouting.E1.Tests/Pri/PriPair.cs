using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>A user and a network side on one D channel of 64 kbit/s, in virtual time: messages take as long as their
/// octets, come in order, and are lost only where a test loses them.</summary>
internal sealed class PriPair
{
    private readonly End user;
    private readonly End network;

    public PriPair(PriOptions? userOptions = null, PriOptions? networkOptions = null)
    {
        user = new End(userOptions ?? new PriOptions());
        network = new End((networkOptions ?? new PriOptions()) with { Side = PriSide.Network });
        LinkUp();
    }

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 24, 7, 0);

    public End User => user;

    public End Network => network;

    public End this[int side] => side == 0 ? user : network;

    /// <summary>Does something with one end and puts what it sends on the line.</summary>
    public void With(End end, Action<PriInterface, PriOutputs> input)
    {
        end.Outputs.Clear();
        input(end.Layer3, end.Outputs);
        end.Follow(Now);
    }

    public void LinkUp()
    {
        foreach (var end in (End[])[user, network])
            With(end, (layer3, outputs) =>
            {
                if (!layer3.IsLinkUp)
                    layer3.LinkUp(Now, outputs);
            });
    }

    public void LinkDown(End end)
    {
        Lose();
        With(end, (layer3, outputs) => layer3.LinkDown(Now, outputs));
        Lose();
    }

    public void LinkReset()
    {
        Lose();
        With(user, (layer3, outputs) => layer3.LinkReset(Now, outputs));
        With(network, (layer3, outputs) => layer3.LinkReset(Now, outputs));
    }

    /// <summary>Messages under way are lost.</summary>
    public void Lose()
    {
        user.Sent.Clear();
        network.Sent.Clear();
    }

    /// <summary>Moves time; messages arrive and timers expire at their instants.</summary>
    public void Advance(double seconds)
    {
        var end = Now + Duration.FromSeconds(seconds);
        while (true)
        {
            var next = Instant.Min(Instant.Min(user.Layer3.NextDeadline, network.Layer3.NextDeadline),
                Instant.Min(user.Arrival, network.Arrival));
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            Deliver(user, network);
            Deliver(network, user);
            foreach (var side in (End[])[user, network])
                if (side.Layer3.NextDeadline <= Now)
                    With(side, (layer3, outputs) => layer3.Expire(Now, outputs));
        }

        Now = end;
    }

    private void Deliver(End from, End to)
    {
        while (from.Arrival <= Now)
        {
            var octets = from.Sent.Dequeue().Octets;
            to.Reference = octets[2] << 8 & 0x7FFF | octets[3];
            With(to, (layer3, outputs) => layer3.Receive(octets, Now, outputs));
            to.Reference = -1;
        }
    }

    /// <summary>One end: its layer 3, and what became of its calls.</summary>
    internal sealed class End(PriOptions options)
    {
        private Instant lineFree = Instant.MinValue;

        public PriInterface Layer3 { get; } = new(options);

        public PriOutputs Outputs { get; } = new();

        public Queue<(Instant At, byte[] Octets)> Sent { get; } = new();

        public Instant Arrival => Sent.Count == 0 ? Instant.MaxValue : Sent.Peek().At;

        /// <summary>The call reference of the message that is being received.</summary>
        public int Reference { get; set; } = -1;

        /// <summary>Calls that live, in order of their beginning, with their reference and who made them.</summary>
        public Dictionary<PriCall, (int Reference, bool IsOwn)> Live { get; } = [];

        public HashSet<PriCall> Connected { get; } = [];

        public Dictionary<PriCall, byte> Ended { get; } = [];

        public List<PriOffer> Offers { get; } = [];

        /// <summary>Messages sent, by their type.</summary>
        public Dictionary<MessageType, int> Count { get; } = [];

        /// <summary>What is done at once with a call that is offered.</summary>
        public Action<PriCall>? Taking { get; set; }

        public void Follow(Instant now)
        {
            List<PriCall> offered = [];
            foreach (var output in Outputs.Items)
            {
                switch (output.Kind)
                {
                    case PriOutputKind.Send:
                        Send(output, now);
                        break;
                    case PriOutputKind.Collecting:
                        Live.TryAdd(output.Call, (Reference, false));
                        break;
                    case PriOutputKind.Offered:
                        // A number complete by T302 has no message that brings it.
                        Live.TryAdd(output.Call, (Reference, false));
                        Offers.Add(output.Offer!);
                        offered.Add(output.Call);
                        break;
                    case PriOutputKind.Connected:
                        Assert.True(Live.ContainsKey(output.Call), "Connected, and was not told of before.");
                        Assert.True(Connected.Add(output.Call), "Connected twice.");
                        Assert.NotEqual(0, output.Channel);
                        break;
                    case PriOutputKind.Released:
                        Assert.True(Ended.TryAdd(output.Call, output.Cause), "Released twice.");
                        Assert.NotEqual(0, output.Cause);
                        Live.Remove(output.Call);
                        Connected.Remove(output.Call);
                        break;
                    default:
                        Assert.False(Ended.ContainsKey(output.Call), $"{output.Kind} of a call that has ended.");
                        break;
                }
            }

            foreach (var call in offered)
                Taking?.Invoke(call);
        }

        private void Send(in PriOutput output, Instant now)
        {
            var octets = Outputs.Octets(output).ToArray();
            Assert.True(Q931Message.TryDecode(octets, out var message) && message.Fault == 0, Hex.Text(octets));
            Count[message.Type] = Count.GetValueOrDefault(message.Type) + 1;
            if (message.Type == MessageType.Setup)
                Live[output.Call] = (message.Reference.Value, true);
            lineFree = Instant.Max(lineFree, now) + Duration.FromSeconds((octets.Length + 8) * 8 / 64000.0);
            Sent.Enqueue((lineFree, octets));
        }
    }
}
