namespace CallRouting.E1;

/// <summary>The frames of Q.921 table 5.</summary>
internal enum LapdFrameKind : byte
{
    /// <summary>An invalid frame (§2.9) or one of another data link: to be ignored.</summary>
    None = 0,

    /// <summary>Information, numbered.</summary>
    I,

    /// <summary>Receive ready.</summary>
    Rr,

    /// <summary>Receive not ready.</summary>
    Rnr,

    /// <summary>Reject.</summary>
    Rej,

    /// <summary>Set asynchronous balanced mode extended.</summary>
    Sabme,

    /// <summary>Disconnected mode.</summary>
    Dm,

    /// <summary>Unnumbered information.</summary>
    Ui,

    /// <summary>Disconnect.</summary>
    Disc,

    /// <summary>Unnumbered acknowledgement.</summary>
    Ua,

    /// <summary>Frame reject.</summary>
    Frmr,

    /// <summary>Exchange identification.</summary>
    Xid,

    /// <summary>A frame of this data link that must be rejected (§5.8.5); <see cref="LapdFrame.Error"/> says
    /// why.</summary>
    Wrong,
}

/// <summary>One frame, read: any octets give one.</summary>
internal readonly ref struct LapdFrame
{
    private LapdFrame(LapdFrameKind kind, LapdError error = LapdError.None) => (Kind, Error) = (kind, error);

    public LapdFrameKind Kind { get; private init; }

    /// <summary>Why it is <see cref="LapdFrameKind.Wrong"/>.</summary>
    public LapdError Error { get; }

    /// <summary>Whether it is a command, not a response: C/R, §3.3.2.</summary>
    public bool IsCommand { get; private init; }

    /// <summary>P in commands, F in responses.</summary>
    public bool IsPoll { get; private init; }

    /// <summary>N(S), in I frames.</summary>
    public int Sent { get; private init; }

    /// <summary>N(R), in I and supervisory frames.</summary>
    public int Awaited { get; private init; }

    /// <summary>The information of I and UI frames.</summary>
    public ReadOnlySpan<byte> Information { get; private init; }

    /// <summary>Reads a frame.</summary>
    /// <param name="octets">Without flags and check sequence.</param>
    /// <param name="isFromNetwork">Whether the network sent it: that tells commands from responses.</param>
    /// <param name="n201">The most octets of information.</param>
    public static LapdFrame Read(ReadOnlySpan<byte> octets, bool isFromNetwork, int n201)
    {
        // §2.9: too short, or an address that ends too early or too late. §3.3: SAPI 0, TEI 0, and nothing else here.
        if (octets.Length < 3 || (octets[0] & ~0x02) != 0 || octets[1] != 0x01)
            return default;
        var isCommand = (octets[0] & 0x02) != 0 == isFromNetwork;
        var control = octets[2];
        if ((control & 0x03) == 0x03)
            return Unnumbered(octets, isCommand, n201);
        if (octets.Length < 4)
            return default;
        var isPoll = (octets[3] & 0x01) != 0;
        var awaited = octets[3] >> 1;
        if ((control & 0x01) != 0)
        {
            var kind = control switch
            {
                0x01 => LapdFrameKind.Rr,
                0x05 => LapdFrameKind.Rnr,
                0x09 => LapdFrameKind.Rej,
                _ => LapdFrameKind.Wrong
            };
            if (kind == LapdFrameKind.Wrong)
                return new(kind, LapdError.UndefinedFrame);
            return octets.Length > 4
                ? new(LapdFrameKind.Wrong, LapdError.WrongLength)
                : new(kind) { IsCommand = isCommand, IsPoll = isPoll, Awaited = awaited };
        }

        if (!isCommand)
            return new(LapdFrameKind.Wrong, LapdError.UndefinedFrame);
        return octets.Length - 4 > n201
            ? new(LapdFrameKind.Wrong, LapdError.TooLong)
            : new(LapdFrameKind.I)
            {
                IsCommand = true, IsPoll = isPoll, Sent = control >> 1, Awaited = awaited, Information = octets[4..]
            };
    }

    private static LapdFrame Unnumbered(ReadOnlySpan<byte> octets, bool isCommand, int n201)
    {
        var (kind, isOnlyCommand, isOnlyResponse) = (octets[2] & ~0x10) switch
        {
            0x6F => (LapdFrameKind.Sabme, true, false),
            0x0F => (LapdFrameKind.Dm, false, true),
            0x03 => (LapdFrameKind.Ui, true, false),
            0x43 => (LapdFrameKind.Disc, true, false),
            0x63 => (LapdFrameKind.Ua, false, true),
            0x87 => (LapdFrameKind.Frmr, false, true),
            0xAF => (LapdFrameKind.Xid, false, false),
            _ => (LapdFrameKind.Wrong, false, false)
        };
        if (kind == LapdFrameKind.Wrong || (isOnlyCommand && !isCommand) || (isOnlyResponse && isCommand))
            return new(LapdFrameKind.Wrong, LapdError.UndefinedFrame);
        var length = octets.Length - 3;
        var error = kind switch
        {
            LapdFrameKind.Ui or LapdFrameKind.Xid => length > n201 ? LapdError.TooLong : LapdError.None,
            // §3.6.11: five octets say what was rejected.
            LapdFrameKind.Frmr => length != 5 ? LapdError.WrongLength : LapdError.None,
            _ => length > 0 ? LapdError.UnexpectedInformation : LapdError.None
        };
        return error != LapdError.None
            ? new(LapdFrameKind.Wrong, error)
            : new(kind)
            {
                IsCommand = isCommand, IsPoll = (octets[2] & 0x10) != 0,
                Information = kind == LapdFrameKind.Ui ? octets[3..] : default
            };
    }
}
