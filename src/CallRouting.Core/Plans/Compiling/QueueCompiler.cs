using System.Globalization;
using NodaTime;

namespace CallRouting;

/// <summary>Checks and compiles the queues of departments.</summary>
internal sealed class QueueCompiler(Plan plan, PromptList prompts, RouteCompiler routes, FindingList findings)
{
    private const int LongestLine = 10_000;
    private static readonly Duration UsualAnnouncement = Duration.FromSeconds(30);
    private static readonly Duration UsualRetry = Duration.FromSeconds(5);
    private readonly HashSet<string> _guarded =
        [.. plan.Employees.Where(employee => employee?.GuardedBy is not null).Select(employee => employee.Id ?? "")];

    public QueueEntry Compile(QueueSettings queue, int department, in PlanPath path)
    {
        if (queue.MaxLength is < 1 or > LongestLine)
            findings.Error("bad-length", path.Then("max-length"), string.Create(CultureInfo.InvariantCulture,
                $"A queue of {queue.MaxLength} calls cannot be: write 1 to {LongestLine}, or nothing for the most."));
        if (queue is { AnnounceEvery: not null, AnnouncePosition: false })
            findings.Warn("no-effect", path.Then("announce-every"),
                "Callers are not told their position, so nothing is announced: write announce-position: true, or "
                + "remove announce-every.");
        if (queue is { WhenFull: not null, WhenWaited: not null, WhenEmpty: not null })
            findings.Warn("no-effect", path,
                "The queue names all its ways on, so no call takes the department's otherwise: leave one of when-full, "
                + "when-waited and when-empty out if it should.");

        var otherwise = routes.Nodes[routes.NodeOfDepartment(department)].Next;
        return new QueueEntry
        {
            Music = queue.Music is { } music ?
                PromptId.FromPlan(prompts.Add(music, path.Then("music"), findings)) : default,
            AnnounceTicks = Announcement(queue, path),
            MaxWaitTicks = TimeLimit.Wait.Ticks(queue.MaxWait, path.Then("max-wait"), findings),
            RetryTicks = TimeLimit.Retry.Ticks(queue.Retry ?? UsualRetry, path.Then("retry"), findings),
            MaxLength = Math.Clamp(queue.MaxLength ?? LongestLine, 1, LongestLine),
            WhenFullNode = Exit(queue.WhenFull, path.Then("when-full")),
            WhenWaitedNode = Exit(queue.WhenWaited, path.Then("when-waited")),
            WhenEmptyNode = Exit(queue.WhenEmpty, path.Then("when-empty")),
            HasGuardedMember = plan.Departments[department].Members
                .Any(member => _guarded.Contains(member?.Employee ?? "")),
        };

        int Exit(Target? target, in PlanPath at) => target is null ? otherwise : routes.Place(target, at);
    }

    private long Announcement(QueueSettings queue, in PlanPath path)
    {
        var ticks = TimeLimit.Announcement.Ticks(
            queue.AnnounceEvery ?? UsualAnnouncement, path.Then("announce-every"), findings);
        return queue.AnnouncePosition ? ticks : 0;
    }
}
