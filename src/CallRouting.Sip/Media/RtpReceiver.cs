using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>Puts arriving audio back into time: packets go in as they come, 20 ms frames come out at the rate of the
/// clock, 60 ms behind, with silence where nothing came.</summary>
/// <remarks>So a recording is as long as the call was. A packet too late for its place is dropped; a sender whose
/// clock drifts, jumps or starts anew is followed after a few packets. Time is the calls of <see cref="Take"/>.
/// </remarks>
internal sealed class RtpReceiver
{
    /// <summary>How far the output is behind the newest packet of a steady stream, in samples: 60 ms.</summary>
    public const int Delay = 3 * AudioFrame.Samples;

    private const int Capacity = 8192, MostAhead = 2400, MostMisfits = 5;

    private readonly byte[] _ring = new byte[Capacity];
    private bool _anchored;
    private uint _next;
    private int _misfits;
    private bool _haveSource;
    private uint _source, _candidate;
    private ushort _candidateNext;
    private long _heardAt;

    /// <summary>Forgets everything: the next packet starts a stream.</summary>
    public void Reset()
    {
        _anchored = _haveSource = false;
        _misfits = 0;
    }

    /// <summary>Says whether a packet belongs to the stream that is heard.</summary>
    /// <remarks>Another SSRC takes over with its second packet in sequence (RFC 3550 A.1), or at once where the present
    /// one was silent for half a second.</remarks>
    /// <param name="header">The packet.</param>
    /// <param name="now">Milliseconds on any steady clock.</param>
    public bool Accept(in RtpHeader header, long now)
    {
        if (!_haveSource || header.Ssrc != _source)
        {
            var next = header.Ssrc == _candidate && header.Sequence == _candidateNext;
            _candidate = header.Ssrc;
            _candidateNext = (ushort)(header.Sequence + 1);
            if (_haveSource && !next && now - _heardAt < 500) return false;
            Reset();
            (_haveSource, _source) = (true, header.Ssrc);
        }

        _heardAt = now;
        return true;
    }

    /// <summary>Takes the audio of a packet.</summary>
    /// <param name="timestamp">Timestamp of its first sample.</param>
    /// <param name="alaw">Its samples.</param>
    /// <param name="marker">True for the first packet after a pause, where the sender's clock may have stood
    /// still.</param>
    public void Put(uint timestamp, ReadOnlySpan<byte> alaw, bool marker = false)
    {
        if (alaw.Length is 0 or > Capacity / 2) return;
        var ahead = (int)(timestamp - _next);
        var jumped = ahead + alaw.Length > Capacity || ahead < -Capacity;
        var fits = ahead >= 0 && ahead <= MostAhead;
        _misfits = fits ? 0 : _misfits + 1;
        if (!_anchored || jumped || _misfits >= MostMisfits || (marker && !fits))
        {
            // All of it: what is skipped must not be heard a second later, when its place comes round again.
            _ring.AsSpan().Fill(AudioFrame.Silence);
            _next = timestamp - Delay;
            (_anchored, _misfits, ahead) = (true, 0, Delay);
        }

        // What is left of a packet that came partly too late keeps its place.
        var skip = Math.Max(0, -ahead);
        for (var i = skip; i < alaw.Length; i++) _ring[(timestamp + (uint)i) % Capacity] = alaw[i];
    }

    /// <summary>Takes out the next 20 ms.</summary>
    public void Take(Span<byte> frame)
    {
        frame = frame[..AudioFrame.Samples];
        if (!_anchored)
        {
            frame.Fill(AudioFrame.Silence);
            return;
        }

        for (var i = 0; i < frame.Length; i++)
        {
            ref var sample = ref _ring[(_next + (uint)i) % Capacity];
            (frame[i], sample) = (sample, AudioFrame.Silence);
        }

        _next += AudioFrame.Samples;
    }
}
