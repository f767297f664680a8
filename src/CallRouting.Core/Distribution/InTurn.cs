namespace CallRouting;

/// <summary>Available member i rings in [i·d, (i+1)·d); a round of n members lasts n·d (SPEC G14). In plan order; other
/// strategies ring so in an order of their own.</summary>
internal static class InTurn
{
    public static RingPattern Pattern => new(StartsTogether: false, StopsPrevious: true, KeepsLast: false);
}
