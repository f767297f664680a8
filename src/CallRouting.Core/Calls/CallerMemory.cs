namespace CallRouting;

/// <summary>Which employee spoke with each caller last, and when (SPEC S16): the latest callers, the oldest
/// forgotten.</summary>
/// <remarks>Employees are known by their seats in the office, which outlive plans. Once full it takes no more
/// memory.</remarks>
internal sealed class CallerMemory(int most = 100_000)
{
    private const int Nobody = -1;

    private readonly Dictionary<PhoneNumber, int> _places = [];
    private Remembered[] _entries = new Remembered[16];
    private int _count;
    private int _oldest = Nobody; // a chain from the oldest conversation to the latest
    private int _latest = Nobody;

    public int Count => _count;

    public bool TryFind(PhoneNumber caller, out int seat, out long ticks)
    {
        var isKnown = _places.TryGetValue(caller, out var place);
        (seat, ticks) = isKnown ? (_entries[place].Seat, _entries[place].Ticks) : (Nobody, 0);
        return isKnown;
    }

    /// <summary>A conversation begins.</summary>
    public void Remember(PhoneNumber caller, int seat, long ticks)
    {
        if (_places.TryGetValue(caller, out var place))
        {
            Unlink(place);
        }
        else
        {
            place = FreePlace();
            _places.Add(caller, place);
        }

        _entries[place] = new Remembered
        {
            Caller = caller, Ticks = ticks, Seat = seat, Before = _latest, After = Nobody,
        };
        if (_latest != Nobody)
            _entries[_latest].After = place;
        else
            _oldest = place;
        _latest = place;
    }

    private int FreePlace()
    {
        if (_count < most)
        {
            if (_count == _entries.Length)
                Array.Resize(ref _entries, Math.Min(_count * 2, most));
            return _count++;
        }

        var place = _oldest;
        Unlink(place);
        _places.Remove(_entries[place].Caller);
        return place;
    }

    private void Unlink(int place)
    {
        var (before, after) = (_entries[place].Before, _entries[place].After);
        if (before == Nobody)
            _oldest = after;
        else
            _entries[before].After = after;
        if (after == Nobody)
            _latest = before;
        else
            _entries[after].Before = before;
    }

    private struct Remembered
    {
        public PhoneNumber Caller;
        public long Ticks;
        public int Seat;
        public int Before;
        public int After;
    }
}
