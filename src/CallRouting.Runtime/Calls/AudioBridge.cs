namespace CallRouting.Runtime;

/// <summary>Two legs of different transports that hear each other: each one's frames go to the other as they
/// come.</summary>
internal sealed class AudioBridge
{
    private readonly Ear _first = new();
    private readonly Ear _second = new();

    private AudioBridge(LegId first, LegId second) => (First, Second) = (first, second);

    public LegId First { get; }

    public LegId Second { get; }

    /// <summary>Opens both legs' sound to each other; <c>null</c>: one of them has ended.</summary>
    public static AudioBridge? Open(ICallTransport transport, LegId leg, ICallTransport peerTransport, LegId peer)
    {
        var bridge = new AudioBridge(leg, peer);
        if (transport.OpenAudio(leg, bridge._first) is not { } mouth ||
            peerTransport.OpenAudio(peer, bridge._second) is not { } peerMouth)
            return null;
        bridge._first.Passes = peerMouth;
        bridge._second.Passes = mouth;
        return bridge;
    }

    public bool Joins(LegId leg) => First == leg || Second == leg;

    /// <summary>From now on neither hears the other.</summary>
    public void Close() => _first.Passes = _second.Passes = null;

    // Frames come on the transports' threads; what is said before both ends are open is not heard.
    private sealed class Ear : IFrameSink
    {
        private volatile IFrameSink? _passes;

        public IFrameSink? Passes
        {
            set => _passes = value;
        }

        public void Write(ReadOnlySpan<byte> frame) => _passes?.Write(frame);
    }
}
