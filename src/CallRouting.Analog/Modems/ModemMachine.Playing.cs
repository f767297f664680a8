using NodaTime;

namespace CallRouting.Analog;

// Playing, by +VTX.
internal sealed partial class ModemMachine
{
    private const int OctetsPerMillisecond = 8;

    // What is sent ahead of its time: enough for a busy machine, little enough for a modem's buffer.
    private const int LeadMilliseconds = 300;

    private static readonly Duration Pace = Duration.FromMilliseconds(20);

    private Instant _playedSince;
    private PlayWish? _play;
    private PlayWish? _nextPlay;
    private bool _isStopWanted;

    /// <summary>Plays to the line.</summary>
    public void Play(ReadOnlyMemory<byte> alaw, bool isLoop, Instant now)
    {
        if (!TakesCommands)
            return;
        StopPlay(now);
        if (!TakesSound)
        {
            surroundings.Happened(new(FxoEventKind.PlayEnded) { IsFailure = true });
            return;
        }

        _nextPlay = new(alaw, isLoop);
        Pump(now);
    }

    /// <summary>Stops what plays.</summary>
    public void StopPlay(Instant now)
    {
        if (!TakesCommands)
            return;
        if (_nextPlay is not null)
        {
            _nextPlay = null;
            surroundings.Happened(new(FxoEventKind.PlayEnded));
        }

        if (_play is null)
            return;
        _isStopWanted = true;
        if (Stream == ModemStream.Playing)
            EndStream(now);
    }

    // As much as its time has come for, a frame at a time.
    private void SendSound(Instant now)
    {
        _paceAt = Instant.MaxValue;
        if (Stream != ModemStream.Playing || _play is not { } play)
            return;
        var due = ((now - _playedSince).TotalMilliseconds + LeadMilliseconds) * OctetsPerMillisecond;
        while (play.Sent < due)
        {
            var count = play.Read(_said);
            if (count == 0)
            {
                surroundings.Send(Dialect.EndPlay.AsSpan());
                Stream = ModemStream.EndingPlay;
                _streamDue = now + Duration.FromMilliseconds(LeadMilliseconds) + EndsWithin;
                return;
            }

            SendShielded(_said.AsSpan(0, count));
        }

        _paceAt = now + Pace;
    }

    private sealed class PlayWish(ReadOnlyMemory<byte> alaw, bool isLoop)
    {
        private int _at;

        /// <summary>Octets read so far.</summary>
        public long Sent { get; private set; }

        /// <summary>Reads the next octets; none: all are read.</summary>
        public int Read(Span<byte> target)
        {
            if (_at == alaw.Length && isLoop)
                _at = 0;
            var count = Math.Min(target.Length, alaw.Length - _at);
            alaw.Span.Slice(_at, count).CopyTo(target);
            _at += count;
            Sent += count;
            return count;
        }
    }
}
