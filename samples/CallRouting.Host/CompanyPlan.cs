using CallRouting.PlanFiles;

namespace CallRouting.Host;

/// <summary>A plan to serve and the name of its company.</summary>
/// <param name="Name">The company's name.</param>
/// <param name="Plan">The plan.</param>
/// <param name="PlanName">What the plan is called on the screen.</param>
/// <param name="File">The plan file; <c>null</c>: the plan inside the program.</param>
internal sealed record CompanyPlan(string Name, RoutingPlan Plan, string PlanName, string? File)
{
    /// <summary>The company of a router that serves one.</summary>
    public const string Only = "office";

    /// <summary>Gives every plan its company: a single one is <see cref="Only"/>, of several each is called as its
    /// plan's id, unless a name was given.</summary>
    /// <param name="read">The plans, all valid.</param>
    /// <exception cref="ArgumentException">Companies cannot be told apart; the message says what to do.</exception>
    public static IReadOnlyList<CompanyPlan> Of(IReadOnlyList<(PlanChoice? Choice, PlanFileResult Read)> read)
    {
        var companies = read.Select(one => new CompanyPlan(
            one.Choice?.Name ?? (read.Count == 1 ? Only : one.Read.Plan!.Source.Id), one.Read.Plan!, one.Read.Name,
            one.Choice?.File)).ToList();
        foreach (var alike in companies.GroupBy(company => company.Name, StringComparer.Ordinal))
            if (alike.Count() > 1)
                throw new ArgumentException($"Two companies are called \"{alike.Key}\": "
                    + $"{string.Join(" and ", alike.Select(company => company.PlanName))}. Give each a name: "
                    + "--plan NAME=FILE.");
        CheckNumbers(companies);
        return companies;
    }

    // A call from an address that is a peer of several companies is told by the number that was called.
    private static void CheckNumbers(List<CompanyPlan> companies)
    {
        var owners = new Dictionary<PhoneNumber, CompanyPlan>();
        foreach (var company in companies)
        {
            foreach (var number in company.Plan.Numbers)
            {
                if (!owners.TryAdd(number.Called, company) && SharedPeer(owners[number.Called], company) is { } peer)
                    throw new ArgumentException($"{number.Called} is a number of {owners[number.Called].Name} and of "
                        + $"{company.Name}, and both take calls from {peer}: nobody could tell whose call it is. Take "
                        + "the number, or the peer, out of one of the plans.");
            }
        }
    }

    private static string? SharedPeer(CompanyPlan a, CompanyPlan b) => Peers(a).Intersect(Peers(b)).FirstOrDefault();

    private static IEnumerable<string> Peers(CompanyPlan company) => company.Plan.Trunks
        .Where(trunk => trunk.Settings.Kind == TrunkKind.Sip)
        .SelectMany(trunk => trunk.Settings.Peers.IsEmpty && trunk.Settings.Username is null
            ? ["this machine"] : trunk.Settings.Peers.AsEnumerable());
}
