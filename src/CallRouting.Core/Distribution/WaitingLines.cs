using System.Runtime.InteropServices;

namespace CallRouting;

/// <summary>What a call does in the line that it stands in.</summary>
internal enum Waiting : byte
{
    /// <summary>It stands in no line.</summary>
    None = 0,

    /// <summary>It waits for a free member.</summary>
    Ready,

    /// <summary>Nobody answered it a moment ago: others go first for a while, and it keeps its place.</summary>
    Resting,

    /// <summary>Members are being rung for it.</summary>
    Rung,
}

/// <summary>The lines in which calls wait, one for each department, which outlive plans.</summary>
/// <remarks>A call is known by its slot in the office and stands in at most one line. Each line is a tree in the order
/// of its places, balanced by a number drawn from the call's id: joining, leaving and looking up a place cost the
/// logarithm of the line's length. Memory is reused.</remarks>
internal sealed partial class WaitingLines
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<WaitingLine> _lines = [];
    private WaitingPlace[] _places = [];

    /// <summary>How many lines there are; a line's number is below this.</summary>
    public int Lines => _lines.Count;

    /// <summary>How many calls stand in lines.</summary>
    public int Calls { get; private set; }

    /// <summary>How many calls are <see cref="Waiting.Ready"/>.</summary>
    public int Ready { get; private set; }

    /// <summary>How many places have been looked at, ever: what the work costs.</summary>
    public long Visits { get; private set; }

    public int LineOf(string department)
    {
        if (_numbers.TryGetValue(department, out var line))
            return line;
        line = _lines.Count;
        _numbers.Add(department, line);
        _lines.Add(new WaitingLine { Root = -1 });
        return line;
    }

    public bool TryFind(string department, out int line) => _numbers.TryGetValue(department, out line);

    /// <summary>How many calls stand in a line.</summary>
    public int Count(int line) => _lines[line].Root is >= 0 and var root ? _places[root].Size : 0;

    /// <summary>How many calls of a line can be offered to a member now.</summary>
    public int CountReady(int line) => _lines[line].Root is >= 0 and var root ? _places[root].ReadySize : 0;

    /// <summary>How many calls of a line wait while nobody is rung for them.</summary>
    public int CountWaiting(int line) => Count(line) - _lines[line].Rung;

    /// <summary>What a call does in one line; none: it stands in another or in none.</summary>
    public Waiting StateIn(int line, int slot) =>
        StateOf(slot) != Waiting.None && _places[slot].Line == line ? _places[slot].State : Waiting.None;

    public Waiting StateOf(int slot) => (uint)slot < (uint)_places.Length ? _places[slot].State : Waiting.None;

    public WaitingKey KeyOf(int slot) => _places[slot].Key;

    /// <summary>The place, from 0, that a call would get.</summary>
    /// <param name="line">The line.</param>
    /// <param name="key">The call's own place in the order.</param>
    /// <param name="wanted">The position in the line that is asked for, from 1; 0: none. It is honoured only within the
    /// call's own band, and only if it is sooner than the place by arrival.</param>
    /// <param name="except">A call that is about to leave its line, so that it is not counted; −1: none.</param>
    public int PlaceFor(int line, in WaitingKey key, int wanted, int except = -1)
    {
        var byArrival = CountUntil(line, key, except);
        if (wanted == 0)
            return byArrival;
        var bandStart = CountUntil(line, new WaitingKey(key.Band + 1, long.MaxValue, ulong.MaxValue), except);
        return Math.Clamp(wanted - 1, bandStart, byArrival);
    }

    /// <summary>Puts a call into a line. It must stand in none.</summary>
    public void Join(int line, int slot, in WaitingKey key, int wanted)
    {
        if (slot >= _places.Length)
            Array.Resize(ref _places, Math.Max(slot + 1, Math.Max(64, _places.Length * 2)));
        var at = PlaceFor(line, key, wanted);
        // Who is put before another takes over that one's key, so that the line stays in the order of its keys.
        var own = at < CountUntil(line, key) ? _places[Find(line, at, ready: false)].Key : key;
        _places[slot] = new WaitingPlace
        {
            Key = own, Line = line, State = Waiting.Ready, Parent = -1, Left = -1, Right = -1, Size = 1, ReadySize = 1,
            Weight = Mix(key.Call),
        };
        Calls++;
        Ready++;
        Insert(line, slot, at);
    }

    public void Leave(int slot)
    {
        var line = _places[slot].Line;
        Set(slot, Waiting.Resting);
        while (_places[slot].Left >= 0 || _places[slot].Right >= 0)
            Rotate(Heavier(_places[slot].Left, _places[slot].Right));
        var parent = _places[slot].Parent;
        Replace(line, parent, slot, -1);
        for (var at = parent; at >= 0; at = _places[at].Parent)
            Measure(at);
        _places[slot] = default;
        Calls--;
    }

    /// <summary>Says what a call in a line now does.</summary>
    public void Set(int slot, Waiting state)
    {
        ref var place = ref _places[slot];
        if (place.State == state)
            return;
        ref var line = ref CollectionsMarshal.AsSpan(_lines)[place.Line];
        line.Rung += (state == Waiting.Rung ? 1 : 0) - (place.State == Waiting.Rung ? 1 : 0);
        var wasReady = place.State == Waiting.Ready;
        place.State = state;
        if (wasReady == (state == Waiting.Ready))
            return;
        Ready += wasReady ? -1 : 1;
        for (var at = slot; at >= 0; at = _places[at].Parent)
            Measure(at);
    }

    /// <summary>A call's position in its line, from 1.</summary>
    public int PositionOf(int slot)
    {
        var position = SizeOf(_places[slot].Left) + 1;
        for (var at = slot; _places[at].Parent is >= 0 and var parent; at = parent)
        {
            Visits++;
            if (_places[parent].Right == at)
                position += SizeOf(_places[parent].Left) + 1;
        }

        return position;
    }

    /// <summary>The call at a place of a line, from 0.</summary>
    public int At(int line, int place) => Find(line, place, ready: false);

    /// <summary>The call at a place, from 0, among those of a line that are ready.</summary>
    public int ReadyAt(int line, int place) => Find(line, place, ready: true);
}
