using System.Globalization;

namespace CallRouting;

/// <summary>The national significant numbers of a country: which first digits go with which lengths.</summary>
/// <remarks>Written as words like <c>[2-4]:8-9</c>: numbers that begin with 2, 3 or 4 have 8 or 9 digits. At most six
/// first digits, <c>X</c> for any. A <c>!</c> after the lengths: these lengths hold for these first digits
/// only, so that an unknown number after a plus must not have them.</remarks>
internal sealed class NumberShapes
{
    private readonly Shape[][] byFirstDigit = new Shape[10][];
    private readonly int looseLengths;

    // For every three first digits the lengths that fit whatever follows, bit 0 where later digits matter too.
    private ushort[]? byThreeDigits;

    private readonly record struct Shape(ulong Sets, int Count, int Lengths)
    {
        public bool Matches(ReadOnlySpan<byte> number)
        {
            if ((Lengths >> number.Length & 1) == 0 || number.Length < Count)
                return false;
            ulong sets = Sets;
            for (int i = 0; i < Count; i++, sets >>= 10)
                if ((sets >> number[i] & 1) == 0)
                    return false;
            return true;
        }

        public bool Admits(ReadOnlySpan<byte> firstDigits)
        {
            ulong sets = Sets;
            for (int i = 0; i < Math.Min(Count, firstDigits.Length); i++, sets >>= 10)
                if ((sets >> firstDigits[i] & 1) == 0)
                    return false;
            return true;
        }

        public bool CanBegin(ReadOnlySpan<byte> prefix) => Admits(prefix) && Lengths >> (prefix.Length + 1) != 0;
    }

    private NumberShapes(List<Shape> shapes, int looseLengths)
    {
        this.looseLengths = looseLengths;
        for (int digit = 0; digit < 10; digit++)
            byFirstDigit[digit] = [.. shapes.Where(shape => (shape.Sets >> digit & 1) != 0)];
    }

    /// <summary>Reads one or more lists of words; they add up.</summary>
    public static NumberShapes Read(params IEnumerable<string> lists)
    {
        var shapes = new List<Shape>();
        int loose = 0;
        foreach (string word in lists.SelectMany(list => list.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            bool only = word.EndsWith('!');
            int lengths = Lengths(word[(colon + 1)..].TrimEnd('!'));
            if (!only)
                loose |= lengths;
            (ulong sets, int count) = Sets(word.AsSpan(0, colon));
            shapes.Add(new Shape(sets, count, lengths));
        }
        return new NumberShapes(shapes, loose);
    }

    /// <summary>Whether first digits and length are those of a number that the country has.</summary>
    public bool Fit(ReadOnlySpan<byte> number)
    {
        if (number.IsEmpty || number.Length > PackedDigits.Most)
            return false;
        if (byThreeDigits is { } lengths && number.Length >= 3)
        {
            int fit = lengths[number[0] * 100 + number[1] * 10 + number[2]];
            if ((fit >> number.Length & 1) != 0)
                return true;
            if ((fit & 1) == 0)
                return false;
        }
        foreach (ref readonly Shape shape in byFirstDigit[number[0]].AsSpan())
            if (shape.Matches(number))
                return true;
        return false;
    }

    /// <summary>Makes <see cref="Fit"/> a look-up at the cost of 2 KB.</summary>
    public void Hasten()
    {
        if (byThreeDigits is not null)
            return;
        var lengths = new ushort[1000];
        Span<byte> digits = stackalloc byte[PackedDigits.Most];
        for (int first = 0; first < lengths.Length; first++)
        {
            (digits[0], digits[1], digits[2]) = ((byte)(first / 100), (byte)(first / 10 % 10), (byte)(first % 10));
            foreach (Shape shape in byFirstDigit[digits[0]])
                if (shape.Admits(digits[..3]))
                    lengths[first] |= (ushort)(shape.Count > 3 ? 1 : shape.Lengths);
        }
        byThreeDigits = lengths;
    }

    /// <summary>Whether at least the length is one that the country has: enough where a plus vouches for the rest,
    /// since countries open new ranges every year.</summary>
    public bool CouldBe(ReadOnlySpan<byte> number) =>
        number.Length <= PackedDigits.Most && (looseLengths >> number.Length & 1) != 0 || Fit(number);

    /// <summary>Whether some number of the country begins so and goes on.</summary>
    public bool CanBegin(ReadOnlySpan<byte> prefix)
    {
        foreach (ref readonly Shape shape in byFirstDigit[prefix[0]].AsSpan())
            if (shape.CanBegin(prefix))
                return true;
        return false;
    }

    private static int Lengths(string text)
    {
        int lengths = 0;
        foreach (string part in text.Split(','))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            int from = Number(dash < 0 ? part : part[..dash]);
            int to = dash < 0 ? from : Number(part[(dash + 1)..]);
            for (int length = from; length <= to; length++)
                lengths |= 1 << length;
        }
        return lengths;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static (ulong Sets, int Count) Sets(ReadOnlySpan<char> pattern)
    {
        ulong sets = 0;
        int count = 0;
        while (!pattern.IsEmpty)
        {
            (int set, int used) = DigitSet.Read(pattern);
            sets |= (ulong)set << (10 * count++);
            pattern = pattern[used..];
        }
        return (sets, count);
    }
}
