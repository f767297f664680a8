using CallRouting.Audio;

namespace CallRouting.Analog;

/// <summary>Effect to wire: what is dialled for a leg. Pure.</summary>
internal static class AnalogOutbound
{
    // A pause where a comma is, by half seconds of the same rhythm as keys: Q.24 asks for 40 ms at least.
    private const int KeyMilliseconds = 80;
    private const int CommaMilliseconds = 2000;

    /// <summary>The digits that a line dials for a destination.</summary>
    /// <returns>Empty: it has no number that a line can dial.</returns>
    public static string Digits(RingDestination destination, AnalogLine line) =>
        destination.Number.IsNone
            ? ""
            : line.OutsidePrefix
                + AnalogNumbers.Dialled(destination.Number, line.Country, destination.IsEmergency);

    /// <summary>Digits as sound, in whole frames: keys of 80 ms with pauses of 80 ms, a comma two seconds.</summary>
    public static byte[] Tones(string digits)
    {
        var steps = new CadenceStep[2 * digits.Length];
        for (var i = 0; i < digits.Length; i++)
        {
            var isKey = Dtmf.TryTone(digits[i], out var tone);
            steps[2 * i] = new(tone, isKey ? KeyMilliseconds : CommaMilliseconds);
            steps[2 * i + 1] = new(default, KeyMilliseconds);
        }

        return new Cadence(false, steps).Render();
    }
}
