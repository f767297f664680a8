#pragma warning disable CA1822, IDE0060, CA1801, CS1573 // The contract first; the machine follows.
using NodaTime;

namespace CallRouting.E1;

/// <summary>Layer 3 of one primary rate interface: all its calls, user or network side (ITU-T Q.931, EN 300 403-1).
/// Messages, commands and the passing of time in, things to send and to know out.</summary>
/// <remarks>
/// <para>No clock, threads, devices: one caller at a time gives the instant, appends of outputs go to his list, and he
/// calls <see cref="Expire"/> at <see cref="NextDeadline"/> or whenever later.</para>
/// <para>Total: any octets and any command are legal in every state. A command for a call that has ended, or that means
/// nothing in the call's state, changes nothing. Every call ends with exactly one
/// <see cref="PriOutputKind.Released"/>.</para>
/// </remarks>
internal sealed partial class PriInterface(PriOptions options)
{
    /// <summary>When <see cref="Expire"/> is due; <see cref="Instant.MaxValue"/> when nothing is waiting.</summary>
    public Instant NextDeadline => throw new InvalidOperationException();

    /// <summary>Whether there is a data link.</summary>
    public bool IsLinkUp { get; private set; }

    /// <summary>Live calls.</summary>
    public int Count => 0;

    /// <summary>The channels that can carry calls, those that carry one counted; a bit for each time slot.</summary>
    public uint InService => options.Channels;

    /// <summary>Layer 2 has a data link (DL-ESTABLISH indication or confirm).</summary>
    public void LinkUp(Instant now, PriOutputs outputs) { }

    /// <summary>Layer 2 has reset the data link in use; messages of either side may be lost (Q.931 §5.8.8).</summary>
    public void LinkReset(Instant now, PriOutputs outputs) { }

    /// <summary>Layer 2 has lost the data link (DL-RELEASE indication).</summary>
    public void LinkDown(Instant now, PriOutputs outputs) { }

    /// <summary>Takes one message of the far end (DL-DATA indication).</summary>
    public void Receive(ReadOnlySpan<byte> message, Instant now, PriOutputs outputs) { }

    /// <summary>Does all that is due at or before <paramref name="now"/>.</summary>
    public void Expire(Instant now, PriOutputs outputs) { }

    /// <summary>Sets up a call. It always ends with <see cref="PriOutputKind.Released"/>, at once with cause 34 where no
    /// channel is free and 38 where there is no data link.</summary>
    public PriCall SetUp(PriSetup setup, Instant now, PriOutputs outputs) => default;

    /// <summary>Sends more digits of the called number (INFORMATION), at once or when the far end is ready.</summary>
    /// <param name="isComplete">Whether these are the last.</param>
    public void Dial(PriCall call, string digits, bool isComplete, Instant now, PriOutputs outputs) { }

    /// <summary>Says that the number suffices and the call is being made (CALL PROCEEDING).</summary>
    public void Proceed(PriCall call, Instant now, PriOutputs outputs) { }

    /// <summary>Says that the called party is alerted (ALERTING).</summary>
    /// <param name="inBand">Whether the B channel carries ringback or an announcement.</param>
    public void Alert(PriCall call, bool inBand, Instant now, PriOutputs outputs) { }

    /// <summary>Says how far the call is (PROGRESS).</summary>
    /// <param name="description">Progress description (Q.931 §4.5.23); 8: there is something to hear.</param>
    public void Progress(PriCall call, byte description, Instant now, PriOutputs outputs) { }

    /// <summary>Answers (CONNECT).</summary>
    public void Connect(PriCall call, Instant now, PriOutputs outputs) { }

    /// <summary>Ends the call in whatever state it is, with what the state asks for: RELEASE COMPLETE, DISCONNECT or
    /// RELEASE.</summary>
    /// <param name="cause">The cause value of Q.850, 1 to 127; 0 is 16.</param>
    /// <param name="inBand">Whether the B channel goes on carrying a tone or announcement until the far end releases
    /// (progress description 8), or T306 expires. Only where DISCONNECT is sent.</param>
    public void Disconnect(PriCall call, byte cause, bool inBand, Instant now, PriOutputs outputs) { }

    /// <summary>The channel of a call as a time slot; 0: none yet, or the call has ended.</summary>
    public byte Channel(PriCall call) => 0;

    /// <summary>Restarts one channel, and ends the call on it.</summary>
    public void RestartChannel(byte channel, Instant now, PriOutputs outputs) { }

    /// <summary>Restarts the whole interface, and ends all calls.</summary>
    public void RestartInterface(Instant now, PriOutputs outputs) { }

    /// <summary>Takes channels out of service for new calls; EuroISDN has no message for it, so that only this side
    /// knows. Calls on them go on.</summary>
    /// <param name="channels">A bit for each time slot.</param>
    public void Block(uint channels, Instant now, PriOutputs outputs) { }

    /// <summary>Puts channels back into service.</summary>
    /// <param name="channels">A bit for each time slot.</param>
    public void Unblock(uint channels, Instant now, PriOutputs outputs) { }
}
