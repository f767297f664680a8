namespace CallRouting.Audio;

/// <summary>The two telephone codes of ITU-T G.711, bit exact to the software tool library of G.191.</summary>
/// <remarks>Linear samples are 16 bits: A-law uses the upper 13, µ-law the upper 14. Every octet is a legal code and
/// every sample can be coded, so nothing here fails but on a target that is too short. For each octet c,
/// <c>encode(decode(c)) == c</c>, except that µ-law negative zero (0x7F) comes back as positive zero (0xFF).</remarks>
public static class G711
{
    private static readonly short[] AlawDecoded = Table(256, code => DecodeAlawByRule((byte)code));
    private static readonly short[] MulawDecoded = Table(256, code => DecodeMulawByRule((byte)code));
    private static readonly byte[] AlawEncoded = Table(4096, i => EncodeAlawByRule((short)((i - 2048) << 4)));
    private static readonly byte[] MulawEncoded = Table(16384, i => EncodeMulawByRule((short)((i - 8192) << 2)));
    private static readonly byte[] AlawToMulawOctets = Table(256, code => AlawToMulawByRule((byte)code));
    private static readonly byte[] MulawToAlawOctets = Table(256, code => MulawToAlawByRule((byte)code));

    /// <summary>The 16-bit sample of an A-law octet, −32256 … 32256.</summary>
    public static short DecodeAlaw(byte code) => AlawDecoded[code];

    /// <summary>The 16-bit sample of a µ-law octet, −32124 … 32124.</summary>
    public static short DecodeMulaw(byte code) => MulawDecoded[code];

    /// <summary>The A-law octet of a 16-bit sample.</summary>
    public static byte EncodeAlaw(short sample) => AlawEncoded[(sample >> 4) + 2048];

    /// <summary>The µ-law octet of a 16-bit sample.</summary>
    public static byte EncodeMulaw(short sample) => MulawEncoded[(sample >> 2) + 8192];

    /// <summary>The µ-law octet of an A-law octet by G.711 table 4, without the detour through linear
    /// samples.</summary>
    public static byte AlawToMulaw(byte code) => AlawToMulawOctets[code];

    /// <summary>The A-law octet of a µ-law octet by G.711 table 3, without the detour through linear samples.</summary>
    public static byte MulawToAlaw(byte code) => MulawToAlawOctets[code];

    /// <summary>Decodes a block of A-law.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public static void DecodeAlaw(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        Demand(codes.Length, samples.Length);
        for (var i = 0; i < codes.Length; i++) samples[i] = AlawDecoded[codes[i]];
    }

    /// <summary>Decodes a block of µ-law.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public static void DecodeMulaw(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        Demand(codes.Length, samples.Length);
        for (var i = 0; i < codes.Length; i++) samples[i] = MulawDecoded[codes[i]];
    }

    /// <summary>Encodes a block as A-law.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public static void EncodeAlaw(ReadOnlySpan<short> samples, Span<byte> codes)
    {
        Demand(samples.Length, codes.Length);
        for (var i = 0; i < samples.Length; i++) codes[i] = EncodeAlaw(samples[i]);
    }

    /// <summary>Encodes a block as µ-law.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public static void EncodeMulaw(ReadOnlySpan<short> samples, Span<byte> codes)
    {
        Demand(samples.Length, codes.Length);
        for (var i = 0; i < samples.Length; i++) codes[i] = EncodeMulaw(samples[i]);
    }

    /// <summary>Converts a block of A-law to µ-law; source and target may be the same memory.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public static void AlawToMulaw(ReadOnlySpan<byte> alaw, Span<byte> mulaw)
    {
        Demand(alaw.Length, mulaw.Length);
        for (var i = 0; i < alaw.Length; i++) mulaw[i] = AlawToMulawOctets[alaw[i]];
    }

    /// <summary>Converts a block of µ-law to A-law; source and target may be the same memory.</summary>
    /// <exception cref="ArgumentException">The target is shorter than the source.</exception>
    public static void MulawToAlaw(ReadOnlySpan<byte> mulaw, Span<byte> alaw)
    {
        Demand(mulaw.Length, alaw.Length);
        for (var i = 0; i < mulaw.Length; i++) alaw[i] = MulawToAlawOctets[mulaw[i]];
    }

    private static void Demand(int source, int target)
    {
        if (target < source)
            throw new ArgumentException($"The target holds {target} values, the source {source}.", nameof(target));
    }

    private static T[] Table<T>(int length, Func<int, T> entry)
    {
        var table = new T[length];
        for (var i = 0; i < length; i++) table[i] = entry(i);
        return table;
    }

    private static short DecodeAlawByRule(byte code)
    {
        var bits = code ^ 0x55;
        var segment = (bits >> 4) & 7;
        var value = ((bits & 15) << 4) + 8;
        if (segment > 0) value = (value + 256) << (segment - 1);
        return (short)(code >= 0x80 ? value : -value);
    }

    private static byte EncodeAlawByRule(short sample)
    {
        // Negative samples by one's complement, as in G.191, so that −1 is the mirror of 0.
        var magnitude = (sample < 0 ? ~sample : sample) >> 4;
        var segment = 0;
        if (magnitude > 15)
        {
            for (segment = 1; magnitude > 31; segment++) magnitude >>= 1;
            magnitude -= 16;
        }

        var sign = sample >= 0 ? 0x80 : 0;
        return (byte)((sign | (segment << 4) | magnitude) ^ 0x55);
    }

    private static short DecodeMulawByRule(byte code)
    {
        var bits = ~code & 0x7F;
        var value = ((((bits & 15) << 3) + 132) << (bits >> 4)) - 132;
        return (short)(code >= 0x80 ? value : -value);
    }

    private static byte EncodeMulawByRule(short sample)
    {
        var magnitude = Math.Min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1FFF);
        var segment = 0;
        while (magnitude >> segment > 63) segment++;
        var bits = (segment << 4) | ((magnitude >> (segment + 1)) & 15);
        return (byte)((sample >= 0 ? 0xFF : 0x7F) ^ bits);
    }

    // Table 4 by its runs. Both A-law values 79 and 80 go to 80, the correction that keeps the pair of
    // tables transparent for the second conversion.
    private static byte AlawToMulawByRule(byte code)
    {
        var a = (code ^ 0x55) & 0x7F;
        var u = a switch
        {
            < 8 => 2 * a + 1,
            < 24 => a + 8,
            < 32 => 32 + (a - 24) / 2,
            < 44 => a + 4,
            < 48 => 48 + (a - 44) / 2,
            < 62 => a + 2,
            < 64 => 64,
            < 80 => a + 1,
            _ => a
        };
        return (byte)((code >= 0x80 ? 0xFF : 0x7F) ^ u);
    }

    // Table 3 by its runs.
    private static byte MulawToAlawByRule(byte code)
    {
        var u = ~code & 0x7F;
        var a = u switch
        {
            < 16 => u / 2,
            < 32 => u - 8,
            < 36 => 24 + 2 * (u - 32),
            < 48 => u - 4,
            48 => 45,
            < 64 => u - 2,
            < 81 => u - 1,
            _ => u
        };
        return (byte)(((code >= 0x80 ? 0x80 : 0) | a) ^ 0x55);
    }
}
