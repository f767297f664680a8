using System.Numerics;

namespace CallRouting.Runtime;

/// <summary>Many timers in one: a hashed wheel of slots a tick wide, timers in lists threaded through arrays.</summary>
/// <remarks>Setting, moving and stopping a timer cost the same however many there are, and allocate nothing. A timer
/// further away than one turn of the wheel stays in its slot and is looked at once a turn. Not thread-safe.</remarks>
internal sealed class TimerWheel
{
    /// <summary>The tick of a timer that is not set.</summary>
    public const long Never = long.MaxValue;

    private const int None = -1;
    private readonly int _mask;
    private readonly int[] _heads;
    private readonly ulong[] _occupied; // a bit a slot
    private readonly Stack<int> _free = new();
    private long[] _due = new long[16];
    private int[] _next = new int[16];
    private int[] _previous = new int[16];
    private int _used;

    /// <summary>A wheel that stands at a tick.</summary>
    /// <param name="tick">Where it stands: what is due then or before fires at the next advance.</param>
    /// <param name="slots">A power of two, 64 or more.</param>
    public TimerWheel(long tick, int slots = 4096)
    {
        if (slots < 64 || !BitOperations.IsPow2(slots))
            throw new ArgumentException($"{slots} slots are not a power of two of 64 or more.", nameof(slots));
        Tick = tick;
        _mask = slots - 1;
        _heads = new int[slots];
        _heads.AsSpan().Fill(None);
        _occupied = new ulong[slots / 64];
    }

    /// <summary>Where the wheel stands.</summary>
    public long Tick { get; private set; }

    /// <summary>How many timers are set.</summary>
    public int Count { get; private set; }

    /// <summary>When to advance next: never after the earliest timer, and at most one turn away;
    /// <see cref="Never"/>: no timer is set.</summary>
    public long NextTick
    {
        get
        {
            if (Count == 0)
                return Never;
            // The slot of the present tick holds what is already due, and what is due in one turn.
            for (var ahead = 0; ahead <= _mask;)
            {
                var slot = (int)((Tick + ahead) & _mask);
                var bits = _occupied[slot >> 6] >> (slot & 63);
                if (bits != 0)
                    return Tick + ahead + BitOperations.TrailingZeroCount(bits);
                ahead += 64 - (slot & 63);
            }

            return Tick + _mask + 1;
        }
    }

    /// <summary>Makes a timer, not set.</summary>
    public int Add()
    {
        if (!_free.TryPop(out var timer))
        {
            if (_used == _due.Length)
            {
                Array.Resize(ref _due, _used * 2);
                Array.Resize(ref _next, _used * 2);
                Array.Resize(ref _previous, _used * 2);
            }

            timer = _used++;
        }

        _due[timer] = Never;
        return timer;
    }

    /// <summary>Stops a timer and gives its number to the next <see cref="Add"/>.</summary>
    public void Remove(int timer)
    {
        Set(timer, Never);
        _free.Push(timer);
    }

    /// <summary>Sets, moves or stops (<see cref="Never"/>) a timer. One in the past is due at once.</summary>
    public void Set(int timer, long tick)
    {
        if (_due[timer] == tick)
            return;
        if (_due[timer] != Never)
            Unlink(timer);
        if (tick != Never)
            Link(timer, Math.Max(tick, Tick));
    }

    /// <summary>Goes on to a tick and gives the timers that have become due, in the order of their ticks; each is then
    /// no longer set.</summary>
    /// <param name="tick">The tick; an earlier one than <see cref="Tick"/> counts as that.</param>
    /// <param name="due">Takes the timers.</param>
    public void Advance(long tick, List<int> due)
    {
        while (Count > 0)
        {
            var next = NextTick;
            if (next > tick)
                break;
            Tick = next;
            var slot = (int)(next & _mask);
            for (var timer = _heads[slot]; timer != None;)
            {
                var following = _next[timer];
                if (_due[timer] <= next)
                {
                    Unlink(timer);
                    due.Add(timer);
                }

                timer = following;
            }

            // What is left in the slot is at least one turn away.
            Tick++;
        }

        Tick = Math.Max(Tick, tick);
    }

    private void Link(int timer, long tick)
    {
        var slot = (int)(tick & _mask);
        _due[timer] = tick;
        _previous[timer] = None;
        _next[timer] = _heads[slot];
        if (_heads[slot] != None)
            _previous[_heads[slot]] = timer;
        _heads[slot] = timer;
        _occupied[slot >> 6] |= 1UL << (slot & 63);
        Count++;
    }

    private void Unlink(int timer)
    {
        var slot = (int)(_due[timer] & _mask);
        if (_previous[timer] == None)
            _heads[slot] = _next[timer];
        else
            _next[_previous[timer]] = _next[timer];
        if (_next[timer] != None)
            _previous[_next[timer]] = _previous[timer];
        if (_heads[slot] == None)
            _occupied[slot >> 6] &= ~(1UL << (slot & 63));
        _due[timer] = Never;
        Count--;
    }
}
