using System.Text;
using FsCheck.Xunit;

namespace CallRouting.PlanFiles.Tests;

public class MutationLaws
{
    private static readonly string Sample = File.ReadAllText(OfficePlanTests.SampleFile());
    private static readonly string Json = PlanJson.WriteIndented(PlanFile.Parse(Sample, "office.yaml").Model!);

    private static readonly string[] Pieces =
    [
        "\t", ":", ": ", "- ", "[", "]", "{", "}", "'", "\"", "#", "&a ", "*a", "!x ", "|", ">", "?", "%", "@", "`",
        ",", "\n", "\r", "---\n", "...\n", "<<: ", "\u0085", "\u2028", "\uFEFF", "\u0001", "\\", "\\u", "~", "0",
        "9999999999999999999", "\"\\xZZ\"", "? - x\n", "{}", "[]", "null", "repeat", "closed", "😀",
    ];

    [Property(MaxTest = 1000)]
    public void Any_octets_are_read_or_refused_with_a_place(byte[] octets) =>
        Check(PlanFile.Parse(octets ?? [], "any.yaml"));

    [Property(MaxTest = 500)]
    public void Any_text_is_read_or_refused_with_a_place(string text, bool json) =>
        Check(PlanFile.Parse(text ?? "", json ? "any.json" : "any.yaml"));

    [Property(MaxTest = 1000)]
    public void A_heap_of_yaml_marks_is_read_or_refused_with_a_place(int seed)
    {
        var random = new Random(seed);
        var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => random.Next(3) switch
        {
            0 => "plan",
            1 => new string(' ', random.Next(4)),
            _ => Pieces[random.Next(Pieces.Length)],
        }));
        Check(PlanFile.Parse(text, "marks"));
    }

    [Property(MaxTest = 1000)]
    public void Any_change_of_a_yaml_file_is_read_or_refused_with_a_place(int seed) =>
        Check(PlanFile.Parse(Mutated(Sample, new Random(seed)), "office.yaml"));

    [Property(MaxTest = 500)]
    public void Any_change_of_a_json_file_is_read_or_refused_with_a_place(int seed) =>
        Check(PlanFile.Parse(Mutated(Json, new Random(seed)), "office.json"));

    [Property(MaxTest = 500)]
    public void Any_change_of_the_octets_of_a_file_is_read_or_refused_with_a_place(int seed)
    {
        var random = new Random(seed);
        var octets = Encoding.UTF8.GetBytes(Sample);
        for (var i = random.Next(1, 4); i > 0; i--)
            octets[random.Next(octets.Length)] = (byte)random.Next(256);
        var length = random.Next(4) > 0 ? octets.Length : random.Next(octets.Length);
        Check(PlanFile.Parse(octets.AsMemory(0, length), "x.yaml"));
    }

    [Fact]
    public void Every_line_left_out_or_written_twice_is_read_or_refused_with_a_place()
    {
        var lines = Sample.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            Check(PlanFile.Parse(string.Join('\n', [.. lines[..i], .. lines[(i + 1)..]]), "office.yaml"));
            Check(PlanFile.Parse(string.Join('\n', [.. lines[..i], lines[i], .. lines[i..]]), "office.yaml"));
        }
    }

    [Fact]
    public void Every_misspelt_key_of_the_sample_is_one_error_at_its_place_that_names_the_right_one()
    {
        var lines = Sample.Split('\n');
        var checkedKeys = 0;
        string[] names = ["analog-1", "analog-2", "provider-a", "provider-b", "sales", "accounting", "voicemail-office",
            "outsourced-cc", "office", "main", "accounts", "tender", "accounts-menu", "fax-office", "director",
            "e1", "anna", "ivan", "olga", "petr", "mon-thu", "fri", "routes", "tests"];
        for (var i = 0; i < lines.Length; i++)
        {
            var start = lines[i].Length - lines[i].TrimStart().Length;
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || lines[i].TrimStart()[0] is '#' or '-' or '"' || names.Contains(lines[i][start..colon]))
                continue;
            var key = lines[i][start..colon];
            // Two letters swapped: nearest to the key itself, whatever other keys there are.
            var wrong = key.Length > 3 ? key[..1] + key[2] + key[1] + key[3..] : key;
            if (wrong == key)
                continue;
            lines[i] = lines[i][..start] + wrong + lines[i][colon..];
            var result = PlanFile.Parse(string.Join('\n', lines), "office.yaml");
            var error = SmallPlan.OnlyError(result);
            Assert.Equal(new SourcePosition(i + 1, start + 1), error.Position);
            Assert.Contains($"Did you mean '{key}'?", error.Message, StringComparison.Ordinal);
            lines[i] = lines[i][..start] + key + lines[i][(start + wrong.Length)..];
            checkedKeys++;
        }

        Assert.InRange(checkedKeys, 50, 200);
    }

    private static string Mutated(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var lines = text.Split('\n');
            var line = random.Next(lines.Length);
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(20, text.Length - at) + 1);
            text = random.Next(8) switch
            {
                0 => With(lines, line),
                1 => With(lines, line, lines[line], lines[line]),
                2 => With(lines, line, lines[random.Next(lines.Length)]),
                3 => With(lines, line, " " + lines[line]),
                4 => text.Remove(at, length),
                5 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                6 => text.Insert(at, text.Substring(at, length)),
                _ => text.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]),
            };
        }

        return text;
    }

    private static string With(string[] lines, int line, params string[] instead) =>
        string.Join('\n', [.. lines[..line], .. instead, .. lines[(line + 1)..]]);

    private static void Check(PlanFileResult result)
    {
        if (result.IsValid)
        {
            Assert.DoesNotContain(result.Diagnostics, found => found.Severity == Severity.Error);
            Assert.Equal(result.Model, PlanFile.Parse(PlanJson.Write(result.Model!), "again.json").Model);
            return;
        }

        Assert.Contains(result.Diagnostics, found => found.Severity == Severity.Error);
        Assert.All(result.Diagnostics, found => Assert.True(
            !found.Position.IsUnknown && found.Message.Length > 0 && found.Code.Length > 0, found.ToString()));
    }
}
