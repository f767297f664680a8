using FsCheck.Xunit;

namespace CallRouting.Tests;

/// <summary>The office's tables against naive ones.</summary>
public class OfficeTableLaws
{
    [Property(MaxTest = 1000)]
    public void The_heap_knows_the_earliest_deadline((byte Slot, short Ticks)[] sets)
    {
        var heap = new DeadlineHeap();
        var naive = new Dictionary<int, long>();
        foreach (var (slot, ticks) in sets)
        {
            if (ticks < 0)
            {
                heap.Set(slot, CallState.Never);
                naive.Remove(slot);
            }
            else
            {
                heap.Set(slot, ticks);
                naive[slot] = ticks;
            }

            AssertEarliest(heap, naive);
        }

        Drain(heap, naive);
    }

    [Property(MaxTest = 20)]
    public void A_large_heap_gives_its_deadlines_in_order(int seed)
    {
        var (random, heap, naive) = (new Random(seed), new DeadlineHeap(), new Dictionary<int, long>());
        for (var i = 0; i < 2000; i++)
        {
            var slot = random.Next(1500);
            heap.Set(slot, naive[slot] = random.Next(500));
        }

        Drain(heap, naive);
    }

    [Property(MaxTest = 500)]
    public void The_table_finds_what_was_added_and_not_removed((bool IsAdded, byte Id)[] changes, ulong spread)
    {
        var table = new CallTable();
        var naive = new Dictionary<CallId, int>();
        foreach (var (isAdded, number) in changes)
        {
            var id = new CallId((number * (spread | 1) & 0xFFFF_FFFF_FFFF) + 1);
            if (isAdded && !naive.ContainsKey(id))
            {
                naive[id] = table.Add(id);
                table[naive[id]] = CallState.Begin(id, 0, 0, -1);
            }
            else if (!isAdded)
            {
                table.Remove(id);
                naive.Remove(id);
            }

            AssertSame(table, naive, id);
        }
    }

    [Property(MaxTest = 10)]
    public void A_large_table_too(int seed)
    {
        var (random, table, naive) = (new Random(seed), new CallTable(), new Dictionary<CallId, int>());
        for (var i = 0; i < 5000; i++)
        {
            var id = new CallId((ulong)random.Next(1, 4000));
            if (naive.Remove(id))
            {
                table.Remove(id);
            }
            else
            {
                naive[id] = table.Add(id);
                table[naive[id]] = CallState.Begin(id, 0, 0, -1);
            }
        }

        AssertSame(table, naive, new CallId(1));
        for (ulong id = 1; id < 4000; id++)
            Assert.Equal(naive.ContainsKey(new CallId(id)), table.TryFind(new CallId(id), out _));
    }

    [Fact]
    public void A_place_is_given_again_after_its_call_has_gone()
    {
        var table = new CallTable();
        var first = table.Add(new CallId(1));
        table[first] = CallState.Begin(new CallId(1), 0, 0, -1);
        table.Remove(new CallId(1));
        Assert.True(table[first].Id.IsNone);
        Assert.Equal(first, table.Add(new CallId(2)));
    }

    private static void AssertSame(CallTable table, Dictionary<CallId, int> naive, CallId id)
    {
        Assert.Equal(naive.Count, table.Count);
        Assert.Equal(naive.ContainsKey(id), table.TryFind(id, out var slot));
        Assert.Equal(naive.GetValueOrDefault(id, -1), slot);
        Assert.Equal(naive.Values.Order(), table.Slots());
        foreach (var (other, at) in naive)
            Assert.True(table.TryFind(other, out var found) && found == at && table[at].Id == other);
    }

    private static void AssertEarliest(DeadlineHeap heap, Dictionary<int, long> naive)
    {
        Assert.Equal(naive.Count == 0 ? CallState.Never : naive.Values.Min(), heap.Earliest);
        if (naive.Count > 0)
            Assert.Equal(heap.Earliest, naive[heap.EarliestSlot]);
    }

    private static void Drain(DeadlineHeap heap, Dictionary<int, long> naive)
    {
        while (naive.Count > 0)
        {
            AssertEarliest(heap, naive);
            naive.Remove(heap.EarliestSlot);
            heap.Set(heap.EarliestSlot, CallState.Never);
        }

        AssertEarliest(heap, naive);
    }
}
