using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CallRouting;

internal enum LegPhase : byte
{
    None = 0,
    Waiting,    // a mobile that starts at Due
    Ringing,
    Confirming, // answered outside, asked to press 1
    Talking,
    Releasing,  // told to end; its ending event is awaited
    Out,        // not a leg: a member who refused or failed and is not tried again in this attempt
    Gone,       // ended in this turn
    Back,       // not a leg: how often, Member, the call went back from the node, Index
}

internal struct LegState
{
    public long Due;            // ticks; when a waiting leg starts or a confirming one is too late
    public int Index;           // employee, or outside number
    public ushort Number;
    public ushort Member;       // position in the department
    public ushort Tag;          // the question that plays to a confirming leg; 0: it has ended
    public LegPhase Phase;
    public LegKind Kind;
    public Occupation Occupied; // what this leg makes of its employee
    public Occupation Counted;  // what the office counts of it: changes when the turn is over
    public bool Confirm;
    public bool IsBusy;         // a waiting mobile: an own device of its member is on another call

    public readonly bool IsLive => Phase is LegPhase.Ringing or LegPhase.Confirming;

    /// <summary>Rings, is asked, or is a mobile that is still to start.</summary>
    public readonly bool IsCalling => IsLive || Phase == LegPhase.Waiting;
}

/// <summary>A call's legs, in the order of their start.</summary>
internal struct LegList
{
    private Inline _inline;
    private LegState[]? _overflow;

    public int Count { get; private set; }

    [UnscopedRef]
    public Span<LegState> All
    {
        get
        {
            if (_overflow is not null)
                return _overflow.AsSpan(0, Count);
            Span<LegState> inline = _inline;
            return inline[..Count];
        }
    }

    [UnscopedRef]
    public ref LegState Add()
    {
        const int inlineCount = 4;
        if (_overflow is null && Count == inlineCount)
        {
            var moved = new LegState[inlineCount * 4];
            All.CopyTo(moved);
            _overflow = moved;
        }
        else if (_overflow is not null && Count == _overflow.Length)
        {
            Array.Resize(ref _overflow, Count * 2);
        }

        Count++;
        ref var added = ref All[Count - 1];
        added = default;
        return ref added;
    }

    /// <summary>The leg with a number, or a null reference.</summary>
    [UnscopedRef]
    public ref LegState Find(ushort number)
    {
        foreach (ref var leg in All)
            if (leg.Number == number && leg.Phase is not (LegPhase.Out or LegPhase.Waiting or LegPhase.Gone
                or LegPhase.Back))
                return ref leg;
        return ref Unsafe.NullRef<LegState>();
    }

    /// <summary>Drops the legs that have gone, keeping the order.</summary>
    public void Sweep()
    {
        var all = All;
        var kept = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Phase == LegPhase.Gone)
                continue;
            all[i].Counted = all[i].Occupied;
            if (kept != i)
                all[kept] = all[i];
            kept++;
        }

        Count = kept;
    }

    /// <summary>No legs, and the memory of these: the next call in the same place needs no new one.</summary>
    public readonly LegList Emptied() => new() { _overflow = _overflow };

    [InlineArray(4)]
    private struct Inline
    {
        private LegState _first;
    }
}
