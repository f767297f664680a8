namespace CallRouting;

/// <summary>A call that arrives: what the transport knows of it. Plain data.</summary>
public sealed record CallOffer
{
    /// <summary>The id of the trunk the call came by; empty when an employee's device calls.</summary>
    public string Trunk { get; init; } = "";

    /// <summary>The id of the employee whose device calls; <c>null</c>: a call from outside.</summary>
    public string? Employee { get; init; }

    /// <summary>The called number exactly as received; absent on an analog line (SPEC O2).</summary>
    public CalledId Called { get; init; }

    /// <summary>The analog line's own number; none on other trunks.</summary>
    public LineNumber Line { get; init; }

    /// <summary>Who calls.</summary>
    public CallerId Caller { get; init; }

    /// <summary>What the line can do by which the call came; everything, where the transport says nothing
    /// else.</summary>
    public TransportCapabilities Capabilities { get; init; } = TransportCapabilities.All;
}

/// <summary>Who calls, as the network presented it. <c>default</c>: nothing was presented.</summary>
/// <param name="Number">The number as received; <c>null</c>: withheld or unknown. Personal data: mask it in
/// logs.</param>
/// <param name="Name">The name as received; <c>null</c>: none.</param>
public readonly record struct CallerId(string? Number, string? Name = null)
{
    /// <summary>The number with its middle hidden, as logs may show it (SPEC P6); <c>unknown</c> without one.</summary>
    public string Masked()
    {
        if (string.IsNullOrEmpty(Number))
            return "unknown";
        if (PhoneNumber.TryParse(Number, out var number))
            return number.Masked();
        return Number.Length <= 4 ? Number :
            string.Concat(Number.AsSpan(0, 2), "•••••", Number.AsSpan(Number.Length - 2));
    }
}
