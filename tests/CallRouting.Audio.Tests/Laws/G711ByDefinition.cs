namespace CallRouting.Tests.Laws;

/// <summary>G.711 written from its tables of decision and output values, sharing no formula with the product.</summary>
internal static class G711ByDefinition
{
    // Output values y(n) of tables 1a and 2a on the 16-bit scale, in the order of n = 1 … 128.
    private static readonly double[] AlawDecisions = Decisions(
        [(32, 2), (16, 4), (16, 8), (16, 16), (16, 32), (16, 64), (16, 128)], 8);

    private static readonly double[] MulawDecisions = Decisions(
        [(1, 1), (15, 2), (16, 4), (16, 8), (16, 16), (16, 32), (16, 64), (16, 128), (16, 256)], 4);

    public static short DecodeAlaw(byte code)
    {
        var n = (code ^ 0x55) & 0x7F;
        var value = (AlawDecisions[n] + AlawDecisions[n + 1]) / 2;
        return (short)((code & 0x80) != 0 ? value : -value);
    }

    public static short DecodeMulaw(byte code)
    {
        var n = 127 - (code & 0x7F);
        var value = n == 0 ? 0 : (MulawDecisions[n] + MulawDecisions[n + 1]) / 2;
        return (short)((code & 0x80) != 0 ? value : -value);
    }

    public static byte EncodeAlaw(short sample)
    {
        var n = Interval(AlawDecisions, sample);
        return (byte)((n | (sample >= 0 ? 0x80 : 0)) ^ 0x55);
    }

    public static byte EncodeMulaw(short sample)
    {
        var n = Interval(MulawDecisions, sample);
        return (byte)(127 - n + (sample >= 0 ? 128 : 0));
    }

    // A value on a decision belongs to the interval above it; below zero the intervals are mirrored at −½.
    private static int Interval(double[] decisions, short sample)
    {
        var magnitude = sample >= 0 ? sample : -(sample + 1.0);
        var n = 0;
        while (n < 127 && magnitude >= decisions[n + 1]) n++;
        return n;
    }

    private static double[] Decisions((int Count, int Width)[] segments, int scale)
    {
        var list = new List<double> { 0 };
        foreach (var (count, width) in segments)
            for (var i = 0; i < count; i++) list.Add(list[^1] + width * scale);
        return [.. list];
    }

    // Table 3, with the correction of 81 to 80, by µ-law value number; output values count from 1.
    public static readonly byte[] MuToA =
    [
        1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8,
        9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 27, 29, 31, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
        46, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62,
        64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79,
        80, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96,
        97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112,
        113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128
    ];

    // Table 4, with the correction of 79 to 80, by A-law value number.
    public static readonly byte[] AToMu =
    [
        1, 3, 5, 7, 9, 11, 13, 15, 16, 17, 18, 19, 20, 21, 22, 23,
        24, 25, 26, 27, 28, 29, 30, 31, 32, 32, 33, 33, 34, 34, 35, 35,
        36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 48, 49, 49,
        50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 64,
        65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80,
        80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
        96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
        112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127
    ];
}
