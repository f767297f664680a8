using System.Collections.Immutable;

namespace CallRouting.Audio;

/// <summary>The call progress tones of one country.</summary>
/// <param name="Country">ISO 3166 code in lower case.</param>
/// <param name="Dial">Ready for digits.</param>
/// <param name="Ringback">The far end rings.</param>
/// <param name="Busy">The far end is busy.</param>
/// <param name="Congestion">No line, no route.</param>
public sealed record ToneZone(string Country, Cadence Dial, Cadence Ringback, Cadence Busy, Cadence Congestion);

/// <summary>The tones a caller hears, by country, and our own.</summary>
public static class Tones
{
    /// <summary>Russia: 425 Hz; busy 350/350 ms, congestion 175/175 ms, ringback 1 s in 5 s.</summary>
    public static ToneZone Russia { get; } = new(
        "ru", On(Single(425)), Rhythm(Single(425), 1000, 4000), Rhythm(Single(425), 350, 350),
        Rhythm(Single(425), 175, 175));

    /// <summary>Germany: 425 Hz; busy 480/480 ms, congestion 240/240 ms, ringback 1 s in 5 s.</summary>
    public static ToneZone Germany { get; } = new(
        "de", On(Single(425)), Rhythm(Single(425), 1000, 4000), Rhythm(Single(425), 480, 480),
        Rhythm(Single(425), 240, 240));

    /// <summary>Great Britain: dial 350+440 Hz, double ring 400+450 Hz, busy and congestion 400 Hz.</summary>
    public static ToneZone GreatBritain { get; } = new(
        "gb", On(Pair(350, 440)), Rhythm(Pair(400, 450), 400, 200, 400, 2000), Rhythm(Single(400), 375, 375),
        Rhythm(Single(400), 400, 350, 225, 525));

    /// <summary>United States: dial 350+440 Hz, ringback 440+480 Hz 2 s in 6 s, busy and congestion 480+620
    /// Hz.</summary>
    public static ToneZone UnitedStates { get; } = new(
        "us", On(Pair(350, 440)), Rhythm(Pair(440, 480), 2000, 4000), Rhythm(Pair(480, 620), 500, 500),
        Rhythm(Pair(480, 620), 250, 250));

    /// <summary>Every zone known, in the order of their codes.</summary>
    public static ImmutableArray<ToneZone> Zones { get; } = [Germany, GreatBritain, Russia, UnitedStates];

    /// <summary>The beep after which an answering machine records: 1 kHz for 400 ms.</summary>
    public static Cadence Beep { get; } = new(false, new CadenceStep(Single(1000), 400));

    /// <summary>What is played in the place of a prompt that cannot be: a warble of 600 and 900 Hz for 1.2 s,
    /// unlike any tone of a telephone network, so that it is noticed and reported.</summary>
    public static Cadence MissingPrompt { get; } = new(
        false, new(Single(600), 200), new(Single(900), 200), new(Single(600), 200), new(Single(900), 200),
        new(Single(600), 200), new(Single(900), 200));

    /// <summary>The zone of an ISO 3166 code in either case.</summary>
    /// <returns>False where the country is not in the table; <paramref name="zone"/> is then Russia's.</returns>
    public static bool TryZone(string country, out ToneZone zone)
    {
        foreach (var known in Zones)
        {
            if (!known.Country.Equals(country, StringComparison.OrdinalIgnoreCase)) continue;
            zone = known;
            return true;
        }

        zone = Russia;
        return false;
    }

    // Two tones together are 3 dB lower each, so that every signal has the power of −10 dBm0 (E.180 §5).
    private static Tone Single(int hertz) => new(hertz);

    private static Tone Pair(int low, int high) => new(low, high, -13, -13);

    private static Cadence On(Tone tone) => new(true, new CadenceStep(tone, 1000));

    private static Cadence Rhythm(Tone tone, params ReadOnlySpan<int> onAndOff)
    {
        var steps = new CadenceStep[onAndOff.Length];
        for (var i = 0; i < steps.Length; i++) steps[i] = new(i % 2 == 0 ? tone : default, onAndOff[i]);
        return new(true, steps);
    }
}
