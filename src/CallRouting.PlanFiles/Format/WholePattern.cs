using System.Globalization;

namespace CallRouting.PlanFiles;

/// <summary>Ranges of whole numbers as regular expressions, for numbers that are written as text.</summary>
internal static class WholePattern
{
    /// <summary>A pattern that fits exactly the numbers of a range, leading zeros allowed.</summary>
    /// <param name="least">0 or more.</param>
    /// <param name="most">The last, included.</param>
    public static string Of(int least, int most)
    {
        var parts = new List<string>();
        for (long from = least; from <= most;)
        {
            // The longest run of numbers that differ in their last digits only.
            long size = 1;
            while (from > 0 && from % (size * 10) == 0 && from + size * 10 - 1 <= most)
                size *= 10;
            var digit = from / size % 10;
            var last = digit;
            while (last < 9 && from + (last - digit + 2) * size - 1 <= most)
                last++;
            var head = from / size / 10;
            parts.Add((head > 0 ? head.ToString(CultureInfo.InvariantCulture) : "")
                + (digit == last ? $"{digit}" : $"[{digit}-{last}]")
                + string.Concat(Enumerable.Repeat("[0-9]", (int)Math.Log10(size))));
            from += (last - digit + 1) * size;
        }

        return $"^0*({string.Join('|', parts)})$";
    }
}
