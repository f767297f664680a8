using System.Collections.Concurrent;
using CallRouting.E1;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>A data link of ours on a datagram span, at work on a thread of its own in real time; layer 3 is the
/// test.</summary>
internal sealed class LinkUnderTest : ILapdUser, IAsyncDisposable
{
    private readonly ISpan _span;
    private readonly LapdLink _link;
    private readonly LapdCapture _capture;
    private readonly Task _serving;
    private readonly ConcurrentQueue<byte[]> _toSend = new();
    private readonly ConcurrentQueue<string> _story = new();
    private readonly List<string> _told = [];
    private readonly List<byte[]> _messages = [];
    private readonly Random _random = new(1);
    private volatile bool _isOver;
    private volatile bool _isReleasing;
    private Instant _now;

    public LinkUnderTest(ISpan span, bool isNetwork, string capture, LapdOptions? options = null)
    {
        (_span, Capture) = (span, capture);
        _link = new(isNetwork, options ?? new(), this);
        _capture = LapdCapture.Begin(capture, isNetwork);
        _span.Open();
        _serving = Task.Factory.StartNew(Serve, TaskCreationOptions.LongRunning);
    }

    /// <summary>The file with all frames.</summary>
    public string Capture { get; }

    /// <summary>How many of a hundred frames that we send are lost.</summary>
    public int LossPercent { get; set; }

    /// <summary>What went over the line and what was told, for a failure.</summary>
    public string Story => string.Join('\n', _story);

    /// <summary>The messages that came in.</summary>
    public IReadOnlyList<byte[]> Messages
    {
        get
        {
            lock (_told)
                return [.. _messages];
        }
    }

    /// <summary>Sends a message of layer 3.</summary>
    public void Send(byte[] message)
    {
        _toSend.Enqueue(message);
        _span.Wake();
    }

    /// <summary>Ends the link as the standard says.</summary>
    public void Release()
    {
        _isReleasing = true;
        _span.Wake();
    }

    /// <summary>Waits for the next thing of a kind that the link tells, and forgets what was told before it.</summary>
    /// <param name="what"><c>established</c>, <c>released</c>, <c>reset</c>, or <c>error X</c>.</param>
    /// <param name="seconds">The limit.</param>
    public Task ToldAsync(string what, int seconds = 30) => Wait.ForAsync(() =>
    {
        lock (_told)
        {
            var index = _told.IndexOf(what);
            _told.RemoveRange(0, index + 1);
            return index >= 0;
        }
    }, $"{what} of the data link", seconds, () => Story);

    /// <summary>Whether something was told that was not waited for.</summary>
    public bool HasTold(string what)
    {
        lock (_told)
            return _told.Contains(what);
    }

    /// <summary>How many frames of a kind went by, either way.</summary>
    /// <param name="frame">How they begin, as <see cref="Story"/> writes them.</param>
    public int Count(string frame) => _story.Count(line => line.Contains(frame, StringComparison.Ordinal));

    void ILapdUser.Transmit(ReadOnlySpan<byte> frame)
    {
        var isLost = _random.Next(100) < LossPercent;
        Note($"{(isLost ? "lost" : "sent")} {Convert.ToHexStringLower(frame)}");
        _capture.Write(frame, isOutgoing: true, _now);
        if (!isLost)
            _span.Signalling.TrySend(frame);
    }

    void ILapdUser.Received(ReadOnlySpan<byte> message)
    {
        lock (_told)
            _messages.Add(message.ToArray());
    }

    void ILapdUser.Established() => Tell("established");

    void ILapdUser.Reset(int lost) => Tell("reset");

    void ILapdUser.Released() => Tell("released");

    void ILapdUser.Erred(LapdError error) => Tell($"error {(char)error}");

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        _span.Wake();
        await _serving;
        _span.Dispose();
        _capture.Dispose();
    }

    private void Serve()
    {
        var frame = new byte[266];
        _now = Now();
        _link.Establish(_now);
        while (!_isOver)
        {
            var wait = Duration.Min(_link.NextDeadline - Now(), Duration.FromSeconds(1));
            _span.Wait(Duration.Max(wait, Duration.Zero).ToTimeSpan());
            _now = Now();
            while (_span.Signalling.Receive(frame, out var length) is var received and not HdlcReceived.None)
                Take(received, frame.AsSpan(0, length));
            if (_isReleasing)
                _link.Release(_now);
            while (_toSend.TryPeek(out var message) && _link.Send(message, _now))
                _toSend.TryDequeue(out _);
            _link.Expire(_now);
        }
    }

    private void Take(HdlcReceived received, ReadOnlySpan<byte> frame)
    {
        switch (received)
        {
            case HdlcReceived.Up:
                Note("up");
                _link.Establish(_now);
                break;
            case HdlcReceived.Down:
                Note("down");
                _link.Deactivate();
                break;
            case HdlcReceived.Frame:
                Note($"came {Convert.ToHexStringLower(frame)}");
                _capture.Write(frame, isOutgoing: false, _now);
                _link.Receive(frame, _now);
                break;
        }
    }

    private void Tell(string what)
    {
        Note(what);
        lock (_told)
            _told.Add(what);
    }

    private void Note(string what) => _story.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {what}");

    private static Instant Now() => SystemClock.Instance.GetCurrentInstant();
}
