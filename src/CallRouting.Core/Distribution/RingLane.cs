namespace CallRouting;

/// <summary>How far an attempt has got with its members, or with one group of them.</summary>
internal struct RingLane
{
    public long NextAt;  // ticks; when the next member starts, or never
    public ushort Next;  // whose turn is next: a position in the order
    public ushort First; // where the group begins in the order
    public ushort End;   // and where it ends
    public ushort Round;

    public static RingLane Of(int first, int end) => new()
    {
        NextAt = long.MaxValue,
        Next = (ushort)first,
        First = (ushort)first,
        End = (ushort)end,
        Round = 1,
    };
}
