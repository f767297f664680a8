namespace CallRouting;

/// <summary>What employees press during a conversation to pass the caller on (SPEC G24, S3, S4, S7).</summary>
/// <remarks>Each is <c>*</c> or <c>#</c> and one further key. <c>null</c>: that is not done by key.</remarks>
public sealed record TransferKeys
{
    /// <summary>Transfers at once to the internal number that follows: <c>*1</c>.</summary>
    public string? Blind { get; init; } = "*1";

    /// <summary>Holds the caller and rings the internal number that follows, to speak with them first: <c>*2</c>.
    /// Hanging up then transfers.</summary>
    public string? Attended { get; init; } = "*2";

    /// <summary>Back to the caller: <c>*0</c>.</summary>
    public string? Cancel { get; init; } = "*0";

    /// <summary>Says that the number is wrong, and ends the call: <c>*7</c>.</summary>
    public string? WrongNumber { get; init; } = "*7";

    /// <summary>Declines with thanks, as for advertising, and ends the call: <c>*8</c>.</summary>
    public string? Declined { get; init; } = "*8";
}
