using CallRouting.Audio;

namespace CallRouting.E1;

/// <summary>One call of one span as a leg: its call reference, its channel and its sound. Belongs to its line's thread,
/// but for what <see cref="E1Desk.SoundGate"/> guards: the sound.</summary>
internal sealed class E1Leg(LegId id, E1Line line, Action<CallEvent> tell, ToneZone zone)
{
    private int _toneAt;

    /// <summary>The leg; none for a caller who is still dialling.</summary>
    public LegId Id { get; } = id;

    /// <summary>The line that has it; another one only before the call is on its way.</summary>
    public E1Line Line { get; set; } = line;

    /// <summary>Where it rings; <c>null</c>: a caller's.</summary>
    public RingDestination? Destination { get; init; }

    /// <summary>The call to be set up, where it is known beforehand; <c>null</c>: worked out of the
    /// destination.</summary>
    public PriSetup? Prepared { get; init; }

    public LegSound Sound { get; } = new(id, tell);

    /// <summary>Hears keys.</summary>
    public DtmfDetector Keys { get; } = new(zone);

    public PriCall Call { get; set; }

    public IBearerChannel? Bearer { get; set; }

    /// <summary>The call reference as its messages carry it, the flag included as we send it; −1: none was sent
    /// yet.</summary>
    public int Reference { get; set; } = -1;

    public bool IsCaller { get; init; }
    public bool IsAlerting { get; set; }
    public bool IsAnswered { get; set; }

    /// <summary>Whether the caller was told that there is something to hear.</summary>
    public bool HasEarlySound { get; set; }

    /// <summary>Whether the far end has taken the call, so that no other line is tried for it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether its end was asked for, here or by the far end.</summary>
    public bool IsReleased { get; set; }

    /// <summary>Whether its end has been told; what is left then is a tone, or the far end's confirmation.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The cause with which it was released here; none: it was not.</summary>
    public Cause Cause { get; set; }

    /// <summary>When the far end's announcement after its release has been heard for long enough.</summary>
    public NodaTime.Instant HearsUntil { get; set; } = NodaTime.Instant.MaxValue;

    /// <summary>How many lines have been tried for it.</summary>
    public int Tries { get; set; } = 1;

    /// <summary>The tone that it hears where nobody says anything, repeated; empty: none.</summary>
    public ReadOnlyMemory<byte> Tone { get; private set; }

    /// <summary>Begins a tone; an empty one ends what sounds.</summary>
    public void Begin(ReadOnlyMemory<byte> tone) => (Tone, _toneAt) = (tone, 0);

    /// <summary>What its party is to hear next.</summary>
    public void Say(Span<byte> block)
    {
        if (Sound.Say(block) || Tone.IsEmpty || Sound.IsJoined)
            return;
        Tone.Span.Slice(_toneAt, block.Length).CopyTo(block);
        _toneAt = (_toneAt + block.Length) % Tone.Length;
    }
}
