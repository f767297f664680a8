using System.Text.Json.Nodes;

namespace CallRouting.PlanFiles.Tests;

/// <summary>Any example that a plan file may hold for a plan.</summary>
internal static class RandomTest
{
    /// <summary>An example for a plan, or <c>null</c> where the plan has nothing to speak of.</summary>
    public static JsonObject? Make(Random random, Plan plan)
    {
        if (plan.Trunks.IsEmpty || plan.Employees.IsEmpty || plan.Numbers.IsEmpty)
            return null;
        var call = new JsonObject { ["at"] = "2026-11-24 10:00" };
        if (random.Next(3) == 0)
        {
            call["employee"] = Employee();
            call["dials"] = "101";
        }
        else
        {
            call["trunk"] = plan.Trunks[0].Id;
            Perhaps(call, "line", () => random.Next(1, 100));
            Perhaps(call, "called-raw", () => "84951110001");
            Perhaps(call, "caller", () => "+79031234567");
        }

        Perhaps(call, "keys", () => new JsonArray("1", "#", 5));
        Perhaps(call, random.Next(2) == 0 ? "registered" : "offline", Employees);
        Perhaps(call, "busy", Employees);
        Perhaps(call, "paused", Employees);
        Perhaps(call, "out-of-service", () => new JsonArray(plan.Trunks[0].Id));
        Perhaps(call, "answers", () => new JsonObject { [Employee()] = "12s" });
        Perhaps(call, "talks", () => "60s");
        Perhaps(call, "spoke-with", () => new JsonObject { [Employee()] = "2d" });
        Perhaps(call, "hangs-up", () => "5m");
        Perhaps(call, "calls-before", () => random.Next(101));
        var expect = new JsonObject { ["number"] = random.Next(2) == 0 ? "other" : plan.Numbers[0].Id };
        Perhaps(expect, "reaches", () => new JsonObject { ["employee"] = Employee() });
        Perhaps(expect, "rings", () => new JsonObject { [Employee()] = "0s" });
        Perhaps(expect, "never-rings", Employees);
        Perhaps(expect, "answered-by", () => Employee());
        Perhaps(expect, "outcome", () => "message-left");
        Perhaps(expect, "leaves-by", () => random.Next(2) == 0 ? "none" : plan.Trunks[0].Id);
        Perhaps(expect, "caller-id", () => random.Next(2) == 0 ? "none" : "+74951110001");
        Perhaps(expect, "position", () => random.Next(1, 10001));
        Perhaps(expect, "after-prompt", () => "5s");
        return new JsonObject { ["name"] = "An example.", ["call"] = call, ["expect"] = expect };

        string Employee() => plan.Employees[random.Next(Math.Min(2, plan.Employees.Count))].Id;
        JsonArray Employees() => [Employee()];
        void Perhaps(JsonObject map, string key, Func<JsonNode?> make)
        {
            if (random.Next(2) == 0)
                map[key] = make();
        }
    }
}
