namespace CallRouting;

/// <summary>Every available member starts at t = 0 (SPEC G13). A round lasts the plan's default ring time.</summary>
internal static class AllAtOnce
{
    public static RingPattern Pattern => new(StartsTogether: true, StopsPrevious: false, KeepsLast: true);
}
