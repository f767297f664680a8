using System.Buffers.Binary;
using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>Two data links and the line between them, on virtual time: it loses, repeats and garbles frames, and keeps
/// their order.</summary>
/// <remarks>A garbled frame is lost, as its check sequence tells.</remarks>
internal sealed class LossyLine
{
    private static readonly Duration Delay = Duration.FromMilliseconds(5);

    private readonly PriorityQueue<(End To, byte[] Frame), (Instant At, long Order)> _frames = new();
    private readonly Random _random;
    private readonly int _lossPercent;
    private readonly int _repeatPercent;
    private long _order;

    public LossyLine(int seed, int lossPercent, int repeatPercent, LapdOptions options)
    {
        (_random, _lossPercent, _repeatPercent) = (new(seed), lossPercent, repeatPercent);
        User = new(this, isNetwork: false, options);
        Network = new(this, isNetwork: true, options);
        (User.Peer, Network.Peer) = (Network, User);
    }

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 24, 7, 0);

    public End User { get; }

    public End Network { get; }

    /// <summary>From now on nothing is lost or repeated.</summary>
    public bool IsClean { get; set; }

    public void Advance(Duration duration)
    {
        var end = Now + duration;
        while (true)
        {
            var next = Instant.Min(User.Link.NextDeadline, Network.Link.NextDeadline);
            var isFrame = _frames.TryPeek(out _, out var due) && due.At <= next;
            if (isFrame)
                next = due.At;
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            if (isFrame)
            {
                var (to, frame) = _frames.Dequeue();
                to.Look(frame);
                to.Link.Receive(frame, Now);
            }
            else
            {
                User.Link.Expire(Now);
                Network.Link.Expire(Now);
            }
        }

        Now = end;
    }

    private void Carry(End from, ReadOnlySpan<byte> frame)
    {
        if (!IsClean && _random.Next(100) < _lossPercent)
            return;
        _frames.Enqueue((from.Peer, frame.ToArray()), (Now + Delay, _order++));
        if (!IsClean && _random.Next(100) < _repeatPercent)
            _frames.Enqueue((from.Peer, frame.ToArray()), (Now + Delay, _order++));
    }

    /// <summary>One end, with numbered messages.</summary>
    internal sealed class End : ILapdUser
    {
        private readonly LossyLine _line;
        private readonly int _window;
        private readonly byte[] _message = new byte[4];
        private int _next;
        private int _unacknowledgedFrom;

        public End(LossyLine line, bool isNetwork, LapdOptions options)
        {
            (_line, _window) = (line, options.Window);
            Link = new(isNetwork, options, this);
        }

        public LapdLink Link { get; }

        public End Peer { get; set; } = null!;

        /// <summary>The numbers that were taken for sending.</summary>
        public List<int> Sent { get; } = [];

        /// <summary>The numbers that arrived here.</summary>
        public List<int> Arrived { get; } = [];

        /// <summary>The numbers that the link gave up.</summary>
        public int Lost { get; private set; }

        /// <summary>How often the link was reset or went down.</summary>
        public int Breaks { get; private set; }

        /// <summary>The most frames on the way at once.</summary>
        public int MostOnTheWay { get; private set; }

        public void Send()
        {
            BinaryPrimitives.WriteInt32BigEndian(_message, _next);
            if (Link.Send(_message, _line.Now))
                Sent.Add(_next);
            _next++;
        }

        void ILapdUser.Transmit(ReadOnlySpan<byte> frame)
        {
            // What is sent must be within the window that the far end's last N(R) allows.
            if ((frame[2] & 1) == 0)
                MostOnTheWay = Math.Max(MostOnTheWay, ((frame[2] >> 1) - _unacknowledgedFrom + 128) % 128 + 1);
            else if ((frame[2] & 3) == 3)
                _unacknowledgedFrom = 0;
            Assert.InRange(MostOnTheWay, 0, _window);
            _line.Carry(this, frame);
        }

        /// <summary>The far end's frame, before the link sees it.</summary>
        public void Look(ReadOnlySpan<byte> frame)
        {
            if ((frame[2] & 3) != 3 && Link.IsEstablished)
                _unacknowledgedFrom = frame[3] >> 1;
        }

        void ILapdUser.Received(ReadOnlySpan<byte> message) =>
            Arrived.Add(BinaryPrimitives.ReadInt32BigEndian(message));

        void ILapdUser.Established()
        {
        }

        void ILapdUser.Reset(int lost)
        {
            Lost += lost;
            Breaks++;
        }

        void ILapdUser.Released() => Breaks++;

        void ILapdUser.Erred(LapdError error)
        {
        }
    }
}
