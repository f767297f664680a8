using System.Globalization;

namespace CallRouting.PlanFiles;

/// <summary>A piece of a plan file: text, a list or a map, with the place where it starts.</summary>
internal abstract class Node(SourcePosition at)
{
    /// <summary>Where it starts.</summary>
    public SourcePosition At { get; } = at;

    /// <summary>What it is, for messages: "a list", "a map", "the text …".</summary>
    public abstract string Kind { get; }
}

/// <summary>Text as it was written, without its quotes; never converted by looks.</summary>
internal sealed class ScalarNode(string text, bool isQuoted, SourcePosition at) : Node(at)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>Whether nothing at all was written, not even quotes.</summary>
    public bool IsNothing => Text.Length == 0 && !isQuoted;

    public override string Kind => IsNothing ? "nothing" : $"the text {Shown.Of(Text)}";
}

/// <summary>A list.</summary>
internal sealed class ListNode(SourcePosition at) : Node(at)
{
    /// <summary>The items in order.</summary>
    public List<Node> Items { get; } = [];

    public override string Kind => "a list";
}

/// <summary>A map: every key once, in the order of the file.</summary>
internal sealed class MapNode(SourcePosition at) : Node(at)
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<MapEntry> _entries = [];

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<MapEntry> Entries => _entries;

    public override string Kind => "a map";

    /// <summary>Adds an entry.</summary>
    /// <returns>False where the key is there already: the first stays, and <paramref name="first"/> is it.</returns>
    public bool TryAdd(MapEntry entry, out MapEntry first)
    {
        first = entry;
        if (!_index.TryAdd(entry.Key, _entries.Count))
        {
            first = _entries[_index[entry.Key]];
            return false;
        }

        _entries.Add(entry);
        return true;
    }

    /// <summary>The entry with a key.</summary>
    public bool TryGet(string key, out MapEntry entry)
    {
        entry = default;
        if (!_index.TryGetValue(key, out var index))
            return false;
        entry = _entries[index];
        return true;
    }
}

/// <summary>Something about which an error was already reported: readers pass over it in silence.</summary>
internal sealed class BrokenNode(SourcePosition at) : Node(at)
{
    public override string Kind => "an error";
}

/// <summary>A key and its value.</summary>
internal readonly record struct MapEntry(string Key, SourcePosition KeyAt, Node Value);

/// <summary>A value together with its path in the plan.</summary>
/// <param name="Node">The value.</param>
/// <param name="Path">The path, for example <c>departments.sales.members[1]</c>.</param>
/// <param name="NameAt">Where the value is named: its key, or itself in a list.</param>
internal readonly record struct Place(Node Node, string Path, SourcePosition NameAt)
{
    /// <summary>An entry of the map that stands here.</summary>
    public Place Below(MapEntry entry) =>
        new(entry.Value, Path.Length == 0 ? entry.Key : $"{Path}.{entry.Key}", entry.KeyAt);

    /// <summary>An item of the list that stands here.</summary>
    public Place Below(int index, Node item) => 
        new(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]"), item.At);
}
