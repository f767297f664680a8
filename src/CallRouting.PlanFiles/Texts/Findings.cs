using System.Globalization;

namespace CallRouting.PlanFiles;

/// <summary>Collects what is wrong with a file, up to a bound.</summary>
internal sealed class Findings
{
    private const int Most = 200;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private int _unlisted;

    /// <summary>Whether anything was found.</summary>
    public bool Any => _diagnostics.Count > 0;

    /// <summary>Whether further findings are only counted, so that their messages need not be made.</summary>
    public bool IsFull => _diagnostics.Count >= Most;

    /// <summary>Adds an error.</summary>
    public void Error(string code, string path, SourcePosition at, string message)
    {
        _paths.Add(path);
        if (IsFull)
            _unlisted++;
        else
            _diagnostics.Add(new Diagnostic(Severity.Error, code, path, message, at));
    }

    /// <summary>Notes that a path is wrong for a reason already given.</summary>
    public void Cover(string path) => _paths.Add(path);

    /// <summary>Whether an error was reported for a path or for something it is part of.</summary>
    public bool Covers(string path)
    {
        for (var end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOfAny('.', '['))
            if (_paths.Contains(path[..end]))
                return true;
        return false;
    }

    /// <summary>All findings by line and column, up to the bound; what has no place stands at the beginning.</summary>
    /// <param name="more">What the compiler found.</param>
    public IReadOnlyList<Diagnostic> Sorted(IEnumerable<Diagnostic> more)
    {
        var start = new SourcePosition(1, 1);
        List<Diagnostic> all =
        [
            .. _diagnostics.Concat(more)
                .Select(found => found.Position.IsUnknown ? found with { Position = start } : found)
                .OrderBy(found => found.Position.Line).ThenBy(found => found.Position.Column),
        ];
        var unlisted = _unlisted + Trim(all, Severity.Error);
        Trim(all, Severity.Warning);
        Trim(all, Severity.Note);
        if (unlisted > 0)
            all.Add(new Diagnostic(Severity.Error, "more-errors", "", string.Create(CultureInfo.InvariantCulture,
                $"{unlisted} more errors are not listed: correct these first and check again."), all[^1].Position));
        return all;
    }

    private static int Trim(List<Diagnostic> all, Severity severity)
    {
        var count = 0;
        return all.RemoveAll(found => found.Severity == severity && ++count > Most);
    }
}
