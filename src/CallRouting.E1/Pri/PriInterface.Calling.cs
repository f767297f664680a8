using NodaTime;

namespace CallRouting.E1;

// Calls that this side makes: SETUP and what the far end answers to it (Q.931 §5.1, §5.2).
internal sealed partial class PriInterface
{
    /// <summary>Sets up a call. It always ends with <see cref="PriOutputKind.Released"/>, at once with cause 34 where
    /// no channel is free, 38 where there is no data link, 28 where the number has more than 32 digits.</summary>
    public PriCall SetUp(PriSetup setup, Instant now, PriOutputs outputs)
    {
        var channel = setup.Channel == 0 ? channels.Choose() : channels.IsFree(setup.Channel) ? setup.Channel : (byte)0;
        if (!IsLinkUp)
        {
            outputs.Add(new PriOutput(PriOutputKind.Establish));
            return Refused(Cause.NetworkOutOfOrder, outputs);
        }

        if (setup.Called.Digits.Length > SetupMessage.MaximumDigits)
            return Refused(Cause.InvalidNumberFormat, outputs);
        if (Vacant() is not { } call || channel == 0)
            return Refused(Cause.NoCircuitAvailable, outputs);
        call.Begin(true, NewReference(), setup);
        SendSetup(call, channel, now.ToUnixTimeTicks(), outputs);
        return call.Id;
    }

    /// <summary>Sends more digits of the called number (INFORMATION), at once or when the far end is ready.</summary>
    /// <param name="id">The call.</param>
    /// <param name="digits">IA5 characters; may be empty when only <paramref name="isComplete"/> is to be said.</param>
    /// <param name="isComplete">Whether these are the last.</param>
    /// <param name="now">The instant.</param>
    /// <param name="outputs">Where outputs go.</param>
    public void Dial(PriCall id, string digits, bool isComplete, Instant now, PriOutputs outputs)
    {
        if (Live(id) is not { IsOrigin: true, State: CallState.Present or CallState.Overlap } call || !IsLinkUp)
            return;
        call.Waiting += digits;
        call.WaitingIsComplete |= isComplete;
        if (call.State == CallState.Overlap)
            SendDigits(call, now.ToUnixTimeTicks(), outputs);
    }

    // A handle that never was a call's.
    private PriCall Refused(Cause cause, PriOutputs outputs)
    {
        var none = new PriCall(-1, refused = refused == int.MaxValue ? 1 : refused + 1);
        outputs.Add(new PriOutput(PriOutputKind.Released, none) { Cause = (byte)cause, Location = location });
        return none;
    }

    private void SendSetup(Q931Call call, byte channel, long now, PriOutputs outputs)
    {
        channels.Take(channel);
        call.Channel = call.Asked = channel;
        WriteSetup(call, outputs);
        Start(call, PriTimer.T303, now);
    }

    private void SendDigits(Q931Call call, long now, PriOutputs outputs)
    {
        if (call.Waiting.Length == 0 && !call.WaitingIsComplete)
            return;
        for (; call.Waiting.Length > SetupMessage.MaximumDigits; call.Waiting = call.Waiting[SetupMessage.MaximumDigits..])
            WriteDigits(call, call.Waiting[..SetupMessage.MaximumDigits], false, outputs);
        WriteDigits(call, call.Waiting, call.WaitingIsComplete, outputs);
        call.Waiting = "";
        call.WaitingIsComplete = false;
        Start(call, PriTimer.T304, now);
    }

    private void ReceiveSetupAcknowledge(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (!IsTaken(call, message, now, outputs))
            return;
        call.State = CallState.Overlap;
        Start(call, PriTimer.T304, now);
        Tell(PriOutputKind.MoreDigits, call, message, outputs);
        SendDigits(call, now, outputs);
    }

    private void ReceiveCallProceeding(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (!IsTaken(call, message, now, outputs))
            return;
        call.State = CallState.Proceeding;
        Start(call, PriTimer.T310, now);
        Tell(PriOutputKind.Proceeding, call, message, outputs);
    }

    private void ReceiveAlerting(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (!IsTaken(call, message, now, outputs))
            return;
        call.State = CallState.Alerting;
        Start(call, PriTimer.T301, now);
        Tell(PriOutputKind.Alerting, call, message, outputs);
    }

    private void ReceiveConnect(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (!IsTaken(call, message, now, outputs))
            return;
        call.State = CallState.Active;
        call.Stop();
        Write(call, MessageType.ConnectAcknowledge, outputs);
        Tell(PriOutputKind.Connected, call, message, outputs);
    }

    // Something is said or played: only the wait for an answer goes on (Q.931 §5.1.6).
    private void ReceiveProgress(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (call.IsOrigin && call.State is CallState.Overlap or CallState.Proceeding)
            Start(call, PriTimer.T301, now);
        if (!call.State.IsClearing())
            Tell(PriOutputKind.Progress, call, message, outputs);
    }

    // The first answer settles the channel (Q.931 §5.1.2, §5.2.3.1): ours, or another that is free.
    private bool IsTaken(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (call.State.IsClearing())
            return false;
        if (call.IsSettled)
            return true;
        var slot = call.Channel;
        if (message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out var named)
            && named.Choice == ChannelChoice.Indicated && named.HasChannels)
            slot = Named(named, call.Channel);
        if (slot == 0 || (slot != call.Channel && options.Exclusive))
        {
            outputs.Add(new PriOutput(PriOutputKind.Disconnected, call.Id) { Cause = 6, Location = location });
            SendRelease(call, 6, now, outputs);
            return false;
        }

        if (slot != call.Channel)
        {
            channels.Release(call.Channel);
            channels.Take(slot);
            call.Channel = slot;
        }

        call.IsSettled = true;
        return true;
    }

    // The first named channel that is this call's own or free; 0: none.
    private byte Named(in ChannelElement element, byte own)
    {
        var slots = channels.Slots(element) & (channels.Free | (own == 0 ? 0 : 1u << own));
        return (byte)(slots == 0 ? 0 : System.Numerics.BitOperations.TrailingZeroCount(slots));
    }

    // The channel was refused: once, another one is tried under a new call reference.
    private bool TriesAnotherChannel(Q931Call call, byte cause, long now, PriOutputs outputs)
    {
        if (cause != 44 || !call.IsOrigin || call.State != CallState.Present || call.IsSecondChannel
            || call.Setup!.Channel != 0)
            return false;
        var channel = channels.Choose(except: 1u << call.Asked);
        if (channel == 0)
            return false;
        channels.Release(call.Channel);
        call.IsSecondChannel = true;
        call.Reference = NewReference();
        SendSetup(call, channel, now, outputs);
        return true;
    }

    private CallReference NewReference()
    {
        do
            lastReference = lastReference == 0x7FFF ? 1 : lastReference + 1;
        while (Find(new CallReference(lastReference, true, 2)) is not null);
        return new CallReference(lastReference, true, 2);
    }
}
