using System.Net;
using CallRouting.Audio;

namespace CallRouting.Sip;

/// <summary>What an arriving datagram was.</summary>
internal enum RtpArrivalKind : byte
{
    /// <summary>Not for us: no RTP, a payload type that was not agreed, a source that is not taken.</summary>
    Refused,

    /// <summary>Audio of an agreed codec.</summary>
    Audio,

    /// <summary>A telephone-event.</summary>
    Event
}

/// <summary>An arriving datagram, understood.</summary>
internal readonly record struct RtpArrival(
    RtpArrivalKind Kind, RtpHeader Header, AudioCodec Codec, DigitChange Change, DigitPress Press);

/// <summary>The media of one leg without its socket: decides what is heard and what is sent when. Pure but for its own
/// state; time and datagrams are arguments, so a thousand legs run in a test on virtual time.</summary>
/// <remarks>The leg is told of every 20 ms tick, of which it sends in at most one packet: a digit, else the next frame
/// of what is played, else a pushed frame, else silence if it may. What is relayed goes out when it comes in.</remarks>
internal sealed class RtpLeg(MediaOptions options, RtpSender sender)
{
    private const int PushedFrames = 8, PushedAtFirst = 2;

    private readonly SourceLock _lock =
        new(options.Learning, (int)options.RelearnAfter.TotalMilliseconds);

    private readonly RtpReceiver _receiver = new();
    private readonly DigitReceiver _digitsIn = new();
    private readonly DigitSender _digitsOut = new();
    private readonly RtpRelay _relay = new();
    private readonly byte[] _pushed = new byte[PushedFrames * AudioFrame.Samples];
    private int _pushedFirst, _pushedCount;
    private bool _pushing, _talking, _timeoutTold;
    private ReadOnlyMemory<byte> _play;
    private bool _playing, _loop;
    private int _frame;
    private uint _digitTimestamp;
    private long _heardAt;

    /// <summary>What was negotiated.</summary>
    public NegotiatedMedia Media { get; private set; }

    /// <summary>True while another leg's packets are relayed to this one.</summary>
    public bool Bridged { get; private set; }

    /// <summary>True while somebody takes frames with <see cref="Take"/>.</summary>
    public bool Listening { get; private set; }

    /// <summary>Where to send; null where nothing is known yet.</summary>
    public MediaSource? Target => _lock.Target;

    /// <summary>Puts a negotiation into effect.</summary>
    /// <param name="media">What was agreed.</param>
    /// <param name="signalled">Where the signalling of the leg comes from, allowed as a source of media too.</param>
    /// <param name="now">Milliseconds on a steady clock, the same in every call.</param>
    public void SetRemote(in NegotiatedMedia media, IPAddress? signalled, long now)
    {
        Media = media;
        MediaSource? from = signalled is null ? null : MediaSource.Of(new IPEndPoint(signalled, 0));
        _lock.Expect(media.Remote is null ? null : MediaSource.Of(media.Remote), from);
        (_heardAt, _timeoutTold) = (now, false);
    }

    public void SetBridged(bool bridged)
    {
        Bridged = bridged;
        _relay.Stop();
    }

    public void SetListening(bool listening)
    {
        if (listening && !Listening) _receiver.Reset();
        Listening = listening;
    }

    /// <summary>Begins to play A-law from its start, in the place of what was played before.</summary>
    public void Play(ReadOnlyMemory<byte> alaw, bool loop) =>
        (_play, _loop, _playing, _frame) = (alaw, loop && alaw.Length > 0, true, 0);

    public void StopPlay() => (_playing, _play) = (false, default);

    public bool PressKey(char key) => _digitsOut.Press(key);

    /// <summary>Queues a frame of another transport; the oldest of eight goes when one more comes.</summary>
    public void Push(ReadOnlySpan<byte> alawFrame)
    {
        if (_pushedCount == PushedFrames) DropPushed();
        var at = (_pushedFirst + _pushedCount++) % PushedFrames * AudioFrame.Samples;
        AudioFrame.Copy(alawFrame, 0, _pushed.AsSpan(at, AudioFrame.Samples));
    }

    /// <summary>Takes a datagram that arrived.</summary>
    public RtpArrival Receive(ReadOnlySpan<byte> datagram, in MediaSource from, long now)
    {
        if (!RtpHeader.TryParse(datagram, out var header)) return default;
        var codec = Media.CodecOf(header.PayloadType);
        var isEvent = Media.ReceiveEvents == header.PayloadType;
        if ((codec == AudioCodec.None && !isEvent) || !_lock.Accept(from, header.Sequence, now)) return default;
        (_heardAt, _timeoutTold) = (now, false);
        var payload = datagram.Slice(header.PayloadOffset, header.PayloadLength);
        if (isEvent)
        {
            if (!TelephoneEvent.TryParse(payload, out var happened)) return default;
            var change = _digitsIn.Receive(header.Ssrc, header.Timestamp, happened, now, out var press);
            return new(RtpArrivalKind.Event, header, AudioCodec.None, change, press);
        }

        if (!Media.MayReceive) return default;
        if (Listening && _receiver.Accept(header, now)) Listen(header, codec, payload);
        return new(RtpArrivalKind.Audio, header, codec, DigitChange.None, default);
    }

    /// <summary>Makes the packet to send to this leg out of one that arrived on another.</summary>
    /// <param name="arrival">What arrived there.</param>
    /// <param name="datagram">Its octets, which are changed in place.</param>
    /// <param name="tick">The tick of this leg.</param>
    /// <param name="packet">What to send, a part of <paramref name="datagram"/>.</param>
    /// <returns>False where nothing is to be sent: on hold, playing, sending digits, or no digits agreed.</returns>
    public bool Relay(in RtpArrival arrival, Span<byte> datagram, long tick, out Span<byte> packet)
    {
        packet = default;
        var payloadType = arrival.Kind switch
        {
            RtpArrivalKind.Audio => Media.SendPayload,
            RtpArrivalKind.Event => Media.SendEvents,
            _ => null
        };
        if (payloadType is not { } type || !Media.MaySend || Target is null || _playing || _digitsOut.IsHeld)
            return false;

        var header = arrival.Header;
        var payload = datagram.Slice(header.PayloadOffset, header.PayloadLength);
        if (arrival.Codec == AudioCodec.Pcma && Media.Codec == AudioCodec.Pcmu) G711.AlawToMulaw(payload, payload);
        if (arrival.Codec == AudioCodec.Pcmu && Media.Codec == AudioCodec.Pcma) G711.MulawToAlaw(payload, payload);

        // Our header goes right before the payload, over sources and extensions that were agreed with the other leg.
        packet = datagram.Slice(header.PayloadOffset - RtpHeader.Length, RtpHeader.Length + header.PayloadLength);
        var begins = _relay.Map(header, tick, sender, out var sequence, out var timestamp);
        sender.Relayed(packet, type, header.Marker || begins, sequence, timestamp);
        return true;
    }

    /// <summary>Lets 20 ms pass.</summary>
    /// <param name="tick">One more than at the last call.</param>
    /// <param name="packet">Room for <see cref="LongestPacket"/> octets.</param>
    /// <param name="playEnded">True where what was played is over with this tick.</param>
    /// <returns>Octets of <paramref name="packet"/> to send, 0 for none.</returns>
    public int Tick(long tick, Span<byte> packet, out bool playEnded)
    {
        Span<byte> frame = packet.Slice(RtpHeader.Length, AudioFrame.Samples);
        playEnded = false;
        if (_playing && !_loop && (long)_frame * AudioFrame.Samples >= _play.Length)
        {
            playEnded = true;
            StopPlay();
        }

        var sounds = NextFrame(frame);
        var pressed = _digitsOut.Next(out var happened, out var age);
        if (!Media.MaySend || Target is null)
        {
            _talking = false;
            return 0;
        }

        if (pressed && Media.SendEvents is { } events)
        {
            if (age == 0) _digitTimestamp = sender.TimestampAt(tick);
            sender.Next(packet, events, age == 0, _digitTimestamp);
            happened.Write(packet[RtpHeader.Length..]);
            return RtpHeader.Length + TelephoneEvent.Length;
        }

        var begins = !_talking;
        _talking = sounds;
        if (!sounds) return 0;
        _relay.Stop();
        if (Media.Codec == AudioCodec.Pcmu) G711.AlawToMulaw(frame, frame);
        sender.Next(packet, Media.SendPayload, begins, sender.TimestampAt(tick));
        return LongestPacket;
    }

    /// <summary>Octets of the longest packet that <see cref="Tick"/> writes.</summary>
    public const int LongestPacket = RtpHeader.Length + AudioFrame.Samples;

    /// <summary>Takes the next 20 ms of what is heard, while <see cref="Listening"/>.</summary>
    public void Take(Span<byte> frame) => _receiver.Take(frame);

    /// <summary>Tells once that nothing was heard for the configured time.</summary>
    public bool TimedOut(long now)
    {
        if (options.Timeout == TimeSpan.Zero || _timeoutTold || !Media.MayReceive) return false;
        return _timeoutTold = now - _heardAt >= options.Timeout.TotalMilliseconds;
    }

    /// <summary>Tells the release of a key whose last packets were lost.</summary>
    public bool Released(long now, out DigitPress press) => _digitsIn.Expire(now, out press);

    private void Listen(in RtpHeader header, AudioCodec codec, ReadOnlySpan<byte> payload)
    {
        Span<byte> alaw = stackalloc byte[2048];
        if (payload.Length > alaw.Length) return;
        alaw = alaw[..payload.Length];
        if (codec == AudioCodec.Pcmu) G711.MulawToAlaw(payload, alaw);
        else payload.CopyTo(alaw);
        _receiver.Put(header.Timestamp, alaw, header.Marker);
    }

    private bool NextFrame(Span<byte> frame)
    {
        if (_playing)
        {
            if (_loop && (long)_frame * AudioFrame.Samples >= _play.Length) _frame = 0;
            AudioFrame.Copy(_play.Span, _frame++, frame);
            return true;
        }

        _pushing = _pushing ? _pushedCount > 0 : _pushedCount >= PushedAtFirst;
        if (_pushing)
        {
            _pushed.AsSpan(_pushedFirst * AudioFrame.Samples, AudioFrame.Samples).CopyTo(frame);
            DropPushed();
            return true;
        }

        frame.Fill(AudioFrame.Silence);
        return options.SendSilence && !Bridged;
    }

    private void DropPushed()
    {
        _pushedFirst = (_pushedFirst + 1) % PushedFrames;
        _pushedCount--;
    }
}
