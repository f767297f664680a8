using NodaTime;

namespace CallRouting.Analog;

/// <summary>Makes key presses out of the codes that a voice modem repeats while a key is down; <c>default</c>: no key
/// is
/// down.</summary>
/// <remarks>Between <c>DLE /</c> and <c>DLE ~</c> a key is repeated every 70 ms (V.253): one press. Modems that do not
/// shield keys tell them once, or repeat them at the same pace. A lost end does not hold a key down for ever.</remarks>
internal struct DigitCodes
{
    // More than a repetition and less than a pause and a tone of an automatic dialler.
    private static readonly Duration Repeated = Duration.FromMilliseconds(90);
    private static readonly Duration Lost = Duration.FromMilliseconds(400);

    private char _down;
    private bool _isShielded;
    private Instant _heardAt;

    /// <summary>Takes a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="now">When it came.</param>
    /// <param name="key">The key that was pressed.</param>
    /// <returns>Whether one was.</returns>
    public bool Take(byte code, Instant now, out char key)
    {
        key = default;
        switch (code)
        {
            case (byte)'/':
                (_isShielded, _down) = (true, default);
                return false;
            case (byte)'~':
                (_isShielded, _down) = (false, default);
                return false;
            case not (>= (byte)'0' and <= (byte)'9' or (byte)'*' or (byte)'#' or >= (byte)'A' and <= (byte)'D'):
                return false;
        }

        key = (char)code;
        var isSame = key == _down && now - _heardAt <= (_isShielded ? Lost : Repeated);
        (_down, _heardAt) = (key, now);
        return !isSame;
    }

    /// <summary>Whether a code is about keys.</summary>
    public static bool IsOne(byte code) => code is (byte)'/' or (byte)'~' or (byte)'*' or (byte)'#'
        or >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'D';
}
