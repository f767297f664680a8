using NodaTime;

namespace CallRouting.Tests;

// Switches, questions, screening and what else asks about the call or the caller.
internal sealed partial class RandomPlan
{
    private static readonly string[] KnownAnswers = ["buy", "sell", "other"];
    private static readonly string[] Callers = ["+79031234567", "+442012345678", "+74952220000"];

    private Target Choice(int from, int depth) => random.Next(7) switch
    {
        0 => Switch(from, depth),
        1 => new AskTarget(Prompt(), EquatableList.From(KnownAnswers.Select((answer, i) =>
            new Answer(MenuEntry.Keys[(i * 4 + random.Next(4)) % 12], answer))
            .DistinctBy(answer => answer.Key)), Target(from, depth)),
        2 => new EndTarget((StockEnding)random.Next(2)),
        3 => new RejectTarget((RejectReason)random.Next(3)),
        4 => new StickyTarget(Duration.FromMinutes(random.Next(1, 600)), Maybe(Seconds(1, 30)), Target(from, depth)),
        5 when _departments > 0 => new ReturnTarget(
            $"department-{random.Next(_departments)}", random.Next(1, 4), Target(from, depth)),
        6 when Math.Max(from + 1, Departments) < End => new DepartmentTarget(
            $"department-{random.Next(Math.Max(from + 1, Departments), End) - Departments}",
            Chance(2) ? random.Next(101) : null, Chance(2) ? random.Next(1, 20) : null),
        _ => Switch(from, depth),
    };

    private SwitchTarget Switch(int from, int depth)
    {
        var (on, values) = random.Next(3) switch
        {
            0 => (SwitchValue.CalledNumber, Enumerable.Range(0, _numbers).Select(i => $"+7495111000{i}")),
            1 => (SwitchValue.CallerNumber, Callers.Append("anonymous")),
            _ => (SwitchValue.Trunk, (IEnumerable<string>)["provider"]),
        };
        return new SwitchTarget(on,
            EquatableList.From(values.Where(_ => Chance(2)).Select(value => new SwitchCase(value, Target(from, depth)))),
            Target(from, depth));
    }

    private CallerScreening Screening() => new()
    {
        Allow = Chance(2) ? ["+44*"] : [],
        Block = Chance(2) ? ["+4420*", "+74952220000"] : [],
        Blocked = Chance(2) ? Target(-1) : null,
        Anonymous = Chance(2) ? Target(-1) : null,
        Priorities = Chance(2) ? [new CallerPriority(["+7903*"], random.Next(1, 101))] : [],
    };
}
