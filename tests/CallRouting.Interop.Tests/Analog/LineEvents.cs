using CallRouting.Analog;
using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>Keeps what happens on an analog line.</summary>
internal sealed class LineEvents : IFxoEvents
{
    private readonly List<FxoEvent> _events = [];
    private readonly List<byte> _heard = [];
    private long _said;

    /// <summary>What a full-duplex line is to hear; 0 Hz: silence.</summary>
    public Tone Says { get; set; }

    public IReadOnlyList<FxoEvent> All
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    public IEnumerable<FxoEventKind> Kinds => All.Select(happened => happened.Kind);

    /// <summary>How many octets have been heard.</summary>
    public int Heard
    {
        get
        {
            lock (_events)
                return _heard.Count;
        }
    }

    /// <summary>The pitch of the last half second heard.</summary>
    public double HeardPitch
    {
        get
        {
            lock (_events)
                return Pitch.OfAlaw(_heard.TakeLast(4000).ToArray()).Hertz;
        }
    }

    /// <summary>Waits until something has happened so often.</summary>
    public Task Async(FxoEventKind kind, VoiceModem? modem = null, int count = 1) => Wait.ForAsync(
        () => Kinds.Count(found => found == kind) >= count, $"{kind} on the line", 40,
        () => string.Join('\n', All) + "\n" + modem?.Log);

    void IFxoEvents.Happened(in FxoEvent happened)
    {
        lock (_events)
            _events.Add(happened);
    }

    void IFxoEvents.Exchange(ReadOnlySpan<byte> heard, Span<byte> said)
    {
        lock (_events)
            _heard.AddRange(heard);
        Span<short> samples = stackalloc short[said.Length];
        Says.Fill(_said, samples);
        _said += said.Length;
        G711.EncodeAlaw(samples, said);
    }

    void IFxoEvents.Heard(ReadOnlySpan<byte> frame)
    {
        lock (_events)
            _heard.AddRange(frame);
    }
}
