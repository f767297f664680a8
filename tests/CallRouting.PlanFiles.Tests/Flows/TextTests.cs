using System.Text;

namespace CallRouting.PlanFiles.Tests;

public class TextTests
{
    [Theory]
    [InlineData("", "1:1", "empty-file", "The file is empty")]
    [InlineData(" \n\n  \n", "1:1", "empty-file", "begin with 'callrouting: 1'")]
    [InlineData("# nothing but a remark\n", "1:1", "empty-file", "The file is empty")]
    [InlineData("callrouting: 1\nplan:\n\tid: x\n", "3:1", "tab", "use spaces")]
    [InlineData("callrouting: 1\nplan:\n  \tid: x\n", "3:3", "tab", "use spaces")]
    [InlineData("callrouting: 1\n---\ncallrouting: 1\n", "2:1", "several-documents", "one file is one plan")]
    [InlineData("plan: { id: x\nnext: 1", "1:7", "syntax", "'{' opened here is not closed")]
    [InlineData("plan: [x\nnext: 1", "1:7", "syntax", "end with ']'")]
    [InlineData("plan: \"x\nnext: 1", "1:7", "syntax", "add the closing quote")]
    [InlineData("plan: a: b", "1:8", "syntax", "in quotes")]
    [InlineData("plan:\n  id: x\n zone: y\n", "3:2", "syntax", "indent it like the other keys")]
    [InlineData("plan: { id: x }}", "1:16", "syntax", "This '}' closes nothing")]
    [InlineData("plan: @x", "1:7", "syntax", "put the value in quotes")]
    [InlineData("plan: \"\\q\"", "1:7", "syntax", "use single quotes")]
    public void Text_that_cannot_be_read_has_one_error(string text, string place, string code, string says)
    {
        var error = PlanFile.Parse(text, "plan.yaml").Diagnostics.Where(found => found.Code != "missing-key"
            && found.Code != "missing-exit").Single();
        Assert.Equal((place, code), (error.Position.ToString(), error.Code));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deliver-to: anna", "deliver-to: *who", "16:46", "alias")]
    [InlineData("deliver-to: anna", "deliver-to: &who anna", "16:46", "anchor")]
    [InlineData("deliver-to: anna", "deliver-to: !!str anna", "16:46", "tag")]
    public void Aliases_anchors_and_tags_are_refused(string old, string replacement, string place, string code)
    {
        var error = SmallPlan.OnlyError(SmallPlan.With(old, replacement));
        Assert.Equal((place, code), (error.Position.ToString(), error.Code));
    }

    [Fact]
    public void A_file_of_aliases_that_would_grow_without_end_is_refused_at_once()
    {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 40; i++)
            text.Append(null, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        var result = PlanFile.Parse(text.ToString(), "plan.yaml");
        Assert.False(result.IsValid);
        Assert.Contains(result.Diagnostics, found => found.Code == "alias" && found.Position.ToString() == "2:10");
    }

    [Theory]
    [InlineData("[", "]", "plan.yaml", "1:106")]
    [InlineData("{a: ", "}", "plan.yaml", "1:403")]
    public void Nesting_has_a_limit_in_yaml(string open, string close, string name, string place)
    {
        var text = $"plan: {Repeat(open)}{Repeat(close)}";
        var error = SmallPlan.OnlyError(PlanFile.Parse(text, name));
        Assert.Equal("too-deep", error.Code);
        Assert.Equal(place, PlaceOf(error));
    }

    [Fact]
    public void Nesting_has_a_limit_in_json()
    {
        var error = SmallPlan.OnlyError(PlanFile.Parse("{\"plan\":" + new string('[', 100_000), "plan.json"));
        Assert.Equal("too-deep", error.Code);
        Assert.Equal("1:108", PlaceOf(error));
    }

    [Theory]
    [InlineData(0, 6, "offset 6", "1:7")]
    [InlineData(0, 20, "offset 20", "2:6")]
    [InlineData(0xFF, 20, "octet 0xFF is not UTF-8 at offset 20", "2:6")]
    [InlineData(0xC3, 20, "octet 0xC3 is not UTF-8 at offset 20", "2:6")]
    public void A_binary_file_is_refused_with_the_offset(byte octet, int offset, string says, string place)
    {
        var octets = Encoding.UTF8.GetBytes(SmallPlan.Text);
        octets[offset] = octet;
        var error = SmallPlan.OnlyError(PlanFile.Parse(octets, "small.yaml"));
        Assert.Equal((place, "not-text"), (PlaceOf(error), error.Code));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_utf_16_is_told_to_become_utf_8()
    {
        var octets = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(SmallPlan.Text)).ToArray();
        var error = SmallPlan.OnlyError(PlanFile.Parse(octets, "x.yaml"));
        Assert.Contains("save it as UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        var octets = Encoding.UTF8.GetPreamble()
            .Concat(Encoding.UTF8.GetBytes(SmallPlan.Text.Replace("\n", "\r\n", StringComparison.Ordinal))).ToArray();
        var result = PlanFile.Parse(octets, "small.yaml");
        Assert.True(result.IsValid);
        Assert.Equal(PlanFile.Parse(SmallPlan.Text, "small.yaml").Hash, result.Hash);
        Assert.Equal(result.Hash, PlanFile.Parse("\uFEFF" + SmallPlan.Text, "small.yaml").Hash);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text()
    {
        var error = SmallPlan.OnlyError(PlanFile.Parse("a: 1\nb: \uD83D x", "x.yaml"));
        Assert.Equal(("2:4", "not-text"), (PlaceOf(error), error.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing")]
    public void A_file_that_cannot_be_opened_is_a_diagnostic(string name)
    {
        var path = Path.Combine(Path.GetTempPath(), $"callrouting-{Guid.NewGuid():N}", name);
        var error = SmallPlan.OnlyError(PlanFile.Load(path));
        Assert.Equal("cannot-read", error.Code);
    }

    [Fact]
    public void A_file_of_50_MB_is_refused_without_reading_it()
    {
        var path = Path.Combine(Path.GetTempPath(), $"callrouting-{Guid.NewGuid():N}.yaml");
        try
        {
            using (var file = File.Create(path))
                file.SetLength(50_000_000);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = SmallPlan.OnlyError(PlanFile.Load(path));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
            Assert.Equal("too-large", error.Code);
            Assert.Contains("16777216 octets", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_device_that_never_ends_is_read_up_to_the_limit()
    {
        if (!File.Exists("/dev/zero"))
            Assert.Skip("This system has no /dev/zero.");
        Assert.Equal("too-large", SmallPlan.OnlyError(PlanFile.Load("/dev/zero", 100_000)).Code);
    }

    [Fact]
    public void The_limit_is_exact()
    {
        var octets = Encoding.UTF8.GetBytes(SmallPlan.Text);
        Assert.True(PlanFile.Parse(octets, "small.yaml", octets.Length).IsValid);
        Assert.Equal("too-large", SmallPlan.OnlyError(PlanFile.Parse(octets, "small.yaml", octets.Length - 1)).Code);
        var text = PlanFile.Parse(SmallPlan.Text, "small.yaml", octets.Length - 1);
        Assert.Equal("too-large", SmallPlan.OnlyError(text).Code);
        var path = Path.Combine(Path.GetTempPath(), $"callrouting-{Guid.NewGuid():N}.yaml");
        try
        {
            File.WriteAllBytes(path, octets);
            Assert.True(PlanFile.Load(path, octets.Length).IsValid);
            Assert.True(PlanFile.Load(path, int.MaxValue).IsValid);
            Assert.Equal("too-large", SmallPlan.OnlyError(PlanFile.Load(path, octets.Length - 1)).Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Repeat(string piece) => string.Concat(Enumerable.Repeat(piece, 100_000));

    private static string PlaceOf(Diagnostic error) => error.Position.ToString();
}
