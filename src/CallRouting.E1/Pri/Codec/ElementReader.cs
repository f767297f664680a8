using System.Runtime.CompilerServices;

namespace CallRouting.E1;

/// <summary>Reads an element's octets. Never throws; see <see cref="IsGood"/>.</summary>
internal ref struct ElementReader(ReadOnlySpan<byte> content) : IElementOctets
{
    private readonly ReadOnlySpan<byte> content = content;
    private int next;
    private byte octet = 0x80;

    /// <summary>Whether all that the table wants was there and could be.</summary>
    public bool IsGood { get; private set; } = true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Group()
    {
        EndGroup();
        Take();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Optional(ref bool present)
    {
        EndGroup();
        present = next < content.Length;
        if (present)
            Take();
        return present;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Extension(ref bool present)
    {
        present = (octet & 0x80) == 0 && next < content.Length;
        if (present)
            Take();
        return present;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Layer(int layer, ref bool present)
    {
        EndGroup();
        present = next < content.Length && ((content[next] >> 5) & 3) == layer;
        if (present)
            Take();
        return present;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Octet()
    {
        EndGroup();
        Take();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Bits<T>(int high, int low, ref T field) where T : unmanaged =>
        Unsafe.As<T, byte>(ref field) = (byte)((octet >> (low - 1)) & ((1 << (high - low + 1)) - 1));

    public void Rest(ref ReadOnlySpan<byte> rest)
    {
        EndGroup();
        rest = content[next..];
        next = content.Length;
    }

    public void Numbers(ref uint numbers)
    {
        EndGroup();
        numbers = 0;
        do
        {
            Take();
            var number = octet & 0x7F;
            if (number > 31)
                IsGood = false;
            else
                numbers |= 1u << number;
        }
        while (octet < 0x80 && next < content.Length);
        octet = 0x80;
    }

    public void Map(ref uint slots)
    {
        EndGroup();
        slots = 0;
        for (var i = 0; i < 4; i++)
        {
            Take();
            slots = slots << 8 | octet;
        }

        octet = 0x80;
    }

    public void Refuse() => IsGood = false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndGroup()
    {
        while (octet < 0x80 && next < content.Length)
            octet = content[next++];
        octet = 0x80;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take()
    {
        if (next < content.Length)
        {
            octet = content[next++];
            return;
        }

        octet = 0;
        IsGood = false;
    }
}
