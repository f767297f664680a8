using BenchmarkDotNet.Attributes;
using CallRouting.Audio;

namespace CallRouting.Benchmarks;

/// <summary>20 ms of 120 channels, four E1, listened to for DTMF, CNG and busy tone: an operation is a tick, and a
/// tenth of a core is 2 ms of it.</summary>
/// <remarks>A quarter of the channels each carry keys, busy tone, noise like speech in loudness, and silence, all
/// A-law.</remarks>
[MemoryDiagnoser]
public class ToneBenchmarks
{
    private const int Channels = 120, Frames = 250;

    private readonly byte[][] _sounds = new byte[4][];
    private readonly LineListener[] _listeners = new LineListener[Channels];
    private readonly short[] _samples = new short[AudioFrame.Samples];
    private Spandsp[] _spandsp = [];
    private int _frame;

    [GlobalSetup]
    public void Begin()
    {
        for (var i = 0; i < _sounds.Length; i++) _sounds[i] = new byte[Frames * AudioFrame.Samples];
        Fill(_sounds[0], Dtmf.Render("0123456789*#", 100, 100));
        Tones.Russia.Busy.Fill(0, _sounds[1]);
        var random = new Random(1);
        for (var i = 0; i < _sounds[2].Length; i++) _sounds[2][i] = G711.EncodeAlaw((short)random.Next(-4000, 4000));
        _sounds[3].AsSpan().Fill(AudioFrame.Silence);
        for (var i = 0; i < Channels; i++) _listeners[i] = new(Tones.Russia);
        if (Spandsp.IsPresent) _spandsp = Spandsp.Channels(Channels, 425, 350, 350);
    }

    /// <summary>Ours, and more than is asked: CED, dial tone, ringback, congestion, silence and voice too.</summary>
    [Benchmark]
    public int Listen_to_120_channels()
    {
        var heard = 0;
        for (var channel = 0; channel < Channels; channel++)
        {
            var frame = Frame(channel);
            while (_listeners[channel].TryDetect(ref frame, out _)) heard++;
        }

        _frame = (_frame + 1) % Frames;
        return heard;
    }

    /// <summary>The three detectors of spandsp, of the same sound.</summary>
    [Benchmark]
    public int Spandsp_listens_to_120_channels()
    {
        var heard = 0;
        for (var channel = 0; channel < _spandsp.Length; channel++)
        {
            G711.DecodeAlaw(Frame(channel), _samples);
            heard += _spandsp[channel].Listen(_samples);
        }

        _frame = (_frame + 1) % Frames;
        return heard;
    }

    private ReadOnlySpan<byte> Frame(int channel) =>
        _sounds[channel % _sounds.Length].AsSpan((_frame + channel) % Frames * AudioFrame.Samples, AudioFrame.Samples);

    private static void Fill(Span<byte> sound, ReadOnlySpan<byte> round)
    {
        for (var i = 0; i < sound.Length; i++) sound[i] = round[i % round.Length];
    }
}
