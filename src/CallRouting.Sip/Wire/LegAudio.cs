using System.Net;

namespace CallRouting.Sip;

/// <summary>What comes from other threads for the signalling thread to do.</summary>
/// <param name="act">What to do.</param>
internal delegate void SipErrand(Action<UserAgent, NodaTime.Instant> act);

/// <summary>The sound of one leg over the media plane, and its door to other transports.</summary>
/// <remarks>Made with the leg, before it has ports: a door opened earlier works once they are there.</remarks>
internal sealed class LegAudio(LegId leg, SipErrand errand) : ILegMedia, IMediaEvents, IFrameSink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ushort> _plays = [];
    private MediaSession? _session;
    private IFrameSink? _heard;

    public int Port => _session!.LocalPort;

    /// <summary>Opens the ports; false where none is free.</summary>
    public bool TryOpen(MediaPlane plane)
    {
        if (!plane.TryOpen(this, out var session))
            return false;
        lock (_gate)
        {
            _session = session;
            if (_heard is not null)
                session.SetFrameTap(_heard);
        }

        return true;
    }

    /// <summary>Gives what the leg's party says to a sink. Any thread.</summary>
    public void Hear(IFrameSink heard)
    {
        lock (_gate)
        {
            _heard = heard;
            _session?.SetFrameTap(heard);
        }
    }

    /// <summary>Takes a frame for the leg's party to hear. Any thread.</summary>
    public void Write(ReadOnlySpan<byte> frame) => Volatile.Read(ref _session)?.PushFrame(frame);

    public void SetRemote(in NegotiatedMedia media, IPAddress signalled) => _session!.SetRemote(media, signalled);

    public void Play(ushort tag, PromptAudio prompt)
    {
        var number = _session!.Play(prompt.Frames, prompt.IsLoop);
        if (number != 0)
            _plays.Add(number, tag);
    }

    public void StopPlay() => _session!.StopPlay();

    public void Record(ushort tag, IRecording recording, int milliseconds) =>
        _session!.StartRecording(new LegRecording(_session!, tag, recording, milliseconds));

    public void StopRecord() => _session!.StopRecording();

    public void Bridge(ILegMedia peer) => _session!.Bridge(((LegAudio)peer)._session!);

    public void Unbridge() => _session!.Unbridge();

    public void Close() => _session!.Close();

    // The number is looked up on the signalling thread, which wrote it down before it could be told.
    void IMediaEvents.PlayEnded(MediaSession session, long play, PlayEnding ending) => errand((agent, now) =>
    {
        if (_plays.Remove(play, out var tag))
            agent.PlayEnded(leg, tag, now);
    });

    void IMediaEvents.DigitReceived(MediaSession session, char key) =>
        errand((agent, now) => agent.DigitHeard(leg, key, now));

    // Completing may wait for a disk, for which neither the media nor the signalling thread has time.
    void IMediaEvents.RecordingEnded(MediaSession session, IFrameSink sink, Exception? failure)
    {
        var ended = (LegRecording)sink;
        _ = Task.Run(() =>
        {
            var isKept = ended.TryComplete() && failure is null;
            errand((agent, now) => agent.RecordEnded(leg, ended.Tag, ended.Milliseconds, !isKept, now));
        });
    }

    void IMediaEvents.MediaTimedOut(MediaSession session) => errand((agent, now) => agent.MediaTimedOut(leg, now));
}

/// <summary>Counts what is recorded and ends it at its limit.</summary>
internal sealed class LegRecording(MediaSession session, ushort tag, IRecording recording, int longest) : IFrameSink
{
    private const int FrameMilliseconds = 20;

    public ushort Tag { get; } = tag;

    public int Milliseconds { get; private set; }

    public void Write(ReadOnlySpan<byte> frame)
    {
        if (Milliseconds + FrameMilliseconds > longest)
        {
            session.StopRecording();
            return;
        }

        Milliseconds += FrameMilliseconds;
        recording.Write(frame);
    }

    /// <summary>Ends the recording; false where it was not kept, for whatever reason.</summary>
    public bool TryComplete()
    {
        try
        {
            return recording.Complete();
        }
        catch (IOException)
        {
            // Told as a recording that failed.
            return false;
        }
    }
}
