using NodaTime;

namespace CallRouting;

/// <summary>Describes one outside number inside <see cref="PlanBuilder.External"/>.</summary>
public sealed class ExternalBuilder
{
    internal ExternalBuilder(ExternalNumber external) => Made = external;

    internal ExternalNumber Made { get; private set; }

    /// <summary>Chooses the trunk to leave by; else those of the ways out are tried.</summary>
    public ExternalBuilder By(params ReadOnlySpan<string> trunks) =>
        Set(Made with { Trunks = EquatableList.Create(trunks) });

    /// <summary>Says what the outside party is told; else it is nothing.</summary>
    public ExternalBuilder Share(params ReadOnlySpan<SharedField> fields) =>
        Set(Made with { Share = EquatableList.Create(fields) });

    /// <summary>Says how long it may ring.</summary>
    public ExternalBuilder AnswerWithin(Duration time) => Set(Made with { AnswerWithin = time });

    /// <summary>Asks the answering person to press 1.</summary>
    public ExternalBuilder Confirm() => Set(Made with { Confirm = true });

    private ExternalBuilder Set(ExternalNumber external)
    {
        Made = external;
        return this;
    }
}
