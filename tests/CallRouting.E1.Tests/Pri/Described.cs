using System.Numerics;
using System.Text;

namespace CallRouting.E1.Tests;

/// <summary>Messages and outputs in words, for what tests expect and for the document of the states.</summary>
internal static class Described
{
    public static string Message(ReadOnlySpan<byte> octets)
    {
        if (!Q931Message.TryDecode(octets, out var message))
            return "?";
        var text = new StringBuilder(message.Type.ToString());
        if (message.TryRead<CauseElement>(ElementId.Cause, out var cause))
            text.Append($" {cause.Value}");
        if (message.TryRead<CallStateElement>(ElementId.CallState, out var state))
            text.Append($" state {state.Value}");
        if (message.TryRead<ChannelElement>(ElementId.ChannelIdentification, out var channel))
            text.Append(Channel(channel));
        if (message.TryRead<ProgressElement>(ElementId.ProgressIndicator, out var progress))
            text.Append($" progress {progress.Description}");
        if (message.TryRead<NumberElement>(ElementId.CalledNumber, out var called))
            text.Append($" called {Encoding.Latin1.GetString(called.Digits)}");
        if (message.TryRead<RestartElement>(ElementId.RestartIndicator, out var restart))
            text.Append($" class {restart.Class}");
        if (message.Has(ElementId.SendingComplete))
            text.Append(" complete");
        return text.ToString();
    }

    public static string Output(in PriOutput output)
    {
        var text = new StringBuilder(output.Kind.ToString());
        if (output.Channel != 0)
            text.Append($" on {output.Channel}");
        if (output.Cause != 0)
            text.Append($" {output.Cause}");
        if (output.Digits is { } digits)
            text.Append($" {digits}");
        if (output.Offer is { } offer)
            text.Append($" to {offer.Called?.Digits ?? "nobody"}");
        if (output.InBand)
            text.Append(" in-band");
        return text.ToString();
    }

    private static string Channel(in ChannelElement channel) => channel.Choice switch
    {
        ChannelChoice.Any => " any channel",
        ChannelChoice.None => " no channel",
        _ => $" channel {BitOperations.TrailingZeroCount(channel.Channels)}{(channel.IsExclusive ? "!" : "")}",
    };
}
