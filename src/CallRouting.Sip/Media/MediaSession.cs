using System.Net;
using System.Net.Sockets;
using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>The media of one leg: a pair of UDP ports and what is played, relayed and recorded on them.</summary>
/// <remarks>All members may be called from any thread and return at once; after <see cref="Close"/> they do nothing.
/// What they start is ended by exactly one call of <see cref="IMediaEvents"/>.</remarks>
internal sealed class MediaSession
{
    private readonly MediaPlane _plane;
    private readonly Socket _rtp, _rtcp;
    private readonly SocketAddress _from;
    private MediaSource? _targetOf;
    private SocketAddress? _target;
    private IFrameSink? _recording, _tap;
    private long _play, _lastPlay, _muteUntil;
    private bool _refusedTold;

    internal MediaSession(
        MediaPlane plane, long key, int port, Socket rtp, Socket rtcp, RtpLeg leg, IMediaEvents events)
    {
        (_plane, Key, LocalPort, _rtp, _rtcp, Leg, Events) = (plane, key, port, rtp, rtcp, leg, events);
        _from = new(rtp.AddressFamily);
    }

    /// <summary>The RTP port, even; RTCP, which is received and not answered, has the next one.</summary>
    public int LocalPort { get; }

    /// <summary>Where packets go at present; null where that is not known yet.</summary>
    public IPEndPoint? Remote
    {
        get
        {
            lock (_plane.Gate) return Leg.Target?.ToEndPoint();
        }
    }

    internal long Key { get; }

    internal RtpLeg Leg { get; }

    internal IMediaEvents Events { get; }

    internal MediaSession? Peer { get; private set; }

    internal bool IsClosed { get; private set; }

    /// <summary>A sink that threw, and is written to no more.</summary>
    internal IFrameSink? Failed { get; private set; }

    /// <summary>Puts a negotiation into effect; also for a hold, a resume, a changed address.</summary>
    /// <param name="media">What was agreed.</param>
    /// <param name="signalled">Where the signalling of the leg comes from; null where that says nothing.</param>
    public void SetRemote(in NegotiatedMedia media, IPAddress? signalled = null)
    {
        lock (_plane.Gate)
            if (!IsClosed) Leg.SetRemote(media, signalled, _plane.Now);
    }

    /// <summary>Plays A-law octets to the leg, in the place of what it hears; a bridge is silent meanwhile.</summary>
    /// <param name="alaw">The sound; not copied, so it must not change.</param>
    /// <param name="loop">True to begin again at its end, for ever.</param>
    /// <returns>The number that <see cref="IMediaEvents.PlayEnded"/> gives; 0, and no event, where closed.</returns>
    public long Play(ReadOnlyMemory<byte> alaw, bool loop = false)
    {
        lock (_plane.Gate)
        {
            if (IsClosed) return 0;
            EndPlay(PlayEnding.Replaced);
            Leg.Play(alaw, loop);
            return _play = ++_lastPlay;
        }
    }

    /// <summary>Stops what is played.</summary>
    public void StopPlay()
    {
        lock (_plane.Gate) EndPlay(PlayEnding.Stopped);
        _plane.Wake();
    }

    /// <summary>Sends keys as telephone-events, one after the other; characters that are no keys are left
    /// out.</summary>
    /// <returns>False where the other side takes no telephone-events, or the session is closed.</returns>
    public bool SendDigits(string keys)
    {
        lock (_plane.Gate)
        {
            if (IsClosed || Leg.Media.SendEvents is null) return false;
            foreach (var key in keys) Leg.PressKey(key);
            return true;
        }
    }

    /// <summary>Writes what the leg says to a sink from now on, one frame every 20 ms, silence where nothing
    /// comes.</summary>
    public void StartRecording(IFrameSink sink)
    {
        lock (_plane.Gate)
        {
            if (IsClosed) return;
            EndRecording(null);
            _recording = sink;
            Leg.SetListening(true);
        }
    }

    /// <summary>Ends the recording with what was received until now.</summary>
    public void StopRecording()
    {
        lock (_plane.Gate) EndRecording(null);
        _plane.Wake();
    }

    /// <summary>Gives every frame that is heard to a sink, to be pumped into another transport; null to end that,
    /// after which a frame or two that were on their way may still come.</summary>
    public void SetFrameTap(IFrameSink? tap)
    {
        lock (_plane.Gate)
        {
            if (IsClosed) return;
            _tap = tap;
            Leg.SetListening(_tap is not null || _recording is not null);
        }
    }

    /// <summary>Sends a frame of A-law that came from another transport, in the next ticks.</summary>
    public void PushFrame(ReadOnlySpan<byte> alawFrame)
    {
        lock (_plane.Gate)
            if (!IsClosed) Leg.Push(alawFrame);
    }

    /// <summary>Relays between two legs, each packet as it comes; former bridges of both end.</summary>
    /// <exception cref="ArgumentException">The other session is this one or of another plane.</exception>
    public void Bridge(MediaSession other)
    {
        if (other == this || other._plane != _plane)
            throw new ArgumentException("Only two sessions of one plane are bridged.", nameof(other));
        lock (_plane.Gate)
        {
            if (IsClosed || other.IsClosed) return;
            EndBridge();
            other.EndBridge();
            (Peer, other.Peer) = (other, this);
            Leg.SetBridged(true);
            other.Leg.SetBridged(true);
        }
    }

    /// <summary>Ends the bridge on both legs.</summary>
    public void Unbridge()
    {
        lock (_plane.Gate) EndBridge();
    }

    /// <summary>Ends everything and gives the ports back.</summary>
    public void Close()
    {
        lock (_plane.Gate)
        {
            if (IsClosed) return;
            EndPlay(PlayEnding.Closed);
            EndRecording(null);
            EndBridge();
            _tap = null;
            IsClosed = true;
            _plane.Remove(this, _rtp, _rtcp);
        }

        _plane.Wake();
    }

    internal void Receive(bool control, Span<byte> buffer)
    {
        int length;
        try
        {
            length = (control ? _rtcp : _rtp).ReceiveFrom(buffer, SocketFlags.None, _from);
        }
        catch (SocketException)
        {
            // An ICMP answer to something we sent, or a datagram with a bad checksum: nothing was received.
            return;
        }

        if (control) return;
        var datagram = buffer[..length];
        var arrival = Leg.Receive(datagram, MediaSource.Of(_from), _plane.Now);
        if (arrival.Kind == RtpArrivalKind.Refused)
        {
            return;
        }

        if (arrival.Change.HasFlag(DigitChange.Pressed))
            _plane.Tell(new(this, MediaNoticeKind.Digit, Key: arrival.Press.Key));
        if (Peer is { } peer && peer.Leg.Relay(arrival, datagram, _plane.CurrentTick, out var packet))
            peer.Send(packet);
    }

    internal void Tick(long tick, Span<byte> packet)
    {
        var length = Leg.Tick(tick, packet, out var ended);
        if (ended)
        {
            _plane.Tell(new(this, MediaNoticeKind.PlayEnded, Play: _play, Ending: PlayEnding.Finished));
            _play = 0;
        }

        if (length > 0) Send(packet[..length]);
        if (Leg.Listening) Hear();
        var now = _plane.Now;
        Leg.Released(now, out _);
        if (Leg.TimedOut(now)) _plane.Tell(new(this, MediaNoticeKind.TimedOut));
    }

    internal void SinkFailed(IFrameSink sink, Exception failure)
    {
        Failed = sink;
        if (sink == _recording) EndRecording(failure);
        if (sink == _tap) SetFrameTap(null);
    }

    private void Hear()
    {
        Leg.Take(_plane.Notices.NewFrame(out var frame));
        if (_recording is not null) _plane.Tell(new(this, MediaNoticeKind.Frame, _recording, frame));
        if (_tap is not null) _plane.Tell(new(this, MediaNoticeKind.Frame, _tap, frame));
    }

    private void Send(ReadOnlySpan<byte> packet)
    {
        if (Leg.Target is not { } target || _plane.Now < _muteUntil) return;
        if (target != _targetOf)
        {
            var end = target.ToEndPoint();
            if (_rtp.AddressFamily == AddressFamily.InterNetworkV6) end.Address = end.Address.MapToIPv6();
            (_targetOf, _target, _refusedTold) = (target, end.Serialize(), false);
        }

        try
        {
            _rtp.SendTo(packet, SocketFlags.None, _target!);
        }
        catch (SocketException refused)
        {
            // No route, or an address of the other family: fifty exceptions a second would not mend that.
            if (refused.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable) return;
            _muteUntil = _plane.Now + 1000;
            if (!_refusedTold) _plane.TellUnsendable(LocalPort, target.ToEndPoint(), refused.SocketErrorCode);
            _refusedTold = true;
        }
    }

    private void EndPlay(PlayEnding ending)
    {
        if (_play == 0) return;
        Leg.StopPlay();
        _plane.Tell(new(this, MediaNoticeKind.PlayEnded, Play: _play, Ending: ending));
        _play = 0;
    }

    private void EndRecording(Exception? failure)
    {
        if (_recording is not { } sink) return;

        // What still waits for its time, as the output is behind what arrived.
        for (var i = 0; i < RtpReceiver.Delay / AudioFrame.Samples && failure is null; i++)
        {
            Leg.Take(_plane.Notices.NewFrame(out var frame));
            _plane.Tell(new(this, MediaNoticeKind.Frame, sink, frame));
        }

        _recording = null;
        Leg.SetListening(_tap is not null);
        _plane.Tell(new(this, MediaNoticeKind.RecordingEnded, sink, Failure: failure));
    }

    private void EndBridge()
    {
        if (Peer is not { } peer) return;
        (Peer, peer.Peer) = (null, null);
        Leg.SetBridged(false);
        peer.Leg.SetBridged(false);
    }
}
