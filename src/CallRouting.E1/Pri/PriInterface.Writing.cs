namespace CallRouting.E1;

// The messages as they go out. References are kept as the far end writes them, so that each is turned round here.
internal sealed partial class PriInterface
{
    private void WriteSetup(Q931Call call, PriOutputs outputs)
    {
        var channel = channels.Name(call.Asked, options.Exclusive);
        outputs.Send(call.Id, SetupMessage.Write(outputs.Room(), Turned(call.Reference), call.Setup!, channel,
            options.SendingComplete, options.Side == PriSide.Network, location));
    }

    private static void WriteDigits(Q931Call call, string digits, bool isComplete, PriOutputs outputs)
    {
        var writer = new Q931Writer(outputs.Room(), Turned(call.Reference), MessageType.Information);
        if (isComplete)
            writer.Write(ElementId.SendingComplete);
        if (digits.Length > 0)
            SetupMessage.WriteNumber(ref writer, ElementId.CalledNumber, call.Setup!.Called with { Digits = digits });
        outputs.Send(call.Id, writer.Length);
    }

    private void Write(Q931Call call, MessageType type, PriOutputs outputs, byte cause = 0, byte progress = 0,
        byte diagnostic = 0)
    {
        var writer = new Q931Writer(outputs.Room(), Turned(call.Reference), type);
        if (cause != 0)
            WriteCause(ref writer, cause, diagnostic);
        // The first answer to SETUP names the channel, and does so for good (§5.1.2, §5.2.3.1).
        if (!call.IsOrigin && !call.IsSettled && type is MessageType.SetupAcknowledge or MessageType.CallProceeding
            or MessageType.Alerting or MessageType.Connect)
        {
            call.IsSettled = true;
            var channel = channels.Name(call.Channel, isExclusive: true);
            writer.Write(ElementId.ChannelIdentification, channel);
        }

        if (progress != 0)
        {
            var indicator = new ProgressElement { Location = location, Description = progress };
            writer.Write(ElementId.ProgressIndicator, indicator);
        }

        outputs.Send(call.Id, writer.Length);
    }

    private void WriteReleaseComplete(CallReference received, byte cause, PriOutputs outputs, byte diagnostic = 0)
    {
        var writer = new Q931Writer(outputs.Room(), Turned(received), MessageType.ReleaseComplete);
        if (cause != 0)
            WriteCause(ref writer, cause, diagnostic);
        outputs.Send(default, writer.Length);
    }

    private void WriteStatus(CallReference received, byte cause, byte diagnostic, byte state, PriOutputs outputs)
    {
        var writer = new Q931Writer(outputs.Room(), Turned(received), MessageType.Status);
        WriteCause(ref writer, cause, diagnostic);
        var callState = new CallStateElement { Value = state };
        writer.Write(ElementId.CallState, callState);
        outputs.Send(default, writer.Length);
    }

    private void WriteRestart(byte slot, PriOutputs outputs)
    {
        var writer = new Q931Writer(outputs.Room(), new CallReference(0, false, 2), MessageType.Restart);
        var indicator = new RestartElement { Class = (byte)(slot == 0 ? 6 : 0) };
        if (slot != 0)
        {
            var channel = channels.Name(slot, isExclusive: true);
            writer.Write(ElementId.ChannelIdentification, channel);
        }

        writer.Write(ElementId.RestartIndicator, indicator);
        outputs.Send(default, writer.Length);
    }

    // What was asked for is repeated as it came (§5.5.2).
    private static void WriteRestartAcknowledge(in Q931Message restart, PriOutputs outputs)
    {
        var writer = new Q931Writer(outputs.Room(), Turned(restart.Reference), MessageType.RestartAcknowledge);
        if (restart.TryRead<TextElement>(ElementId.ChannelIdentification, out var channel))
            writer.Write(ElementId.ChannelIdentification, channel);
        if (restart.TryRead<TextElement>(ElementId.RestartIndicator, out var indicator))
            writer.Write(ElementId.RestartIndicator, indicator);
        outputs.Send(default, writer.Length);
    }

    // The diagnostic of 96 and 100 is an element, of 97 and 101 a message type (Q.850 table 1).
    private void WriteCause(ref Q931Writer writer, byte cause, byte diagnostic)
    {
        ReadOnlySpan<byte> at = [diagnostic];
        writer.Write(ElementId.Cause, new CauseElement
        {
            Location = location,
            Value = cause,
            Diagnostics = cause is 96 or 97 or 100 or 101 && diagnostic != 0 ? at : default,
        });
    }

    private static void Tell(PriOutputKind kind, Q931Call call, in Q931Message message, PriOutputs outputs) =>
        outputs.Add(new PriOutput(kind, call.Id)
        {
            Channel = call.Channel,
            Cause = ReceivedFields.Cause(message, 0, out _),
            Location = message.TryRead<ProgressElement>(ElementId.ProgressIndicator, out var progress)
                ? progress.Location : default,
            Progress = progress.Description,
            InBand = ReceivedFields.IsInBand(message, isEnding: false),
        });

    private static CallReference Turned(CallReference received) => received with { ToOrigin = !received.ToOrigin };
}
