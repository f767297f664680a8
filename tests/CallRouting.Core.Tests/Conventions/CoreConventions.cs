using System.Text.RegularExpressions;

namespace CallRouting.Tests;

/// <summary>The walls inside the core and around it.</summary>
public partial class CoreConventions
{
    // Each folder may use those before it; folders of one group may use each other.
    private static readonly string[][] Order =
    [
        [""], ["Numbers", "Schedules"], ["Plans"], ["Routing", "Distribution"], ["Calls", "Transports"], ["Offices"],
        ["Analysis"],
    ];

    [Fact]
    public void The_core_references_NodaTime_and_the_platform_only() => Assert.DoesNotContain(
        typeof(CallMachine).Assembly.GetReferencedAssemblies().Select(name => name.Name!),
        name => name is not ("NodaTime" or "Microsoft.Extensions.DependencyInjection.Abstractions")
            && !name.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public void Inside_the_core_no_folder_uses_a_later_one()
    {
        var files = Sources().Select(file => (Name: Short(file), Text: Code(File.ReadAllText(file)))).ToList();
        var levels = new Dictionary<string, int>();
        foreach (var (name, text) in files)
            foreach (var type in Declaration().Matches(text).Select(match => match.Groups[1].Value))
                levels[type] = Math.Min(LevelOf(name), levels.GetValueOrDefault(type, int.MaxValue));
        Assert.True(levels.Count > 100, "the declarations were not found");
        Assert.Empty(files.SelectMany(file => Word().Matches(file.Text).Select(word => word.Value).Distinct()
            .Where(word => levels.TryGetValue(word, out var level) && level > LevelOf(file.Name))
            .Select(word => $"{file.Name} uses {word}")));
    }

    [Fact]
    public void No_file_is_longer_than_300_lines_and_no_line_than_120_columns() =>
        Assert.Empty(Sources().SelectMany(file => File.ReadAllLines(file).Index()
            .Where(line => line.Index >= 300 || line.Item.Length > 120)
            .Select(line => $"{Short(file)}:{line.Index + 1} has {line.Item.Length} columns")));

    private static string[] Sources() => Directory.GetFiles(SourceTree.Core, "*.cs", SearchOption.AllDirectories);

    private static string Short(string file) =>
        Path.GetRelativePath(SourceTree.Core, file).Replace(Path.DirectorySeparatorChar, '/');

    private static int LevelOf(string name)
    {
        var folder = name.Contains('/', StringComparison.Ordinal) ? name[..name.IndexOf('/', StringComparison.Ordinal)] : "";
        var level = Array.FindIndex(Order, group => group.Contains(folder));
        Assert.True(level >= 0, $"the folder {folder} has no place in the order of the core");
        return level;
    }

    // Comments and texts are not code.
    private static string Code(string text) => Silent().Replace(text, " ");

    [GeneratedRegex(@"//[^\n]*|""(\\.|[^""\\\n])*""")]
    private static partial Regex Silent();

    [GeneratedRegex(@"\b(?:class|struct|record|enum|interface)\s+([A-Z]\w+)")]
    private static partial Regex Declaration();

    // A type's name where it can be one: a member of the same name comes after a dot or before what makes it one.
    [GeneratedRegex(@"(?<=\bnew )[A-Z]\w+\b|(?<![.\w])[A-Z]\w+\b(?!\s*(=>|\{|\(|=[^=]))")]
    private static partial Regex Word();
}
