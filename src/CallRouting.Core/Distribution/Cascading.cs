namespace CallRouting;

/// <summary>Available member i starts at i·d and keeps ringing: at t, min(n, ⌊t/d⌋+1) ring (SPEC G15).</summary>
internal static class Cascading
{
    public static RingPattern Pattern => new(StartsTogether: false, StopsPrevious: false, KeepsLast: true);
}
