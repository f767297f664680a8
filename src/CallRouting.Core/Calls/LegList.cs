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
    public ushort TrunkHeld;    // 1 + the trunk whose channel it holds; 0: none
    public LegPhase Phase;
    public LegKind Kind;
    private byte _bits;         // legs are many: six facts in one octet

    public readonly bool IsLive => Phase is LegPhase.Ringing or LegPhase.Confirming;

    /// <summary>Rings, is asked, or is a mobile that is still to start.</summary>
    public readonly bool IsCalling => IsLive || Phase == LegPhase.Waiting;

    /// <summary>What this leg makes of its employee.</summary>
    public Occupation Occupied
    {
        readonly get => (Occupation)(_bits & 3);
        set => _bits = (byte)((_bits & ~3) | (byte)value);
    }

    /// <summary>What the office counts of it: changes when the turn is over.</summary>
    public Occupation Counted
    {
        readonly get => (Occupation)(_bits >> 2 & 3);
        set => _bits = (byte)((_bits & ~12) | (byte)value << 2);
    }

    public bool Confirm
    {
        readonly get => Has(16);
        set => Set(16, value);
    }

    /// <summary>A waiting mobile: an own device of its member is on another call.</summary>
    public bool IsBusy
    {
        readonly get => Has(32);
        set => Set(32, value);
    }

    /// <summary>The office counts the channel it holds: changes when the turn is over.</summary>
    public bool IsChannelCounted
    {
        readonly get => Has(64);
        set => Set(64, value);
    }

    /// <summary>The turn is over: what the leg makes of its employee and its trunk is counted.</summary>
    public void Settle() => _bits = (byte)((_bits & ~(12 | 64)) | (_bits & 3) << 2 | (TrunkHeld != 0 ? 64 : 0));

    private readonly bool Has(int bit) => (_bits & bit) != 0;

    private void Set(int bit, bool value) => _bits = (byte)(value ? _bits | bit : _bits & ~bit);
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
            all[i].Settle();
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
