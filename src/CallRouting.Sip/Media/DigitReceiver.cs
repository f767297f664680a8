namespace CallRouting.Sip;

/// <summary>What a telephone-event packet, or the time that passed without one, meant.</summary>
[Flags]
internal enum DigitChange : byte
{
    /// <summary>Nothing new: a repetition, a late packet, an event that goes on.</summary>
    None = 0,

    /// <summary>A key went down. Each press is told exactly once, with the first of its packets that arrives.</summary>
    Pressed = 1,

    /// <summary>The key is up again: its end arrived, or its packets stopped coming. Not told where the next press
    /// arrives first.</summary>
    Released = 2
}

/// <summary>A key press: which key, how long so far, how loud.</summary>
internal readonly record struct DigitPress(char Key, int Milliseconds, byte Volume);

/// <summary>Makes key presses out of telephone-event packets (RFC 4733 §2.5).</summary>
/// <remarks>A press is known by its timestamp, which all of its packets share: repetitions and lost starts and ends
/// change nothing, and two presses of one key stay two. Packets of audio in between do not matter.</remarks>
internal sealed class DigitReceiver
{
    /// <summary>Milliseconds without a packet after which a key counts as released.</summary>
    public const int ReleaseAfter = 250;

    // A sender that starts its clock anew may go back in time; within this a packet is merely late.
    private const int ForgetAfter = 3000;
    private const uint Segment = 0xFFFF;

    private bool _any, _down;
    private uint _ssrc, _timestamp, _before;
    private TelephoneEvent _last;
    private long _heardAt;

    /// <summary>Takes a packet.</summary>
    /// <param name="ssrc">SSRC of the packet.</param>
    /// <param name="timestamp">Timestamp of the packet: when the key went down.</param>
    /// <param name="happened">Its payload.</param>
    /// <param name="now">Milliseconds on any steady clock.</param>
    /// <param name="press">The press that changed; <c>default</c> where none did.</param>
    public DigitChange Receive(uint ssrc, uint timestamp, in TelephoneEvent happened, long now, out DigitPress press)
    {
        press = default;
        if (!happened.TryKey(out _)) return DigitChange.None;
        var ahead = (int)(timestamp - _timestamp);
        var known = _any && ssrc == _ssrc && now - _heardAt < ForgetAfter;
        if (known && ahead < 0) return DigitChange.None;
        if (known && ahead == 0 && happened.Code == _last.Code) return Same(happened, now, out press);
        if (known && _down && ahead == (int)Segment && happened.Code == _last.Code)
        {
            // A key held for more than 8 s goes on in a new segment (§2.5.1.3).
            _before += Segment;
            _timestamp = timestamp;
            return Same(happened, now, out press);
        }

        (_any, _down, _ssrc, _timestamp, _before) = (true, !happened.End, ssrc, timestamp, 0);
        (_last, _heardAt) = (happened, now);
        press = Press();
        return happened.End ? DigitChange.Pressed | DigitChange.Released : DigitChange.Pressed;
    }

    /// <summary>Tells a release whose packets were all lost, once <see cref="ReleaseAfter"/> has passed.</summary>
    public bool Expire(long now, out DigitPress press)
    {
        press = default;
        if (!_down || now - _heardAt < ReleaseAfter) return false;
        _down = false;
        press = Press();
        return true;
    }

    private DigitChange Same(in TelephoneEvent happened, long now, out DigitPress press)
    {
        press = default;
        _heardAt = now;
        if (happened.Duration > _last.Duration || happened.End) _last = happened;
        if (!_down || !happened.End) return DigitChange.None;
        _down = false;
        press = Press();
        return DigitChange.Released;
    }

    private DigitPress Press()
    {
        _last.TryKey(out var key);
        return new(key, (int)((_before + _last.Duration) / 8), _last.Volume);
    }
}
