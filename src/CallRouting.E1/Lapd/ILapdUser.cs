namespace CallRouting.E1;

/// <summary>What a data link talks to: the line below it, layer 3 above it.</summary>
/// <remarks>All members are called from within a call of the link's own members and before that returns. Each may call
/// the link again, but for <see cref="Transmit"/>.</remarks>
internal interface ILapdUser
{
    /// <summary>Puts a frame on the line.</summary>
    /// <param name="frame">Address, control and information; no check sequence. Valid only until this
    /// returns.</param>
    void Transmit(ReadOnlySpan<byte> frame);

    /// <summary>Takes a message of the far end's layer 3: DL-DATA indication.</summary>
    /// <param name="message">At most N201 octets; none is possible. Valid only until this returns.</param>
    void Received(ReadOnlySpan<byte> message);

    /// <summary>Messages pass from now on: DL-ESTABLISH indication or confirmation.</summary>
    void Established();

    /// <summary>The link was reset in use; messages still pass. DL-ESTABLISH indication in state 7.</summary>
    /// <param name="lost">How many messages of ours were thrown away; some of them may have arrived. Messages of the
    /// far end may be lost as well.</param>
    void Reset(int lost);

    /// <summary>No message passes until <see cref="Established"/>; what waited is lost: DL-RELEASE indication or
    /// confirmation.</summary>
    void Released();

    /// <summary>Something was wrong: MDL-ERROR indication. The link has dealt with it, or is about to.</summary>
    /// <param name="error">What.</param>
    void Erred(LapdError error);
}
