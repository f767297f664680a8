using System.Net;
using CallRouting.E1;
using CallRouting.Runtime;
using CallRouting.Sip;
using Microsoft.Extensions.Logging;

namespace CallRouting.Host;

/// <summary>A router with its companies, their accounts and SIP: put together, not started.</summary>
internal sealed class RouterSetup : IAsyncDisposable
{
    /// <summary>The realm of the passwords, the same for all companies: a phone need not name its company, its password
    /// tells. Not an address of this machine: with another realm every password would be useless.</summary>
    public const string Realm = "callrouting";

    private RouterSetup(
        CallRouter router, SipTransport sip, TrunkDevices devices, IReadOnlyList<Company> companies) =>
        (Router, Sip, Devices, Companies) = (router, sip, devices, companies);

    public CallRouter Router { get; }

    public SipTransport Sip { get; }

    public TrunkDevices Devices { get; }

    public IReadOnlyList<Company> Companies { get; }

    /// <summary>A company by its id; <c>null</c>: not one of these.</summary>
    public Company? CompanyOf(DomainId domain) => Companies.FirstOrDefault(company => company.Domain == domain);

    /// <summary>Puts a router together and sets the passwords that were asked for.</summary>
    /// <param name="options">What the command line asks for; its passwords are all known.</param>
    /// <param name="plans">The companies.</param>
    /// <param name="log">Where the log goes.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="printer">What prints the calls and what becomes of changed plans.</param>
    /// <param name="observers">Who else sees the calls.</param>
    /// <exception cref="IOException">The data folder cannot be used.</exception>
    /// <exception cref="ArgumentException">A password, span or line is for nobody in the plans.</exception>
    public static RouterSetup Make(HostOptions options, IReadOnlyList<CompanyPlan> plans, ILoggerFactory log,
        TimeProvider time, CallPrinter printer, params IReadOnlyList<ICallObserver> observers)
    {
        var settings = new CallRouterOptions { DataFolder = options.Data, Time = time, Language = options.Language };
        foreach (var folder in options.Prompts)
            settings.PromptFolders.Add(folder);
        settings.PromptFolders.Add(AllPrompts);

        var follower = new PlanFollower(printer, options.IsObserving);
        var router = new CallRouter(settings, [printer, follower, .. observers], log.CreateLogger<CallRouter>());
        var stores = plans.Select(plan => (Plan: plan, Domain: router.AddDomain(plan.Name, plan.Plan)))
            .Select(one => (one.Plan, one.Domain,
                Store: AccountStore.Open(Path.Combine(router.FolderOf(one.Domain), "accounts.json"), Realm))).ToList();
        var known = CompanyPasswords.Set(options.Passwords, [.. stores.Select(one => (one.Plan, one.Store))]);
        var companies = stores.Select(one =>
            Serve(one.Plan, one.Domain, one.Store, known[one.Plan.Name], router)).ToList();
        var sip = new SipTransport(
            new SipOptions
            {
                Domains = [.. companies.Select(company => company.Sip)],
                Udp = options.Listen,
                Tcp = options.Listen,
                AdvertisedAddress = options.Advertise,
                Media = new MediaOptions
                {
                    Address = MediaAddress(options.Listen),
                    FirstPort = options.RtpPorts.First,
                    LastPort = options.RtpPorts.Last,
                },
            },
            log.CreateLogger<SipTransport>());
        router.AddTransport(sip, TrunkKind.Sip);
        var devices = TrunkDevices.Make(options, companies, log);
        if (devices.E1 is { } e1)
            router.AddTransport(e1, TrunkKind.Pri);
        if (devices.Analog is { } analog)
            router.AddTransport(analog, TrunkKind.Fxo);
        var setup = new RouterSetup(router, sip, devices, companies);
        follower.Begin(setup);
        foreach (var company in companies)
        {
            devices.TakeOutOfService(router, company);
            if (company.PlanFile is { } file)
                router.WatchPlan(company.Domain, file);
        }

        return setup;
    }

    /// <summary>Where the program's own prompts are, a folder a language.</summary>
    public static string AllPrompts => Path.Combine(AppContext.BaseDirectory, "prompts");

    /// <summary>Where the program's own prompts of a language are.</summary>
    public static string OwnPrompts(string language) => Path.Combine(AppContext.BaseDirectory, "prompts", language);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Router.DisposeAsync();

    private static Company Serve(CompanyPlan plan, DomainId domain, AccountStore store,
        IReadOnlyDictionary<string, string> known, CallRouter router)
    {
        SipDomain? sip = null;
        var accounts = new StoredAccounts(store, () => sip!.Plan, known);
        sip = new SipDomain(domain, plan.Name, plan.Plan, accounts) { Realm = Realm };
        return new Company(plan.Name, plan.PlanName, plan.File, domain, store, sip, new E1Domain(domain, plan.Plan),
            router.FolderOf(domain));
    }

    // Sound is taken where calls are: on the machine itself, or on every network.
    private static IPAddress MediaAddress(IReadOnlyList<IPEndPoint> listen)
    {
        var addresses = listen.Select(endpoint => endpoint.Address).Distinct().ToList();
        if (addresses.Count == 1)
            return addresses[0];
        return addresses.Exists(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            ? IPAddress.IPv6Any : IPAddress.Any;
    }
}
