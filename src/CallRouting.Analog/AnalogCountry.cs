using CallRouting.Audio;
using NodaTime;

namespace CallRouting.Analog;

/// <summary>When an exchange says who calls.</summary>
public enum CallerIdMoment : byte
{
    /// <summary>Not at all: a call is offered with its first ring.</summary>
    Never = 0,

    /// <summary>In the pause after the first ring (ETSI EN 300 659-1 §6.1.1; GR-30).</summary>
    AfterFirstRing = 1,

    /// <summary>Before the first ring, mostly after a polarity reversal (ETSI EN 300 659-1 §6.1.2).</summary>
    BeforeFirstRing = 2,
}

/// <summary>How the analog lines of a country behave.</summary>
public sealed record AnalogCountry
{
    /// <summary>ISO 3166 code in lower case.</summary>
    public required string Code { get; init; }

    /// <summary>The tones of its exchanges.</summary>
    public required ToneZone Tones { get; init; }

    /// <summary>The calling code, for example <c>7</c> (E.164 §6.2.1).</summary>
    public required string CallingCode { get; init; }

    /// <summary>What is dialled before a national number, for example <c>8</c>; empty: nothing.</summary>
    public required string TrunkPrefix { get; init; }

    /// <summary>What is dialled before a number of another country, for example <c>810</c>.</summary>
    public required string InternationalPrefix { get; init; }

    /// <summary>When the exchange says who calls.</summary>
    public CallerIdMoment CallerId { get; init; } = CallerIdMoment.AfterFirstRing;

    /// <summary>How long after the end of the first ring a caller id is waited for, unless the second ring comes
    /// before. 2.5 s.</summary>
    public Duration CallerIdWait { get; init; } = Duration.FromMilliseconds(2500);

    /// <summary>The shortest ringing current that is a ring; what is shorter is a disturbance. 150 ms.</summary>
    public Duration ShortestRing { get; init; } = Duration.FromMilliseconds(150);

    /// <summary>How long no ring comes until the caller has given up: half as long again as the longest pause between
    /// rings. 6 s.</summary>
    public Duration LongestRingPause { get; init; } = Duration.FromSeconds(6);

    /// <summary>How long the line stays on hook before it is seized again, so that the exchange takes the end of one
    /// call for an end. 1 s.</summary>
    public Duration HookGuard { get; init; } = Duration.FromSeconds(1);

    /// <summary>How long the loop is opened for a flash, in milliseconds: 80 … 1000.</summary>
    public int FlashMilliseconds { get; init; } = 200;

    /// <summary>How long nothing may be heard and nothing said until the call is taken for one whose far end is gone;
    /// <c>null</c>: for ever. 2 min.</summary>
    public Duration? SilenceLimit { get; init; } = Duration.FromMinutes(2);

    /// <summary>Whether a polarity reversal says that an outgoing call was answered, where the line has such.</summary>
    public bool PolarityAnswers { get; init; } = true;

    /// <summary>Whether a polarity reversal in a call says that the far end is gone.</summary>
    public bool PolarityClears { get; init; } = true;
}

/// <summary>The countries whose lines are known. For another, copy the nearest one <c>with</c> what is
/// different.</summary>
public static class AnalogCountries
{
    /// <summary>Russia: rings of 1 s every 5 s, caller id after the first, busy tone at the end.</summary>
    public static AnalogCountry Russia { get; } = new()
    {
        Code = "ru", Tones = Audio.Tones.Russia, CallingCode = "7", TrunkPrefix = "8", InternationalPrefix = "810",
        FlashMilliseconds = 200,
    };

    /// <summary>Germany: as Russia, with a short flash (TBR 21 §4.8.1 leaves it to the network).</summary>
    public static AnalogCountry Germany { get; } = new()
    {
        Code = "de", Tones = Audio.Tones.Germany, CallingCode = "49", TrunkPrefix = "0", InternationalPrefix = "00",
        FlashMilliseconds = 120,
    };

    /// <summary>Great Britain: double rings every 3 s, caller id before the first, after a polarity reversal; the loop
    /// is opened at the end.</summary>
    public static AnalogCountry GreatBritain { get; } = new()
    {
        Code = "gb", Tones = Audio.Tones.GreatBritain, CallingCode = "44", TrunkPrefix = "0",
        InternationalPrefix = "00", CallerId = CallerIdMoment.BeforeFirstRing,
        LongestRingPause = Duration.FromSeconds(4), FlashMilliseconds = 90, PolarityAnswers = false,
        PolarityClears = false,
    };

    /// <summary>United States: rings of 2 s every 6 s, caller id after the first; the loop is opened at the
    /// end.</summary>
    public static AnalogCountry UnitedStates { get; } = new()
    {
        Code = "us", Tones = Audio.Tones.UnitedStates, CallingCode = "1", TrunkPrefix = "1",
        InternationalPrefix = "011", CallerIdWait = Duration.FromMilliseconds(3500),
        LongestRingPause = Duration.FromSeconds(6.5), FlashMilliseconds = 500, PolarityAnswers = false,
        PolarityClears = false,
    };

    /// <summary>All of them, in the order of their codes. Those without a name of their own are like the nearest one
    /// but for the tones, the dialling plan and when the exchange says who calls.</summary>
    public static IReadOnlyList<AnalogCountry> All { get; } =
    [
        Like(Germany, "at", "43", "0", "00"), Like(UnitedStates, "au", "61", "0", "0011"),
        Like(Germany, "be", "32", "0", "00"), Like(Germany, "br", "55", "0", "00", CallerIdMoment.BeforeFirstRing),
        Like(Russia, "by", "375", "8", "810"), Like(UnitedStates, "ca", "1", "1", "011"),
        Like(Germany, "ch", "41", "0", "00"), Like(UnitedStates, "cn", "86", "0", "00"),
        Like(Germany, "cz", "420", "", "00"), Germany,
        Like(Germany, "dk", "45", "", "00", CallerIdMoment.BeforeFirstRing), Like(Germany, "es", "34", "", "00"),
        Like(Germany, "fi", "358", "0", "00", CallerIdMoment.BeforeFirstRing), Like(Germany, "fr", "33", "0", "00"),
        GreatBritain, Like(Germany, "it", "39", "", "00"), Like(Russia, "kz", "7", "8", "810"),
        Like(Germany, "nl", "31", "0", "00", CallerIdMoment.BeforeFirstRing), Like(Germany, "pl", "48", "", "00"),
        Like(Germany, "pt", "351", "", "00"), Russia,
        Like(Germany, "se", "46", "0", "00", CallerIdMoment.BeforeFirstRing), Like(Russia, "ua", "380", "0", "00"),
        UnitedStates,
    ];

    /// <summary>The country of an ISO 3166 code in either case.</summary>
    /// <param name="code">The code.</param>
    /// <param name="country">The country; Russia where the code is not in the table.</param>
    /// <returns>Whether it is.</returns>
    public static bool TryFind(string code, out AnalogCountry country)
    {
        foreach (var known in All)
        {
            if (!known.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
                continue;
            country = known;
            return true;
        }

        country = Russia;
        return false;
    }

    private static AnalogCountry Like(AnalogCountry nearest, string code, string callingCode, string trunkPrefix,
        string internationalPrefix, CallerIdMoment callerId = CallerIdMoment.AfterFirstRing) => nearest with
        {
            Code = code,
            CallingCode = callingCode,
            TrunkPrefix = trunkPrefix,
            InternationalPrefix = internationalPrefix,
            CallerId = callerId,
            Tones = Audio.Tones.TryZone(code, out var tones) ? tones : nearest.Tones,
        };
}
