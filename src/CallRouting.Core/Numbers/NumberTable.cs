using System.Numerics;
using System.Runtime.InteropServices;

namespace CallRouting;

/// <summary>Numbers and blocks of numbers to values: one open-addressing table, the value beside the key.</summary>
/// <remarks>Immutable once built. A number's own entry wins over blocks, a longer block prefix over a shorter one. A
/// block's key is its prefix with the length of its numbers in the free top four bits, so blocks cost one probe for
/// each prefix length in use and nothing where there are none.</remarks>
internal sealed class NumberTable
{
    private const ulong GoldenRatio = 0x9E37_79B9_7F4A_7C15;
    private const int LengthShift = 60;

    private readonly Slot[] slots;
    private readonly int hashShift;

    // For each length of number the prefix lengths of its blocks, longest first.
    private readonly byte[][] prefixLengths = new byte[PackedDigits.Most + 1][];

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Key;
        public int Value;
    }

    private NumberTable(int entries)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, 2 * entries));
        slots = new Slot[size];
        hashShift = 64 - BitOperations.Log2((uint)size);
        Array.Fill(prefixLengths, []);
    }

    /// <summary>Builds the table. Of two entries for one number or one block the first stays.</summary>
    /// <param name="exact">Numbers and their values, which are not negative.</param>
    /// <param name="ranges">Blocks: all numbers of so many digits with this prefix.</param>
    /// <param name="findings">Entries that were left out, and why.</param>
    public static NumberTable Build(
        ReadOnlySpan<(PhoneNumber Number, int Value)> exact,
        ReadOnlySpan<(PhoneNumber Prefix, int TotalDigits, int Value)> ranges,
        out List<NumberTableFinding> findings)
    {
        findings = [];
        var table = new NumberTable(exact.Length + ranges.Length);
        for (int i = 0; i < exact.Length; i++)
        {
            (PhoneNumber number, int value) = exact[i];
            if (number.IsNone || value < 0)
                findings.Add(new(NumberTableFindingKind.Unusable, i, IsRange: false, -1));
            else if (table.Add(number.Key, value) is var earlier and >= 0)
                findings.Add(new(NumberTableFindingKind.Duplicate, i, IsRange: false, earlier));
        }
        for (int i = 0; i < ranges.Length; i++)
        {
            (PhoneNumber prefix, int total, int value) = ranges[i];
            int length = prefix.DigitCount;
            if (prefix.IsNone || value < 0 || total <= length || total > PackedDigits.Most)
                findings.Add(new(NumberTableFindingKind.Unusable, i, IsRange: true, -1));
            else if (table.Add(RangeKey(prefix.Key, total), value) is var earlier and >= 0)
                findings.Add(new(NumberTableFindingKind.Duplicate, i, IsRange: true, earlier));
            else if (!table.prefixLengths[total].Contains((byte)length))
                table.prefixLengths[total] = [.. table.prefixLengths[total].Append((byte)length).OrderDescending()];
        }
        return table;
    }

    /// <summary>The value of the number, or of the narrowest block that holds it; -1 for neither.</summary>
    public int Find(PhoneNumber number)
    {
        ulong key = number.Key;
        if (key == 0)
            return -1;
        int value = Probe(key);
        if (value >= 0)
            return value;
        int digits = number.DigitCount;
        foreach (byte length in prefixLengths[digits])
            if ((value = Probe(RangeKey(key >> (4 * (digits - length)), digits))) >= 0)
                return value;
        return -1;
    }

    private static ulong RangeKey(ulong prefix, int totalDigits) => prefix | (ulong)totalDigits << LengthShift;

    private int Probe(ulong key)
    {
        Slot[] all = slots;
        int mask = all.Length - 1;
        for (int i = (int)(key * GoldenRatio >> hashShift); ; i = (i + 1) & mask)
        {
            ref readonly Slot slot = ref all[i & mask];
            if (slot.Key == key)
                return slot.Value;
            if (slot.Key == 0)
                return -1;
        }
    }

    private int Add(ulong key, int value)
    {
        int mask = slots.Length - 1;
        int i = (int)(key * GoldenRatio >> hashShift);
        while (slots[i].Key != 0)
        {
            if (slots[i].Key == key)
                return slots[i].Value;
            i = (i + 1) & mask;
        }
        slots[i] = new Slot { Key = key, Value = value };
        return -1;
    }
}

/// <summary>An entry that a <see cref="NumberTable"/> left out.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Index">Its place in the list it came from.</param>
/// <param name="IsRange">Which list: the blocks or the numbers.</param>
/// <param name="EarlierValue">For a duplicate the value that stands; else -1.</param>
internal readonly record struct NumberTableFinding(
    NumberTableFindingKind Kind, int Index, bool IsRange, int EarlierValue);

/// <summary>Why an entry was left out.</summary>
internal enum NumberTableFindingKind : byte
{
    /// <summary>The same number or block was there before.</summary>
    Duplicate = 0,

    /// <summary>No number, a negative value, or a block whose numbers are not longer than its prefix.</summary>
    Unusable,
}
