using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>Reads the keys of one map: says which keys are unknown at once, and each value's mistakes when it is
/// asked for.</summary>
internal sealed class MapReader
{
    private readonly PlanForm _form;
    private readonly Findings _findings;
    private readonly MapNode? _map;
    private readonly Dictionary<string, MapEntry> _meant = new(StringComparer.Ordinal);

    /// <summary>Stands on a map; on anything else that is an error, and the map reads as empty.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="form">What it is, and the keys it may have.</param>
    /// <param name="findings">Where errors go.</param>
    public MapReader(Place place, PlanForm form, Findings findings)
    {
        Place = place;
        _form = form;
        _findings = findings;
        _map = place.Node as MapNode;
        if (_map is null)
        {
            Scalars.WrongType(place, $"{What} is a map of keys: {Shown.List(form.Names)}", findings);
            return;
        }

        FindUnknown(_map);
        FindMissing(_map);
        FindApart();
    }

    /// <summary>Where the map stands.</summary>
    public Place Place { get; }

    /// <summary>What it is, for messages.</summary>
    public string What => _form.What;

    /// <summary>Whether nothing can be said about what the map lacks, since it is none.</summary>
    public bool IsBroken => _map is null;

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key, or <c>null</c>.</summary>
    /// <exception cref="ArgumentException">The form has no such key, so that nobody could write it.</exception>
    public Place? Find(string key)
    {
        if (!_form.Names.Contains(key))
            throw new ArgumentException($"The form '{_form.Id}' has no key '{key}'.", nameof(key));
        if (_map is null)
            return null;
        if (_map.TryGet(key, out var entry) || _meant.TryGetValue(key, out entry))
            return new Place(entry.Value, Path(key), entry.KeyAt);
        return null;
    }

    /// <summary>The value of a key that must be there; without it an error that says what to write.</summary>
    public Place? Require(string key, string example, string code = "missing-key")
    {
        var found = Find(key);
        if (found is null && !IsBroken)
            _findings.Error(code, Path(key), Place.NameAt, $"{What} needs '{key}': write {example}.");
        return found;
    }

    /// <summary>The path of a key, whether it is there or not.</summary>
    public string Path(string key) => Place.Path.Length == 0 ? key : $"{Place.Path}.{key}";

    /// <summary>The text of a key, or <c>null</c>.</summary>
    public string? Text(string key) => Find(key) is { } place ? Scalars.Text(place, _findings) : null;

    /// <summary>The text of a key that must be there; empty after an error.</summary>
    public string RequiredText(string key, string example) =>
        Require(key, example) is { } place ? Scalars.Text(place, _findings) ?? "" : "";

    /// <summary>The duration of a key, or <c>null</c>.</summary>
    public Duration? Duration(string key) => Find(key) is { } place ? Scalars.Duration(place, _findings) : null;

    /// <summary>Yes or no as a key says, no without it.</summary>
    public bool Flag(string key) => Find(key) is { } place && Scalars.Flag(place, _findings);

    /// <summary>The whole number of a key, in the range that its form gives, or <c>null</c>.</summary>
    public int? Whole(string key) =>
        Find(key) is { } place ? Scalars.Whole(place, (WholeShape)_form.ShapeOf(key), _findings) : null;

    /// <summary>The internal number of a key, or none.</summary>
    public Extension Extension(string key)
    {
        if (Find(key) is not { } place || Scalars.Text(place, _findings) is not { } text)
            return default;
        if (!CallRouting.Extension.TryParse(text, out var extension))
            _findings.Error("bad-extension", place.Path, place.Node.At,
                $"{Shown.Of(text)} is no internal number: write 1 to 15 digits, like \"101\".");
        return extension;
    }

    /// <summary>The value of an enum that a key names.</summary>
    public T Word<T>(string key, Vocabulary<T> words)
        where T : struct, Enum =>
        Find(key) is { } place ? Scalars.Word(place, words, _findings) : default;

    /// <summary>The texts of a list; empty without the key.</summary>
    public EquatableList<string> Texts(string key)
    {
        if (Find(key) is not { } place)
            return [];
        var texts = new List<string>();
        foreach (var item in Scalars.Items(place, "a list, like [one, two]", _findings))
            if (Scalars.Text(item, _findings) is { } text)
                texts.Add(text);
        return EquatableList.From(texts);
    }

    private void FindUnknown(MapNode map)
    {
        var keys = _form.Names;
        foreach (var entry in map.Entries)
        {
            if (keys.Contains(entry.Key))
                continue;
            if (_findings.IsFull)
            {
                _findings.Error("unknown-key", Path(entry.Key), entry.KeyAt, "");
                continue;
            }

            // A misspelt key is read as the one that was meant, so that one slip is one error.
            var nearest = Spelling.Nearest(entry.Key, keys.Where(key => !map.TryGet(key, out _)))
                ?? Spelling.Nearest(entry.Key, keys);
            if (nearest is not null && !map.TryGet(nearest, out _))
                _meant.TryAdd(nearest, entry);
            var help = nearest is null ? $" Keys of it: {Shown.List(keys)}." : $" Did you mean '{nearest}'?";
            _findings.Error("unknown-key", Path(entry.Key), entry.KeyAt,
                $"{What} has no key {Shown.Of(entry.Key)}.{help}");
        }
    }

    private void FindMissing(MapNode map)
    {
        if (_form.NotEmpty && map.Entries.Count == 0)
            _findings.Error("missing-key", Place.Path, Place.NameAt,
                $"{What} says nothing: write {Shown.Or(_form.Names)}.");
        if (_form.OneOf.Length > 0 && !_form.OneOf.Any(Has))
            _findings.Error("missing-key", Place.Path, Place.NameAt, $"{What} needs {Shown.Or(_form.OneOf)}.");
    }

    private void FindApart()
    {
        foreach (var (one, other) in _form.Apart)
            if (Has(one) && Find(other) is { } place)
                _findings.Error("one-of-two", place.Path, place.NameAt,
                    $"{What} has '{one}' or '{other}', not both: remove one.");
    }
}
