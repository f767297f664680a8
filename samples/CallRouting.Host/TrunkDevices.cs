using CallRouting.Analog;
using CallRouting.E1;
using CallRouting.Runtime;
using Microsoft.Extensions.Logging;

namespace CallRouting.Host;

/// <summary>The spans and lines of the command line, and the trunks of the companies' plans, brought
/// together.</summary>
internal sealed class TrunkDevices
{
    private readonly Dictionary<(DomainId, string), string> _names = [];

    private TrunkDevices(E1Transport? e1, AnalogTransport? analog) => (E1, Analog) = (e1, analog);

    /// <summary>The E1 lines; <c>null</c>: there are none.</summary>
    public E1Transport? E1 { get; }

    /// <summary>The analog lines; <c>null</c>: there are none.</summary>
    public AnalogTransport? Analog { get; }

    /// <summary>What a trunk's device is called; <c>null</c>: it has none.</summary>
    public string? NameOf(DomainId domain, string trunk) => _names.GetValueOrDefault((domain, trunk));

    /// <summary>Finds the trunk of every span and line.</summary>
    /// <param name="options">What the command line asks for.</param>
    /// <param name="companies">The companies.</param>
    /// <param name="log">Where the log goes.</param>
    /// <exception cref="ArgumentException">A trunk is none, of another kind, or that of several companies.</exception>
    public static TrunkDevices Make(HostOptions options, IReadOnlyList<Company> companies, ILoggerFactory log)
    {
        var names = new List<(DomainId Domain, string Trunk, string Device)>();
        var spans = new List<E1SpanOptions>();
        foreach (var choice in options.Spans)
        {
            var (company, trunk) = Find("--e1", choice.Company, choice.Options.Trunk, TrunkKind.Pri, companies);
            spans.Add(choice.Options with { Domain = company.Domain });
            names.Add((company.Domain, trunk.Id, choice.Options.Span.Name));
        }

        var lines = new List<AnalogLine>();
        foreach (var choice in options.Lines)
        {
            var (company, trunk) = Find("--line", choice.Company, choice.Options.Trunk, TrunkKind.Fxo, companies);
            if (lines.Exists(other => other.Domain == company.Domain && other.Trunk == trunk.Id))
                throw new ArgumentException($"--line: trunk {trunk.Id} has two devices: an analog line has one.");
            lines.Add(choice.Options with { Domain = company.Domain, Line = trunk.Line });
            names.Add((company.Domain, trunk.Id, choice.Options.Device.Name));
        }

        var devices = new TrunkDevices(
            spans.Count == 0 ? null : new E1Transport(
                new E1Options { Domains = [.. companies.Select(company => company.E1)], Spans = spans },
                log.CreateLogger<E1Transport>()),
            lines.Count == 0 ? null : new AnalogTransport(
                new AnalogOptions { Lines = lines }, log: log.CreateLogger<AnalogTransport>()));
        foreach (var (domain, trunk, device) in names)
            devices._names[(domain, trunk)] = devices._names.TryGetValue((domain, trunk), out var others)
                ? $"{others}, {device}" : device;
        return devices;
    }

    /// <summary>Says of the trunks that have no device that nothing goes by them, so that calls leave by
    /// others.</summary>
    public void TakeOutOfService(CallRouter router, Company company)
    {
        foreach (var trunk in company.Plan.Trunks.Select(entry => entry.Settings))
            if (trunk.Kind != TrunkKind.Sip && NameOf(company.Domain, trunk.Id) is null)
                ((ITransportHost)router).SetChannels(company.Domain, trunk.Id, 0);
    }

    private static (Company Company, Trunk Trunk) Find(
        string option, string? name, string id, TrunkKind kind, IReadOnlyList<Company> companies)
    {
        if (name is not null && companies.All(company => company.Name != name))
            throw new ArgumentException($"{option}: there is no company \"{name}\": there is "
                + $"{string.Join(", ", companies.Select(company => company.Name))}.");
        var all = companies.Where(company => name is null || company.Name == name)
            .SelectMany(company => company.Plan.Trunks, (company, entry) => (company, Trunk: entry.Settings)).ToList();
        var found = all.FindAll(one => one.Trunk.Id == id);
        if (found.Count == 0)
            throw new ArgumentException($"{option}: the plan has no trunk \"{id}\". Of kind {Word(kind)} it has "
                + $"{Listed(all.Where(one => one.Trunk.Kind == kind).Select(one => one.Trunk.Id))}.");
        if (found.FindAll(one => one.Trunk.Kind == kind) is not { Count: > 0 } right)
            throw new ArgumentException($"{option}: trunk {id} is of kind {Word(found[0].Trunk.Kind)} in the plan; "
                + $"{option} is for {Word(kind)}" + (found[0].Trunk.Kind == TrunkKind.Sip ? "." :
                    $": write {(option == "--e1" ? "--line" : "--e1")}, or change the plan."));
        if (right.Count > 1)
            throw new ArgumentException($"{option}: several companies have a trunk \"{id}\": write "
                + $"{string.Join(" or ", right.Select(one => $"{one.company.Name}/{id}"))}.");
        return right[0];
    }

    private static string Word(TrunkKind kind) => kind.ToString().ToLowerInvariant();

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } text ? text : "none";
}
