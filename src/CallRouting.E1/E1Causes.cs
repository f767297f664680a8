namespace CallRouting.E1;

/// <summary>Between cause values on the wire and causes, both ways (Q.850). The core speaks Q.850, so that the direct
/// sense is the value itself.</summary>
internal static class E1Causes
{
    /// <summary>The value to send for a cause: 1 … 127.</summary>
    public static byte ValueOf(Cause cause) => cause == Cause.None ? (byte)Cause.NormalClearing : (byte)cause;

    /// <summary>The cause that a received value stands for. One that has no name here takes that of its meaning; one
    /// that nobody has defined counts as the unspecified one of its class (Q.850 §2.2.5, Q.931 §5.8.7.2).</summary>
    /// <param name="value">Any octet; bit 8 is the extension bit and not part of it. 0: none was given.</param>
    public static Cause Of(byte value) => (value & 0x7F) switch
    {
        0 => Cause.NormalUnspecified,
        2 or 25 => Cause.NoRouteToDestination,
        14 or 23 => Cause.NumberChanged,
        24 or 29 => Cause.CallRejected,
        44 or 46 or 47 => Cause.NoCircuitAvailable,
        65 or 66 or 69 or 70 or 79 or 87 => Cause.IncompatibleDestination,
        var known when Enum.IsDefined((Cause)known) => (Cause)known,
        < 32 => Cause.NormalUnspecified,
        // Resource unavailable: another line may have what this one has not.
        < 48 => Cause.TemporaryFailure,
        < 64 => Cause.BearerCapabilityNotAuthorized,
        < 80 => Cause.IncompatibleDestination,
        < 112 => Cause.ProtocolError,
        _ => Cause.Interworking,
    };
}
