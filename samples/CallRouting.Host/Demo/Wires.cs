using CallRouting.Analog;
using CallRouting.Audio;
using CallRouting.E1;
using SimulatedNetwork = CallRouting.E1.SimulatedExchange;
using SimulatedSubscriber = CallRouting.Analog.SimulatedExchange;

namespace CallRouting.Host.Demo;

/// <summary>The wires of the morning: an E1 and two analog lines without any hardware, with the exchanges at their far
/// ends.</summary>
internal sealed class Wires : IAsyncDisposable
{
    private readonly SimulatedLine _first = new(TimeProvider.System, "simulated line 1");
    private readonly SimulatedLine _second = new(TimeProvider.System, "simulated line 2");

    public Wires()
    {
        var (own, far) = SimulatedSpan.Pair("simulated E1");
        Network = new SimulatedNetwork(far);
        Spans = [new(null, new E1SpanOptions { Span = own, Domain = default, Trunk = "e1" })];
        Lines = [Line("analog-1", _first), Line("analog-2", _second)];
        _first.Exchange.Ear = FirstEar;
        _second.Exchange.Ear = SecondEar;
    }

    /// <summary>The network behind the E1.</summary>
    public SimulatedNetwork Network { get; }

    /// <summary>The exchange behind the first analog line.</summary>
    public SimulatedSubscriber First => _first.Exchange;

    /// <summary>The exchange behind the second one.</summary>
    public SimulatedSubscriber Second => _second.Exchange;

    /// <summary>What is heard at the far end of the first analog line.</summary>
    public Ear FirstEar { get; } = new();

    /// <summary>What is heard at the far end of the second one.</summary>
    public Ear SecondEar { get; } = new();

    /// <summary>The router's end of the E1.</summary>
    public IReadOnlyList<SpanChoice> Spans { get; }

    /// <summary>The router's ends of the lines.</summary>
    public IReadOnlyList<LineChoice> Lines { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Network.DisposeAsync();

    private static LineChoice Line(string trunk, SimulatedLine line) => new(null, new AnalogLine
    {
        Domain = default, Trunk = trunk, Line = default, Device = line,
    });
}

/// <summary>What somebody hears: the last 200 ms of it.</summary>
internal sealed class Ear : IFrameSink
{
    private readonly Lock _lock = new();
    private readonly byte[] _last = new byte[10 * AudioFrame.Samples];

    /// <summary>The pitch of what is heard at present.</summary>
    public Pitch Pitch
    {
        get
        {
            lock (_lock)
                return Pitch.OfAlaw(_last);
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> frame)
    {
        lock (_lock)
        {
            _last.AsSpan(frame.Length).CopyTo(_last);
            frame.CopyTo(_last.AsSpan(_last.Length - frame.Length));
        }
    }
}
