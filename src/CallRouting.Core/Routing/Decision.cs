namespace CallRouting;

/// <summary>Where a call goes first.</summary>
/// <param name="Node">The first node that takes time, as an index in the plan; −1: the number leads nowhere, which
/// only an employee can dial.</param>
/// <param name="Number">The company number that matched, as an index in the plan; −1: none ("other").</param>
/// <param name="Called">The called number as the trunk's rules made it.</param>
public readonly record struct Decision(int Node, int Number, NormalisedNumber Called)
{
    /// <summary>Whether no number matched.</summary>
    public bool IsOther => Number < 0;

    // From 1, so that a default decision has no trunk.
    private readonly int _trunk;

    /// <summary>The trunk the call came by, as an index in the plan; −1: none that the plan has.</summary>
    public int Trunk
    {
        get => _trunk - 1;
        init => _trunk = value + 1;
    }

    /// <summary>The caller's number in international form as the trunk's country writes it; none where it is not
    /// shown, is no international number, or nothing in the plan asks for it.</summary>
    public PhoneNumber Caller { get; init; }

    /// <summary>Whether the caller shows no number, where something in the plan asks for it.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The priority in queues that the call begins with: 0 to 100, more is sooner.</summary>
    public byte Priority { get; init; }
}

/// <summary>Follows a decision rule by rule. Implemented as a struct, so that following nothing costs
/// nothing.</summary>
internal interface IDecisionTrace
{
    /// <summary>The line decides.</summary>
    void ByLine(TrunkEntry trunk);

    /// <summary>The called number was normalised.</summary>
    void ByCalledId(TrunkEntry? trunk, ReadOnlySpan<char> raw, NormalisedNumber called);

    /// <summary>An employee dialled.</summary>
    void Dialled(ReadOnlySpan<char> raw, NormalisedNumber called);

    /// <summary>A number, an internal number or nothing matched.</summary>
    void Matched(int number, int node);

    /// <summary>The caller's number was asked for.</summary>
    void ByCaller(ReadOnlySpan<char> raw, in CallFacts facts, ScreeningResult screened, int priority);

    /// <summary>A switch was asked.</summary>
    void Compared(int node, in CallFacts facts, int chosen);

    /// <summary>A guarded employee's step asked who calls.</summary>
    void Guarded(int node, in CallFacts facts);

    /// <summary>A schedule was asked.</summary>
    void Asked(int node, HoursState hours);

    /// <summary>The node that was reached.</summary>
    void Reached(int node);
}

/// <summary>Follows nothing.</summary>
internal readonly struct NoTrace : IDecisionTrace
{
    public void ByLine(TrunkEntry trunk)
    {
    }

    public void ByCalledId(TrunkEntry? trunk, ReadOnlySpan<char> raw, NormalisedNumber called)
    {
    }

    public void Dialled(ReadOnlySpan<char> raw, NormalisedNumber called)
    {
    }

    public void Matched(int number, int node)
    {
    }

    public void ByCaller(ReadOnlySpan<char> raw, in CallFacts facts, ScreeningResult screened, int priority)
    {
    }

    public void Compared(int node, in CallFacts facts, int chosen)
    {
    }

    public void Guarded(int node, in CallFacts facts)
    {
    }

    public void Asked(int node, HoursState hours)
    {
    }

    public void Reached(int node)
    {
    }
}
