using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CallRouting.PlanFiles;

/// <summary>Builds the tree of a YAML file from the parser's events. Nothing is converted, no alias followed.</summary>
internal sealed class YamlTree
{
    private readonly string _text;
    private readonly Parser _parser;
    private readonly Findings _findings;
    private readonly int _deepest;
    private readonly Stack<(char Bracket, SourcePosition At)> _brackets = new();
    private SourcePosition _last = new(1, 1);

    private YamlTree(string text, int deepest, Findings findings)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
        _deepest = deepest;
        _findings = findings;
    }

    /// <summary>Reads one document.</summary>
    /// <param name="text">The text, without byte order mark.</param>
    /// <param name="deepest">How deep lists and maps may stand in one another.</param>
    /// <param name="findings">Where errors go.</param>
    /// <returns>The tree, or <c>null</c> after an error that leaves nothing to read.</returns>
    public static Node? Read(string text, int deepest, Findings findings)
    {
        if (PlanText.FindTabs(text, findings))
            return null;
        var tree = new YamlTree(text, deepest, findings);
        try
        {
            return tree.ReadDocument();
        }
        catch (TooDeepException)
        {
            return null;
        }
        catch (YamlException error)
        {
            tree.ReportSyntax(error);
            return null;
        }
        // The parser answers some malformed texts, such as a bracket that is never closed, with one of these.
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException
            or IndexOutOfRangeException or OverflowException or NullReferenceException or InvalidCastException)
        {
            tree.ReportBroken();
            return null;
        }
    }

    private Node? ReadDocument()
    {
        while (Next() is StreamStart or DocumentStart)
        {
        }

        if (_parser.Current is null or StreamEnd)
        {
            _findings.Error("empty-file", "", new SourcePosition(1, 1),
                "The file is empty: begin with 'callrouting: 1', then 'plan:' with id and time-zone.");
            return null;
        }

        var root = ReadNode(1);
        while (Next() is { } left)
            if (left is DocumentStart)
            {
                _findings.Error("several-documents", "", At(left),
                    "A second document begins here: one file is one plan. Remove the '---' or split the file.");
                return root;
            }

        return root;
    }

    // Stands on the node's first event, and leaves standing on its last.
    private Node ReadNode(int depth)
    {
        var here = _parser.Current!;
        var at = At(here);
        if (here is AnchorAlias alias)
        {
            _findings.Error("alias", "", at, $"'*{alias.Value}' repeats something marked elsewhere: a plan writes "
                + "everything out. For a shared route use 'routes:' and { route: name }.");
            return new BrokenNode(at);
        }

        var start = (NodeEvent)here;
        if (!start.Anchor.IsEmpty)
            _findings.Error("anchor", "", at, $"'&{start.Anchor}' marks something for repetition, which a plan does "
                + "not use: remove it.");
        if (!start.Tag.IsEmpty)
            _findings.Error("tag", "", at, $"The tag {Shown.Of(start.Tag.Value)} has no meaning in a plan: remove it.");
        if (start is Scalar scalar)
            return new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, at);
        if (depth > _deepest)
        {
            _findings.Error("too-deep", "", at, $"Lists and maps stand in one another more than {_deepest} deep: "
                + "name a part of it under 'routes:' and refer to it.");
            throw new TooDeepException();
        }

        var isFlow = start is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow };
        if (isFlow)
            _brackets.Push((start is SequenceStart ? '[' : '{', at));
        Node node = start is SequenceStart ? ReadList(at, depth) : ReadMap(at, depth);
        if (isFlow)
            _brackets.Pop();
        return node;
    }

    private ListNode ReadList(SourcePosition at, int depth)
    {
        var list = new ListNode(at);
        while (Next() is not SequenceEnd)
            list.Items.Add(ReadNode(depth + 1));
        return list;
    }

    private MapNode ReadMap(SourcePosition at, int depth)
    {
        MapNode? map = null;
        while (Next() is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            // The parser gives a map without braces inside a list the file's first place: its key knows better.
            map ??= new MapNode(key.At.Line > at.Line || (at.Line == 1 && at.Column == 1 && depth > 1) ? key.At : at);
            Next();
            var value = ReadNode(depth + 1);
            if (key is ScalarNode { IsNothing: false } name)
                Add(map, name.Text, key.At, value);
            else if (key is not BrokenNode)
                _findings.Error("bad-key", "", key.At, $"A key is a word, here stands {key.Kind}: write 'key: value'.");
        }

        return map ?? new MapNode(at);
    }

    private void Add(MapNode map, string key, SourcePosition at, Node value)
    {
        if (key == "<<")
            _findings.Error("merge-key", "", at,
                "'<<' would mix in the keys of another map: a plan writes every key out.");
        else
            MapKeys.Add(map, new MapEntry(key, at, value), _findings);
    }

    private ParsingEvent? Next()
    {
        if (!_parser.MoveNext())
            return null;
        _last = At(_parser.Current!);
        return _parser.Current;
    }

    private static SourcePosition At(ParsingEvent here) => At(here.Start);

    private static SourcePosition At(in Mark mark) => new((int)mark.Line, (int)mark.Column);

    private void ReportSyntax(YamlException error)
    {
        var at = error.Start.Line > 0 && (error.Start.Line > 1 || error.Start.Column > 1 || _last.Line <= 1)
            ? At(error.Start)
            : _last;
        if (error.Message.Contains("quoted scalar", StringComparison.Ordinal)
            && !error.Message.Contains("escape", StringComparison.Ordinal))
            _findings.Error("syntax", "", at,
                "The quote opened here is not closed: add the closing quote on this line.");
        else if (_brackets.Count > 0)
            ReportBroken();
        else if (error.Start.Index < _text.Length && _text[(int)error.Start.Index] is ']' or '}')
            _findings.Error("syntax", "", at, $"This '{_text[(int)error.Start.Index]}' closes nothing: remove it.");
        else
            _findings.Error("syntax", "", at, $"{Advice(error.Message)} ({error.Message.TrimEnd('.')}.)");
    }

    private void ReportBroken()
    {
        if (_brackets.TryPeek(out var open))
            _findings.Error("syntax", "", open.At,
                $"The '{open.Bracket}' opened here is not closed properly (read up to {_last}): "
                + $"separate the parts with ',' and end with '{(open.Bracket == '[' ? ']' : '}')}'.");
        else
            _findings.Error("syntax", "", _last, "The text after this place is not YAML: check indentation, quotes, "
                + "brackets and the blank after ':'.");
    }

    private static string Advice(string message) => message switch
    {
        _ when message.Contains("cannot start any token", StringComparison.Ordinal) =>
            "A value cannot begin with this character: put the value in quotes.",
        _ when message.Contains("invalid mapping", StringComparison.Ordinal) =>
            "A ':' does not fit here: put text that holds ': ' in quotes, and indent each 'key: value' like "
            + "the keys around it.",
        _ when message.Contains("expected key", StringComparison.Ordinal) =>
            "This does not belong to the map above: indent it like the other keys there and write 'key: value', "
            + "with a blank after the ':'.",
        _ when message.Contains("expected '-'", StringComparison.Ordinal) =>
            "A list goes on here: begin each item with '- ', or indent this line like what it belongs to.",
        _ when message.Contains("escape", StringComparison.Ordinal) =>
            "A backslash in double quotes begins an escape: double it, or use single quotes.",
        _ => "This is not YAML: check indentation, quotes, brackets and the blank after ':'.",
    };

    private sealed class TooDeepException : Exception;
}
