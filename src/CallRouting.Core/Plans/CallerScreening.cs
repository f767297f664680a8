namespace CallRouting;

/// <summary>What the caller's number decides before the called number does. It applies to calls from outside.</summary>
/// <remarks>Numbers are written <c>+79031234567</c>, or <c>+7903*</c> for all that begin so. A caller who is allowed is
/// neither blocked nor taken for anonymous.</remarks>
public sealed record CallerScreening
{
    /// <summary>Callers who are always let through.</summary>
    public EquatableList<string> Allow { get; init; }

    /// <summary>Callers who are not let through.</summary>
    public EquatableList<string> Block { get; init; }

    /// <summary>Where blocked callers go; <c>null</c>: they are rejected.</summary>
    public Target? Blocked { get; init; }

    /// <summary>Where callers go who show no number; <c>null</c>: on as everybody.</summary>
    public Target? Anonymous { get; init; }

    /// <summary>Callers who wait less than others.</summary>
    public EquatableList<CallerPriority> Priorities { get; init; }
}

/// <summary>Callers with a priority of their own in queues.</summary>
/// <param name="Callers">Their numbers.</param>
/// <param name="Priority">1 to 100, more is sooner; others have 0.</param>
public sealed record CallerPriority(EquatableList<string> Callers, int Priority);
