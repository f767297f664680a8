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
    public static ToneZone Russia { get; } = ToneTable.Of("ru");

    /// <summary>Germany: 425 Hz; busy 480/480 ms, congestion 240/240 ms, ringback 1 s in 5 s.</summary>
    public static ToneZone Germany { get; } = ToneTable.Of("de");

    /// <summary>Great Britain: dial 350+440 Hz, double ring 400+450 Hz, busy and congestion 400 Hz.</summary>
    public static ToneZone GreatBritain { get; } = ToneTable.Of("gb");

    /// <summary>United States and Canada: dial 350+440 Hz, ringback 440+480 Hz 2 s in 6 s, busy and congestion 480+620
    /// Hz.</summary>
    public static ToneZone UnitedStates { get; } = ToneTable.Of("us");

    /// <summary>Every zone known, in the order of their codes.</summary>
    public static ImmutableArray<ToneZone> Zones => ToneTable.Zones;

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

    private static Tone Single(int hertz) => new(hertz);
}
