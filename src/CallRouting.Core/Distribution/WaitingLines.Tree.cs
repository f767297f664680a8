using System.Runtime.InteropServices;

namespace CallRouting;

// The trees: by place a search tree, by weight a heap, each place knowing how many stand below it.
internal sealed partial class WaitingLines
{
    private int Find(int line, int place, bool ready)
    {
        var at = _lines[line].Root;
        while (true)
        {
            Visits++;
            ref readonly var here = ref _places[at];
            var before = here.Left < 0 ? 0 : ready ? _places[here.Left].ReadySize : _places[here.Left].Size;
            if (place < before)
            {
                at = here.Left;
                continue;
            }

            place -= before;
            if (!ready || here.State == Waiting.Ready)
            {
                if (place == 0)
                    return at;
                place--;
            }

            at = here.Right;
        }
    }

    // How many stand before whoever comes next after a key.
    private int CountUntil(int line, in WaitingKey key, int except = -1)
    {
        var isCounted = except >= 0 && StateIn(line, except) != Waiting.None
            && _places[except].Key.CompareTo(key) <= 0;
        var count = isCounted ? -1 : 0;
        for (var at = _lines[line].Root; at >= 0;)
        {
            Visits++;
            ref readonly var here = ref _places[at];
            if (here.Key.CompareTo(key) <= 0)
            {
                count += SizeOf(here.Left) + 1;
                at = here.Right;
            }
            else
            {
                at = here.Left;
            }
        }

        return count;
    }

    private void Insert(int line, int slot, int place)
    {
        var parent = -1;
        for (var at = _lines[line].Root; at >= 0;)
        {
            Visits++;
            parent = at;
            var before = SizeOf(_places[at].Left);
            var isLeft = place <= before;
            if (!isLeft)
                place -= before + 1;
            at = isLeft ? _places[at].Left : _places[at].Right;
            if (at < 0)
                (isLeft ? ref _places[parent].Left : ref _places[parent].Right) = slot;
        }

        _places[slot].Parent = parent;
        if (parent < 0)
            CollectionsMarshal.AsSpan(_lines)[line].Root = slot;
        for (var at = parent; at >= 0; at = _places[at].Parent)
            Measure(at);
        while (_places[slot].Parent is >= 0 and var above && _places[above].Weight < _places[slot].Weight)
            Rotate(slot);
    }

    // Lifts a place above its parent.
    private void Rotate(int slot)
    {
        Visits++;
        ref var place = ref _places[slot];
        var down = place.Parent;
        ref var parent = ref _places[down];
        Replace(place.Line, parent.Parent, down, slot);
        place.Parent = parent.Parent;
        int moved;
        if (parent.Left == slot)
        {
            moved = parent.Left = place.Right;
            place.Right = down;
        }
        else
        {
            moved = parent.Right = place.Left;
            place.Left = down;
        }

        if (moved >= 0)
            _places[moved].Parent = down;
        parent.Parent = slot;
        Measure(down);
        Measure(slot);
    }

    private void Replace(int line, int parent, int before, int after)
    {
        if (parent < 0)
            CollectionsMarshal.AsSpan(_lines)[line].Root = after;
        else if (_places[parent].Left == before)
            _places[parent].Left = after;
        else
            _places[parent].Right = after;
    }

    private int Heavier(int left, int right) =>
        left < 0 || (right >= 0 && _places[right].Weight > _places[left].Weight) ? right : left;

    private void Measure(int slot)
    {
        Visits++;
        ref var place = ref _places[slot];
        place.Size = SizeOf(place.Left) + SizeOf(place.Right) + 1;
        place.ReadySize = ReadySizeOf(place.Left) + ReadySizeOf(place.Right) + (place.State == Waiting.Ready ? 1 : 0);
    }

    private int SizeOf(int slot) => slot < 0 ? 0 : _places[slot].Size;

    private int ReadySizeOf(int slot) => slot < 0 ? 0 : _places[slot].ReadySize;

    // Ids rise; what balances the tree must not.
    private static ulong Mix(ulong id)
    {
        id = (id ^ (id >> 30)) * 0xBF58476D1CE4E5B9;
        id = (id ^ (id >> 27)) * 0x94D049BB133111EB;
        return id ^ (id >> 31);
    }

    private struct WaitingLine
    {
        public int Root;
        public int Rung;
    }

    private struct WaitingPlace
    {
        public WaitingKey Key;
        public ulong Weight;
        public int Line;
        public int Parent;
        public int Left;
        public int Right;
        public int Size;
        public int ReadySize;
        public Waiting State;
    }
}
