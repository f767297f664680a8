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
internal sealed partial class PriInterface
{
    // Every channel may have one call, and one more that is being ended or lost its channel.
    private const int Limit = 62;
    private readonly PriOptions options;
    private readonly PriChannels channels;
    private readonly Location location;
    private readonly Q931Call[] calls = new Q931Call[Limit];
    private int lastReference;
    private int refused;

    /// <param name="options">How the interface behaves.</param>
    public PriInterface(PriOptions options)
    {
        this.options = options;
        channels = new PriChannels(options);
        location = options.Location ?? (options.Side == PriSide.User
            ? E1.Location.PrivateNetworkOfLocalUser
            : E1.Location.PublicNetworkOfLocalUser);
        for (var slot = 0; slot < Limit; slot++)
            calls[slot] = new Q931Call(slot);
    }

    /// <summary>When <see cref="Expire"/> is due; <see cref="Instant.MaxValue"/> when nothing is waiting.</summary>
    public Instant NextDeadline
    {
        get
        {
            var next = restartDeadline;
            foreach (var call in calls)
                next = Math.Min(next, call.Deadline);
            return next == Q931Call.Never ? Instant.MaxValue : Instant.FromUnixTimeTicks(next);
        }
    }

    /// <summary>Whether there is a data link.</summary>
    public bool IsLinkUp { get; private set; }

    /// <summary>Live calls.</summary>
    public int Count
    {
        get
        {
            var live = 0;
            foreach (var call in calls)
                live += call.IsLive ? 1 : 0;
            return live;
        }
    }

    /// <summary>The channels that can carry calls, those that carry one counted; a bit for each time slot.</summary>
    public uint InService => channels.InService;

    /// <summary>The channels for new calls; a bit for each time slot.</summary>
    public uint Free => channels.Free;

    /// <summary>Layer 2 has a data link (DL-ESTABLISH indication or confirm).</summary>
    public void LinkUp(Instant now, PriOutputs outputs)
    {
        if (IsLinkUp)
        {
            LinkReset(now, outputs);
            return;
        }

        IsLinkUp = true;
        outputs.Add(new PriOutput(PriOutputKind.LinkUp));
        Enquire(now.ToUnixTimeTicks(), outputs);
        if (options.RestartsOnLinkUp && Count == 0)
            restartAll = true;
        RestartNext(now.ToUnixTimeTicks(), outputs);
    }

    /// <summary>Layer 2 has reset the data link in use; messages of either side may be lost (Q.931 §5.8.8).</summary>
    public void LinkReset(Instant now, PriOutputs outputs)
    {
        if (!IsLinkUp)
            return;
        // Digits may be lost, and nothing else would tell; other messages are watched by timers.
        foreach (var call in calls)
            if (call.State == CallState.Overlap)
                GiveUp(call, (byte)Cause.TemporaryFailure, now.ToUnixTimeTicks(), outputs);
        Enquire(now.ToUnixTimeTicks(), outputs);
        // A RESTART may be lost as well, and would come again only after T316.
        if (IsRestarting)
            SendRestart(now.ToUnixTimeTicks(), outputs);
    }

    /// <summary>Layer 2 has lost the data link (DL-RELEASE indication).</summary>
    public void LinkDown(Instant now, PriOutputs outputs)
    {
        if (!IsLinkUp)
            return;
        IsLinkUp = false;
        outputs.Add(new PriOutput(PriOutputKind.LinkDown));
        outputs.Add(new PriOutput(PriOutputKind.Establish));
        foreach (var call in calls)
        {
            // Calls that talk go on without signalling; of the others nobody knows where they are (Q.931 §5.8.9).
            if (call.State == CallState.Active)
                Start(call, PriTimer.T309, now.ToUnixTimeTicks());
            else if (call.IsLive)
                End(call, (byte)Cause.DestinationOutOfOrder, location, outputs);
        }

        PutRestartBack();
    }

    /// <summary>Takes one message of the far end (DL-DATA indication).</summary>
    public void Receive(ReadOnlySpan<byte> octets, Instant now, PriOutputs outputs)
    {
        // The dummy call reference is for supplementary services, none of which are known here.
        if (!IsLinkUp || !Q931Message.TryDecode(octets, out var message) || message.Reference.Length == 0)
            return;
        var ticks = now.ToUnixTimeTicks();
        if (message.Reference.IsGlobal)
            ReceiveGlobal(message, ticks, outputs);
        else if (Find(message.Reference) is { } call)
            Receive(call, message, ticks, outputs);
        else
            ReceiveUnknown(message, ticks, outputs);
    }

    /// <summary>The channel of a call as a time slot; 0: none yet, or the call has ended.</summary>
    public byte Channel(PriCall call) => Live(call)?.Channel ?? 0;

    /// <summary>The state of a call by the standard's number (Q.931 §4.5.7); 0: it has ended.</summary>
    public byte State(PriCall call) =>
        Live(call) is { } live ? CallStates.Number(live.State, options.Side, live.IsOrigin) : (byte)0;

    /// <summary>Takes channels out of service for new calls; EuroISDN has no message for it, so that only this side
    /// knows. Calls on them go on.</summary>
    /// <param name="slots">A bit for each time slot.</param>
    /// <param name="now">The instant.</param>
    /// <param name="outputs">Where outputs go.</param>
    public void Block(uint slots, Instant now, PriOutputs outputs) =>
        ChangeService(channels.Blocked | slots & channels.All, channels.Failed, outputs);

    /// <summary>Puts channels back into service, those too whose far end did not answer.</summary>
    /// <param name="slots">A bit for each time slot.</param>
    /// <param name="now">The instant.</param>
    /// <param name="outputs">Where outputs go.</param>
    public void Unblock(uint slots, Instant now, PriOutputs outputs) =>
        ChangeService(channels.Blocked & ~slots, channels.Failed & ~slots, outputs);

    private void ChangeService(uint blocked, uint failed, PriOutputs outputs)
    {
        var before = channels.InService;
        channels.Blocked = blocked;
        channels.Failed = failed;
        if (channels.InService != before)
            outputs.Add(new PriOutput(PriOutputKind.ChannelsChanged));
    }

    private void Receive(Q931Call call, in Q931Message message, long now, PriOutputs outputs)
    {
        if (message.Fault != 0)
        {
            ReceiveFaulty(call, message, now, outputs);
            return;
        }

        if (!CallStates.IsExpected(message.Type, call.State, call.IsOrigin))
        {
            SendStatus(call, 101, (byte)message.Type, outputs);
            return;
        }

        switch (message.Type)
        {
            case MessageType.SetupAcknowledge:
                ReceiveSetupAcknowledge(call, message, now, outputs);
                break;
            case MessageType.CallProceeding:
                ReceiveCallProceeding(call, message, now, outputs);
                break;
            case MessageType.Alerting:
                ReceiveAlerting(call, message, now, outputs);
                break;
            case MessageType.Connect:
                ReceiveConnect(call, message, now, outputs);
                break;
            case MessageType.Progress:
                ReceiveProgress(call, message, now, outputs);
                break;
            case MessageType.ConnectAcknowledge:
                ReceiveConnectAcknowledge(call, outputs);
                break;
            case MessageType.Information:
                ReceiveInformation(call, message, now, outputs);
                break;
            case MessageType.Disconnect:
                ReceiveDisconnect(call, message, now, outputs);
                break;
            case MessageType.Release:
                ReceiveRelease(call, message, 0, outputs);
                break;
            case MessageType.ReleaseComplete:
                ReceiveReleaseComplete(call, message, now, outputs);
                break;
            case MessageType.Status:
                ReceiveStatus(call, message, now, outputs);
                break;
            case MessageType.StatusEnquiry:
                SendStatus(call, 30, 0, outputs);
                break;
            // A repeated SETUP is no second call (§5.8.3.2 e); NOTIFY, FACILITY and USER INFORMATION change nothing.
            default:
                break;
        }
    }

    private Q931Call? Find(CallReference reference)
    {
        foreach (var call in calls)
            if (call.IsLive && call.Reference.Value == reference.Value && call.IsOrigin == reference.ToOrigin)
                return call;
        return null;
    }

    private Q931Call? Live(PriCall id) =>
        (uint)id.Slot < Limit && calls[id.Slot].IsLive && calls[id.Slot].Id == id ? calls[id.Slot] : null;

    private Q931Call? Vacant()
    {
        foreach (var call in calls)
            if (!call.IsLive)
                return call;
        return null;
    }
}
