namespace CallRouting;

/// <summary>The sound of one leg, for transports that carry frames of G.711 A-law: what is played to it, what is
/// recorded of it, and who hears it.</summary>
/// <remarks>
/// <para>The transport executes the effects of sound here, gives what the line says to <see cref="Hear"/> and takes
/// what the line is to hear from <see cref="Say"/>, one frame of 160 octets every 20 ms each. Time is counted in
/// frames.</para>
/// <para>What was started ends with exactly one event, also by <see cref="End"/>. All members are called by one thread
/// at a time, but for the sink that <see cref="Open"/> returns, into which one other thread may write; legs that are
/// bridged to each other share their thread. No member allocates for a frame.</para>
/// </remarks>
public sealed class LegSound
{
    /// <summary>The octets of a frame: 20 ms of G.711 A-law.</summary>
    public const int FrameOctets = FrameQueue.FrameOctets;

    /// <summary>The A-law octet of silence.</summary>
    public const byte Silence = 0xD5;

    private const int FrameMilliseconds = 20;

    private readonly LegId _leg;
    private readonly Action<CallEvent> _tell;
    private readonly FrameQueue _toSay = new();
    private PromptAudio? _prompt;
    private int _played;
    private ushort _playTag;
    private IRecording? _recording;
    private int _recorded;
    private int _recordLimit;
    private ushort _recordTag;
    private LegSound? _peer;
    private bool _ownsBridge;
    private IFrameSink? _heard;
    private bool _hasEnded;

    /// <summary>Makes the sound of a leg: silence both ways.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="tell">Takes the events of what was started here.</param>
    public LegSound(LegId leg, Action<CallEvent> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        (_leg, _tell) = (leg, tell);
    }

    /// <summary>Whether somebody else hears the leg: another leg of this transport, or one of another.</summary>
    public bool IsJoined => _peer is not null || _heard is not null;

    /// <summary>Executes an effect of sound: play, record, the end of either, hold.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="prompt">What to play; <c>null</c>: there is nothing, the play fails.</param>
    /// <param name="recording">Where to record; <c>null</c>: nowhere, the recording fails.</param>
    /// <returns>False: the effect is of another kind, and nothing was done.</returns>
    public bool Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Play:
                Play(effect.Tag, prompt);
                return true;
            case CallEffectKind.StopPlay:
                // The tag says which: a stop that comes late must not end what was started since.
                if (effect.Tag == 0 || effect.Tag == _playTag)
                    StopPlay();
                return true;
            case CallEffectKind.Record:
                Record(effect.Tag, effect.Milliseconds, recording);
                return true;
            case CallEffectKind.StopRecord:
                if (effect.Tag == 0 || effect.Tag == _recordTag)
                    StopRecord();
                return true;
            case CallEffectKind.Hold:
                EndBridge();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Joins this leg to another of the same thread: each hears the other, bridges of both before end. It ends
    /// with one <see cref="CallEventKind.BridgeEnded"/> of this leg.</summary>
    /// <param name="peer">The other; <c>null</c>: it has ended, and so does the bridge at once.</param>
    public void Bridge(LegSound? peer)
    {
        if (_hasEnded)
            return;
        if (peer is null || peer._hasEnded || peer == this)
        {
            _tell(CallEvent.BridgeEnded(_leg));
            return;
        }

        EndBridge();
        peer.EndBridge();
        StopPlay();
        peer.StopPlay();
        (_peer, peer._peer) = (peer, this);
        (_ownsBridge, peer._ownsBridge) = (true, false);
        _toSay.Clear();
        peer._toSay.Clear();
    }

    /// <summary>Opens the leg to one of another transport.</summary>
    /// <param name="heard">Takes what the leg's party says.</param>
    /// <returns>Takes what the leg's party is to hear; <c>null</c>: the leg has ended.</returns>
    public IFrameSink? Open(IFrameSink heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        if (_hasEnded)
            return null;
        StopPlay();
        _toSay.Clear();
        _heard = heard;
        return _toSay;
    }

    /// <summary>What the leg's party says goes to whoever records and hears it.</summary>
    /// <param name="frame">160 octets.</param>
    public void Hear(ReadOnlySpan<byte> frame)
    {
        if (_hasEnded)
            return;
        if (_recording is not null)
        {
            _recording.Write(frame);
            if (++_recorded * FrameMilliseconds >= _recordLimit)
                StopRecord();
        }

        _peer?._toSay.Write(frame);
        _heard?.Write(frame);
    }

    /// <summary>What the leg's party is to hear next: the prompt that plays, else who talks to it, else
    /// silence.</summary>
    /// <param name="frame">160 octets to fill.</param>
    /// <returns>False: it is silence because nobody says anything.</returns>
    public bool Say(Span<byte> frame)
    {
        if (_prompt is { } prompt)
        {
            NextOf(prompt, frame);
            return true;
        }

        if (!_hasEnded && _toSay.TryRead(frame))
            return true;
        frame.Fill(Silence);
        return false;
    }

    /// <summary>The leg has ended: everything on it ends.</summary>
    public void End()
    {
        if (_hasEnded)
            return;
        StopPlay();
        StopRecord();
        EndBridge();
        _heard = null;
        _hasEnded = true;
    }

    private void Play(ushort tag, PromptAudio? prompt)
    {
        StopPlay();
        if (_hasEnded)
            return;
        if (prompt is null || prompt.Frames.IsEmpty)
            _tell(CallEvent.PlayEnded(_leg, tag, isFailure: prompt is null));
        else
            (_prompt, _playTag, _played) = (prompt, tag, 0);
    }

    private void NextOf(PromptAudio prompt, Span<byte> frame)
    {
        var octets = prompt.Frames.Span;
        var rest = octets[_played..];
        var length = Math.Min(rest.Length, FrameOctets);
        rest[..length].CopyTo(frame);
        frame[length..FrameOctets].Fill(Silence);
        _played += length;
        if (_played < octets.Length)
            return;
        _played = 0;
        if (!prompt.IsLoop)
            StopPlay();
    }

    private void StopPlay()
    {
        if (_prompt is null)
            return;
        _prompt = null;
        _tell(CallEvent.PlayEnded(_leg, _playTag));
    }

    private void Record(ushort tag, int milliseconds, IRecording? recording)
    {
        if (_hasEnded)
            return;
        if (recording is null || _recording is not null)
            _tell(CallEvent.RecordEnded(_leg, tag, 0, isFailure: true));
        else
            (_recording, _recordTag, _recordLimit, _recorded) = (recording, tag, milliseconds, 0);
    }

    private void StopRecord()
    {
        if (_recording is not { } recording)
            return;
        _recording = null;
        var isKept = recording.Complete();
        _tell(CallEvent.RecordEnded(_leg, _recordTag, _recorded * FrameMilliseconds, isFailure: !isKept));
    }

    private void EndBridge()
    {
        if (_peer is not { } peer)
            return;
        _peer = peer._peer = null;
        _toSay.Clear();
        peer._toSay.Clear();
        _tell(CallEvent.BridgeEnded(_ownsBridge ? _leg : peer._leg));
    }
}
