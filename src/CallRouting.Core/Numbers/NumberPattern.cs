namespace CallRouting;

/// <summary>A number, or all numbers that begin so: <c>+79031234567</c>, <c>+7903*</c>, <c>*</c> for all.</summary>
/// <param name="Number">The number or the beginning; none: the beginning of every number.</param>
/// <param name="IsPrefix">Whether all that begin so are meant.</param>
internal readonly record struct NumberPattern(PhoneNumber Number, bool IsPrefix)
{
    /// <summary>Reads a pattern; false for anything else.</summary>
    public static bool TryParse(string? text, out NumberPattern pattern)
    {
        var isPrefix = text is [.., '*'];
        var digits = isPrefix ? text.AsSpan(0, text!.Length - 1) : text;
        var isRead = PhoneNumber.TryParse(digits, out var number) || (isPrefix && digits.IsEmpty);
        pattern = isRead ? new NumberPattern(number, isPrefix) : default;
        return isRead;
    }

    /// <summary>Whether a number fits.</summary>
    public bool Matches(PhoneNumber number) => IsPrefix ? number.StartsWith(Number) : number == Number;

    /// <summary>Whether whatever fits another pattern fits this too.</summary>
    public bool Covers(NumberPattern other) => this == other || (IsPrefix && other.Number.StartsWith(Number));

    public override string ToString() => IsPrefix ? $"{Number}*" : Number.ToString();
}

/// <summary>Patterns in order: which is the first that a number fits.</summary>
/// <remarks>One probe for each length of prefix in use and one for the number itself, whatever their
/// count.</remarks>
internal sealed class NumberPatternTable
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly Dictionary<ulong, int> _prefixes = [];
    private readonly List<int> _lengths = [];

    /// <summary>How many patterns there are, those added twice included.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next pattern.</summary>
    /// <returns>The place of the same pattern added before; −1: there was none.</returns>
    public int Add(NumberPattern pattern)
    {
        var place = Count++;
        var table = pattern.IsPrefix ? _prefixes : _numbers;
        if (!table.TryAdd(pattern.Number.Key, place))
            return table[pattern.Number.Key];
        if (pattern.IsPrefix && !_lengths.Contains(pattern.Number.DigitCount))
            _lengths.Add(pattern.Number.DigitCount);
        return -1;
    }

    /// <summary>The place of the first pattern that a number fits; −1: none.</summary>
    public int Find(PhoneNumber number) => number.IsNone ? -1 : FirstOver(new NumberPattern(number, IsPrefix: false));

    /// <summary>The place of the first pattern that means all that another one means; −1: none.</summary>
    public int FirstOver(NumberPattern pattern)
    {
        var first = int.MaxValue;
        if (!pattern.IsPrefix && _numbers.TryGetValue(pattern.Number.Key, out var place))
            first = place;
        var digits = pattern.Number.DigitCount;
        foreach (var length in _lengths)
            if (length <= digits && _prefixes.TryGetValue(pattern.Number.Key >> (4 * (digits - length)), out place))
                first = Math.Min(first, place);
        return first == int.MaxValue ? -1 : first;
    }
}
