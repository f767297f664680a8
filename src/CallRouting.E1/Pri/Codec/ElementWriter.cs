using System.Numerics;
using System.Runtime.CompilerServices;

namespace CallRouting.E1;

/// <summary>Writes an element's octets. What does not fit is remembered, not thrown; see <see
/// cref="IsGood"/>.</summary>
internal ref struct ElementWriter(Span<byte> room) : IElementOctets
{
    private readonly Span<byte> room = room;

    /// <summary>Octets written.</summary>
    public int Length { get; private set; }

    /// <summary>Whether all fitted.</summary>
    public bool IsGood { get; private set; } = true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Group() => Put(0x80);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Optional(ref bool present)
    {
        if (present)
            Put(0x80);
        return present;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Extension(ref bool present)
    {
        if (!present)
            return false;
        Last() &= 0x7F;
        Put(0x80);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Layer(int layer, ref bool present)
    {
        if (present)
            Put((byte)(0x80 | layer << 5));
        return present;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Octet() => Put(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bits<T>(int high, int low, ref T field) where T : unmanaged =>
        Last() |= (byte)((Unsafe.As<T, byte>(ref field) & ((1 << (high - low + 1)) - 1)) << (low - 1));

    public void Rest(ref ReadOnlySpan<byte> rest)
    {
        if (!rest.TryCopyTo(room[Length..]))
            IsGood = false;
        else
            Length += rest.Length;
    }

    public void Numbers(ref uint numbers)
    {
        for (var left = numbers; left != 0; left &= left - 1)
            Put((byte)BitOperations.TrailingZeroCount(left));
        if (numbers != 0)
            Last() |= 0x80;
    }

    public void Map(ref uint slots)
    {
        for (var shift = 24; shift >= 0; shift -= 8)
            Put((byte)(slots >> shift));
    }

    public void Refuse() => IsGood = false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(byte octet)
    {
        if (Length < room.Length)
            room[Length++] = octet;
        else
            IsGood = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref byte Last() => ref room[Length - 1];
}
