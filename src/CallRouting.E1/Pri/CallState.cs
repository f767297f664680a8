namespace CallRouting.E1;

/// <summary>Where a call is, the same on both sides of the interface; <see cref="CallStates.Number"/> gives the
/// standard's number.</summary>
internal enum CallState : byte
{
    /// <summary>No call (0).</summary>
    Null = 0,

    /// <summary>SETUP was sent or received, nothing was answered: call initiated (1), call present (6).</summary>
    Present,

    /// <summary>SETUP ACKNOWLEDGE: overlap sending (2), overlap receiving (25).</summary>
    Overlap,

    /// <summary>CALL PROCEEDING: outgoing call proceeding (3), incoming call proceeding (9).</summary>
    Proceeding,

    /// <summary>ALERTING: call delivered (4), call received (7).</summary>
    Alerting,

    /// <summary>The user side has sent CONNECT (8).</summary>
    ConnectRequest,

    /// <summary>Both talk (10).</summary>
    Active,

    /// <summary>DISCONNECT was sent: disconnect request (U11), disconnect indication (N12).</summary>
    DisconnectSent,

    /// <summary>DISCONNECT was received: disconnect indication (U12), disconnect request (N11).</summary>
    DisconnectReceived,

    /// <summary>RELEASE was sent (19).</summary>
    ReleaseRequest,
}

/// <summary>The states of Q.931 §2.1 and §2.2 by their numbers, and which message is expected where.</summary>
internal static class CallStates
{
    /// <summary>The number in the Call state element (Q.931 §4.5.7).</summary>
    /// <param name="state">The state.</param>
    /// <param name="side">Whose state it is.</param>
    /// <param name="isOrigin">Whether this side sent SETUP.</param>
    public static byte Number(CallState state, PriSide side, bool isOrigin)
    {
        var isUser = side == PriSide.User;
        var isOutgoing = isUser == isOrigin;
        return state switch
        {
            CallState.Present => (byte)(isOutgoing ? 1 : 6),
            CallState.Overlap => (byte)(isOutgoing ? 2 : 25),
            CallState.Proceeding => (byte)(isOutgoing ? 3 : 9),
            CallState.Alerting => (byte)(isOutgoing ? 4 : 7),
            CallState.ConnectRequest => 8,
            CallState.Active => 10,
            CallState.DisconnectSent => (byte)(isUser ? 11 : 12),
            CallState.DisconnectReceived => (byte)(isUser ? 12 : 11),
            CallState.ReleaseRequest => 19,
            _ => 0,
        };
    }

    /// <summary>Whether the far end may be in a state that it reports, while messages may be under way (Q.931
    /// §5.8.11).</summary>
    public static bool CanBe(byte reported, PriSide side, bool isOrigin) => reported switch
    {
        1 or 2 or 3 or 4 => (side == PriSide.User) == isOrigin,
        6 or 7 or 8 or 9 or 25 => (side == PriSide.User) != isOrigin,
        10 or 11 or 12 or 19 => true,
        _ => false,
    };

    /// <summary>Whether the call is being ended.</summary>
    public static bool IsClearing(this CallState state) => state >= CallState.DisconnectSent;

    /// <summary>Whether a message may come in a state; the others are answered with STATUS 101 (Q.931 §5.8.4). While a
    /// call is being ended whatever crosses that is passed over.</summary>
    public static bool IsExpected(MessageType type, CallState state, bool isOrigin) => type switch
    {
        _ when state.IsClearing() => true,
        MessageType.SetupAcknowledge => isOrigin && state == CallState.Present,
        MessageType.CallProceeding => isOrigin && state <= CallState.Overlap,
        MessageType.Alerting => isOrigin && state <= CallState.Proceeding,
        MessageType.Connect => isOrigin && state <= CallState.Alerting,
        // The calling user may acknowledge as well; the network has nothing to wait for then (Q.931 §5.1.8).
        MessageType.ConnectAcknowledge => !isOrigin && state >= CallState.ConnectRequest,
        MessageType.Restart or MessageType.RestartAcknowledge => false,
        _ => true,
    };
}
