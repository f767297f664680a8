namespace CallRouting.PlanFiles.Tests;

public class SchemaTests
{
    [Fact]
    public void The_published_schema_is_the_one_of_this_version() =>
        Repository.SameAsPublished("docs/plan.schema.json", PlanSchema.Json);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_schema_accepts_the_samples_as_text_and_as_editors_see_them(bool isText)
    {
        foreach (var file in Repository.PlanFiles())
        {
            var tree = PlanTree.FromYaml(File.ReadAllText(file), isText);
            Assert.True(PlanTree.IsValid(tree), $"{file}\n{PlanTree.Problems(tree)}");
        }
    }

    [Theory]
    [InlineData("step: 10s", "step: 10")]
    [InlineData("step: 10s", "stpe: 10s")]
    [InlineData("rounds: 2", "rounds: 0")]
    [InlineData("rounds: 2", "rounds: 2.5")]
    [InlineData("strategy: in-turn", "strategy: leastrecent")]
    [InlineData("members: [anna, ivan]", "members: anna")]
    [InlineData("\"+74951110001\"\n", "\"84951110001\"\n")]
    [InlineData("caller-id-out: true", "caller-id-out: on")]
    [InlineData("callrouting: 1", "callrouting: 2")]
    [InlineData("    otherwise: office\n", "")]
    [InlineData("{ menu: choices }", "{ menu: choices, fax: office }")]
    [InlineData("{ menu: choices }", "choices")]
    [InlineData("\"2\": repeat", "\"22\": repeat")]
    [InlineData("fri:", "friday:")]
    [InlineData("expect: { number: main, reaches: { department: sales }, rings: { anna: 0s } }", "expect: {}")]
    public void What_an_editor_marks_the_loader_refuses(string old, string replacement)
    {
        var text = SmallPlan.Changed(old, replacement);
        Assert.False(PlanFile.Parse(text, "small.yaml").IsValid);
        Assert.False(PlanTree.IsValid(PlanTree.FromYaml(text, isText: true)));
        Assert.False(PlanTree.IsValid(PlanTree.FromYaml(text, isText: false)));
    }

    [Theory]
    [InlineData("rounds: 2", "rounds: \"2\"")]
    [InlineData("caller-id-out: true", "caller-id-out: yes")]
    [InlineData("caller-id-out: true", "caller-id-out: \"true\"")]
    [InlineData("ext: \"101\"", "ext: 0101")]
    [InlineData("name: Ivan", "name: 007")]
    [InlineData("callrouting: 1", "callrouting: \"1\"")]
    public void A_value_may_be_written_with_quotes_or_without(string old, string replacement)
    {
        var text = SmallPlan.Changed(old, replacement);
        Assert.True(PlanFile.Parse(text, "small.yaml").IsValid);
        foreach (var isText in (bool[])[true, false])
        {
            var tree = PlanTree.FromYaml(text, isText);
            Assert.True(PlanTree.IsValid(tree), PlanTree.Problems(tree));
        }
    }
}
