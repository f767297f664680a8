using System.Globalization;

namespace CallRouting;

/// <summary>A place in a plan file, both counted from 1; <c>default</c>: not known.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in characters, from 1.</param>
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>Whether the place is not known.</summary>
    public bool IsUnknown => Line == 0;

    /// <summary><c>12:5</c>, or <c>?</c> where it is not known.</summary>
    public override string ToString() =>
        IsUnknown ? "?" : string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");
}

/// <summary>One finding about a plan: where, what, and what to do.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">A short stable name, for example <c>unknown-employee</c>.</param>
/// <param name="Path">Where in the plan, for example <c>departments.sales.members[1]</c>.</param>
/// <param name="Message">What is wrong and what to do, one sentence or two.</param>
/// <param name="Position">Where in the file, if the plan came from one.</param>
public sealed record Diagnostic(
    Severity Severity, string Code, string Path, string Message, SourcePosition Position = default)
{
    /// <summary><c>12:5 error unknown-employee departments.sales.members[1]: …</c></summary>
    public override string ToString()
    {
        var severity = Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
        return Position.IsUnknown ? $"{severity} {Code} {Path}: {Message}" :
            $"{Position} {severity} {Code} {Path}: {Message}";
    }
}

/// <summary>Which line and column of a file each element of a plan came from.</summary>
/// <remarks>A path that is not in the map has the position of its nearest ancestor that is.</remarks>
public sealed class SourceMap
{
    private readonly IReadOnlyDictionary<string, SourcePosition> _positions;

    /// <summary>Keeps positions by path.</summary>
    /// <param name="positions">Path, for example <c>numbers.main.route</c>, to its place in the file.</param>
    public SourceMap(IReadOnlyDictionary<string, SourcePosition> positions) => _positions = positions;

    /// <summary>A map that knows nothing.</summary>
    public static SourceMap Empty { get; } = new(new Dictionary<string, SourcePosition>());

    /// <summary>Where a path stands, or its nearest ancestor.</summary>
    /// <param name="path">The path.</param>
    public SourcePosition Find(string path)
    {
        for (var end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOfAny('.', '['))
            if (_positions.TryGetValue(path[..end], out var position))
                return position;
        return default;
    }
}
