using NodaTime;

namespace CallRouting.Testing;

/// <summary>What members did for their departments, by ids, as an observer counts it: it outlives plans.</summary>
internal sealed class DayTallies
{
    private readonly Dictionary<(string Department, string Member), DayTally> _tallies = [];
    private readonly Dictionary<LegId, Instant> _talks = [];

    /// <summary>What a member did; who is not counted yet stands where the lowest of the others stands.</summary>
    public DayTally Of(Department department, string member) =>
        _tallies.TryGetValue((department.Id, member), out var tally) ? tally : Lowest(department);

    /// <summary>The members are counted from now on, if they were not.</summary>
    public void Join(Department department, IEnumerable<string> members)
    {
        // All who join at once begin with what was the lowest before.
        var lowest = Lowest(department);
        foreach (var member in members)
            _tallies.TryAdd((department.Id, member), lowest);
    }

    /// <summary>A conversation begins.</summary>
    public void Begin(BookedLeg leg, Instant now)
    {
        if (leg is not { Department: { } department, Employee: { } member })
            return;
        Join(department, [member]);
        var before = _tallies[(department.Id, member)];
        _tallies[(department.Id, member)] = before with { Calls = before.Calls + 1 };
        _talks[leg.Id] = now;
    }

    /// <summary>A conversation ends.</summary>
    public void End(BookedLeg leg, Instant now)
    {
        if (leg is not { Department: { } department, Employee: { } member } || !_talks.Remove(leg.Id, out var begun))
            return;
        var before = _tallies[(department.Id, member)];
        _tallies[(department.Id, member)] = before with { TalkTime = before.TalkTime + (now - begun) };
    }

    private DayTally Lowest(Department department)
    {
        var counted = department.Members.Select(member => (department.Id, member.Employee))
            .Where(_tallies.ContainsKey).Select(key => _tallies[key]).ToList();
        return counted.Count == 0 ? default
            : new(counted.Min(tally => tally.Calls), counted.Min(tally => tally.TalkTime));
    }
}

/// <summary>What a member did for a department.</summary>
/// <param name="Calls">How many calls they answered.</param>
/// <param name="TalkTime">How long they talked in those that have ended.</param>
internal readonly record struct DayTally(int Calls, Duration TalkTime);
