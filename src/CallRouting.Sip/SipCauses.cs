namespace CallRouting.Sip;

/// <summary>Between SIP status codes and causes, both ways (RFC 3398 §7.2.4.1, §8.2.6.1; RFC 3326).</summary>
internal static class SipCauses
{
    /// <summary>The status that refuses a call for a cause.</summary>
    public static int StatusOf(Cause cause) => cause switch
    {
        Cause.UnallocatedNumber or Cause.NoRouteToDestination or Cause.AnsweredElsewhere => 404,
        Cause.UserBusy => 486,
        Cause.NoUserResponding => 408,
        Cause.NoAnswer or Cause.SubscriberAbsent or Cause.NormalUnspecified => 480,
        Cause.NormalClearing or Cause.None => 480,
        Cause.CallRejected => 603,
        Cause.NumberChanged => 410,
        Cause.DestinationOutOfOrder => 502,
        Cause.InvalidNumberFormat => 484,
        Cause.NoCircuitAvailable or Cause.NetworkOutOfOrder or Cause.TemporaryFailure or Cause.Congestion => 503,
        Cause.BearerCapabilityNotAuthorized => 403,
        Cause.IncompatibleDestination => 488,
        Cause.RecoveryOnTimerExpiry => 504,
        _ => 500,
    };

    /// <summary>The cause that a refusal stands for.</summary>
    /// <param name="status">300–699.</param>
    public static Cause OfStatus(int status) => status switch
    {
        301 or 410 => Cause.NumberChanged,
        404 or 485 or 604 => Cause.UnallocatedNumber,
        401 or 402 or 403 or 407 or 603 or 607 or 608 => Cause.CallRejected,
        408 or 504 => Cause.RecoveryOnTimerExpiry,
        480 => Cause.NoUserResponding,
        482 or 483 => Cause.NoRouteToDestination,
        484 => Cause.InvalidNumberFormat,
        486 or 600 => Cause.UserBusy,
        487 => Cause.NormalClearing,
        406 or 415 or 488 or 606 => Cause.IncompatibleDestination,
        400 or 481 or 500 or 503 => Cause.TemporaryFailure,
        502 => Cause.NetworkOutOfOrder,
        _ => Cause.Interworking,
    };

    /// <summary>The cause that a response, a BYE or a CANCEL gives: its Reason field, else its status.</summary>
    public static Cause Of(SipMessage message)
    {
        foreach (var value in message.Values(SipHeader.Reason))
        {
            var semicolon = value.IndexOf((byte)';');
            if (semicolon < 0 || !SipParams.TryParse(value[semicolon..], out var parameters)
                || !SipText.TryNumber(parameters["cause"u8], out var number) || number is < 1 or > 699)
                continue;
            var protocol = SipText.Trim(value[..semicolon]);
            if (SipText.Same(protocol, "Q.850"u8) && number < 128)
                return OfQ850((int)number);
            if (SipText.Same(protocol, "SIP"u8) && number >= 200)
                return number < 300 ? Cause.AnsweredElsewhere : OfStatus((int)number);
        }

        return message.IsRequest ? Cause.NormalClearing : OfStatus(message.StatusCode);
    }

    /// <summary>The value of the Reason field, empty for no cause. A phone that is told of an answer elsewhere does
    /// not count a missed call (RFC 3326 §2).</summary>
    public static string Reason(Cause cause) => cause switch
    {
        Cause.None => "",
        Cause.AnsweredElsewhere => "SIP;cause=200;text=\"Call completed elsewhere\"",
        _ => $"Q.850;cause={(byte)cause};text=\"{Text(cause)}\"",
    };

    // Values of Q.850 that have no cause of their own here take that of their meaning, else that of their class.
    private static Cause OfQ850(int value) => value switch
    {
        _ when Enum.IsDefined((Cause)value) => (Cause)value,
        2 or 25 => Cause.NoRouteToDestination,
        14 or 23 => Cause.NumberChanged,
        29 => Cause.CallRejected,
        44 or 47 => Cause.NoCircuitAvailable,
        >= 50 and <= 58 => Cause.BearerCapabilityNotAuthorized,
        63 or 65 or 66 or 69 or 70 or 79 or 87 => Cause.IncompatibleDestination,
        >= 33 and <= 46 => Cause.TemporaryFailure,
        >= 81 and <= 111 => Cause.ProtocolError,
        < 32 => Cause.NormalUnspecified,
        _ => Cause.Interworking,
    };

    private static string Text(Cause cause) => cause switch
    {
        Cause.UnallocatedNumber => "Unallocated number",
        Cause.NoRouteToDestination => "No route to destination",
        Cause.NormalClearing => "Normal call clearing",
        Cause.UserBusy => "User busy",
        Cause.NoUserResponding => "No user responding",
        Cause.NoAnswer => "No answer from user",
        Cause.SubscriberAbsent => "Subscriber absent",
        Cause.CallRejected => "Call rejected",
        Cause.NumberChanged => "Number changed",
        Cause.DestinationOutOfOrder => "Destination out of order",
        Cause.InvalidNumberFormat => "Invalid number format",
        Cause.NormalUnspecified => "Normal, unspecified",
        Cause.NoCircuitAvailable => "No circuit/channel available",
        Cause.NetworkOutOfOrder => "Network out of order",
        Cause.TemporaryFailure => "Temporary failure",
        Cause.Congestion => "Switching equipment congestion",
        Cause.BearerCapabilityNotAuthorized => "Bearer capability not authorized",
        Cause.IncompatibleDestination => "Incompatible destination",
        Cause.RecoveryOnTimerExpiry => "Recovery on timer expiry",
        Cause.ProtocolError => "Protocol error, unspecified",
        _ => "Interworking, unspecified",
    };
}
