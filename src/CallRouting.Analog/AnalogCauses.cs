namespace CallRouting.Analog;

/// <summary>Between what an analog line can tell and causes. A line says little: a tone, or nothing.</summary>
internal static class AnalogCauses
{
    /// <summary>The cause that a tone stands for while an outgoing call is set up.</summary>
    public static Cause OfTone(FxoTone tone) => tone switch
    {
        FxoTone.Busy => Cause.UserBusy,
        FxoTone.Congestion => Cause.Congestion,
        _ => Cause.None,
    };

    /// <summary>Whether a tone in talk says that the far end is gone: busy or congestion, or dial tone, which some
    /// exchanges give at once.</summary>
    public static bool IsGone(FxoTone tone) => tone is FxoTone.Busy or FxoTone.Congestion or FxoTone.Dial;
}
