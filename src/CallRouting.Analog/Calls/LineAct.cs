namespace CallRouting.Analog;

/// <summary>What a line's machine wants done.</summary>
internal enum LineActKind : byte
{
    None = 0,

    // To the device.
    Seize,
    Answer,
    HangUp,
    Flash,
    Dial,

    // To the office.
    Offer,
    Ringing,
    Progressed,
    Answered,
    Digit,
    Cleared,
    Failed,

    // To the office and the log.
    OutOfService,
    InService,
}

/// <summary>Something to do for a line: plain data.</summary>
internal readonly record struct LineAct(LineActKind Kind)
{
    /// <summary>The leg it is about.</summary>
    public LegId Leg { get; init; }

    /// <summary>Why a leg ended.</summary>
    public Cause Cause { get; init; }

    /// <summary>The key pressed.</summary>
    public char Digit { get; init; }

    /// <summary>What to dial, or why a line is out of service.</summary>
    public string Text { get; init; } = "";

    /// <summary>Who calls.</summary>
    public FxoCallerId Caller { get; init; }

    /// <summary>The distinctive ring of a call, from 1; 0: the usual one.</summary>
    public byte RingPattern { get; init; }
}

/// <summary>Takes acts in order; cleared and used again.</summary>
internal sealed class LineActs
{
    private LineAct[] _items = new LineAct[8];
    private int _taken;
    private int _count;

    public void Add(in LineAct act)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, _items.Length * 2);
        _items[_count++] = act;
    }

    /// <summary>Takes the oldest; false: there is none.</summary>
    public bool TryTake(out LineAct act)
    {
        if (_taken == _count)
        {
            Array.Clear(_items, 0, _count);
            (_taken, _count) = (0, 0);
            act = default;
            return false;
        }

        act = _items[_taken++];
        return true;
    }
}
