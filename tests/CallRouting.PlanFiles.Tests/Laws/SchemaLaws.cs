using System.Text.Json.Nodes;
using FsCheck.Xunit;

namespace CallRouting.PlanFiles.Tests;

/// <summary>The schema accepts exactly what the loader can read.</summary>
[Trait("Spec", "X10")]
public class SchemaLaws
{
    // Where a value is a name that something else must have: whether it has is not the schema's to say.
    private static readonly string[] Names =
    [
        "otherwise", "when-full", "when-waited", "when-empty", "trunk", "employee", "number", "registered", "offline",
        "busy", "paused", "answered-by", "never-rings", "leaves-by", "caller-id", "reaches", "rings", "department",
        "answers",
    ];

    private static readonly string[] Pool =
    [
        "[]", "{}", "[[]]", "{ \"zzz\": 1 }", "null", "\"\"", "\"5\"", "5", "-1", "1.5", "99999999999", "true", "false",
        "\"true\"", "\"yes\"", "\"no\"", "\"on\"", "\"zzz\"", "\"closed\"", "\"repeat\"", "\"none\"", "\"*1\"",
        "\"*11\"", "\"+74951110001\"", "\"84951110001\"", "\"10s\"", "\"10 sec\"", "\"10\"", "\"7d1h\"", "\"1h7d\"",
        "\"0\"", "0", "\"007\"", "\"101\"", "101", "\"1001\"", "\"10001\"", "\"9999999999\"", "[\"09:00-18:00\"]",
        "[\"9-18\"]", "\"all\"", "\"tiers\"", "\"sip\"", "\"header:X-A\"", "\"header:\"", "[\"zzz\"]", "[5]",
        "\"2026-11-24 10:00\"", "\"2026-11-24\"", "[\"2026-11-24\"]", "{ \"department\": \"zzz\" }",
        "{ \"department\": \"zzz\", \"priority\": 101 }", "{ \"mon\": \"closed\" }", "{ \"end\": \"declined\" }",
        "{ \"repeat\": 2, \"then\": { \"menu\": \"zzz\" } }", "{ \"menu\": \"zzz\", \"fax\": \"zzz\" }",
        "{ \"reject\": \"rejected\" }", "{ \"schedule\": \"s\", \"open\": { \"menu\": \"a\" } }", "\"1\"", "1", "2",
    ];

    [Property(MaxTest = 30)]
    public void A_plan_that_can_be_read_is_valid_by_the_schema(int seed)
    {
        var tree = Tree(new Random(seed), seed);
        Assert.NotNull(PlanFile.Parse(tree.ToJsonString(), "plan.json").Model);
        Assert.True(PlanTree.IsValid(tree), PlanTree.Problems(tree));
    }

    [Property(MaxTest = 50)]
    public void A_key_that_does_not_exist_is_refused_by_both(int seed)
    {
        var random = new Random(seed);
        var tree = Tree(random, seed);
        var maps = Nodes(tree).OfType<JsonObject>().ToList();
        maps[random.Next(maps.Count)]["zzz"] = JsonNode.Parse("[[]]");
        Assert.Null(PlanFile.Parse(tree.ToJsonString(), "plan.json").Model);
        Assert.False(PlanTree.IsValid(tree), tree.ToJsonString());
    }

    [Property(MaxTest = 100)]
    public void A_key_taken_away_is_missed_by_both_or_by_none(int seed)
    {
        var random = new Random(seed);
        var tree = Tree(random, seed);
        var maps = Nodes(tree).OfType<JsonObject>().Where(map => map.Count > 0 && !IsNamed(map)).ToList();
        var map = maps[random.Next(maps.Count)];
        map.Remove(map.ElementAt(random.Next(map.Count)).Key);
        SameVerdict(tree);
    }

    [Property(MaxTest = 200)]
    public void A_value_in_the_place_of_another_is_refused_by_both_or_by_none(int seed)
    {
        var random = new Random(seed);
        var tree = Tree(random, seed);
        var old = Nodes(tree).Where(node => node.Parent is not null).ElementAt(
            random.Next(Nodes(tree).Count(node => node.Parent is not null)));
        var replacement = JsonNode.Parse(Pool[random.Next(Pool.Length)]);
        var names = Path(old).Any(Names.Contains) || Path(old).Contains("tests");
        if (names && (replacement is not JsonArray || Path(old).Contains("tests")))
            replacement = JsonNode.Parse("[[]]");
        old.ReplaceWith(replacement);
        SameVerdict(tree);
    }

    [Fact]
    public void Each_pair_of_key_and_kind_of_value_has_the_same_verdict_from_both()
    {
        // One place for each key that any of many plans has, and every third value of the pool in it.
        var places = new Dictionary<string, (int Seed, int Index)>();
        JsonObject[] trees = [.. Enumerable.Range(0, 20).Select(seed => Tree(new Random(seed), seed))];
        for (var seed = 0; seed < trees.Length; seed++)
        {
            var index = 0;
            foreach (var node in Nodes(trees[seed]))
                places.TryAdd($"{Path(node).LastOrDefault(name => name.Length > 0)} {node.GetValueKind()}",
                    (seed, index++));
        }

        Assert.True(places.Count > 80, $"{places.Count} places");
        foreach (var (key, (seed, index)) in places)
            foreach (var value in Pool.Where((_, at) => (at + index) % 3 == 0))
            {
                var tree = trees[seed].DeepClone();
                var old = Nodes(tree).ElementAt(index);
                if (old.Parent is null || Path(old).Any(Names.Contains) || Path(old).Contains("tests"))
                    continue;
                // Examples name numbers and people that the value may take away.
                ((JsonObject)tree).Remove("tests");
                old.ReplaceWith(JsonNode.Parse(value));
                SameVerdict(tree, $"{key} ← {value}");
            }
    }

    private static void SameVerdict(JsonNode tree, string what = "")
    {
        var text = tree.ToJsonString();
        var result = PlanFile.Parse(text, "plan.json");
        if (result.Model is not null != PlanTree.IsValid(tree))
            Assert.Fail($"{what}\nThe loader {(result.Model is null ? "refuses" : "accepts")}, the schema does not.\n"
                + $"{string.Join('\n', result.Diagnostics.Where(found => found.Severity == Severity.Error).Take(20))}\n"
                + $"{PlanTree.Problems(tree)}\n{text}");
    }

    private static JsonObject Tree(Random random, int seed)
    {
        var plan = RandomPlan.Make(seed);
        var tree = JsonNode.Parse(PlanJson.Write(plan))!.AsObject();
        // One or two of each kind are enough, and what is small is checked often.
        foreach (var (_, section) in tree)
            if (section is JsonObject { Parent: not null } map && map.GetPropertyName() is not ("plan" or "defaults"
                or "other-number" or "screening" or "outgoing" or "transfers"))
                foreach (var name in map.Select(entry => entry.Key).Skip(2).ToList())
                    map.Remove(name);
        if (RandomTest.Make(random, plan) is { } test)
            tree["tests"] = new JsonArray(test);
        return tree;
    }

    // A map whose keys are names, so that taking one away may leave a reference without what it means.
    private static bool IsNamed(JsonObject map) => Path(map).Contains("tests")
        ? Path(map)[^1] is not ("call" or "expect")
        : Path(map) is ["employees" or "trunks" or "numbers" or "externals" or "departments" or "voicemails"
            or "menus" or "faxes"] || map.Parent is null;

    private static string[] Path(JsonNode node)
    {
        var names = new List<string>();
        for (var at = node; at.Parent is { } parent; at = parent)
            if (parent is JsonObject)
                names.Insert(0, at.GetPropertyName());
        return [.. names];
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode? node) => node switch
    {
        null => [],
        JsonObject map => map.SelectMany(entry => Nodes(entry.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Nodes).Prepend(list),
        _ => [node],
    };
}
