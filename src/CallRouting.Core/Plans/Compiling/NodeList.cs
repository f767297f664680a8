namespace CallRouting;

/// <summary>The steps of all routes while they are being compiled. A step is reserved first and set later, so that
/// routes may lead back to each other.</summary>
internal sealed class NodeList
{
    private readonly List<RouteNode> _nodes = [];
    private readonly List<PlanPath> _paths = [];

    public int Count => _nodes.Count;

    public RouteNode this[int index] => _nodes[index];

    public PlanPath PathOf(int index) => _paths[index];

    public int Reserve(in PlanPath path)
    {
        _nodes.Add(default);
        _paths.Add(path);
        return _nodes.Count - 1;
    }

    public void Set(int index, in RouteNode node) => _nodes[index] = node;

    public RouteNode[] Nodes() => [.. _nodes];

    public string[] Paths()
    {
        var words = new string[_paths.Count];
        for (var i = 0; i < words.Length; i++)
            words[i] = _paths[i].ToString();
        return words;
    }
}

/// <summary>The prompts of a plan, each file once.</summary>
internal sealed class PromptList
{
    private readonly List<string> _files = [];
    private readonly Dictionary<string, int> _indexes = [];

    public string[] Files() => [.. _files];

    /// <summary>The index of a prompt's file; one without a name is an error.</summary>
    public int Add(string? file, in PlanPath path, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(file))
            findings.Error("missing-prompt", path, "No sound file is named: write one, for example welcome.wav.");
        file ??= "";
        if (_indexes.TryGetValue(file, out var index))
            return index;
        _indexes.Add(file, _files.Count);
        _files.Add(file);
        return _files.Count - 1;
    }
}
