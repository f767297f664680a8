namespace CallRouting.Sip;

/// <summary>Slots ordered by deadline, each at most once, in arrays: no object a timer.</summary>
internal sealed class DeadlineHeap
{
    private (long Due, int Slot)[] heap = new (long, int)[64];
    private int[] places = [];
    private int count;

    /// <summary>The earliest deadline, <see cref="long.MaxValue"/> when there is none.</summary>
    public long Next => count == 0 ? long.MaxValue : heap[0].Due;

    /// <summary>The slot that is due first; there must be one.</summary>
    public int First => heap[0].Slot;

    /// <summary>Sets or moves the deadline of a slot; <see cref="long.MaxValue"/> removes it.</summary>
    public void Set(int slot, long due)
    {
        if (slot >= places.Length)
            Array.Resize(ref places, Math.Max(64, Math.Max(places.Length * 2, slot + 1)));
        var place = places[slot] - 1;
        if (due == long.MaxValue)
        {
            if (place >= 0)
                Remove(place);
            return;
        }
        if (place < 0)
        {
            if (count == heap.Length)
                Array.Resize(ref heap, count * 2);
            place = count++;
        }
        Settle(place, (due, slot));
    }

    private void Remove(int place)
    {
        places[heap[place].Slot] = 0;
        var last = heap[--count];
        if (place < count)
            Settle(place, last);
    }

    private void Settle(int place, (long Due, int Slot) entry)
    {
        while (place > 0 && Before(entry, heap[(place - 1) / 2]))
        {
            Put(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        while (true)
        {
            var child = place * 2 + 1;
            if (child >= count)
                break;
            if (child + 1 < count && Before(heap[child + 1], heap[child]))
                child++;
            if (!Before(heap[child], entry))
                break;
            Put(place, heap[child]);
            place = child;
        }
        Put(place, entry);
    }

    // Slots break ties, so that a replay runs in the same order.
    private static bool Before((long Due, int Slot) left, (long Due, int Slot) right) =>
        left.Due < right.Due || (left.Due == right.Due && left.Slot < right.Slot);

    private void Put(int place, (long Due, int Slot) entry)
    {
        heap[place] = entry;
        places[entry.Slot] = place + 1;
    }
}
