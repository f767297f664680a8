using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CallRouting.PlanFiles;

/// <summary>Builds the same tree from JSON. Numbers, true and false are kept as they are written.</summary>
internal ref struct JsonTree
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly Findings _findings;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line = 1;
    private int _column = 1;

    private JsonTree(ReadOnlySpan<byte> octets, int deepest, Findings findings)
    {
        _octets = octets;
        _findings = findings;
        _reader = new Utf8JsonReader(octets, new JsonReaderOptions { MaxDepth = deepest });
    }

    /// <summary>Reads one JSON value.</summary>
    /// <param name="text">The text, without byte order mark.</param>
    /// <param name="deepest">How deep lists and maps may stand in one another.</param>
    /// <param name="findings">Where errors go.</param>
    /// <returns>The tree, or <c>null</c> after an error that leaves nothing to read.</returns>
    public static Node? Read(string text, int deepest, Findings findings)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            findings.Error("empty-file", "", new SourcePosition(1, 1),
                "The file is empty: begin with { \"callrouting\": 1, \"plan\": { … } }.");
            return null;
        }

        var tree = new JsonTree(Encoding.UTF8.GetBytes(text), deepest, findings);
        try
        {
            tree._reader.Read();
            var root = tree.ReadNode();
            tree._reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            tree.Report(error, deepest);
            return null;
        }
    }

    /// <summary>Whether the text is JSON, whatever it says.</summary>
    public static bool IsJson(string text, int deepest)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = deepest });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Node ReadNode()
    {
        var at = Here((int)_reader.TokenStartIndex);
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var map = new MapNode(at);
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
                {
                    var keyAt = Here((int)_reader.TokenStartIndex);
                    var key = Text(keyAt);
                    _reader.Read();
                    var value = ReadNode();
                    if (key is { Length: 0 })
                        _findings.Error("bad-key", "", keyAt, "A key is a word, here stands nothing.");
                    else if (key is not null)
                        MapKeys.Add(map, new MapEntry(key, keyAt, value), _findings);
                }

                return map;
            case JsonTokenType.StartArray:
                var list = new ListNode(at);
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                    list.Items.Add(ReadNode());
                return list;
            case JsonTokenType.Null:
                return new ScalarNode("", false, at);
            case JsonTokenType.String:
                return Text(at) is { } text ? new ScalarNode(text, true, at) : new BrokenNode(at);
            default:
                return new ScalarNode(Encoding.UTF8.GetString(_reader.ValueSpan), true, at);
        }
    }

    private readonly string? Text(SourcePosition at)
    {
        try
        {
            var text = _reader.GetString()!;
            if (!text.Contains('\0'))
                return text;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: no text, reported with the NUL below.
        }

        _findings.Error("not-text", "", at, "An escape in this text is no character: correct or remove it.");
        return null;
    }

    // Tokens come in order, so that lines are counted once over the whole file.
    private SourcePosition Here(int offset)
    {
        var passed = _octets[_counted..offset];
        var newline = passed.LastIndexOf((byte)'\n');
        _line += passed.Count((byte)'\n');
        _column = newline < 0
            ? _column + Encoding.UTF8.GetCharCount(passed)
            : 1 + Encoding.UTF8.GetCharCount(passed[(newline + 1)..]);
        _counted = offset;
        return new SourcePosition(_line, _column);
    }

    private void Report(JsonException error, int deepest)
    {
        var line = (int)(error.LineNumber ?? 0);
        var start = 0;
        for (var i = 0; i < line; i++)
            start += _octets[start..].IndexOf((byte)'\n') + 1;
        var stop = Math.Min(_octets.Length, start + (int)(error.BytePositionInLine ?? 0));
        var at = new SourcePosition(line + 1, 1 + Encoding.UTF8.GetCharCount(_octets[start..stop]));
        // The reader tells this from other mistakes by its message only, which is never translated.
        if (error.Message.Contains("maximum configured depth", StringComparison.Ordinal))
            _findings.Error("too-deep", "", at,
                string.Create(CultureInfo.InvariantCulture, $"Lists and maps stand in one another more than {deepest} ")
                + "deep: name a part of it under 'routes' and refer to it.");
        else
            _findings.Error("syntax", "", at, $"This is not JSON: {Reason(error.Message)}");
    }

    // The message ends with its own place, counted from 0: ours is the one to read.
    private static string Reason(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
