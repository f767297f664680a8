using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>The plan that an example runs on: the file's, with what stands in for the world around it.</summary>
internal static class TestPlan
{
    /// <summary>The outside number with which busy employees talk; no country has it, since the code 888 is for disaster relief.</summary>
    public const string BusyLine = "+8880000000001";

    /// <summary>The company's number by which the caller reached somebody before.</summary>
    public const string EarlierLine = "+8880000000002";

    /// <summary>The name under which the stand-ins are in the plan.</summary>
    public const string StandIn = "stand-in-of-the-test";

    /// <summary>The file's plan; with the stand-ins only where the example needs them.</summary>
    public static Plan Of(Plan model, PlanTestCall call)
    {
        if (call is { Busy.IsEmpty: true, SpokeWith: null })
            return model;
        var nowhere = new AnnounceTarget(StandIn);
        Target earlier = call.SpokeWith is { } spoke ? new EmployeeTarget(spoke.Employee, nowhere) : nowhere;
        return model with
        {
            Externals =
            [
                .. model.Externals,
                new()
                {
                    Id = StandIn,
                    To = "sip:party@test.invalid",
                    Purpose = "a conversation that goes on",
                    Otherwise = nowhere,
                },
            ],
            Numbers =
            [
                .. model.Numbers,
                new()
                {
                    Id = StandIn,
                    Called = PhoneNumber.Parse(BusyLine),
                    Route = new ExternalTarget(StandIn),
                },
                new() { Id = $"{StandIn}-2", Called = PhoneNumber.Parse(EarlierLine), Route = earlier },
            ],
        };
    }

    /// <summary>The instant at which a clock in the plan's zone shows a time.</summary>
    public static bool TryFind(Plan model, LocalDateTime at, out Instant instant)
    {
        var there = DateTimeZoneProviders.Tzdb[model.TimeZone].MapLocal(at);
        instant = there.Count == 0 ? default : there.First().ToInstant();
        return there.Count > 0;
    }
}
