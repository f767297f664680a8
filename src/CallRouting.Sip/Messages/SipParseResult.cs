using System.Diagnostics.CodeAnalysis;

namespace CallRouting.Sip;

/// <summary>What came of parsing.</summary>
internal enum SipParseOutcome : byte
{
    /// <summary>Nothing to work with: forget the octets.</summary>
    Drop,

    /// <summary>A request that must be refused, whole enough that a response can be built.</summary>
    Bad,

    /// <summary>A message to work with.</summary>
    Good,
}

/// <summary>What is wrong with a message. <c>default</c> is nothing.</summary>
/// <param name="Header">The field at fault, <see cref="SipHeader.Other"/> for the start line or the framing.</param>
/// <param name="StatusCode">The response it earns; 0 for none.</param>
/// <param name="Reason">The reason phrase of that response.</param>
internal readonly record struct SipFault(SipHeader Header, int StatusCode, string Reason)
{
    public bool IsNone => StatusCode == 0;
}

/// <summary>The outcome of parsing one datagram or one frame of a stream.</summary>
internal readonly record struct SipParseResult(SipParseOutcome Outcome, SipMessage? Message, SipFault Fault)
{
    [MemberNotNullWhen(true, nameof(Message))]
    public bool IsGood => Outcome == SipParseOutcome.Good;

    /// <summary>A bad request that gets a response: an ACK never does (RFC 3261 §17.1.1.3).</summary>
    [MemberNotNullWhen(true, nameof(Message))]
    public bool IsAnswered => Outcome == SipParseOutcome.Bad && Message is { Method: not SipMethod.Ack };
}
