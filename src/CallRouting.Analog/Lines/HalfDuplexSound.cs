namespace CallRouting.Analog;

/// <summary>The sound of a leg on a line that plays or records, one at a time, and does both itself.</summary>
/// <remarks>What was started ends with exactly one event: when the line tells it, or with the leg. Nobody can talk by
/// such a line, so a bridge ends as it begins.</remarks>
internal sealed class HalfDuplexSound(LegId leg, IFxoLine device, Action<CallEvent> tell) : ILineSound
{
    private const int FrameMilliseconds = 20;

    private readonly Queue<ushort> _plays = [];
    private IRecording? _recording;
    private ushort _recordTag;
    private int _recorded;
    private int _recordLimit;
    private bool _isRecording; // the device has been told
    private bool _hasEnded;

    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        if (_hasEnded)
            return;
        switch (effect.Kind)
        {
            case CallEffectKind.Play: Play(effect.Tag, prompt); break;
            case CallEffectKind.StopPlay when _plays.Count > 0 && (effect.Tag == 0 || effect.Tag == _plays.Last()):
                device.StopPlay(); break;
            case CallEffectKind.Record: Record(effect.Tag, effect.Milliseconds, recording); break;
            case CallEffectKind.StopRecord when _recording is not null && (effect.Tag == 0 || effect.Tag == _recordTag):
                StopRecord(); break;
        }
    }

    public void Bridge(ILineSound? peer)
    {
        if (!_hasEnded)
            tell(CallEvent.BridgeEnded(leg));
    }

    public IFrameSink? Open(IFrameSink heard) => null;

    /// <summary>The line says that what it played is over.</summary>
    public void PlayEnded(bool isFailure)
    {
        if (_plays.TryDequeue(out var tag))
            tell(CallEvent.PlayEnded(leg, tag, isFailure));
        if (_plays.Count == 0)
            BeginRecording();
    }

    /// <summary>The line says that it no longer records.</summary>
    public void RecordEnded(bool isFailure)
    {
        if (_isRecording)
            FinishRecording(isFailure);
    }

    /// <summary>What the line says while it records.</summary>
    public void Hear(ReadOnlySpan<byte> frame)
    {
        if (_recording is null || _recorded * FrameMilliseconds >= _recordLimit)
            return;
        _recording.Write(frame);
        if (++_recorded * FrameMilliseconds >= _recordLimit)
            device.StopRecord();
    }

    public void End()
    {
        while (_plays.TryDequeue(out var tag))
            tell(CallEvent.PlayEnded(leg, tag));
        FinishRecording(isFailure: false);
        _hasEnded = true;
    }

    private void Play(ushort tag, PromptAudio? prompt)
    {
        // A line that records cannot play, and what somebody says is not to be cut off by it.
        if (prompt is null || prompt.Frames.IsEmpty || _recording is not null)
        {
            if (_plays.Count > 0)
                device.StopPlay();
            tell(CallEvent.PlayEnded(leg, tag, isFailure: prompt is null || _recording is not null));
            return;
        }

        _plays.Enqueue(tag);
        device.Play(prompt.Frames, prompt.IsLoop);
    }

    private void Record(ushort tag, int milliseconds, IRecording? recording)
    {
        if (recording is null || _recording is not null)
        {
            tell(CallEvent.RecordEnded(leg, tag, 0, isFailure: true));
            return;
        }

        (_recording, _recordTag, _recordLimit, _recorded, _isRecording) = (recording, tag, milliseconds, 0, false);
        if (_plays.Count > 0)
            device.StopPlay();
        else
            BeginRecording();
    }

    private void BeginRecording()
    {
        if (_recording is null || _isRecording || _hasEnded)
            return;
        _isRecording = true;
        device.Record();
    }

    private void StopRecord()
    {
        if (_isRecording)
            device.StopRecord();
        else
            FinishRecording(isFailure: false);
    }

    private void FinishRecording(bool isFailure)
    {
        if (_recording is not { } recording)
            return;
        (_recording, _isRecording) = (null, false);
        var isKept = recording.Complete();
        tell(CallEvent.RecordEnded(leg, _recordTag, _recorded * FrameMilliseconds, isFailure || !isKept));
    }
}
