using NodaTime;

namespace CallRouting.Testing;

/// <summary>One leg of a <see cref="FakeTransport"/>, seen from its far end.</summary>
public sealed class FakeLeg : IFrameSink
{
    private const int FramesPerSecond = 50;
    private const int FrameOctets = 160;

    private readonly FakeTransport _transport;
    private readonly ITransportHost _host;
    private readonly TimeProvider _time;
    private readonly FarEnd _farEnd;
    private readonly List<CallEffectKind> _executed = [];
    private readonly List<byte[]> _heard = [];
    private readonly List<ITimer> _timers = [];
    private FakeLeg? _peer;
    private bool _isBridgeMine;
    private IFrameSink? _other;
    private IRecording? _recording;
    private ITimer? _playing;
    private ITimer? _limit;
    private ushort _playTag;
    private ushort _recordTag;
    private int _recordedFrames;
    private bool _isVanished;

    internal FakeLeg(FakeTransport transport, ITransportHost host, TimeProvider time, LegId id,
        RingDestination? destination, FarEnd farEnd)
    {
        (_transport, _host, _time, Id, Destination, _farEnd) = (transport, host, time, id, destination, farEnd);
        _isVanished = farEnd.IsSilent;
    }

    /// <summary>The leg.</summary>
    public LegId Id { get; }

    /// <summary>Where it was rung, and what it was told; <c>null</c>: it is a caller's.</summary>
    public RingDestination? Destination { get; }

    /// <summary>Whether it has been answered: by the far end, or to the caller.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Whether it has ended.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The cause with which it ended.</summary>
    public Cause Cause { get; private set; }

    /// <summary>What was done to it, in order.</summary>
    public IReadOnlyList<CallEffectKind> Executed => _executed;

    /// <summary>The sound that plays to it; <c>null</c>: none.</summary>
    public PromptAudio? Playing { get; private set; }

    /// <summary>Every sound that was played to it, in order.</summary>
    public IReadOnlyList<PromptAudio> Played { get; private set; } = [];

    /// <summary>The frames its party heard from whom it talks to.</summary>
    public IReadOnlyList<byte[]> Heard => _heard;

    /// <summary>The far end answers.</summary>
    public void Answer()
    {
        lock (_transport.Sync)
        {
            if (IsEnded || IsAnswered || _isVanished || Destination is null)
                return;
            IsAnswered = true;
            _host.Post(CallEvent.Answered(Id));
        }
    }

    /// <summary>The far end hangs up, declines, or gives up calling.</summary>
    /// <param name="cause">Why.</param>
    public void HangUp(Cause cause = Cause.NormalClearing)
    {
        lock (_transport.Sync)
            if (!_isVanished)
                End(cause);
    }

    /// <summary>The far end presses a key.</summary>
    /// <param name="digit">0–9, *, #, A–D.</param>
    public void Press(char digit)
    {
        lock (_transport.Sync)
            if (!IsEnded && !_isVanished)
                _host.Post(CallEvent.DigitPressed(Id, digit));
    }

    /// <summary>The far end says something: one frame goes wherever the leg's sound goes.</summary>
    /// <param name="frame">160 octets A-law.</param>
    public void Say(ReadOnlySpan<byte> frame)
    {
        IFrameSink? peer;
        IFrameSink? other;
        lock (_transport.Sync)
        {
            if (IsEnded || _isVanished)
                return;
            if (_recording is not null)
            {
                _recording.Write(frame);
                _recordedFrames++;
            }

            (peer, other) = (_peer, _other);
        }

        // Not under the lock: the other side may be another transport with a lock of its own.
        peer?.Write(frame);
        other?.Write(frame);
    }

    /// <summary>The far end loses power: it never says anything again.</summary>
    public void Vanish()
    {
        lock (_transport.Sync)
            _isVanished = true;
    }

    void IFrameSink.Write(ReadOnlySpan<byte> frame) => Write(frame);

    internal void Begin()
    {
        if (_farEnd.Rings)
            _host.Post(CallEvent.Ringing(Id));
        if (_farEnd.SendsEarlySound)
            _host.Post(CallEvent.Progressed(Id));
        if (_farEnd.After is not { } after)
            return;
        if (_farEnd.Cause == Cause.None)
            In(after, Answer);
        else
            In(after, () => HangUp(_farEnd.Cause));
    }

    /// <summary>How transfers that this leg asked for were taken, in order.</summary>
    public IReadOnlyList<TransferAnswer> Reports { get; private set; } = [];

    internal void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        _executed.Add(effect.Kind);
        switch (effect.Kind)
        {
            case CallEffectKind.Answer: IsAnswered = true; break;
            case CallEffectKind.Play: Play(effect.Tag, prompt); break;
            case CallEffectKind.StopPlay when effect.Tag == _playTag: StopPlay(); break;
            case CallEffectKind.Record: Record(effect, recording); break;
            case CallEffectKind.StopRecord when effect.Tag == _recordTag: StopRecord(); break;
            case CallEffectKind.Hold: Unbridge(); break;
            case CallEffectKind.Report: Reports = [.. Reports, effect.Answer]; break;
            case CallEffectKind.Release when _isVanished:
                var cause = effect.Cause;
                In(FakeTransport.GivesUpAfter, () => End(cause));
                break;
            case CallEffectKind.Release: End(effect.Cause); break;
            case CallEffectKind.HandOver: End(Cause.NormalClearing); break;
        }
    }

    internal void Bridge(FakeLeg? peer)
    {
        _executed.Add(CallEffectKind.Bridge);
        Unbridge();
        if (peer is null || peer.IsEnded)
        {
            _host.Post(CallEvent.BridgeEnded(Id));
            return;
        }

        StopPlay();
        peer.Unbridge();
        (_peer, peer._peer) = (peer, this);
        (_isBridgeMine, peer._isBridgeMine) = (true, false);
    }

    internal IFrameSink Open(IFrameSink heard)
    {
        StopPlay();
        _other = heard;
        return this;
    }

    internal void End(Cause cause)
    {
        if (IsEnded)
            return;
        IsEnded = true;
        Cause = cause;
        _transport.Remove(Id);
        foreach (var timer in _timers)
            timer.Dispose();
        StopPlay();
        StopRecord();
        Unbridge();
        _other = null;
        _host.Post(IsAnswered || Destination is null ? CallEvent.Cleared(Id, cause) : CallEvent.Failed(Id, cause));
    }

    private void Write(ReadOnlySpan<byte> frame)
    {
        lock (_transport.Sync)
            if (!IsEnded)
                _heard.Add(frame.ToArray());
    }

    private void Play(ushort tag, PromptAudio? prompt)
    {
        StopPlay();
        if (prompt is null)
        {
            _host.Post(CallEvent.PlayEnded(Id, tag, isFailure: true));
            return;
        }

        _playTag = tag;
        Playing = prompt;
        Played = [.. Played, prompt];
        var frames = (prompt.Frames.Length + FrameOctets - 1) / FrameOctets;
        if (!prompt.IsLoop)
            _playing = In(Duration.FromSeconds(1) / FramesPerSecond * frames, StopPlay);
    }

    private void StopPlay()
    {
        if (_playTag == 0)
            return;
        _playing?.Dispose();
        Playing = null;
        _host.Post(CallEvent.PlayEnded(Id, _playTag));
        _playTag = 0;
    }

    private void Record(in CallEffect effect, IRecording? recording)
    {
        StopRecord();
        if (recording is null)
        {
            _host.Post(CallEvent.RecordEnded(Id, effect.Tag, 0, isFailure: true));
            return;
        }

        (_recordTag, _recording, _recordedFrames) = (effect.Tag, recording, 0);
        _limit = In(Duration.FromMilliseconds(effect.Milliseconds), StopRecord);
    }

    private void StopRecord()
    {
        if (_recording is null)
            return;
        _limit?.Dispose();
        var isKept = _recording.Complete();
        _recording = null;
        var milliseconds = _recordedFrames * 1000 / FramesPerSecond;
        _host.Post(CallEvent.RecordEnded(Id, _recordTag, milliseconds, !isKept));
    }

    private void Unbridge()
    {
        if (_peer is not { } peer)
            return;
        _host.Post(CallEvent.BridgeEnded(_isBridgeMine ? Id : peer.Id));
        _peer = peer._peer = null;
    }

    private ITimer In(Duration duration, Action action)
    {
        var timer = _time.CreateTimer(_ =>
        {
            lock (_transport.Sync)
                action();
        }, null, duration.ToTimeSpan(), Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        return timer;
    }
}
