namespace CallRouting.PlanFiles.Tests;

public class JsonTests
{
    private const string Json = """
        {
        	"callrouting": 1, "$schema": "callrouting-plan.schema.json",
        	"plan": { "id": "small \u0026 new \uD83D\uDE00", "time-zone": "Europe\/Moscow" },
        	"employees": { "anna": { "ext": 100, "ring-in-use":true } },
        	"other-number": {"employee":"anna"}
        }
        """;

    [Theory]
    [InlineData("plan.json")]
    [InlineData("plan")]
    [InlineData("plan.yaml")]
    public void Json_is_read_with_tabs_and_escapes(string name)
    {
        var result = PlanFile.Parse(Json, name);
        Assert.True(result.IsValid, string.Join('\n', result.Diagnostics));
        Assert.Equal("small & new 😀", result.Model!.Id);
        Assert.Equal("Europe/Moscow", result.Model.TimeZone);
        Assert.True(result.Model.Employees[0].RingInUse);
        Assert.Equal(Extension.Parse("100"), result.Model.Employees[0].Extension);
    }

    [Theory]
    [InlineData("\"employee\":\"anna\"", "\"employee\":\"ana\"", "5:30", "unknown-employee", "did you mean \"anna\"?")]
    [InlineData("\"ext\": 100", "\"ext\": 1.5", "4:34", "bad-extension", "1 to 15 digits")]
    [InlineData("\"ext\": 100", "\"ext\": null", "4:27", "no-value", "remove the key")]
    [InlineData("\"ext\": 100", "\"ext\": 100, \"ext\": 101", "4:39", "duplicate-key", "first at 4:27")]
    [InlineData("\"ext\": 100", "\"exr\": \"100\"", "4:27", "unknown-key", "Did you mean 'ext'?")]
    [InlineData("\"ext\": 100", "ext: 100", "4:27", "syntax", "This is not JSON")]
    [InlineData("\"ext\": 100,", "\"ext\": 100", "4:38", "syntax", "This is not JSON")]
    [InlineData("}\n}", "},\n}", "6:1", "syntax", "This is not JSON")]
    [InlineData("}\n}", "}\n", "6:1", "syntax", "This is not JSON")]
    [InlineData("}\n}", "}\n} x", "6:3", "syntax", "This is not JSON")]
    [InlineData("\\uD83D\\uDE00", "\\uD83D", "3:18", "not-text", "correct or remove it")]
    [InlineData("\\uD83D\\uDE00", "\\u0000", "3:18", "not-text", "correct or remove it")]
    public void Mistakes_in_json_have_their_place(
        string old, string replacement, string place, string code, string says)
    {
        var text = Json.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Json, text);
        var error = SmallPlan.OnlyError(PlanFile.Parse(text, "plan.json"));
        Assert.Equal((place, code), (error.Position.ToString(), error.Code));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void An_empty_json_file_is_an_error(string text) =>
        Assert.Equal("empty-file", SmallPlan.OnlyError(PlanFile.Parse(text, "plan.json")).Code);

    [Fact]
    public void Yaml_in_its_short_form_may_begin_like_json() =>
        Assert.True(PlanFile.Parse("{ callrouting: 1, plan: { id: a, time-zone: UTC },\n"
            + " employees: { b: { ext: 0100 } }, other-number: { employee: b } }", "plan").IsValid);
}
