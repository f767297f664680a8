using NodaTime;

namespace CallRouting;

/// <summary>An answering machine: greeting, beep, recording (SPEC G32).</summary>
public sealed record Voicemail
{
    /// <summary>The name by which the plan refers to this answering machine.</summary>
    public required string Id { get; init; }

    /// <summary>The prompt played before the beep.</summary>
    public required string Greeting { get; init; }

    /// <summary>The employee whom the message is for.</summary>
    public required string DeliverTo { get; init; }

    /// <summary>The longest message; <c>null</c>: the plan's default.</summary>
    public Duration? MaxLength { get; init; }
}

/// <summary>A fax box (SPEC G31).</summary>
public sealed record FaxBox
{
    /// <summary>The name by which the plan refers to this fax box.</summary>
    public required string Id { get; init; }

    /// <summary>The employee whom the document is for.</summary>
    public required string DeliverTo { get; init; }
}

/// <summary>A number or address outside the company.</summary>
public sealed record ExternalNumber
{
    /// <summary>The name by which the plan refers to it.</summary>
    public required string Id { get; init; }

    /// <summary>A <c>sip:</c> address, or a number in international form that leaves by a trunk.</summary>
    public required string To { get; init; }

    /// <summary>The trunks to leave by, in the order in which they are tried; empty: as the plan's outgoing calls say.
    /// Not used for addresses.</summary>
    public EquatableList<string> Trunks { get; init; }

    /// <summary>What is told to the outside party: nothing else leaves (SPEC P3).</summary>
    public EquatableList<SharedField> Share { get; init; }

    /// <summary>Why personal data leave the company (SPEC P3); required.</summary>
    public required string Purpose { get; init; }

    /// <summary>How long it may ring; <c>null</c>: the plan's default.</summary>
    public Duration? AnswerWithin { get; init; }

    /// <summary>Whether the answering person must press 1.</summary>
    public bool Confirm { get; init; }

    /// <summary>Where the call goes when nobody answers there.</summary>
    public required Target Otherwise { get; init; }
}

/// <summary>What an outside party may be told of a call.</summary>
public enum SharedField : byte
{
    /// <summary>The caller's number.</summary>
    CallerNumber = 0,

    /// <summary>The company's number that was called.</summary>
    CalledNumber = 1,

    /// <summary>The call's id in the call records.</summary>
    CallId = 2,

    /// <summary>The caller's name.</summary>
    CallerName = 3,
}
