namespace CallRouting;

/// <summary>The live calls of an office: state by slot, slot by call id, both without allocation per call.</summary>
internal sealed class CallTable
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<CallState[]> _chunks = [];
    private readonly Stack<int> _free = new();
    private ulong[] _ids = new ulong[64]; // open addressing, a power of two, at most half full; 0: empty
    private int[] _slots = new int[64];
    private int _used;

    /// <summary>How many calls there are.</summary>
    public int Count { get; private set; }

    public ref CallState this[int slot] => ref _chunks[slot >> ChunkBits][slot & (ChunkSize - 1)];

    public int Add(CallId id)
    {
        if (!_free.TryPop(out var slot))
        {
            if (_used == _chunks.Count * ChunkSize)
                _chunks.Add(new CallState[ChunkSize]);
            slot = _used++;
        }

        if (++Count * 2 > _ids.Length)
            Grow();
        Insert(id.Value, slot);
        return slot;
    }

    public bool TryFind(CallId id, out int slot)
    {
        var mask = _ids.Length - 1;
        for (var at = Home(id.Value, mask); _ids[at] != 0; at = (at + 1) & mask)
        {
            if (_ids[at] != id.Value)
                continue;
            slot = _slots[at];
            return true;
        }

        slot = -1;
        return false;
    }

    public void Remove(CallId id)
    {
        var mask = _ids.Length - 1;
        var hole = Home(id.Value, mask);
        while (_ids[hole] != id.Value)
        {
            if (_ids[hole] == 0)
                return;
            hole = (hole + 1) & mask;
        }

        ref var removed = ref this[_slots[hole]];
        removed = new CallState { Legs = removed.Legs.Emptied(), Order = removed.Order };
        _free.Push(_slots[hole]);
        Count--;

        // Close the gap, so that a probe never stops short of an entry behind it.
        for (var at = (hole + 1) & mask; _ids[at] != 0; at = (at + 1) & mask)
        {
            var home = Home(_ids[at], mask);
            if (((at - home) & mask) < ((at - hole) & mask))
                continue;
            _ids[hole] = _ids[at];
            _slots[hole] = _slots[at];
            hole = at;
        }

        _ids[hole] = 0;
    }

    /// <summary>All live calls, in the order of their slots.</summary>
    public IEnumerable<int> Slots()
    {
        for (var slot = 0; slot < _used; slot++)
            if (!this[slot].Id.IsNone)
                yield return slot;
    }

    private void Insert(ulong id, int slot)
    {
        var mask = _ids.Length - 1;
        var at = Home(id, mask);
        while (_ids[at] != 0)
            at = (at + 1) & mask;
        _ids[at] = id;
        _slots[at] = slot;
    }

    private void Grow()
    {
        var (ids, slots) = (_ids, _slots);
        _ids = new ulong[ids.Length * 2];
        _slots = new int[ids.Length * 2];
        for (var i = 0; i < ids.Length; i++)
            if (ids[i] != 0)
                Insert(ids[i], slots[i]);
    }

    private static int Home(ulong id, int mask) => (int)((id * 0x9E3779B97F4A7C15) >> 32) & mask;
}
