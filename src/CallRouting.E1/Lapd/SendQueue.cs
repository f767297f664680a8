namespace CallRouting.E1;

/// <summary>The messages of a data link that are not acknowledged yet, oldest first: some were sent, the rest
/// waits.</summary>
/// <remarks>It grows to what was once needed and allocates nothing after that.</remarks>
internal sealed class SendQueue(int messageOctets, int limit)
{
    private byte[]?[] _messages = new byte[16][];
    private int[] _lengths = new int[16];
    private int _head;

    /// <summary>All of them.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them count as sent: V(S) − V(A).</summary>
    public int Sent { get; private set; }

    /// <summary>How many of them have been on the line since the link was established; not less than
    /// <see cref="Sent"/>, which goes back when they are to be repeated.</summary>
    public int EverSent { get; private set; }

    /// <summary>The first that is to be sent, when <see cref="Sent"/> is less than <see cref="Count"/>.</summary>
    public ReadOnlySpan<byte> Next
    {
        get
        {
            var slot = Slot(Sent);
            return _messages[slot].AsSpan(0, _lengths[slot]);
        }
    }

    /// <summary>Adds one behind the others.</summary>
    /// <returns>False: it is full.</returns>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        if (Count == limit)
            return false;
        if (Count == _messages.Length)
            Grow();
        var slot = Slot(Count);
        message.CopyTo(_messages[slot] ??= new byte[messageOctets]);
        _lengths[slot] = message.Length;
        Count++;
        return true;
    }

    /// <summary><see cref="Next"/> was sent.</summary>
    public void Advance() => EverSent = Math.Max(EverSent, ++Sent);

    /// <summary>The oldest have arrived.</summary>
    /// <param name="count">At most <see cref="EverSent"/>.</param>
    public void Acknowledge(int count)
    {
        _head = Slot(count);
        Count -= count;
        Sent = Math.Max(Sent - count, 0);
        EverSent -= count;
    }

    /// <summary>All are to be sent again.</summary>
    public void Rewind() => Sent = 0;

    /// <summary>Throws all away.</summary>
    /// <returns>How many they were.</returns>
    public int Clear()
    {
        var lost = Count;
        Count = Sent = EverSent = 0;
        return lost;
    }

    private int Slot(int index) => (_head + index) & (_messages.Length - 1);

    private void Grow()
    {
        var messages = new byte[_messages.Length * 2][];
        var lengths = new int[messages.Length];
        for (var i = 0; i < Count; i++)
            (messages[i], lengths[i]) = (_messages[Slot(i)]!, _lengths[Slot(i)]);
        (_messages, _lengths, _head) = (messages, lengths, 0);
    }
}
