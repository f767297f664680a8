using CallRouting.PlanFiles;

namespace CallRouting.Runtime;

/// <summary>What <see cref="CallRoutingRegistration.AddCallRouting"/> sets up: the router's settings, its companies and
/// its transports.</summary>
public sealed class CallRoutingOptions
{
    private readonly List<DomainSettings> _domains = [];
    private readonly List<TransportSettings> _transports = [];

    /// <summary>The router's settings.</summary>
    public CallRouterOptions Router { get; } = new();

    /// <summary>Whether plan files are watched and put into force again when they change. Default: they are.</summary>
    public bool WatchesPlanFiles { get; set; } = true;

    /// <summary>The companies, in the order of their <see cref="DomainId"/>s: the first is 1.</summary>
    public IReadOnlyList<DomainSettings> Domains => _domains;

    internal IReadOnlyList<TransportSettings> Transports => _transports;

    /// <summary>Adds a company whose plan is a file.</summary>
    /// <param name="name">The company's name: lower-case letters, digits, <c>-</c>, <c>_</c>.</param>
    /// <param name="planFile">The plan file. It is read when the router is made, and again when it changes.</param>
    /// <param name="promptFolders">Where its prompts are looked for before the router's folders.</param>
    public void AddDomain(string name, string planFile, params IEnumerable<string> promptFolders)
    {
        ArgumentException.ThrowIfNullOrEmpty(planFile);
        _domains.Add(new DomainSettings(name, null, planFile, [.. promptFolders]));
    }

    /// <summary>Adds a company whose plan was made in code.</summary>
    /// <param name="name">The company's name: lower-case letters, digits, <c>-</c>, <c>_</c>.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="promptFolders">Where its prompts are looked for before the router's folders.</param>
    public void AddDomain(string name, RoutingPlan plan, params IEnumerable<string> promptFolders)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _domains.Add(new DomainSettings(name, plan, null, [.. promptFolders]));
    }

    /// <summary>Adds a transport. It is made when the router is; the router disposes of it.</summary>
    /// <param name="make">Makes it.</param>
    /// <param name="serves">The kinds of trunk it carries outgoing calls for.</param>
    public void AddTransport(Func<IServiceProvider, ICallTransport> make, params ReadOnlySpan<TrunkKind> serves)
    {
        ArgumentNullException.ThrowIfNull(make);
        _transports.Add(new TransportSettings(make, serves.ToArray()));
    }

    internal sealed record TransportSettings(Func<IServiceProvider, ICallTransport> Make, TrunkKind[] Serves);
}

/// <summary>One company as the options name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plan">Its plan; <c>null</c>: from the file.</param>
/// <param name="PlanFile">Its plan file; <c>null</c>: made in code.</param>
/// <param name="PromptFolders">Where its prompts are looked for first.</param>
public sealed record DomainSettings(string Name, RoutingPlan? Plan, string? PlanFile,
    IReadOnlyList<string> PromptFolders)
{
    /// <summary>The plan, from wherever it is.</summary>
    /// <exception cref="PlanFileException">The file has mistakes; the message lists them all.</exception>
    public RoutingPlan Load()
    {
        if (Plan is not null)
            return Plan;
        var result = CallRouting.PlanFiles.PlanFile.Load(PlanFile!);
        return result.Plan ?? throw new PlanFileException(result);
    }
}

/// <summary>A plan file cannot be used; the message lists every mistake with its line and column.</summary>
public sealed class PlanFileException : Exception
{
    /// <summary>Makes the exception from what reading gave.</summary>
    /// <param name="result">The result, without a plan.</param>
    public PlanFileException(PlanFileResult result)
        : base($"The plan file {result.Name} cannot be used:\n" + string.Join('\n', result.Diagnostics)) =>
        Result = result;

    /// <summary>What reading the file gave.</summary>
    public PlanFileResult Result { get; }
}
