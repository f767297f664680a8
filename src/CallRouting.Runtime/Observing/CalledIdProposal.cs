namespace CallRouting.Runtime;

/// <summary>What a plan lacks to know the called numbers that were observed, ready to be pasted into it (SPEC O12,
/// X9).</summary>
/// <remarks>Each proposal was tried: with it in the plan the observed value finds its number, and every value that found
/// one before finds the same.</remarks>
public sealed record CalledIdProposal
{
    /// <summary>The trunks whose <c>called-id</c> should change, with the whole of it as it should be.</summary>
    public required IReadOnlyList<TrunkProposal> Trunks { get; init; }

    /// <summary>Numbers that were called and that the plan does not have.</summary>
    public required IReadOnlyList<NumberProposal> Numbers { get; init; }

    /// <summary>What resembles no number: names, numbers that are cut off, calls without a called number.</summary>
    public required IReadOnlyList<ObservedCall> Unexplained { get; init; }

    /// <summary>Whether the plan knows all that was observed, or nothing can be done about it.</summary>
    public bool IsEmpty => Trunks.Count == 0 && Numbers.Count == 0;

    /// <summary>Finds what a plan lacks.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="observed">What was observed, as <see cref="CallRouter.ObservedCalls"/> gives it for this
    /// plan.</param>
    public static CalledIdProposal For(RoutingPlan plan, IReadOnlyList<ObservedCall> observed)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(observed);
        return new CalledIdProposing(plan, observed).Propose();
    }

    /// <summary>The plan with all that is proposed in it.</summary>
    /// <param name="plan">The plan that the proposals were made for.</param>
    public Plan ApplyTo(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rules = Trunks.ToDictionary(trunk => trunk.Trunk, trunk => trunk.Rules, StringComparer.Ordinal);
        return plan with
        {
            Trunks = EquatableList.From(plan.Trunks.Select(trunk =>
                rules.TryGetValue(trunk.Id, out var proposed) ? trunk with { NumberRules = proposed } : trunk)),
            Numbers = EquatableList.From(plan.Numbers.Concat(Numbers.Select(number => number.Number))),
        };
    }

    /// <summary>The proposals as parts of a plan file, with what was observed as comments.</summary>
    /// <param name="plan">The plan that the proposals were made for.</param>
    public string ToYaml(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return CalledIdYaml.Write(this, plan);
    }
}

/// <summary>How a trunk should read called numbers.</summary>
/// <param name="Trunk">The trunk's id.</param>
/// <param name="Rules">The rules that take the place of those in the plan; they hold those that are there.</param>
/// <param name="Explained">The values that find their number with them.</param>
public sealed record TrunkProposal(string Trunk, NumberRulesSettings Rules, IReadOnlyList<ObservedCall> Explained);

/// <summary>A number to add to the plan.</summary>
/// <param name="Number">The number, with a route to begin with.</param>
/// <param name="Explained">The values that find it.</param>
public sealed record NumberProposal(CompanyNumber Number, IReadOnlyList<ObservedCall> Explained);
