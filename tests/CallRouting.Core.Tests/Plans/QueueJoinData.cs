using System.Text.Json;

namespace CallRouting.Tests;

/// <summary>The joins recorded from another system, which lie beside the repository and are not part of it.</summary>
public class QueueJoinData
{
    [Fact]
    public void Recorded_joins_get_the_recorded_positions()
    {
        using var data = Open();
        var joins = data.RootElement.GetProperty("joins").EnumerateArray().ToList();
        Assert.NotEmpty(joins);
        var story = Begin(joins, data.RootElement.GetProperty("maxlen").GetInt32());
        foreach (var (index, join) in joins.Index())
        {
            story.Calls(NumberOf(index));
            var expected = join.GetProperty("expected_position");
            var waiting = story.Office.WaitingFor("sales").Where(call => call.Call == story.Current).ToList();
            if (expected.ValueKind == JsonValueKind.Null)
                Assert.Empty(waiting);
            else
                Assert.Equal(expected.GetInt32(), Assert.Single(waiting).Position);
        }
    }

    // anna is the only member, and talks.
    private static Story Begin(List<JsonElement> joins, int maxLength)
    {
        var plan = Small.Department(Strategy.InTurn, "anna").WithQueue(q => q with { MaxLength = maxLength });
        plan = plan with
        {
            Numbers =
            [
                .. plan.Numbers,
                .. joins.Select((join, i) => new CompanyNumber
                {
                    Id = $"join-{i}",
                    Called = PhoneNumber.Parse(NumberOf(i)),
                    Route = new DepartmentTarget("sales", Int(join, "priority"), Int(join, "position")),
                }),
            ],
        };
        return new Story(plan, "anna").Calls().Answers("anna").At(5);
    }

    private static string NumberOf(int join) => $"+749522200{join:00}";

    private static int? Int(JsonElement join, string name) =>
        join.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    private static JsonDocument Open()
    {
        var folder = Environment.GetEnvironmentVariable("CALLROUTING_TEST_DATA")
            ?? Path.Combine(SourceTree.Root, "..", "shared", "data");
        var file = Path.Combine(folder, "queue_join_positions.json");
        if (!File.Exists(file))
            Assert.Skip("queue_join_positions.json is not in $CALLROUTING_TEST_DATA or ../shared/data");
        return JsonDocument.Parse(File.ReadAllText(file));
    }
}
