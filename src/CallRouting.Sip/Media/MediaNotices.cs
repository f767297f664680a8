using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>What the media thread has to tell or to write once it holds no lock.</summary>
internal enum MediaNoticeKind : byte
{
    Frame,
    PlayEnded,
    Digit,
    RecordingEnded,
    TimedOut
}

/// <summary>One such thing; which members mean something depends on its kind.</summary>
internal readonly record struct MediaNotice(
    MediaSession Session, MediaNoticeKind Kind, IFrameSink? Sink = null, int Frame = 0, long Play = 0,
    PlayEnding Ending = default, char Key = default, Exception? Failure = null);

/// <summary>Notices in the order in which they came up, with the frames among them copied.</summary>
internal sealed class MediaNotices
{
    private byte[] _frames = new byte[64 * AudioFrame.Samples];
    private int _count;

    public List<MediaNotice> List { get; } = [];

    /// <summary>Room for a frame, to be filled at once and then named in notices by its number.</summary>
    public Span<byte> NewFrame(out int number)
    {
        if ((_count + 1) * AudioFrame.Samples > _frames.Length) Array.Resize(ref _frames, 2 * _frames.Length);
        number = _count++;
        return Frame(number);
    }

    public Span<byte> Frame(int number) => _frames.AsSpan(number * AudioFrame.Samples, AudioFrame.Samples);

    public void Clear()
    {
        List.Clear();
        _count = 0;
    }
}
