using CallRouting.Audio;
using NodaTime;

namespace CallRouting.Analog;

// Sound: one way at a time by +VTX and +VRX, or both ways by +VTR.
internal sealed partial class ModemMachine
{
    private const int Frame = LegSound.FrameOctets;

    private static readonly Duration EndsWithin = Duration.FromSeconds(3);
    private static readonly Duration SoundStops = Duration.FromSeconds(2);

    private readonly byte[] _heard = new byte[Frame];
    private readonly byte[] _said = new byte[Frame];
    private readonly byte[] _shielded = new byte[2 * Frame];
    private DleDecoder _decoder;
    private int _heardOctets;
    private Instant _streamDue = Instant.MaxValue;
    private Instant _paceAt = Instant.MaxValue;
    private bool _isRecordWanted;
    private bool _isStreamOver;
    private bool _isSilent;

    /// <summary>What flows beside commands.</summary>
    public ModemStream Stream { get; private set; }

    private bool IsHearing => !_isStreamOver && Stream
        is ModemStream.Recording or ModemStream.EndingRecord or ModemStream.Duplex or ModemStream.EndingDuplex;

    private bool TakesSound => IsOffHookSoon && !IsFullDuplex && _coding.Coding != VoiceCoding.None;

    /// <summary>Gives what the line says.</summary>
    public void Record(Instant now)
    {
        if (!TakesCommands || _isRecordWanted)
            return;
        if (!TakesSound)
        {
            surroundings.Happened(new(FxoEventKind.RecordEnded) { IsFailure = true });
            return;
        }

        _isRecordWanted = true;
        Pump(now);
    }

    /// <summary>Stops recording.</summary>
    public void StopRecord(Instant now)
    {
        if (!TakesCommands || !_isRecordWanted)
            return;
        if (Stream == ModemStream.Recording)
            EndStream(now);
        else if (Stream != ModemStream.EndingRecord)
        {
            // Not begun yet: a result that still comes finds nobody who wants it.
            _isRecordWanted = false;
            surroundings.Happened(new(FxoEventKind.RecordEnded));
        }
    }

    // What the line is to do next, when no command waits.
    private void QueueSound()
    {
        if (IsFullDuplex)
            _queue.Add(new(ModemStepKind.Duplex, Dialect.Duplex, 5000));
        else if (_nextPlay is { } next)
        {
            (_play, _nextPlay, _isStopWanted) = (next, null, false);
            _queue.Add(new(ModemStepKind.Play, Dialect.Play, 5000));
        }
        else if (_isRecordWanted)
            _queue.Add(new(ModemStepKind.Record, Dialect.Record, 5000));
    }

    private void BeginStream(ModemStepKind kind, ModemWord word, Instant now)
    {
        if (word != ModemWord.Connect)
        {
            // It took the command and began nothing.
            if (kind == ModemStepKind.Duplex)
                Fail($"The modem begins no sound by AT{Dialect.Duplex}.", now);
            else
                SoundRefused(kind);
            return;
        }

        (_decoder, _heardOctets, _isStreamOver, _digits) = (default, 0, false, default);
        Stream = kind switch
        {
            ModemStepKind.Play => ModemStream.Playing,
            ModemStepKind.Record => ModemStream.Recording,
            _ => ModemStream.Duplex,
        };
        if (kind == ModemStepKind.Play)
        {
            // Silence that we fill ourselves says nothing of the far end.
            EndSilence();
            (_playedSince, _paceAt) = (now, now);
            if (_isStopWanted)
                EndStream(now);
            else
                SendSound(now);
            return;
        }

        _streamDue = now + SoundStops;
        if (kind == ModemStepKind.Record && !_isRecordWanted)
            EndStream(now);
    }

    private void SendShielded(Span<byte> alaw)
    {
        VoiceCodings.FromAlaw(_coding.Coding, alaw);
        surroundings.Send(_shielded.AsSpan(0, Dle.Shield(alaw, _shielded)));
    }

    private void Hear(ref ReadOnlySpan<byte> octets, Instant now)
    {
        _streamDue = Stream is ModemStream.Recording or ModemStream.Duplex ? now + SoundStops : _streamDue;
        var kind = _decoder.Read(ref octets, _heard.AsSpan(_heardOctets), out var written, out var code);
        _heardOctets += written;
        if (_heardOctets == Frame)
        {
            _heardOctets = 0;
            VoiceCodings.ToAlaw(_coding.Coding, _heard);
            if (_isSilent && IsLoud(_heard))
                EndSilence();
            if (Stream == ModemStream.Recording)
                surroundings.Heard(_heard);
            else if (Stream == ModemStream.Duplex)
            {
                surroundings.Exchange(_heard, _said);
                SendShielded(_said);
            }
        }

        if (kind == DleKind.Code)
            Noticed(code, now);
        else if (kind == DleKind.End)
            (_isStreamOver, _streamDue) = (true, now + EndsWithin);
    }

    // A modem tells that silence has begun, and not that it is over. −35 dBm0 is more than a line's own noise.
    private static bool IsLoud(ReadOnlySpan<byte> alaw)
    {
        foreach (var octet in alaw)
            if (Math.Abs((int)G711.DecodeAlaw(octet)) > 400)
                return true;
        return false;
    }

    private void EndSilence()
    {
        if (!_isSilent)
            return;
        _isSilent = false;
        surroundings.Happened(new(FxoEventKind.SilenceEnded));
    }

    // Asks the modem to end what flows; its result ends it.
    private void EndStream(Instant now)
    {
        var stop = Stream switch
        {
            ModemStream.Playing => Dialect.StopPlay,
            ModemStream.Recording => Dialect.StopRecord,
            ModemStream.Duplex => Dialect.StopDuplex,
            _ => [],
        };
        if (stop.IsEmpty)
            return;
        surroundings.Send(stop.AsSpan());
        (_paceAt, _streamDue) = (Instant.MaxValue, now + EndsWithin);
        Stream = Stream switch
        {
            ModemStream.Playing => ModemStream.EndingPlay,
            ModemStream.Recording => ModemStream.EndingRecord,
            _ => ModemStream.EndingDuplex,
        };
    }

    // The modem's result: the stream has ended, by our wish or by its own.
    private void StreamEnded(ModemWord word, Instant now)
    {
        var ended = Stream;
        (Stream, _streamDue, _paceAt, _sendAt) = (ModemStream.None, Instant.MaxValue, Instant.MaxValue, now + Gap);
        TellStreamEnd(ended, isFailure: ended == ModemStream.Playing);
        Unasked(word);
    }

    private void StreamExpired(Instant now)
    {
        var ended = Stream;
        _streamDue = Instant.MaxValue;
        if (ended == ModemStream.None)
            return;
        Stream = ModemStream.None;
        _paceAt = Instant.MaxValue;
        TellStreamEnd(ended, isFailure: ended is ModemStream.Recording or ModemStream.Playing);
        Check(now);
    }

    private void TellStreamEnd(ModemStream ended, bool isFailure)
    {
        switch (ended)
        {
            case ModemStream.Playing or ModemStream.EndingPlay:
                _play = null;
                surroundings.Happened(new(FxoEventKind.PlayEnded) { IsFailure = isFailure });
                break;
            case ModemStream.Recording or ModemStream.EndingRecord:
                EndRecord(isFailure);
                break;
        }
    }

    private void SoundRefused(ModemStepKind kind)
    {
        if (kind == ModemStepKind.Play && _play is not null)
            TellStreamEnd(ModemStream.Playing, isFailure: true);
        else if (kind == ModemStepKind.Record)
            EndRecord(isFailure: true);
    }

    private void EndRecord(bool isFailure)
    {
        if (!_isRecordWanted)
            return;
        _isRecordWanted = false;
        surroundings.Happened(new(FxoEventKind.RecordEnded) { IsFailure = isFailure });
    }

    // The line goes on hook: what has not begun ends now, what flows ends with the modem's result.
    private void EndWaitingSound()
    {
        if (_nextPlay is not null)
            surroundings.Happened(new(FxoEventKind.PlayEnded));
        _nextPlay = null;
        _isStopWanted = true;
        if (Stream is ModemStream.None && _play is not null && _step is not { Kind: ModemStepKind.Play })
            TellStreamEnd(ModemStream.EndingPlay, isFailure: false);
        if (Stream is not (ModemStream.Recording or ModemStream.EndingRecord))
            EndRecord(isFailure: false);
    }

    private void ForgetSound()
    {
        (Stream, _streamDue, _paceAt) = (ModemStream.None, Instant.MaxValue, Instant.MaxValue);
        (_play, _nextPlay, _isStopWanted, _isRecordWanted, _isStreamOver) = (null, null, false, false, false);
        _isSilent = false;
    }
}
