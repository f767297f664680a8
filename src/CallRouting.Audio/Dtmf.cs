namespace CallRouting.Audio;

/// <summary>Push-button signals of ITU-T Q.23: a pair of tones for each of 0–9, *, #, A–D.</summary>
public static class Dtmf
{
    /// <summary>The sixteen keys in the order of their RFC 4733 event codes.</summary>
    public const string Keys = "0123456789*#ABCD";

    private const string Rows = "123A456B789C*0#D";

    /// <summary>The tone pair of a key: rows at −10, columns at −8 dBm0 (Q.23 sets the twist, Q.24 the
    /// levels).</summary>
    /// <returns>False where the character is no key; <paramref name="tone"/> is then silence.</returns>
    public static bool TryTone(char key, out Tone tone)
    {
        tone = default;
        var at = Rows.IndexOf(char.ToUpperInvariant(key), StringComparison.Ordinal);
        if (at < 0) return false;
        ReadOnlySpan<int> low = [697, 770, 852, 941], high = [1209, 1336, 1477, 1633];
        tone = new(low[at / 4], high[at % 4], -10, -8);
        return true;
    }

    /// <summary>Keys one after the other as A-law, in whole frames.</summary>
    /// <param name="keys">Keys; other characters become pauses of the same length.</param>
    /// <param name="onMilliseconds">Length of each tone, at least 40.</param>
    /// <param name="offMilliseconds">Pause after each tone, at least 40.</param>
    /// <exception cref="ArgumentException">No keys or too short times.</exception>
    public static byte[] Render(string keys, int onMilliseconds = 100, int offMilliseconds = 100)
    {
        ArgumentException.ThrowIfNullOrEmpty(keys);
        ArgumentOutOfRangeException.ThrowIfLessThan(onMilliseconds, 40);
        ArgumentOutOfRangeException.ThrowIfLessThan(offMilliseconds, 40);
        var steps = new CadenceStep[2 * keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            TryTone(keys[i], out var tone);
            (steps[2 * i], steps[2 * i + 1]) = (new(tone, onMilliseconds), new(default, offMilliseconds));
        }

        return new Cadence(false, steps).Render();
    }
}
