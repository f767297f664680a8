using System.Collections.Immutable;

namespace CallRouting.Audio;

/// <summary>The tones of countries, one row each, as ITU-T E.180 Supplement 2 (02/2003) collects them; gb after BT
/// SIN 350. The rows of by, kz, tr and ua follow what their networks are known to send, not a published
/// table.</summary>
/// <remarks>Frequencies in Hz; times in ms, tone and pause by turns. A tone f×m of the supplement, modulated, is its
/// two side tones. Where it gives several, the row has the one of public exchanges that came last.</remarks>
internal static class ToneTable
{
    public static ImmutableArray<ToneZone> Zones { get; } =
    [
        Single("at", 420, [1000, 5000], [400, 400], [200, 200]),
        Pair("au", (413, 438), (413, 438), [400, 200, 400, 2000], 425, [375, 375], [375, 375]),
        Single("be", 425, [1000, 3000], [500, 500], [167, 167]),
        Single("bg", 425, [1000, 4000], [500, 500], [250, 250]),
        Single("br", 425, [1000, 4000], [250, 250], [250, 250, 750, 250]),
        Single("by", 425, [1000, 4000], [350, 350], [175, 175]),
        UnitedStates("ca"),
        Single("ch", 425, [1000, 4000], [500, 500], [200, 200]),
        Single("cl", 400, [1000, 3000], [500, 500], [200, 200]),
        Single("cn", 450, [1000, 4000], [350, 350], [700, 700]),
        Single("cz", 425, [1000, 4000], [330, 330], [165, 165], 330, 330, 660, 660),
        Single("de", 425, [1000, 4000], [480, 480], [240, 240]),
        Single("dk", 425, [1000, 4000], [500, 500], [200, 200]),
        Single("ee", 425, [1000, 4000], [300, 300], [200, 200]),
        Single("es", 425, [1500, 3000], [200, 200], [200, 200, 200, 200, 200, 600]),
        Single("fi", 425, [1000, 4000], [300, 300], [200, 200]),
        Single("fr", 440, [1500, 3500], [500, 500], [250, 250]),
        Pair("gb", (350, 440), (400, 450), [400, 200, 400, 2000], 400, [375, 375], [400, 350, 225, 525]),
        Single("gr", 425, [1000, 4000], [300, 300], [200, 200], 200, 300, 700, 800),
        Single("hu", 425, [1250, 3750], [300, 300], [300, 300]),
        Single("il", 414, [1000, 3000], [500, 500], [250, 250]),
        Pair("in", (375, 425), (375, 425), [400, 200, 400, 2000], 400, [750, 750], [250, 250]),
        Single("it", 425, [1000, 4000], [500, 500], [200, 200], 200, 200, 600, 1000),
        Pair("jp", (400, 0), (384, 416), [1000, 2000], 400, [500, 500], [500, 500]),
        Single("kz", 425, [1000, 4000], [350, 350], [175, 175]),
        Single("lt", 425, [1000, 4000], [350, 350], [200, 200]),
        Single("mx", 425, [1000, 4000], [250, 250], [250, 250]),
        Single("nl", 425, [1000, 4000], [500, 500], [250, 250]),
        Single("no", 425, [1000, 4000], [500, 500], [200, 200]),
        Pair("nz", (400, 0), (400, 450), [400, 200, 400, 2000], 400, [500, 500], [250, 250]),
        Single("pl", 425, [1000, 4000], [500, 500], [500, 500]),
        Single("pt", 425, [1000, 5000], [500, 500], [200, 200]),
        Single("ru", 425, [1000, 4000], [350, 350], [175, 175]),
        Single("se", 425, [1000, 5000], [250, 250], [250, 750]),
        Pair("sg", (425, 0), (401, 449), [400, 200, 400, 2000], 425, [750, 750], [250, 250]),
        Single("tr", 450, [2000, 4000], [500, 500], [200, 200, 200, 200, 200, 200, 600, 200]),
        Single("ua", 425, [1000, 4000], [350, 350], [175, 175]),
        UnitedStates("us"),
        Pair("za", (383, 417), (383, 417), [400, 200, 400, 2000], 400, [500, 500], [250, 250]),
    ];

    /// <summary>The row of a country that is in the table.</summary>
    public static ToneZone Of(string country) => Zones.First(zone => zone.Country == country);

    // Two tones together are 3 dB lower each, so that every signal has the power of −10 dBm0 (E.180 §5).
    private static Tone Sound(int low, int high) => high == 0 ? new(low) : new(low, high, -13, -13);

    private static ToneZone Single(
        string country, int hertz, int[] ringback, int[] busy, int[] congestion, params int[] dial) => new(
            country, dial.Length == 0 ? On(new(hertz)) : Rhythm(new(hertz), dial), Rhythm(new(hertz), ringback),
            Rhythm(new(hertz), busy), Rhythm(new(hertz), congestion));

    private static ToneZone Pair(
        string country, (int Low, int High) dial, (int Low, int High) ring, int[] ringback, int hertz, int[] busy,
        int[] congestion) => new(
            country, On(Sound(dial.Low, dial.High)), Rhythm(Sound(ring.Low, ring.High), ringback),
            Rhythm(new(hertz), busy), Rhythm(new(hertz), congestion));

    private static ToneZone UnitedStates(string country) => new(
        country, On(Sound(350, 440)), Rhythm(Sound(440, 480), 2000, 4000), Rhythm(Sound(480, 620), 500, 500),
        Rhythm(Sound(480, 620), 250, 250));

    private static Cadence On(Tone tone) => new(true, new CadenceStep(tone, 1000));

    private static Cadence Rhythm(Tone tone, params ReadOnlySpan<int> onAndOff)
    {
        var steps = new CadenceStep[onAndOff.Length];
        for (var i = 0; i < steps.Length; i++) steps[i] = new(i % 2 == 0 ? tone : default, onAndOff[i]);
        return new(true, steps);
    }
}
