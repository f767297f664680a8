using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CallRouting.Audio;

/// <summary>The frequencies that a zone's detectors listen for, with all that depends on them alone.</summary>
internal sealed class ToneFits
{
    private static readonly ConditionalWeakTable<ToneZone, ToneFits> Known = [];
    private static readonly int[] Fixed = [697, 770, 852, 941, 1209, 1336, 1477, 1633, 1100, 2100];

    /// <summary>How far exchanges' tones may be from their frequencies, Hz.</summary>
    public const float ProgressTolerance = 25;

    private const int NarrowPair = 60;

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

        Calling = new(_hertz, 1, ToneBank.Cng);
        Answering = new(_hertz, 1, ToneBank.Ced);
        List<Tone> tones = [];
        foreach (var cadence in (ReadOnlySpan<Cadence>)[zone.Dial, zone.Ringback, zone.Busy, zone.Congestion])
            foreach (var step in cadence.Steps)
                if (!step.Tone.IsSilence && !tones.Exists(known => IsSame(known, step.Tone))) tones.Add(step.Tone);
        Families = [.. tones.Select(tone => tones.FindIndex(other => IsLike(tone, other)))];
        Dial = Steps(zone.Dial, tones);
        Ringback = Steps(zone.Ringback, tones);
        Busy = Steps(zone.Busy, tones);
        Congestion = Steps(zone.Congestion, tones);
        Tones = [.. tones.Select(tone => new ToneFit(_hertz, tone.SecondHertz == 0 ? 1 : 2, LanesOf(tone)))];
        RhythmStep[] others = [.. Ringback, .. Busy, .. Congestion];
        // Continuous dial tone is told once it has lasted longer than the same tone does in any cadence.
        var longest = others.Where(step => step.Tone == Dial[0].Tone).Select(step => step.Halves)
            .DefaultIfEmpty().Max();
        DialHalves = Math.Max(HalvesIn(400), longest) * 23 / 20 + HalvesIn(20);
        BusyRounds = RoundsToTell(Busy, Congestion);
        LongestGapHalves = others.Max(step => step.Halves);
    }

    /// <summary>The zone's dial tone in one block.</summary>
    public ToneFit DialTone { get; }

    /// <summary>The two tones of a key, 0–15 by rows, alone or with the dial tone.</summary>
    public ToneFit Key(int key, bool overDialTone) => (overDialTone ? _keysOverDialTone : _keys)[key];

    /// <summary>The tones of the zone's cadences.</summary>
    public ToneFit[] Tones { get; }

    /// <summary>For each of them, the first that is like it: <see cref="RhythmStep.Tone"/>.</summary>
    public int[] Families { get; }

    /// <summary>How many rounds of busy tell it from congestion.</summary>
    public int BusyRounds { get; }

    /// <summary>The steps of the zone's dial tone.</summary>
    public RhythmStep[] Dial { get; }

    /// <summary>The steps of the zone's ringback tone.</summary>
    public RhythmStep[] Ringback { get; }

    /// <summary>The steps of the zone's busy tone.</summary>
    public RhythmStep[] Busy { get; }

    /// <summary>The steps of the zone's congestion tone.</summary>
    public RhythmStep[] Congestion { get; }

    /// <summary>How long a continuous dial tone lasts before it is one.</summary>
    public int DialHalves { get; }

    /// <summary>The longest step of all cadences.</summary>
    public int LongestGapHalves { get; }

    /// <summary>CNG.</summary>
    public ToneFit Calling { get; }

    /// <summary>CED.</summary>
    public ToneFit Answering { get; }

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

    private RhythmStep[] Steps(Cadence cadence, List<Tone> tones)
    {
        var steps = new RhythmStep[cadence.Steps.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var (tone, milliseconds) = cadence.Steps[i];
            var family = tone.IsSilence ? Segments.Quiet : Families[tones.FindIndex(known => IsSame(known, tone))];
            steps[i] = new(family, HalvesIn(milliseconds));
        }

        return steps;
    }

    // The most rounds of busy that congestion may be mistaken for, and one more.
    private static int RoundsToTell(RhythmStep[] busy, RhythmStep[] congestion)
    {
        var most = 0;
        if (busy.Length == congestion.Length) return 2;
        for (var start = 0; start < congestion.Length; start++)
        {
            var same = 0;
            while (same < congestion.Length
                && congestion[(start + same) % congestion.Length] == busy[same % busy.Length]) same++;
            most = Math.Max(most, same);
        }

        return Math.Max(2, most / busy.Length + 1);
    }

    // Tones near each other are one kind, told apart by their cadences: a pair within a narrow band is heard as a
    // single tone that swells and fades, and a single tone as a pair of which one is silent.
    private static bool IsLike(Tone one, Tone other) =>
        IsSame(one, other) || IsWithin(one, other) || IsWithin(other, one);

    private static bool IsWithin(Tone one, Tone pair) =>
        pair.SecondHertz != 0 && pair.SecondHertz - pair.Hertz <= NarrowPair && one.SecondHertz == 0
        && one.Hertz >= pair.Hertz - ProgressTolerance && one.Hertz <= pair.SecondHertz + ProgressTolerance;

    // Levels do not tell tones apart.
    private static bool IsSame(Tone one, Tone other) =>
        (one.Hertz, one.SecondHertz) == (other.Hertz, other.SecondHertz);

    private static int HalvesIn(int milliseconds) => 2 * milliseconds / ToneBank.Milliseconds;
}
