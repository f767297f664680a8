namespace CallRouting;

/// <summary>Collects what is found wrong while a plan is compiled.</summary>
internal sealed class FindingList(SourceMap positions)
{
    private readonly List<Diagnostic> _all = [];

    public bool HasErrors { get; private set; }

    public void Error(string code, in PlanPath path, string message)
    {
        HasErrors = true;
        Add(Severity.Error, code, path, message);
    }

    public void Warn(string code, in PlanPath path, string message) => Add(Severity.Warning, code, path, message);

    public void Note(string code, in PlanPath path, string message) => Add(Severity.Note, code, path, message);

    /// <summary>Everything found, by place in the file; what has no place keeps its order.</summary>
    public IReadOnlyList<Diagnostic> InOrder() =>
        [.. _all.OrderBy(found => found.Position.Line).ThenBy(found => found.Position.Column)];

    private void Add(Severity severity, string code, in PlanPath path, string message)
    {
        var words = path.ToString();
        _all.Add(new Diagnostic(severity, code, words, message, positions.Find(words)));
    }
}
