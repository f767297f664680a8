namespace CallRouting.E1;

/// <summary>How a span is, as of the last time its thread came round.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Trunk">The trunk it belongs to.</param>
/// <param name="IsOpen">Whether its device is there.</param>
/// <param name="Alarm">What is wrong with the line.</param>
/// <param name="IsLinkUp">Whether its data link is established.</param>
/// <param name="Channels">The channels in service.</param>
/// <param name="Calls">The calls on it, those that end included.</param>
/// <param name="Underruns">How often a bearer channel had nothing to send.</param>
/// <param name="Overruns">How often a block that had come in was lost.</param>
public sealed record E1SpanState(string Name, string Trunk, bool IsOpen, SpanAlarm Alarm, bool IsLinkUp, int Channels,
    int Calls, long Underruns, long Overruns);
