namespace CallRouting.Sip;

/// <summary>Why something played came to its end.</summary>
internal enum PlayEnding : byte
{
    /// <summary>It was played to its end.</summary>
    Finished,

    /// <summary>It was stopped.</summary>
    Stopped,

    /// <summary>Something else was played in its place.</summary>
    Replaced,

    /// <summary>The session was closed.</summary>
    Closed
}

/// <summary>Hears what happens on one <see cref="MediaSession"/>, in order, on the media thread, with no lock held:
/// it may call any session, and must return at once. What it throws is logged and changes nothing.</summary>
internal interface IMediaEvents
{
    /// <summary>Told exactly once for every <see cref="MediaSession.Play"/>, with the number that it gave.</summary>
    void PlayEnded(MediaSession session, long play, PlayEnding ending);

    /// <summary>A key was pressed; told once a press, at its beginning.</summary>
    void DigitReceived(MediaSession session, char key);

    /// <summary>Told exactly once for every <see cref="MediaSession.StartRecording"/>, after the last frame; the
    /// sink is not written to any more.</summary>
    /// <param name="session">The session.</param>
    /// <param name="sink">The sink of the recording.</param>
    /// <param name="failure">What the sink threw, if that ended the recording.</param>
    void RecordingEnded(MediaSession session, IFrameSink sink, Exception? failure);

    /// <summary>Nothing arrived for <see cref="MediaOptions.Timeout"/>; told once until something arrives
    /// again.</summary>
    void MediaTimedOut(MediaSession session);
}
