using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CallRouting.Sip;

/// <summary>Gives tags, branches and Call-IDs that nobody can foresee (RFC 3261 §19.3, §8.1.1.7); in tests, of a seed,
/// the same each time.</summary>
internal sealed class SipTokens(ulong seed = 0)
{
    private readonly bool _isSeeded = seed != 0;
    private readonly ulong _key = seed != 0 ? seed : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
    private readonly byte[] _pool = new byte[256];
    private int _left;
    private ulong _state = seed;

    /// <summary>A number of 64 random bits.</summary>
    public ulong Next()
    {
        if (!_isSeeded)
        {
            if (_left == 0)
                RandomNumberGenerator.Fill(_pool);
            _left = (_left == 0 ? _pool.Length : _left) - sizeof(ulong);
            return BinaryPrimitives.ReadUInt64LittleEndian(_pool.AsSpan(_left));
        }

        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>A number for a tag: half of it random, half a proof that it was made here.</summary>
    public ulong Tag()
    {
        var half = Next() >> 32;
        return (half << 32) | Proof(half);
    }

    /// <summary>Whether <see cref="Tag"/> made a number.</summary>
    public bool IsOurs(ulong tag) => (uint)tag == Proof(tag >> 32);

    /// <summary>Sixteen hexadecimal digits.</summary>
    public string Text() => Next().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A branch with the cookie of RFC 3261.</summary>
    public byte[] Branch() => System.Text.Encoding.ASCII.GetBytes("z9hG4bK" + Text());

    /// <summary>A number below a bound.</summary>
    public uint Below(uint bound) => (uint)(Next() % bound);

    private uint Proof(ulong half) => (uint)Mix(Mix(half ^ _key) + _key);

    // SplitMix64.
    private static ulong Mix(ulong state)
    {
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Reads a tag that <see cref="Text"/> made; false for all others.</summary>
    public static bool TryRead(ReadOnlySpan<byte> tag, out ulong number)
    {
        number = 0;
        return tag.Length == 16 && System.Buffers.Text.Utf8Parser.TryParse(tag, out number, out var used, 'x')
            && used == 16;
    }
}
