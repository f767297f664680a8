using System.Text.Json.Nodes;

namespace CallRouting.PlanFiles.Tests;

[Trait("Spec", "X10")]
public class DocumentTests
{
    [Fact]
    public void The_tables_are_those_of_this_version() =>
        Repository.SameAsPublished(PlanDocument.Path, PlanDocument.Made());

    [Fact]
    public void Every_map_of_the_format_has_its_table_once() =>
        Assert.Equal(PlanFormat.All.Select(form => form.Id).Order(), PlanDocument.Tables().Order());

    [Fact]
    public void Every_key_says_what_it_means_and_what_happens_without_it() =>
        Assert.All(PlanFormat.All.SelectMany(form => form.Keys), key =>
        {
            Assert.Matches(@"^[A-Z`*\[0-9].*[.:)\]]$", key.Meaning);
            Assert.EndsWith(".", key.Without, StringComparison.Ordinal);
            Assert.True(key.Value.Words.Length > 0, key.Name);
        });

    [Fact]
    public void Every_example_loads_and_is_valid_by_the_schema()
    {
        Assert.True(PlanDocument.Examples().Count > 12);
        foreach (var (yaml, plan) in PlanDocument.Examples())
        {
            var result = PlanFile.Parse(plan.ToJsonString(), "example.json");
            Assert.True(result.IsValid, $"{yaml}\n{string.Join('\n', result.Diagnostics)}");
            Assert.True(PlanTree.IsValid(plan), $"{yaml}\n{PlanTree.Problems(plan)}");
            Assert.True(PlanTree.IsValid(PlanTree.FromYaml(yaml, isText: false)) || !plan.ContainsKey("plan")
                || !yaml.Contains("callrouting: 1", StringComparison.Ordinal), yaml);
        }
    }

    [Fact]
    [Trait("Spec", "X12")]
    public void Every_test_in_an_example_passes()
    {
        foreach (var (_, plan) in PlanDocument.Examples())
            Assert.All(PlanTests.Run(PlanFile.Parse(plan.ToJsonString(), "example.json")),
                result => Assert.True(result is { IsPassed: true, Warnings.IsEmpty: true }, result.ToString()));
    }

    [Fact]
    public void Every_key_stands_in_an_example_that_loads()
    {
        var schema = JsonNode.Parse(PlanSchema.Json)!.AsObject();
        var used = new HashSet<string>();
        foreach (var (yaml, _) in PlanDocument.Examples())
            Note(schema, "file", PlanTree.FromYaml(yaml, isText: true), used, schema);
        var all = PlanFormat.All.SelectMany(form => form.Keys.Select(key => $"{form.Id}.{key.Name}"));
        Assert.Empty(all.Except(used));
    }

    // Walks a file along the schema and notes which keys of which form are used.
    private static void Note(
        JsonObject schema, string form, JsonNode? value, HashSet<string> used, JsonObject root)
    {
        if (schema["$ref"] is { } reference)
        {
            var name = reference.GetValue<string>()["#/$defs/".Length..];
            Note(root["$defs"]![name]!.AsObject(), name, value, used, root);
        }

        foreach (var keyword in (string[])["then", "else"])
            if (schema[keyword] is JsonObject branch && Takes(schema, keyword, value))
                Note(branch, form, value, used, root);
        if (schema["anyOf"] is JsonArray any)
            foreach (var one in any.OfType<JsonObject>())
                Note(one, form, value, used, root);
        if (value is JsonArray list && schema["items"] is JsonObject items)
            foreach (var item in list)
                Note(items, form, item, used, root);
        if (value is not JsonObject map)
            return;
        foreach (var (key, below) in map)
        {
            if (schema["dependentSchemas"]?[key] is JsonObject dependent)
                Note(dependent, form, map, used, root);
            else if (schema["properties"]?[key] is JsonObject property)
            {
                used.Add($"{form}.{key}");
                Note(property, form, below, used, root);
            }
            else if (schema["additionalProperties"] is JsonObject more)
                Note(more, form, below, used, root);
        }
    }

    private static bool Takes(JsonObject schema, string keyword, JsonNode? value)
    {
        var test = schema["if"]!;
        var holds = test["required"] is JsonArray ? (value as JsonObject)?.ContainsKey("repeat") == true
            : value is JsonObject;
        return holds == (keyword == "then");
    }
}
