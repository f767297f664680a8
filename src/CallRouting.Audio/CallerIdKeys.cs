namespace CallRouting.Audio;

/// <summary>Caller id in DTMF keys, as countries send it (EN 300 659-1 annex A and national variants).</summary>
/// <remarks>
/// <c>A</c> number, <c>D</c> diverting number, <c>B</c> reason, each of them or not, then <c>C</c>; or <c>A</c> number
/// <c>#</c>; or <c>D</c> number <c>C</c>; or number <c>#</c>. Reasons: <c>B00C</c> and <c>D2#</c>, <c>D3#</c> not
/// available, <c>B10C</c> and <c>D1#</c> withheld.
/// </remarks>
internal sealed class CallerIdKeys
{
    // Keys follow each other within 0.2 s; after a second without one, a message is given up.
    private const int MostPause = AudioFrame.SampleRate, LeastBare = 3, MostNumber = 20;

    private readonly char[] _keys = new char[48];
    private int _count;
    private long _last;

    public void Reset() => (_count, _last) = (0, 0);

    /// <summary>Takes a key that has begun.</summary>
    /// <returns>True where it ends a message.</returns>
    public bool Add(char key, long at, out CallerId callerId, out CallerIdProblem problem)
    {
        (callerId, problem) = (CallerId.Empty, CallerIdProblem.None);
        _last = at;
        if (_count == _keys.Length) _count = 0;
        _keys[_count++] = key;
        if (key is not ('C' or '#')) return false;
        var keys = _keys.AsSpan(0, _count);
        _count = 0;
        var isRead = key == '#' ? TryReadHash(keys[..^1], out callerId) : TryReadC(keys[..^1], out callerId);
        if (!isRead) problem = CallerIdProblem.Malformed;
        // Digits and # alone may be anything that somebody keyed.
        return isRead || keys[0] is 'A' or 'B' or 'D';
    }

    /// <summary>Whether a message that had begun has been given up by an instant.</summary>
    public bool IsCutShort(long now)
    {
        if (_count == 0 || now - _last < MostPause) return false;
        var isMessage = _keys[0] is 'A' or 'B' or 'D';
        _count = 0;
        return isMessage;
    }

    /// <summary>The keys that say who calls.</summary>
    public static string Write(CallerId callerId, CallerIdFormat format)
    {
        var isHash = format == CallerIdFormat.Single;
        if (callerId.Number.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0 || callerId.Number.Length > MostNumber
            || callerId.FirstCalled.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0
            || callerId.FirstCalled.Length > MostNumber)
            throw new ArgumentException($"A number in keys is at most {MostNumber} digits.", nameof(callerId));
        if (isHash)
            return callerId.Number.Length > 0 ? $"A{callerId.Number}#"
                : callerId.NumberAbsence == CallerIdAbsence.Private ? "D1#" : "D3#";
        var number = callerId.Number.Length > 0 ? $"A{callerId.Number}" : "";
        var diverting = callerId.FirstCalled.Length > 0 ? $"D{callerId.FirstCalled}" : "";
        var reason = callerId.Number.Length > 0 ? ""
            : callerId.NumberAbsence == CallerIdAbsence.Private ? "B10" : "B00";
        return $"{number}{diverting}{reason}C";
    }

    private static bool TryReadHash(ReadOnlySpan<char> keys, out CallerId callerId)
    {
        callerId = CallerId.Empty;
        switch (keys)
        {
            case ['D', '1']:
                callerId = new() { NumberAbsence = CallerIdAbsence.Private };
                return true;
            case ['D', '2' or '3']:
                callerId = new() { NumberAbsence = CallerIdAbsence.Unavailable };
                return true;
            case ['A', .. var number] when number.Length > 0 && IsNumber(number):
                callerId = new() { Number = new(number) };
                return true;
        }

        if (keys.Length < LeastBare || !IsNumber(keys)) return false;
        callerId = new() { Number = new(keys) };
        return true;
    }

    private static bool TryReadC(ReadOnlySpan<char> keys, out CallerId callerId)
    {
        callerId = CallerId.Empty;
        if (keys is ['D', .. var only] && only.Length >= LeastBare && IsNumber(only))
        {
            callerId = new() { Number = new(only) };
            return true;
        }

        var read = CallerId.Empty;
        while (!keys.IsEmpty)
        {
            var field = keys[0];
            keys = keys[1..];
            var end = keys.IndexOfAnyExceptInRange('0', '9');
            var digits = end < 0 ? keys : keys[..end];
            keys = keys[digits.Length..];
            if (digits.IsEmpty || field is not ('A' or 'B' or 'D') || digits.Length > MostNumber) return false;
            read = field switch
            {
                'A' => read with { Number = new(digits) },
                'D' => read with { FirstCalled = new(digits) },
                _ when digits is "10" => read with { NumberAbsence = CallerIdAbsence.Private },
                _ => read with { NumberAbsence = CallerIdAbsence.Unavailable },
            };
        }

        callerId = read;
        return read != CallerId.Empty;
    }

    private static bool IsNumber(ReadOnlySpan<char> keys) =>
        keys.Length <= MostNumber && keys.IndexOfAnyExceptInRange('0', '9') < 0;
}
