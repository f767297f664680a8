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
    }

    /// <summary>Those of a zone, made once.</summary>
    public static ToneFits Of(ToneZone zone) => Known.GetValue(zone, static zone => new ToneFits(zone));

    public Vector256<float> Coefficient(int lane) => Vector256.Create(_coefficients, lane);

    public Vector256<float> Cosine(int lane) => Vector256.Create(_cosines, lane);

    public Vector256<float> Sine(int lane) => Vector256.Create(_sines, lane);
}
