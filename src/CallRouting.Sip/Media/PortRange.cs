namespace CallRouting.Sip;

/// <summary>The even ports of a range that no leg uses. A port given back is used again last, so that stragglers of the
/// old call do not fall into a new one.</summary>
internal sealed class PortRange
{
    private readonly Queue<int> _free = new();

    public PortRange(int first, int last)
    {
        for (var port = first + (first & 1); port + 1 <= last; port += 2) _free.Enqueue(port);
    }

    /// <summary>Ports left.</summary>
    public int Free => _free.Count;

    /// <summary>Takes the port that was free longest; false where none is left.</summary>
    public bool TryTake(out int port) => _free.TryDequeue(out port);

    /// <summary>Gives a port back.</summary>
    public void Return(int port) => _free.Enqueue(port);
}
