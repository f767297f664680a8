namespace CallRouting.Sip;

/// <summary>Slots found by the hash of their key; the owner compares the keys themselves.</summary>
internal sealed class SlotIndex
{
    private const int None = -1;
    private int[] buckets = NewBuckets(256);
    private int[] next = [];
    private int[] hashes = [];
    private int count;

    public void Add(int slot, int hash)
    {
        if (slot >= next.Length)
        {
            var size = Math.Max(64, Math.Max(next.Length * 2, slot + 1));
            Array.Resize(ref next, size);
            Array.Resize(ref hashes, size);
        }
        if (++count > buckets.Length)
            Rehash();
        hashes[slot] = hash;
        ref var bucket = ref buckets[hash & (buckets.Length - 1)];
        next[slot] = bucket;
        bucket = slot;
    }

    public void Remove(int slot)
    {
        ref var link = ref buckets[hashes[slot] & (buckets.Length - 1)];
        while (link != slot)
            link = ref next[link];
        link = next[slot];
        count--;
    }

    /// <summary>The first slot of that hash, or −1.</summary>
    public int First(int hash) => Skip(buckets[hash & (buckets.Length - 1)], hash);

    /// <summary>The next slot of the same hash, or −1.</summary>
    public int After(int slot) => Skip(next[slot], hashes[slot]);

    private int Skip(int slot, int hash)
    {
        while (slot != None && hashes[slot] != hash)
            slot = next[slot];
        return slot;
    }

    private void Rehash()
    {
        var old = buckets;
        buckets = NewBuckets(old.Length * 4);
        foreach (var head in old)
        {
            for (var slot = head; slot != None;)
            {
                var following = next[slot];
                ref var bucket = ref buckets[hashes[slot] & (buckets.Length - 1)];
                next[slot] = bucket;
                bucket = slot;
                slot = following;
            }
        }
    }

    private static int[] NewBuckets(int size)
    {
        var made = new int[size];
        Array.Fill(made, None);
        return made;
    }
}
