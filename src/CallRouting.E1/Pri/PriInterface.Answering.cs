using NodaTime;

namespace CallRouting.E1;

// Calls that the far end makes: SETUP, digits, and what this side answers (Q.931 §5.1, §5.2).
internal sealed partial class PriInterface
{
    /// <summary>Says that the number suffices and the call is being made (CALL PROCEEDING).</summary>
    public void Proceed(PriCall id, Instant now, PriOutputs outputs)
    {
        if (Offered(id) is { State: CallState.Present or CallState.Overlap } call)
            SendProceeding(call, outputs);
    }

    /// <summary>Says that the called party is alerted (ALERTING).</summary>
    /// <param name="id">The call.</param>
    /// <param name="inBand">Whether the B channel carries ringback or an announcement.</param>
    /// <param name="now">The instant.</param>
    /// <param name="outputs">Where outputs go.</param>
    public void Alert(PriCall id, bool inBand, Instant now, PriOutputs outputs)
    {
        if (Offered(id) is not { State: <= CallState.Proceeding } call)
            return;
        call.State = CallState.Alerting;
        Write(call, MessageType.Alerting, outputs, progress: (byte)(inBand ? 8 : 0));
    }

    /// <summary>Says how far the call is (PROGRESS).</summary>
    /// <param name="id">The call.</param>
    /// <param name="description">Progress description (Q.931 §4.5.23); 8: there is something to hear.</param>
    /// <param name="now">The instant.</param>
    /// <param name="outputs">Where outputs go.</param>
    public void Progress(PriCall id, byte description, Instant now, PriOutputs outputs)
    {
        if (Offered(id) is not { State: <= CallState.Alerting } call)
            return;
        // PROGRESS cannot be the first answer.
        if (call.State <= CallState.Overlap)
            SendProceeding(call, outputs);
        Write(call, MessageType.Progress, outputs, progress: description);
    }

    /// <summary>Answers (CONNECT).</summary>
    public void Connect(PriCall id, Instant now, PriOutputs outputs)
    {
        if (Offered(id) is not { State: <= CallState.Alerting } call)
            return;
        Write(call, MessageType.Connect, outputs);
        if (options.Side == PriSide.Network)
        {
            // The network waits for no acknowledgement of the calling user (Q.931 §5.1.8).
            call.State = CallState.Active;
            call.Stop();
            outputs.Add(new PriOutput(PriOutputKind.Connected, call.Id) { Channel = call.Channel });
            return;
        }

        call.State = CallState.ConnectRequest;
        Start(call, PriTimer.T313, now.ToUnixTimeTicks());
    }

    private Q931Call? Offered(PriCall id) =>
        IsLinkUp && Live(id) is { IsOrigin: false, IsOffered: true } call ? call : null;

    private void SendProceeding(Q931Call call, PriOutputs outputs)
    {
        call.State = CallState.Proceeding;
        Write(call, MessageType.CallProceeding, outputs);
    }

    private void ReceiveSetup(in Q931Message message, long now, PriOutputs outputs)
    {
        var cause = Assign(message, out var channel);
        var call = cause == 0 ? Vacant() : null;
        if (call is null)
        {
            WriteReleaseComplete(message.Reference, cause == 0 ? (byte)42 : cause, outputs);
            return;
        }

        call.Begin(false, message.Reference, null);
        channels.Take(channel);
        call.Channel = channel;
        call.Offer = ReceivedFields.Offer(message);
        switch (Completeness(call.Offer))
        {
            case NumberCompleteness.Complete:
                Offer(call, outputs);
                break;
            case NumberCompleteness.Impossible:
                Refuse(call, outputs);
                break;
            default:
                SendSetupAcknowledge(call, now, outputs);
                break;
        }
    }

    // A caller who has dialled nothing yet may be told to listen.
    private void SendSetupAcknowledge(Q931Call call, long now, PriOutputs outputs)
    {
        var hasDialTone = options.Overlap.DialTone && string.IsNullOrEmpty(call.Offer!.Called?.Digits);
        call.State = CallState.Overlap;
        Write(call, MessageType.SetupAcknowledge, outputs, progress: (byte)(hasDialTone ? 8 : 0));
        Start(call, PriTimer.T302, now);
        outputs.Add(new PriOutput(PriOutputKind.Collecting, call.Id)
        {
            Channel = call.Channel, InBand = hasDialTone,
        });
    }

    private void ReceiveInformation(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (call.State.IsClearing())
            return;
        var digits = ReceivedFields.Called(message);
        if (call.IsOrigin || call.IsOffered)
        {
            if (!string.IsNullOrEmpty(digits?.Digits))
                outputs.Add(new PriOutput(PriOutputKind.Digits, call.Id) { Digits = digits.Value.Digits });
            return;
        }

        call.Offer = ReceivedFields.With(call.Offer!, digits, message.Has(ElementId.SendingComplete));
        switch (Completeness(call.Offer))
        {
            case NumberCompleteness.Complete:
                Offer(call, outputs);
                break;
            case NumberCompleteness.Impossible:
                GiveUp(call, (byte)Cause.UnallocatedNumber, now, outputs);
                break;
            default:
                Start(call, PriTimer.T302, now);
                break;
        }
    }

    private static void ReceiveConnectAcknowledge(Q931Call call, PriOutputs outputs)
    {
        if (call.State != CallState.ConnectRequest)
            return;
        call.State = CallState.Active;
        call.Stop();
        outputs.Add(new PriOutput(PriOutputKind.Connected, call.Id) { Channel = call.Channel });
    }

    // What was dialled is all that there will be: SETUP, Sending complete or the plan said so, or T302 expired.
    private static void Offer(Q931Call call, PriOutputs outputs)
    {
        call.Stop();
        call.IsOffered = true;
        outputs.Add(new PriOutput(PriOutputKind.Offered, call.Id)
        {
            Channel = call.Channel, Offer = call.Offer, Progress = call.Offer!.Progress,
        });
    }

    private void Refuse(Q931Call call, PriOutputs outputs)
    {
        WriteReleaseComplete(call.Reference, (byte)Cause.UnallocatedNumber, outputs);
        End(call, (byte)Cause.UnallocatedNumber, location, outputs);
    }

    private NumberCompleteness Completeness(PriOffer offer)
    {
        var overlap = options.Overlap;
        if (!overlap.IsAllowed || offer.SendingComplete)
            return NumberCompleteness.Complete;
        var called = offer.Called ?? new PartyNumber("");
        if (overlap.Length > 0 && called.Digits.Length >= overlap.Length)
            return NumberCompleteness.Complete;
        return overlap.Plan?.Invoke(called) ?? NumberCompleteness.Incomplete;
    }

    // The channel for a call of the far end, or the cause why there is none (Q.931 §5.1.2, §5.2.3.1, §5.7).
    private byte Assign(in Q931Message message, out byte channel)
    {
        channel = 0;
        var isNamed = message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out var named);
        if (isNamed && (named.IsDChannel || named.Choice == ChannelChoice.None))
            return 34;
        var isExclusive = isNamed && named.Choice == ChannelChoice.Indicated && named.HasChannels && named.IsExclusive;
        if (isNamed && named.Choice == ChannelChoice.Indicated && named.HasChannels)
        {
            if ((channels.Slots(named) & channels.All) == 0 && isExclusive)
                return 82;
            channel = Named(named, 0);
            if (channel == 0)
                channel = TakeOver(named);
            if (channel == 0 && isExclusive)
                return 44;
        }

        if (channel == 0)
            channel = channels.Choose();
        return (byte)(channel == 0 ? 34 : 0);
    }

    // Both sides chose the same channel: the network's call has it, the user's gets another in its first answer.
    private byte TakeOver(in ChannelElement element)
    {
        if (options.Side == PriSide.Network)
            return 0;
        var named = channels.Slots(element) & channels.InService;
        foreach (var own in calls)
        {
            if (own is not { IsLive: true, IsOrigin: true, State: CallState.Present, IsSettled: false, Channel: > 0 }
                || (named >> own.Channel & 1) == 0)
                continue;
            var channel = own.Channel;
            channels.Release(channel);
            own.Channel = 0;
            return channel;
        }

        return 0;
    }
}
