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

    public void Asked(int node, HoursState hours)
    {
    }

    public void Reached(int node)
    {
    }
}
