using System.Globalization;

namespace CallRouting;

/// <summary>The number by which the installation itself knows an analog line, 1 to 65535; it is not a telephone number
/// and never compared with one.</summary>
/// <param name="Value">The line's number; 0, as in <c>default</c>, means the call did not come over a numbered
/// line.</param>
public readonly record struct LineNumber(ushort Value)
{
    /// <summary>True for <c>default</c>: no line.</summary>
    public bool IsNone => Value == 0;

    /// <summary>The line's number in decimal; empty for no line.</summary>
    public override string ToString() => IsNone ? string.Empty : Value.ToString(CultureInfo.InvariantCulture);
}
