using System.Globalization;
using System.Text;

namespace CallRouting.PlanFiles;

/// <summary>Turns octets into text, or says at which octet they are none.</summary>
internal static class PlanText
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Reads UTF-8; a byte order mark in front is passed over.</summary>
    /// <returns>The text, or <c>null</c> after an error was added.</returns>
    public static string? Decode(ReadOnlySpan<byte> octets, Findings findings)
    {
        if (octets.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || octets.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            findings.Error("not-text", "", new SourcePosition(1, 1),
                "The file is in UTF-16 (first octets at offset 0): save it as UTF-8.");
            return null;
        }

        var mark = octets.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var body = octets[mark..];
        var nul = body.IndexOf((byte)0);
        var bad = FirstInvalid(nul < 0 ? body : body[..nul]);
        if (bad >= 0 || nul >= 0)
        {
            var offset = bad >= 0 ? bad : nul;
            var what = bad >= 0 ? $"octet 0x{body[offset]:X2} is not UTF-8" : "a NUL octet";
            findings.Error("not-text", "", PositionOf(Encoding.UTF8.GetString(body[..offset])),
                string.Create(CultureInfo.InvariantCulture,
                    $"The file is not text: {what} at offset {offset + mark}. A plan is UTF-8 text."));
            return null;
        }

        return Strict.GetString(body);
    }

    /// <summary>Checks text that is a string already.</summary>
    /// <returns>The text without a byte order mark, or <c>null</c> after an error was added.</returns>
    public static string? Check(string text, Findings findings)
    {
        var body = text.StartsWith('\uFEFF') ? text[1..] : text;
        for (var i = 0; i < body.Length; i++)
        {
            var pair = i + 1 < body.Length && char.IsSurrogatePair(body[i], body[i + 1]);
            if (pair)
                i++;
            else if (body[i] == '\0' || char.IsSurrogate(body[i]))
            {
                var what = body[i] == '\0' ? "a NUL character" : "half of a surrogate pair";
                findings.Error("not-text", "", PositionOf(body.AsSpan(0, i)),
                    string.Create(CultureInfo.InvariantCulture, $"This is not text: {what} at offset {i}."));
                return null;
            }
        }

        return body;
    }

    /// <summary>The place after some text.</summary>
    public static SourcePosition PositionOf(ReadOnlySpan<char> before)
    {
        var line = 1 + before.Count('\n');
        return new SourcePosition(line, before.Length - before.LastIndexOf('\n'));
    }

    /// <summary>Finds tabs in front of the first word of a line, of which YAML gives no meaning.</summary>
    /// <returns>Whether there were any; each of the first twenty is an error.</returns>
    public static bool FindTabs(ReadOnlySpan<char> text, Findings findings)
    {
        var line = 0;
        var found = 0;
        foreach (var range in text.Split('\n'))
        {
            var whole = text[range];
            line++;
            var tab = whole.IndexOfAnyExcept(' ');
            if (tab < 0 || whole[tab] != '\t')
                continue;
            var rest = whole.TrimStart(" \t\r");
            if (rest.IsEmpty || rest[0] == '#')
                continue;
            if (++found <= 20)
                findings.Error("tab", "", new SourcePosition(line, tab + 1),
                    "A tab indents this line: use spaces, two for each level.");
        }

        return found > 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            var ascii = octets[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
                return -1;
            at += ascii;
            if (Rune.DecodeFromUtf8(octets[at..], out _, out var used) != System.Buffers.OperationStatus.Done)
                return at;
            at += used;
        }

        return -1;
    }
}
