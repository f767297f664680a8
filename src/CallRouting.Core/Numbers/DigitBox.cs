using System.Numerics;

namespace CallRouting;

/// <summary>A set of texts: a range of lengths, and for each place the characters that may stand there.</summary>
internal readonly struct DigitBox
{
    private readonly int[] sets;

    private DigitBox(int[] sets, int least, int most)
    {
        this.sets = sets;
        Least = least;
        int end = Array.IndexOf(sets, 0);
        Most = end < 0 ? most : Math.Min(most, end);
    }

    /// <summary>The shortest text's length.</summary>
    public int Least { get; }

    /// <summary>The longest text's length.</summary>
    public int Most { get; }

    /// <summary>No text at all.</summary>
    public bool IsEmpty => Least > Most;

    public static DigitBox Of(DigitPattern pattern)
    {
        var sets = new int[DigitPattern.LongestText];
        for (int place = 0; place < sets.Length; place++)
            sets[place] = pattern.SetAt(place);
        return new DigitBox(sets, Math.Max(1, pattern.Length), pattern.GoesOn ? sets.Length : pattern.Length);
    }

    public DigitBox And(DigitBox other)
    {
        int[] both = [.. sets.Zip(other.sets, (a, b) => a & b)];
        return new DigitBox(both, Math.Max(Least, other.Least), Math.Min(Most, other.Most));
    }

    public bool IsWithin(DigitBox other)
    {
        if (Least < other.Least || Most > other.Most)
            return false;
        for (int place = 0; place < Most; place++)
            if ((sets[place] & ~other.sets[place]) != 0)
                return false;
        return true;
    }

    /// <summary>The texts of this box that are not in the other, as boxes without common texts.</summary>
    public IEnumerable<DigitBox> Without(DigitBox other)
    {
        yield return new DigitBox(sets, Least, Math.Min(Most, other.Least - 1));
        yield return new DigitBox(sets, Math.Max(Least, other.Most + 1), Most);
        int least = Math.Max(Least, other.Least), most = Math.Min(Most, other.Most);
        int[] inside = [.. sets];
        for (int place = 0; place < most; place++)
        {
            int outside = inside[place] & ~other.sets[place];
            inside[place] &= other.sets[place];
            if (outside == 0)
                continue;
            int[] piece = [.. inside];
            piece[place] = outside;
            yield return new DigitBox(piece, Math.Max(least, place + 1), most);
            most = inside[place] == 0 ? Math.Min(most, place) : most;
        }
    }

    /// <summary>The texts that a rule rewrites into this box.</summary>
    public DigitBox Before(CompiledRewrite rule)
    {
        var before = new int[sets.Length];
        Array.Fill(before, DigitSet.Any);
        before[0] |= DigitPattern.PlusBit;
        for (int place = 0; place < rule.Prepend.Length; place++)
            if ((sets[place] >> rule.Prepend[place] & 1) == 0)
                return new DigitBox(before, 1, 0);
        int shift = rule.Strip - rule.Prepend.Length;
        for (int place = rule.Prepend.Length; place < sets.Length; place++)
            if (place + shift < before.Length)
                before[place + shift] &= sets[place];
        return new DigitBox(before, Math.Max(1, Least + shift), Math.Min(before.Length, Most + shift));
    }

    /// <summary>One text: with the lowest or the highest character at each place.</summary>
    public byte[] Example(bool high, int length = 0)
    {
        var text = new byte[length == 0 ? Least : length];
        for (int place = 0; place < text.Length; place++)
            text[place] = (byte)(high ? BitOperations.Log2((uint)sets[place])
                : BitOperations.TrailingZeroCount(sets[place]));
        return text;
    }
}
