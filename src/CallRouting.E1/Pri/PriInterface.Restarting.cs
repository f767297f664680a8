using System.Numerics;
using NodaTime;

namespace CallRouting.E1;

// RESTART, by the global call reference: Rest0 null, Rest1 restart request; Rest2 passes at once (Q.931 §5.5).
internal sealed partial class PriInterface
{
    private long restartDeadline = Q931Call.Never;
    private bool restartIsRepeated;
    private bool restartAll;

    // What the RESTART under way is for: a time slot, or 0 for the interface.
    private byte restarted;

    private bool IsRestarting => restartDeadline != Q931Call.Never;

    /// <summary>Restarts one channel, and ends the call on it.</summary>
    public void RestartChannel(byte channel, Instant now, PriOutputs outputs)
    {
        if (!channels.Exists(channel))
            return;
        EndOn(1u << channel, outputs);
        channels.Restarting |= 1u << channel;
        RestartNext(now.ToUnixTimeTicks(), outputs);
    }

    /// <summary>Restarts the whole interface, and ends all calls.</summary>
    public void RestartInterface(Instant now, PriOutputs outputs)
    {
        EndOn(uint.MaxValue, outputs);
        restartAll = true;
        // Also while it waits for another restart: a new call would be ended by this one at the far end only.
        channels.Restarting = channels.All;
        RestartNext(now.ToUnixTimeTicks(), outputs);
    }

    private void RestartNext(long now, PriOutputs outputs)
    {
        if (IsRestarting || !IsLinkUp || (!restartAll && channels.Restarting == 0))
            return;
        restarted = restartAll ? (byte)0 : (byte)BitOperations.TrailingZeroCount(channels.Restarting);
        if (restartAll)
            channels.Restarting = channels.All;
        restartAll = false;
        restartIsRepeated = false;
        SendRestart(now, outputs);
    }

    private void SendRestart(long now, PriOutputs outputs)
    {
        WriteRestart(restarted, outputs);
        restartDeadline = now + (long)options.Times.T316.TotalTicks;
    }

    // Without a link nothing can be asked; it is asked again when there is one.
    private void PutRestartBack()
    {
        restartAll |= IsRestarting && restarted == 0;
        restartDeadline = Q931Call.Never;
    }

    private void ExpireRestart(long now, PriOutputs outputs)
    {
        if (!restartIsRepeated)
        {
            restartIsRepeated = true;
            SendRestart(now, outputs);
            return;
        }

        EndRestart(false, now, outputs);
    }

    private void EndRestart(bool isDone, long now, PriOutputs outputs)
    {
        var slots = restarted == 0 ? channels.All : 1u << restarted;
        restartDeadline = Q931Call.Never;
        channels.Restarting &= ~slots;
        outputs.Add(new PriOutput(isDone ? PriOutputKind.Restarted : PriOutputKind.RestartFailed)
        {
            Channel = restarted,
        });
        ChangeService(channels.Blocked, isDone ? channels.Failed & ~slots : channels.Failed | slots, outputs);
        RestartNext(now, outputs);
    }

    private void EndOn(uint slots, PriOutputs outputs)
    {
        foreach (var call in calls)
            if (call.IsLive && (slots == uint.MaxValue || (slots >> call.Channel & 1) != 0))
                End(call, (byte)Cause.TemporaryFailure, location, outputs);
    }

    private void ReceiveGlobal(in Q931Message message, long now, PriOutputs outputs)
    {
        switch (message.Type)
        {
            case MessageType.Status:
                // The far end refuses our RESTART: the channel does not exist there, or it knows no RESTART.
                if (IsRestarting)
                    EndRestart(ReceivedFields.Cause(message, 0, out _) != 82, now, outputs);
                break;
            case MessageType.RestartAcknowledge:
                if (IsRestarting)
                    EndRestart(true, now, outputs);
                break;
            case MessageType.Restart:
                ReceiveRestart(message, now, outputs);
                break;
            // No call has this reference (§5.8.3.2 f); an answer to RELEASE COMPLETE would be one too many.
            case MessageType.ReleaseComplete:
                break;
            default:
                WriteStatus(message.Reference, 81, (byte)message.Type, 0, outputs);
                break;
        }
    }

    private void ReceiveRestart(in Q931Message message, long now, PriOutputs outputs)
    {
        if (message.Fault != 0)
        {
            WriteStatus(message.Reference, message.Fault, message.FaultAt, 0, outputs);
            return;
        }

        message.TryRead<RestartElement>(ElementId.RestartIndicator, out var indicator);
        var isNamed = message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out var named)
            && named.Choice == ChannelChoice.Indicated && named.HasChannels;
        if (indicator.Class is not (0 or 6 or 7) || (indicator.Class == 0 && !isNamed))
        {
            var isClass = indicator.Class is not (0 or 6 or 7);
            WriteStatus(message.Reference, (byte)(isClass ? 100 : 96),
                (byte)(isClass ? ElementId.RestartIndicator : ElementId.ChannelIdentification), 0, outputs);
            return;
        }

        var slots = indicator.Class == 0 ? channels.Slots(named) & channels.All : uint.MaxValue;
        if (slots == 0)
        {
            WriteStatus(message.Reference, 82, (byte)ElementId.ChannelIdentification, 0, outputs);
            return;
        }

        EndOn(slots, outputs);
        WriteRestartAcknowledge(message, outputs);
        var isOne = BitOperations.PopCount(slots) == 1;
        outputs.Add(new PriOutput(PriOutputKind.Restarted)
        {
            Channel = isOne ? (byte)BitOperations.TrailingZeroCount(slots) : (byte)0,
        });
        ChangeService(channels.Blocked, channels.Failed & ~slots, outputs);
        RestartNext(now, outputs);
    }
}
