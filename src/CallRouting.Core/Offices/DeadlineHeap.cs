namespace CallRouting;

/// <summary>Which call is due next: a four-way heap of deadlines that knows where each call stands in it.</summary>
internal sealed class DeadlineHeap
{
    private const int Branches = 4;

    private long[] _ticks = new long[64];
    private int[] _slots = new int[64];
    private int[] _positions = []; // slot → position in the heap + 1; 0: not in it
    private int _count;

    /// <summary>The earliest deadline, or <see cref="CallState.Never"/>.</summary>
    public long Earliest => _count == 0 ? CallState.Never : _ticks[0];

    /// <summary>The call with the earliest deadline; of equal ones an arbitrary but repeatable one.</summary>
    public int EarliestSlot => _slots[0];

    /// <summary>Sets or removes (<see cref="CallState.Never"/>) a call's deadline.</summary>
    public void Set(int slot, long ticks)
    {
        if (slot >= _positions.Length)
            Array.Resize(ref _positions, Math.Max(slot + 1, _positions.Length * 2));
        var position = _positions[slot] - 1;
        if (ticks == CallState.Never)
        {
            if (position >= 0)
                Remove(position);
        }
        else if (position < 0)
        {
            if (_count == _ticks.Length)
            {
                Array.Resize(ref _ticks, _count * 2);
                Array.Resize(ref _slots, _count * 2);
            }

            Rise(_count++, slot, ticks);
        }
        else if (ticks < _ticks[position])
        {
            Rise(position, slot, ticks);
        }
        else if (ticks > _ticks[position])
        {
            Sink(position, slot, ticks);
        }
    }

    private void Remove(int position)
    {
        _positions[_slots[position]] = 0;
        _count--;
        if (position == _count)
            return;
        var (slot, ticks) = (_slots[_count], _ticks[_count]);
        if (position > 0 && ticks < _ticks[(position - 1) / Branches])
            Rise(position, slot, ticks);
        else
            Sink(position, slot, ticks);
    }

    private void Rise(int position, int slot, long ticks)
    {
        while (position > 0)
        {
            var parent = (position - 1) / Branches;
            if (_ticks[parent] <= ticks)
                break;
            Put(position, _slots[parent], _ticks[parent]);
            position = parent;
        }

        Put(position, slot, ticks);
    }

    private void Sink(int position, int slot, long ticks)
    {
        while (true)
        {
            var first = position * Branches + 1;
            if (first >= _count)
                break;
            var least = first;
            var end = Math.Min(first + Branches, _count);
            for (var child = first + 1; child < end; child++)
                if (_ticks[child] < _ticks[least])
                    least = child;
            if (_ticks[least] >= ticks)
                break;
            Put(position, _slots[least], _ticks[least]);
            position = least;
        }

        Put(position, slot, ticks);
    }

    private void Put(int position, int slot, long ticks)
    {
        _ticks[position] = ticks;
        _slots[position] = slot;
        _positions[slot] = position + 1;
    }
}
