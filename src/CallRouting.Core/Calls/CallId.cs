using System.Globalization;

namespace CallRouting;

/// <summary>One call in one office. Given out by the office in rising order; <c>default</c> is no call.</summary>
/// <param name="Value">1 … 2⁴⁸ − 1.</param>
public readonly record struct CallId(ulong Value)
{
    /// <summary>Whether this is no call.</summary>
    public bool IsNone => Value == 0;

    /// <summary>The caller's leg.</summary>
    public LegId Caller => new(Value << 16);

    /// <summary>The call's leg with a number.</summary>
    /// <param name="number">0 is the caller's.</param>
    public LegId Leg(ushort number) => new(Value << 16 | number);

    /// <summary>The number of the call, for people and logs.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One leg of a call: the caller's, or one towards a device or an outside number. <c>default</c> is no
/// leg.</summary>
/// <param name="Value">The call in the upper 48 bits, the leg's number in the lower 16.</param>
public readonly record struct LegId(ulong Value)
{
    /// <summary>Whether this is no leg.</summary>
    public bool IsNone => Value == 0;

    /// <summary>The call this leg belongs to.</summary>
    public CallId Call => new(Value >> 16);

    /// <summary>The leg's number in its call; 0 is the caller's.</summary>
    public ushort Number => (ushort)Value;

    /// <summary>Whether this is the caller's leg.</summary>
    public bool IsCaller => Value != 0 && Number == 0;

    /// <summary>Call and leg as <c>17.2</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 16}.{Number}");
}

/// <summary>A registered device of an employee, as its transport knows it. <c>default</c> is no device.</summary>
/// <param name="Value">1 or more, given out by the office.</param>
public readonly record struct DeviceId(int Value)
{
    /// <summary>Whether this is no device.</summary>
    public bool IsNone => Value == 0;
}
