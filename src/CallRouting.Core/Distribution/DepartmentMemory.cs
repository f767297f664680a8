namespace CallRouting;

/// <summary>What a department remembers of its members, each at a place of their own that outlives plans.</summary>
internal sealed class DepartmentMemory
{
    private readonly Dictionary<int, int> _places = []; // an employee's seat in the office → place
    private MemberTally[] _tallies = new MemberTally[4];
    private long _firsts;

    public ref readonly MemberTally this[int place] => ref _tallies[place];

    public int PlaceOf(int seat)
    {
        if (_places.TryGetValue(seat, out var place))
            return place;
        place = _places.Count;
        if (place == _tallies.Length)
            Array.Resize(ref _tallies, place * 2);
        _places.Add(seat, place);
        return place;
    }

    public MemberTally Of(int seat) => _places.TryGetValue(seat, out var place) ? _tallies[place] : default;

    /// <summary>An attempt was offered to the member first.</summary>
    public void First(int place) => _tallies[place] = _tallies[place] with { LastFirst = ++_firsts };

    /// <summary>The member has so much in the dealing by weights.</summary>
    public void Deal(int place, int balance) => _tallies[place] = _tallies[place] with { Balance = balance };

    /// <summary>The member did not answer an offer.</summary>
    /// <returns>How many that are in a row.</returns>
    public int Miss(int place)
    {
        ref var tally = ref _tallies[place];
        tally = tally with { Missed = tally.Missed + 1 };
        return tally.Missed;
    }

    /// <summary>What an employee missed no longer counts.</summary>
    public void Forgive(int seat)
    {
        if (_places.TryGetValue(seat, out var place))
            _tallies[place] = _tallies[place] with { Missed = 0 };
    }

    /// <summary>The counts of a newcomer begin with the lowest of the members'.</summary>
    /// <param name="place">The newcomer.</param>
    /// <param name="members">The places of all members.</param>
    public void Join(int place, ReadOnlySpan<int> members)
    {
        if (_tallies[place].IsCounted)
            return;
        var lowest = Lowest(members);
        _tallies[place] = _tallies[place] with { Calls = lowest.Calls, TalkTicks = lowest.TalkTicks, IsCounted = true };
    }

    /// <summary>The lowest counts of those members whose counts have begun, each by itself; none has: 0.</summary>
    public MemberTally Lowest(ReadOnlySpan<int> members)
    {
        var (calls, ticks, isAny) = (0, 0L, false);
        foreach (var member in members)
        {
            ref readonly var tally = ref _tallies[member];
            if (!tally.IsCounted)
                continue;
            calls = isAny ? Math.Min(calls, tally.Calls) : tally.Calls;
            ticks = isAny ? Math.Min(ticks, tally.TalkTicks) : tally.TalkTicks;
            isAny = true;
        }

        return new MemberTally { Calls = calls, TalkTicks = ticks };
    }

    /// <summary>The member answered a call.</summary>
    public void Answer(int place, ReadOnlySpan<int> members)
    {
        Join(place, members);
        _tallies[place] = _tallies[place] with { Calls = _tallies[place].Calls + 1, Missed = 0 };
    }

    /// <summary>A conversation of the member ended.</summary>
    public void Talk(int place, long ticks) =>
        _tallies[place] = _tallies[place] with { TalkTicks = _tallies[place].TalkTicks + ticks };
}

/// <summary>What a department of a plan remembers.</summary>
/// <param name="Memory">The memory, which other plans share.</param>
/// <param name="Places">Each member's place in it.</param>
internal readonly record struct DepartmentPlaces(DepartmentMemory Memory, int[] Places);
