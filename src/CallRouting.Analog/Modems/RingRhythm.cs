using System.Globalization;

namespace CallRouting.Analog;

/// <summary>Knows distinctive rings by their rhythm, as modems tell it before a <c>RING</c> (V.253 +VDR):
/// <c>DRON=20</c> is
/// a ring of 2 s, <c>DROF=5</c> a pause of half a second.</summary>
internal struct RingRhythm
{
    private int _rings, _first, _second, _third;

    /// <summary>Takes a line.</summary>
    /// <returns>Whether it tells of a rhythm.</returns>
    public bool Take(string line)
    {
        var isRing = line.StartsWith("DRON", StringComparison.OrdinalIgnoreCase);
        if (!isRing && !line.StartsWith("DROF", StringComparison.OrdinalIgnoreCase))
            return false;
        var value = line.AsSpan(4).TrimStart(" =:");
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var tenths) || tenths > 255)
            return false;
        // A pause of 1.5 s or more ends a ring.
        if (!isRing && tenths >= 15)
            _rings = 0;
        if (isRing)
            (_rings, _first, _second, _third) = (_rings + 1, _second, _third, tenths);
        return true;
    }

    /// <summary>Which ring it was, and begins anew: 0 the usual one or not known, 2 two rings of the same length, 3
    /// two short
    /// and a long one, 4 a long one between two short ones (GR-506 distinctive alerting patterns 1 to 4).</summary>
    public byte Give()
    {
        var pattern = (_rings, IsLongest: _second > _first && _second > _third) switch
        {
            (2, _) => 2,
            (3, false) => 3,
            (3, true) => 4,
            _ => 0,
        };
        this = default;
        return (byte)pattern;
    }
}
