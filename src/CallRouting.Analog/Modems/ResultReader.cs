using System.Text;

namespace CallRouting.Analog;

/// <summary>What a modem says while it takes commands.</summary>
internal enum ModemWord : byte
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>The command is done.</summary>
    Ok,

    /// <summary>Connected: a stream begins, or a call stands.</summary>
    Connect,

    /// <summary>The line rings.</summary>
    Ring,

    /// <summary>The far end rings.</summary>
    Ringing,

    /// <summary>The call is over.</summary>
    NoCarrier,

    /// <summary>The command is not understood, or cannot be done.</summary>
    Error,

    /// <summary>There is no dial tone.</summary>
    NoDialTone,

    /// <summary>The far end is busy.</summary>
    Busy,

    /// <summary>The far end does not answer.</summary>
    NoAnswer,

    /// <summary>Off hook in the voice class.</summary>
    VoiceConnected,

    /// <summary>A line of text that is no result: information, caller id, an echo.</summary>
    Text,

    /// <summary>A code behind <see cref="Dle.Escape"/>.</summary>
    Code,
}

/// <summary>One thing a modem said.</summary>
/// <param name="Word">What it was.</param>
/// <param name="Text">The whole line, trimmed.</param>
/// <param name="Code">The code, of a <see cref="ModemWord.Code"/>.</param>
/// <param name="RingPattern">The distinctive ring that a <see cref="ModemWord.Ring"/> names, from 1; 0: none.</param>
internal readonly record struct ModemSaid(ModemWord Word, string Text = "", byte Code = 0, byte RingPattern = 0);

/// <summary>Makes lines and codes out of what a modem says while it takes commands (V.250 §5.7, V.253).</summary>
/// <remarks>It stands words and numbers for results, echoes, missing or doubled line ends and garbage: no octets make
/// it
/// fail, and a line without end is given up after 256 octets.</remarks>
internal sealed class ResultReader
{
    public const int LongestLine = 256;

    private static readonly (string Word, ModemWord Is)[] Words =
    [
        ("OK", ModemWord.Ok), ("CONNECT", ModemWord.Connect), ("VCON", ModemWord.VoiceConnected),
        ("#VCON", ModemWord.VoiceConnected), ("VOICE", ModemWord.VoiceConnected), ("ERROR", ModemWord.Error),
        ("+CME ERROR", ModemWord.Error), ("COMMAND ERROR", ModemWord.Error), ("NO CARRIER", ModemWord.NoCarrier),
        ("BUSY", ModemWord.Busy), ("NO ANSWER", ModemWord.NoAnswer), ("NO DIALTONE", ModemWord.NoDialTone),
        ("NO DIAL TONE", ModemWord.NoDialTone), ("RINGING", ModemWord.Ringing), ("RINGBACK", ModemWord.Ringing),
        ("DELAYED", ModemWord.NoCarrier), ("BLACKLISTED", ModemWord.NoCarrier),
    ];

    // V.250 table 1.
    private static readonly Dictionary<string, ModemWord> Numbers = new()
    {
        ["0"] = ModemWord.Ok, ["1"] = ModemWord.Connect, ["2"] = ModemWord.Ring, ["3"] = ModemWord.NoCarrier,
        ["4"] = ModemWord.Error, ["6"] = ModemWord.NoDialTone, ["7"] = ModemWord.Busy, ["8"] = ModemWord.NoAnswer,
    };

    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private bool _isTooLong;
    private bool _isEscaped;

    /// <summary>Whether results may be numbers. Once a modem has said a word for one, a line that is a number is
    /// information.</summary>
    public bool MayBeNumbers { get; private set; } = true;

    /// <summary>Forgets what has come of a line.</summary>
    public void Clear() => (_length, _isTooLong, _isEscaped) = (0, false, false);

    /// <summary>Forgets how the modem speaks too: another may be there.</summary>
    public void Reset()
    {
        Clear();
        MayBeNumbers = true;
    }

    /// <summary>Takes octets until something has been said.</summary>
    /// <param name="octets">What has come; what was taken is cut off.</param>
    /// <param name="said">What was said.</param>
    /// <returns>False: nothing more yet, and all octets are taken.</returns>
    public bool Read(ref ReadOnlySpan<byte> octets, out ModemSaid said)
    {
        while (octets.Length > 0)
        {
            var octet = octets[0];
            octets = octets[1..];
            if (_isEscaped)
            {
                _isEscaped = false;
                if (octet is Dle.Escape or Dle.Twice)
                    continue;
                said = new(ModemWord.Code, Code: octet);
                return true;
            }

            if (octet == Dle.Escape)
                _isEscaped = true;
            else if (octet is (byte)'\r' or (byte)'\n')
            {
                if (Line(out said))
                    return true;
            }
            else if (_length == LongestLine)
                _isTooLong = true;
            else if (octet >= ' ' && octet < 0x7F)
                _line[_length++] = octet;
        }

        said = default;
        return false;
    }

    private bool Line(out ModemSaid said)
    {
        var text = _isTooLong ? "" : Encoding.ASCII.GetString(_line.AsSpan(0, _length)).Trim();
        Clear();
        said = new(WordOf(text, out var pattern), text, RingPattern: pattern);
        return text.Length > 0;
    }

    private ModemWord WordOf(string line, out byte pattern)
    {
        pattern = 0;
        if (MayBeNumbers && Numbers.TryGetValue(line, out var number))
            return number;
        if (TryRing(line, out pattern))
            return ModemWord.Ring;
        foreach (var (word, it) in Words)
        {
            if (!Is(line, word))
                continue;
            MayBeNumbers = false;
            return it;
        }

        return ModemWord.Text;
    }

    // A word stands alone; only these two say more behind it: CONNECT 33600/ARQ, +CME ERROR: 100.
    private static bool Is(string line, string word) =>
        line.Equals(word, StringComparison.OrdinalIgnoreCase)
        || word is "CONNECT" or "+CME ERROR" && line.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && line[word.Length] is ' ' or ':';

    // RING, RING A … E, RING 1 … 5, RING1, RING;number.
    private static bool TryRing(string line, out byte pattern)
    {
        pattern = 0;
        if (!line.StartsWith("RING", StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = line.AsSpan(4).Trim();
        if (rest.IsEmpty || rest[0] is ';' or ':')
            return true;
        var mark = char.ToUpperInvariant(rest[0]);
        if (rest.Length > 1 || mark is not (>= '1' and <= '9' or >= 'A' and <= 'E'))
            return false;
        pattern = (byte)(mark <= '9' ? mark - '0' : mark - 'A' + 1);
        return true;
    }
}
