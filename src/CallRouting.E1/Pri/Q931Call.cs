namespace CallRouting.E1;

/// <summary>What a call's deadline is for.</summary>
internal enum PriTimer : byte
{
    None,
    T301,
    T302,
    T303,
    T304,
    T305,
    T306,
    T308,
    T309,
    T310,
    T313,
    T322,
}

/// <summary>One call of an interface; its place is used again by a later one.</summary>
internal sealed class Q931Call(int slot)
{
    public const long Never = long.MaxValue;

    /// <summary>The handle of the call that has this place now, or had it last.</summary>
    public PriCall Id { get; private set; } = new(slot, 0);

    public CallState State { get; set; }

    /// <summary>Whether this side sent SETUP.</summary>
    public bool IsOrigin { get; private set; }

    public CallReference Reference { get; set; }

    /// <summary>The time slot; 0: none, or lost to a call of the far end.</summary>
    public byte Channel { get; set; }

    /// <summary>The time slot that our SETUP named.</summary>
    public byte Asked { get; set; }

    /// <summary>Whether both sides know the channel: the first answer was sent or received.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Whether our user knows of the call.</summary>
    public bool IsOffered { get; set; }

    /// <summary>Whether DISCONNECT said that there is something to hear.</summary>
    public bool IsInBand { get; set; }

    /// <summary>Whether the call was already tried on another channel.</summary>
    public bool IsSecondChannel { get; set; }

    /// <summary>The cause that the call ends for; 0: not known yet.</summary>
    public byte Cause { get; set; }

    public Location Location { get; set; }

    /// <summary>What is to be set up, of a call of ours.</summary>
    public PriSetup? Setup { get; private set; }

    /// <summary>What SETUP said, of a call of the far end's; its digits grow.</summary>
    public PriOffer? Offer { get; set; }

    /// <summary>Digits that wait for SETUP ACKNOWLEDGE.</summary>
    public string Waiting { get; set; } = "";

    /// <summary>Whether the waiting digits are the last.</summary>
    public bool WaitingIsComplete { get; set; }

    public PriTimer Timer { get; private set; }

    /// <summary>When the timer expires, in ticks since 1970; <see cref="Never"/> without one.</summary>
    public long Deadline { get; private set; } = Never;

    /// <summary>Whether the message that the timer watches was sent again.</summary>
    public bool IsRepeated { get; set; }

    public bool IsLive => State != CallState.Null;

    /// <summary>Begins a new call in this place.</summary>
    public void Begin(bool isOrigin, CallReference reference, PriSetup? setup)
    {
        Clear();
        Id = new PriCall(Id.Slot, Id.Generation == int.MaxValue ? 1 : Id.Generation + 1);
        State = CallState.Present;
        IsOrigin = isOrigin;
        Reference = reference;
        Setup = setup;
    }

    /// <summary>Ends the call and forgets all but its handle.</summary>
    public void Clear()
    {
        State = CallState.Null;
        Reference = default;
        Channel = Asked = Cause = 0;
        IsOrigin = IsSettled = IsOffered = IsInBand = IsSecondChannel = WaitingIsComplete = false;
        Location = default;
        Setup = null;
        Offer = null;
        Waiting = "";
        Stop();
    }

    public void Start(PriTimer timer, long deadline)
    {
        Timer = timer;
        Deadline = deadline;
        IsRepeated = false;
    }

    public void Stop() => Start(PriTimer.None, Never);
}
