using System.Buffers;
using System.Globalization;
using System.Text;
using NodaTime;

namespace CallRouting.Testing;

/// <summary>One word of a line.</summary>
/// <param name="Text">The word, without its quotes.</param>
/// <param name="Column">Where it begins, from 1.</param>
/// <param name="IsQuoted">Whether it stood in quotes: then it is a name, whatever it says.</param>
/// <param name="IsOwner">Whether <c>'s</c> followed it.</param>
internal readonly record struct ScriptWord(string Text, int Column, bool IsQuoted, bool IsOwner)
{
    public bool Is(string keyword) => !IsQuoted && !IsOwner && Text == keyword;
}

/// <summary>The words of one line, taken one after another. The first mistake is kept; after it nothing is
/// taken.</summary>
internal sealed class ScriptWords
{
    private static readonly SearchValues<char> AllKeys = SearchValues.Create(MenuEntry.Keys);

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", NodaConstants.TicksPerMillisecond), ("h", NodaConstants.TicksPerHour),
        ("m", NodaConstants.TicksPerMinute), ("s", NodaConstants.TicksPerSecond),
    ];

    private readonly List<ScriptWord> _words = [];
    private readonly int _line;
    private readonly int _end;
    private int _next;

    public ScriptWords(string line, int number)
    {
        _line = number;
        _end = line.Length + 1;
        Split(line);
    }

    public Diagnostic? Mistake { get; private set; }

    /// <summary>Whether nothing but a remark stands there, or all has been taken.</summary>
    public bool IsAtEnd => _next >= _words.Count;

    public SourcePosition Position => new(_line, _words.Count == 0 ? 1 : _words[0].Column);

    /// <summary>Whether the next word is this one; then it is taken.</summary>
    public bool Take(string keyword)
    {
        if (Mistake is not null || IsAtEnd || !_words[_next].Is(keyword))
            return false;
        _next++;
        return true;
    }

    /// <summary>Whether the next words are these; then they are taken.</summary>
    public bool Take(string first, string second)
    {
        if (Mistake is not null || _next + 1 >= _words.Count || !_words[_next].Is(first) || !_words[_next + 1].Is(second))
            return false;
        _next += 2;
        return true;
    }

    public void Demand(string keyword)
    {
        if (!Take(keyword))
            Wrong("unexpected", $"write {keyword} here");
    }

    /// <summary>The line must be over.</summary>
    public void DemandEnd()
    {
        if (!IsAtEnd)
            Wrong("unexpected", "the line should end here");
    }

    /// <summary>A name: any word.</summary>
    public ScriptWord Name(string what)
    {
        if (Mistake is not null)
            return default;
        if (!IsAtEnd && _words[_next] is { Text: not "," } word)
        {
            _next++;
            return word;
        }

        Wrong("missing", $"{what} is missing");
        return default;
    }

    public string NameOf(string what)
    {
        var word = Name(what);
        if (word.IsOwner)
            WrongAt(word.Column, "unexpected", $"\"{word.Text}'s\" is somebody's: {what} is wanted");
        return word.Text ?? "";
    }

    public string Keys()
    {
        var word = Name("keys, 0–9, * or #,");
        if (Mistake is null && (word.Text.Length == 0 || word.Text.AsSpan().ContainsAnyExcept(AllKeys)))
            WrongAt(word.Column, "bad-keys", $"\"{word.Text}\" are no keys: write some of 0–9, * and #, for example *12");
        return word.Text ?? "";
    }

    /// <summary>An internal number: <c>103</c>.</summary>
    public Extension Extension()
    {
        var word = Name("an internal number");
        if (CallRouting.Extension.TryParse(word.Text, out var extension))
            return extension;
        if (Mistake is null)
            WrongAt(word.Column, "bad-extension", $"\"{word.Text}\" is no internal number: write digits, for example 103");
        return default;
    }

    /// <summary>A length of time: <c>1m30s</c>.</summary>
    public Duration Length()
    {
        var word = Name("a length of time, for example 90s,");
        if (Mistake is not null)
            return default;
        if (!word.IsQuoted && TryLength(word.Text, out var length))
            return length;
        WrongAt(word.Column, "bad-length",
            $"\"{word.Text}\" is no length of time: write hours, minutes, seconds or ms, for example 1m30s or 250ms");
        return default;
    }

    /// <summary>A time since the start: <c>0:05.000</c>, <c>1:02:03</c>.</summary>
    public Duration Time()
    {
        var word = Name("the time");
        if (Mistake is not null)
            return default;
        if (!word.IsQuoted && TryTime(word.Text, out var time))
            return time;
        WrongAt(word.Column, "bad-time",
            $"\"{word.Text}\" is no time since the start: a line begins with one, for example 0:05, 12:00.250 or "
            + "1:30:00, or with starts, prompts or prompt");
        return default;
    }

    public void Wrong(string code, string message)
    {
        var text = IsAtEnd ? "The line ends early" : $"\"{_words[_next].Text}\" is not understood";
        WrongAt(IsAtEnd ? _end : _words[_next].Column, code, $"{text}: {message}");
    }

    public void WrongAt(int column, string code, string message) =>
        Mistake ??= new Diagnostic(Severity.Error, code, "script", message + ".", new SourcePosition(_line, column));

    private static bool TryLength(string text, out Duration length)
    {
        length = default;
        var rest = text.AsSpan();
        var (ticks, largest) = (0L, long.MaxValue);
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9)
                return false;
            var value = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..];
            var (unit, unitTicks) = UnitOf(rest);
            if (unit is null || unitTicks >= largest)
                return false;
            ticks += value * unitTicks;
            largest = unitTicks;
            rest = rest[unit.Length..];
        }

        length = Duration.FromTicks(ticks);
        return text.Length > 0;
    }

    private static (string? Unit, long Ticks) UnitOf(ReadOnlySpan<char> text)
    {
        foreach (var unit in Units)
            if (text.StartsWith(unit.Unit, StringComparison.Ordinal))
                return unit;
        return (null, 0);
    }

    private static bool TryTime(string text, out Duration time)
    {
        time = default;
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3)
            return false;
        var seconds = parts[^1].Split('.');
        var fraction = seconds.Length == 2 ? seconds[1] : "0";
        if (seconds.Length > 2 || seconds[0].Length != 2 || fraction.Length is < 1 or > 3
            || (parts.Length == 3 && parts[1].Length != 2)
            || !Number(seconds[0], 59, out var second) || !Number(fraction.PadRight(3, '0'), 999, out var milliseconds)
            || !Number(parts[^2], parts.Length == 3 ? 59 : 1_000_000, out var minute))
            return false;
        var hour = 0;
        if (parts.Length == 3 && !Number(parts[0], 100_000, out hour))
            return false;
        time = Duration.FromHours(hour) + Duration.FromMinutes(minute)
            + Duration.FromMilliseconds(second * 1000L + milliseconds);
        return true;
    }

    private static bool Number(string text, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;

    private void Split(string line)
    {
        for (var at = 0; at < line.Length && Mistake is null;)
        {
            if (line[at] is ' ' or '\t')
                at++;
            else if (line.AsSpan(at).StartsWith("//"))
                return;
            else if (line[at] == ',')
                _words.Add(new(",", ++at, false, false));
            else if (line[at] == '"')
                at = Quoted(line, at);
            else
                at = Bare(line, at);
        }
    }

    private int Bare(string line, int from)
    {
        var end = line.AsSpan(from).IndexOfAny(" \t,\"");
        end = end < 0 ? line.Length : from + end;
        var text = line[from..end];
        var isOwner = text.EndsWith("'s", StringComparison.Ordinal) && text.Length > 2;
        _words.Add(new(isOwner ? text[..^2] : text, from + 1, false, isOwner));
        return end;
    }

    private int Quoted(string line, int from)
    {
        var text = new StringBuilder();
        for (var at = from + 1; at < line.Length; at++)
        {
            if (line[at] == '"')
            {
                var isOwner = line.AsSpan(at + 1).StartsWith("'s");
                _words.Add(new(text.ToString(), from + 1, true, isOwner));
                return at + (isOwner ? 3 : 1);
            }

            if (line[at] == '\\' && ++at < line.Length)
            {
                if (line[at] == 'u' && at + 4 < line.Length && ushort.TryParse(line.AsSpan(at + 1, 4),
                    NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    text.Append((char)code);
                    at += 4;
                    continue;
                }

                if (line[at] is not ('"' or '\\'))
                {
                    WrongAt(at, "bad-escape", $"\"\\{line[at]}\" means nothing: write \\\", \\\\ or \\u0009");
                    return line.Length;
                }
            }

            if (at < line.Length)
                text.Append(line[at]);
        }

        WrongAt(from + 1, "open-quotes", "The quotes do not end: write \" at the end of the name");
        return line.Length;
    }
}
