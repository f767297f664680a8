using System.Buffers;
using System.Globalization;
using System.Text;

namespace CallRouting.PlanFiles;

/// <summary>Reads plan files, in YAML or JSON.</summary>
/// <remarks>Nothing in a file throws: whatever is wrong is a <see cref="Diagnostic"/> with line and column that says
/// what to write instead, all of them at once. Nothing in a file is ignored, and no value is converted by its looks:
/// <c>9:00</c>, <c>0123</c>, <c>on</c> and <c>+7495…</c> are what is written.</remarks>
public static class PlanFile
{
    /// <summary>The longest file that is read unless the caller says otherwise: 16 MiB.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    /// <summary>How deep lists and maps may stand in one another.</summary>
    public const int MaxDepth = 100;

    /// <summary>Reads a file. One that cannot be opened is a diagnostic, too.</summary>
    /// <param name="path">The file; a name that ends in <c>.json</c> says that it is JSON.</param>
    /// <param name="maxBytes">The longest file to read, in octets. Of a longer one no more than this is read.</param>
    public static PlanFileResult Load(string path, int maxBytes = DefaultMaxBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            using var stream = new FileStream(file, FileAccess.Read, 1);
            // Pipes have no length: what matters is what comes.
            if (stream.CanSeek && stream.Length > maxBytes)
                return TooLarge(path, maxBytes);
            return ReadAll(stream, maxBytes) is { } octets ? Parse(octets, path, maxBytes) : TooLarge(path, maxBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refused(path, "cannot-read", $"The file cannot be read: {error.Message}");
        }
    }

    /// <summary>Reads the octets of a file.</summary>
    /// <param name="octets">UTF-8, with or without byte order mark.</param>
    /// <param name="name">The file's name: one that ends in <c>.json</c> says that it is JSON.</param>
    /// <param name="maxBytes">The most octets to accept.</param>
    public static PlanFileResult Parse(ReadOnlyMemory<byte> octets, string name, int maxBytes = DefaultMaxBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (octets.Length > maxBytes)
            return TooLarge(name, maxBytes);
        var findings = new Findings();
        return Parse(PlanText.Decode(octets.Span, findings), name, findings);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file's name: one that ends in <c>.json</c> says that it is JSON.</param>
    /// <param name="maxBytes">The most octets to accept, were the text UTF-8.</param>
    public static PlanFileResult Parse(string text, string name, int maxBytes = DefaultMaxBytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        if (text.Length > maxBytes || Encoding.UTF8.GetByteCount(text) > maxBytes)
            return TooLarge(name, maxBytes);
        var findings = new Findings();
        return Parse(PlanText.Check(text, findings), name, findings);
    }

    private static PlanFileResult Parse(string? text, string name, Findings findings)
    {
        var tree = text is null ? null : ReadTree(text, name, findings);
        if (tree is null)
            return new PlanFileResult { Name = name, Diagnostics = findings.Sorted([]) };
        var (model, tests, positions) = PlanReader.Read(tree, findings);
        // With a part that cannot be read, the rest is still checked; what follows from that part is not repeated.
        var compiled = tree is MapNode ? PlanCompiler.Compile(model, positions) : null;
        var further = compiled?.Diagnostics.Where(found =>
            !findings.Covers(found.Path) && !NameIndex.FollowsFromSection(found, findings)) ?? [];
        return findings.Any
            ? new PlanFileResult { Name = name, Diagnostics = findings.Sorted(further) }
            : new PlanFileResult
            {
                Name = name,
                Model = model,
                Plan = compiled?.Plan,
                Tests = tests,
                Diagnostics = findings.Sorted(further),
                Hash = PlanJson.Hash(model),
            };
    }

    // JSON is read by the rules of JSON, so that its errors are those of JSON; text that only begins like it
    // may also be YAML in its short form.
    private static Node? ReadTree(string text, string name, Findings findings)
    {
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return JsonTree.Read(text, MaxDepth, findings);
        if (text.AsSpan().TrimStart().StartsWith("{") && JsonTree.IsJson(text, MaxDepth))
            return JsonTree.Read(text, MaxDepth, findings);
        return YamlTree.Read(text, MaxDepth, findings);
    }

    // Null where there is more than the limit.
    private static byte[]? ReadAll(FileStream stream, int maxBytes)
    {
        var octets = new ArrayBufferWriter<byte>(stream.CanSeek ? (int)Math.Max(1, stream.Length) : 4096);
        while (true)
        {
            var room = octets.GetSpan(1);
            var read = stream.Read(room[..(int)Math.Min(room.Length, maxBytes - octets.WrittenCount + 1L)]);
            if (read == 0)
                return octets.WrittenSpan.ToArray();
            octets.Advance(read);
            if (octets.WrittenCount > maxBytes)
                return null;
        }
    }

    private static PlanFileResult TooLarge(string name, int maxBytes) => Refused(name, "too-large",
        string.Create(CultureInfo.InvariantCulture, $"The file is longer than {maxBytes} octets ")
        + "and was not read: is it a plan file? Split the company or raise the limit.");

    private static PlanFileResult Refused(string name, string code, string message) => new()
    {
        Name = name,
        Diagnostics = [new Diagnostic(Severity.Error, code, "", message, new SourcePosition(1, 1))],
    };
}
