using System.Text.RegularExpressions;

namespace CallRouting.Conventions.Tests;

/// <summary>What the documents say about the repository is so.</summary>
public partial class DocumentTests
{
    public static TheoryData<string> Documents
    {
        get
        {
            var found = new TheoryData<string>();
            foreach (var pattern in new[] { "*.md" })
                foreach (var file in Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories))
                {
                    var path = Path.GetRelativePath(Repository.Root, file);
                    if (!path.StartsWith("artifacts", StringComparison.Ordinal) && !path.Contains("node_modules"))
                        found.Add(path);
                }

            return found;
        }
    }

    [Theory, MemberData(nameof(Documents))]
    public void Every_link_leads_to_a_file(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var broken =
            from link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            let target = link.Groups[1].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://") && !target.StartsWith("mailto:", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(folder, target))
            select target;
        Assert.Empty(broken);
    }

    [Fact]
    public void The_walk_of_one_call_links_a_file_in_every_paragraph()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs/call.md"));
        var steps = text.Split('\n').Where(line => Step().IsMatch(line)).ToList();
        Assert.True(steps.Count >= 8, "docs/call.md walks a call in numbered steps.");
        Assert.All(steps, step => Assert.Matches(Link(), step));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\d+\. ")]
    private static partial Regex Step();
}
