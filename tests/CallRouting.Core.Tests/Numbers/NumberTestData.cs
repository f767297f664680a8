using System.Text;

namespace CallRouting.Tests;

/// <summary>Finds and reads the acceptance data, which lie beside the repository and are not part of it.</summary>
internal static class NumberTestData
{
    public sealed record Row(string Raw, string Country, string Category, string Intended);

    public static IReadOnlyList<Row> Rows()
    {
        string? folder = Environment.GetEnvironmentVariable("CALLROUTING_TEST_DATA") ?? BesideRepository();
        string file = Path.Combine(folder ?? ".", "numbers.dev.csv");
        if (!File.Exists(file))
            Assert.Skip("numbers.dev.csv is not in $CALLROUTING_TEST_DATA or ../shared/data");
        return [.. File.ReadLines(file).Skip(1).Select(Fields).Select(f => new Row(f[0], f[1], f[2], f[3]))];
    }

    public static NumberRules Rules(string? country, string? area = null, params RewriteRule[] rewrite)
    {
        var findings = new List<NumberRuleFinding>();
        var settings = new NumberRulesSettings { Country = country, Area = area, Rewrite = [.. rewrite] };
        NumberRules rules = NumberRules.Compile(settings, findings);
        Assert.DoesNotContain(findings, finding => finding.IsError);
        return rules;
    }

    private static string? BesideRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CallRouting.sln")))
            folder = folder.Parent;
        return folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(c);
        }
        fields.Add(field.ToString());
        return fields;
    }
}
