namespace CallRouting;

/// <summary>A few frames on their way from one thread to another, or from one clock to another.</summary>
/// <remarks>One thread writes, one reads. Two clocks never agree: the reader waits until two frames are there, so that
/// a late one is not missed, and begins anew after it found nothing; when six wait, the oldest ones are left out, so
/// that nobody is heard later and later.</remarks>
internal sealed class FrameQueue : IFrameSink
{
    public const int FrameOctets = 160;

    private const int Begin = 2;
    private const int Limit = 6;
    private const int Slots = 8;

    private readonly byte[] _frames = new byte[Slots * FrameOctets];
    private long _written;
    private long _read;
    private bool _isRunning;

    /// <summary>Adds a frame; one that finds no room is lost.</summary>
    public void Write(ReadOnlySpan<byte> frame)
    {
        var written = _written;
        if (frame.Length != FrameOctets || written - Volatile.Read(ref _read) >= Slots)
            return;
        frame.CopyTo(_frames.AsSpan((int)(written % Slots) * FrameOctets));
        Volatile.Write(ref _written, written + 1);
    }

    /// <summary>Takes the oldest frame.</summary>
    /// <returns>False: there is none yet, and <paramref name="frame"/> is as it was.</returns>
    public bool TryRead(Span<byte> frame)
    {
        var waiting = Volatile.Read(ref _written) - _read;
        _isRunning = _isRunning ? waiting > 0 : waiting >= Begin;
        if (!_isRunning)
            return false;
        var read = waiting >= Limit ? _read + waiting - Begin : _read;
        _frames.AsSpan((int)(read % Slots) * FrameOctets, FrameOctets).CopyTo(frame);
        Volatile.Write(ref _read, read + 1);
        return true;
    }

    /// <summary>Forgets what waits. Called by the reader.</summary>
    public void Clear()
    {
        Volatile.Write(ref _read, Volatile.Read(ref _written));
        _isRunning = false;
    }
}
