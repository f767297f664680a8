namespace CallRouting;

/// <summary>What the departments remember, by their ids: it outlives plans (SPEC X8).</summary>
internal sealed class DepartmentBooks
{
    private readonly Dictionary<string, DepartmentMemory> _memories = [];
    private readonly Dictionary<LegId, Conversation> _conversations = [];

    /// <summary>The memories of a plan's departments, each member with a place.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="seats">For each employee of the plan, the seat in the office.</param>
    public DepartmentPlaces[] Open(RoutingPlan plan, ReadOnlySpan<int> seats)
    {
        var all = new DepartmentPlaces[plan.DepartmentTable.Length];
        for (var i = 0; i < all.Length; i++)
        {
            var department = plan.DepartmentTable[i];
            if (!_memories.TryGetValue(department.Id, out var memory))
                _memories.Add(department.Id, memory = new DepartmentMemory());
            var places = new int[department.MemberTable.Length];
            for (var member = 0; member < places.Length; member++)
                places[member] = memory.PlaceOf(seats[department.MemberTable[member]]);
            all[i] = new DepartmentPlaces(memory, places);
        }

        return all;
    }

    public MemberTally Of(string department, int seat) =>
        _memories.TryGetValue(department, out var memory) ? memory.Of(seat) : default;

    /// <summary>A member answered a department's call.</summary>
    public void Begin(LegId leg, in DepartmentPlaces department, int seat, long now, long wrapUp)
    {
        var place = department.Memory.PlaceOf(seat);
        department.Memory.Answer(place, department.Places);
        _conversations[leg] = new Conversation(department.Memory, place, now, wrapUp);
    }

    /// <summary>An employee's leg has ended.</summary>
    /// <returns>The wrap-up that the department grants, in ticks; 0: none, or it was no department's call.</returns>
    public long End(LegId leg, long now)
    {
        if (!_conversations.Remove(leg, out var talk))
            return 0;
        talk.Memory.Talk(talk.Place, now - talk.Begun);
        return talk.WrapUp;
    }

    /// <summary>What an employee missed no longer counts, in any department.</summary>
    public void Forgive(int seat)
    {
        foreach (var memory in _memories.Values)
            memory.Forgive(seat);
    }

    /// <summary>Remembers what a call says.</summary>
    /// <param name="said">The effect.</param>
    /// <param name="department">The department that it is said of.</param>
    /// <param name="seat">The member's seat in the office.</param>
    /// <returns>How many offers in a row the member has now missed; 0: it is not about that.</returns>
    public static int Remember(in CallEffect said, in DepartmentPlaces department, int seat)
    {
        var memory = department.Memory;
        var place = memory.PlaceOf(seat);
        switch (said.Tally)
        {
            case TallyKind.First: memory.First(place); break;
            case TallyKind.Dealt: memory.Deal(place, said.Balance); break;
            case TallyKind.Joined: memory.Join(place, department.Places); break;
            case TallyKind.Missed: return memory.Miss(place);
        }

        return 0;
    }

    private readonly record struct Conversation(DepartmentMemory Memory, int Place, long Begun, long WrapUp);
}
