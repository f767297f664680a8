namespace CallRouting;

/// <summary>Checks and compiles the schedules.</summary>
internal sealed class ScheduleCompiler(Plan plan, FindingList findings)
{
    public Schedule[] Compile()
    {
        // A wrong zone of the plan is one mistake, not one in each schedule that takes it over.
        var hasZone = ZoneNames.TryFind(plan.TimeZone, out _, out var problem);
        if (!hasZone)
            findings.Error("unknown-zone", new PlanPath("plan", "time-zone"), problem!);
        var zone = hasZone ? plan.TimeZone : "UTC";
        var schedules = new Schedule[plan.Schedules.Count];
        for (var i = 0; i < schedules.Length; i++)
        {
            var settings = plan.Schedules[i] ?? new ScheduleSettings { Id = "", Zone = "" };
            var path = PlanNames.PathOf(NameKind.Schedule, settings.Id, i);
            if (string.IsNullOrEmpty(settings.Zone))
                settings = settings with { Zone = zone };
            var found = new List<ScheduleFinding>();
            schedules[i] = Schedule.Compile(settings, found);
            foreach (var finding in found)
                Report(finding, path.Then(finding.Path));
        }

        return schedules;
    }

    private void Report(ScheduleFinding finding, in PlanPath path)
    {
        if (finding.Severity == FindingSeverity.Error)
            findings.Error(finding.Path == SchedulePath.Zone ? "unknown-zone" : "bad-hours", path, finding.Message);
        else
            findings.Warn("doubtful-hours", path, finding.Message);
    }
}
