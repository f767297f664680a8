using System.Globalization;

namespace CallRouting;

/// <summary>One company on a router (SPEC G2). <c>default</c> is no company.</summary>
/// <param name="Value">1 or more.</param>
public readonly record struct DomainId(int Value)
{
    /// <summary>Whether this is no company.</summary>
    public bool IsNone => Value == 0;

    /// <summary>The number, for logs.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
