namespace CallRouting.Audio;

/// <summary>The sound cut into stretches of one kind: a tone (0 and up), quiet, or anything else.</summary>
/// <remarks>A single block that differs is a click or a break and is bridged; blocks of no kind between two segments
/// are an edge, half of each.</remarks>
internal sealed class Segments
{
    /// <summary>Nothing to hear.</summary>
    public const int Quiet = -1;

    /// <summary>Sound of no kind.</summary>
    public const int Other = -2;

    private const int Kept = 16, BlocksOfTone = 2, BlocksOfOther = 3, MostBlocksBetween = 6;

    private readonly int[] _kinds = new int[Kept], _halves = new int[Kept];
    private int _newest, _between, _candidate, _candidateBlocks;

    public Segments() => Reset();

    /// <summary>The kind of the segment that lasts.</summary>
    public int Kind => _kinds[_newest];

    /// <summary>How long it has lasted, in halves of a block.</summary>
    public int Halves => _halves[_newest];

    /// <summary>The kind and length of a segment that is over, 1 for the last.</summary>
    public (int Kind, int Halves) Past(int back) =>
        (_kinds[(_newest + Kept - back) % Kept], _halves[(_newest + Kept - back) % Kept]);

    public void Reset()
    {
        Array.Fill(_kinds, Quiet);
        Array.Clear(_halves);
        (_newest, _between, _candidate, _candidateBlocks) = (0, 0, Quiet, 0);
    }

    public void Add(int kind)
    {
        if (kind == Kind)
        {
            Lengthen(2 * (_between + 1));
            (_between, _candidateBlocks) = (0, 0);
            return;
        }

        _between++;
        if (kind != _candidate || _candidateBlocks == 0) (_candidate, _candidateBlocks) = (kind, 0);
        _candidateBlocks++;
        if (_candidateBlocks >= (kind == Other ? BlocksOfOther : BlocksOfTone)) Begin(_candidate, _candidateBlocks);
        else if (_between >= MostBlocksBetween) Begin(Other, _between);
    }

    private void Begin(int kind, int blocks)
    {
        var edge = _between - blocks;
        Lengthen(edge);
        (_between, _candidateBlocks) = (0, 0);
        if (kind == Kind)
        {
            Lengthen(edge + 2 * blocks);
            return;
        }

        _newest = (_newest + 1) % Kept;
        (_kinds[_newest], _halves[_newest]) = (kind, edge + 2 * blocks);
    }

    // A night of silence is longer than an int of halves.
    private void Lengthen(int halves) => _halves[_newest] = Math.Min(_halves[_newest] + halves, int.MaxValue / 4);
}
