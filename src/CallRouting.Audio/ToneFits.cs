using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CallRouting.Audio;

/// <summary>The frequencies that a zone's detectors listen for, with all that depends on them alone.</summary>
internal sealed class ToneFits
{
    private static readonly ConditionalWeakTable<ToneZone, ToneFits> Known = [];
    private static readonly int[] Fixed = [697, 770, 852, 941, 1209, 1336, 1477, 1633, 1100, 2100];

    private readonly int[] _hertz = new int[ToneBank.Lanes];
    private readonly float[] _coefficients = new float[ToneBank.Lanes];
    private readonly float[] _cosines = new float[ToneBank.Lanes];
    private readonly float[] _sines = new float[ToneBank.Lanes];

    private readonly ToneFit[] _keys = new ToneFit[16], _keysOverDialTone = new ToneFit[16];

    private ToneFits(ToneZone zone)
    {
        Fixed.CopyTo(_hertz, 0);
        var used = Fixed.Length;
        foreach (var cadence in (ReadOnlySpan<Cadence>)[zone.Dial, zone.Ringback, zone.Busy, zone.Congestion])
            foreach (var step in cadence.Steps)
                foreach (var hertz in (ReadOnlySpan<int>)[step.Tone.Hertz, step.Tone.SecondHertz])
                {
                    if (hertz == 0 || Array.IndexOf(_hertz, hertz) >= 0) continue;
                    if (used == _hertz.Length)
                        throw new ArgumentException($"Zone {zone.Country} has too many frequencies.", nameof(zone));
                    _hertz[used++] = hertz;
                }

        for (var i = 0; i < _hertz.Length; i++)
        {
            var turn = 2 * Math.PI * _hertz[i] / AudioFrame.SampleRate;
            _coefficients[i] = (float)(2 * Math.Cos(turn));
            (_cosines[i], _sines[i]) = ((float)Math.Cos(turn), (float)Math.Sin(turn));
        }

        var dialTone = LanesOf(zone.Dial.Steps[0].Tone);
        DialTone = new(_hertz, 1, dialTone);
        for (var key = 0; key < _keys.Length; key++)
        {
            int row = key / 4, column = ToneBank.Columns + key % 4;
            _keys[key] = new(_hertz, 1, row, column);
            _keysOverDialTone[key] = new(_hertz, 1, [row, column, .. dialTone]);
        }
    }

    /// <summary>The zone's dial tone in one block.</summary>
    public ToneFit DialTone { get; }

    /// <summary>The two tones of a key, 0–15 by rows, alone or with the dial tone.</summary>
    public ToneFit Key(int key, bool overDialTone) => (overDialTone ? _keysOverDialTone : _keys)[key];

    /// <summary>What a lane listens for.</summary>
    public int Hertz(int lane) => _hertz[lane];

    /// <summary>Those of a zone, made once.</summary>
    public static ToneFits Of(ToneZone zone) => Known.GetValue(zone, static zone => new ToneFits(zone));

    public Vector256<float> Coefficient(int lane) => Vector256.Create(_coefficients, lane);

    public Vector256<float> Cosine(int lane) => Vector256.Create(_cosines, lane);

    public Vector256<float> Sine(int lane) => Vector256.Create(_sines, lane);

    private int[] LanesOf(Tone tone) => tone.SecondHertz == 0
        ? [Array.IndexOf(_hertz, tone.Hertz)]
        : [Array.IndexOf(_hertz, tone.Hertz), Array.IndexOf(_hertz, tone.SecondHertz)];
}
