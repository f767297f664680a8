using System.Net;
using CallRouting.Runtime;
using CallRouting.Sip;
using Microsoft.Extensions.Logging;

namespace CallRouting.Host;

/// <summary>A router with one company, its accounts and SIP: put together, not started.</summary>
internal sealed class RouterSetup : IAsyncDisposable
{
    /// <summary>The company's folder in the data folder.</summary>
    public const string Company = "office";

    /// <summary>The realm of the passwords. Not an address of this machine: with another realm every password would be
    /// useless.</summary>
    public const string Realm = "callrouting";

    private RouterSetup(RoutingPlan plan, CallRouter router, SipTransport sip, AccountStore accounts, DomainId domain)
    {
        Plan = plan;
        Router = router;
        Sip = sip;
        Accounts = accounts;
        Domain = domain;
    }

    public RoutingPlan Plan { get; }

    public CallRouter Router { get; }

    public SipTransport Sip { get; }

    public AccountStore Accounts { get; }

    public DomainId Domain { get; }

    /// <summary>The folder of accounts, recordings and call records.</summary>
    public string Folder => Router.FolderOf(Domain);

    /// <summary>Puts a router together and sets the passwords that were asked for.</summary>
    /// <param name="options">What the command line asks for; its passwords are all known.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="log">Where the log goes.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="observers">Who sees the calls.</param>
    /// <exception cref="IOException">The data folder cannot be used.</exception>
    /// <exception cref="ArgumentException">A password is for nobody in the plan.</exception>
    public static RouterSetup Make(HostOptions options, RoutingPlan plan, ILoggerFactory log, TimeProvider time,
        params IReadOnlyList<ICallObserver> observers)
    {
        var settings = new CallRouterOptions { DataFolder = options.Data, Time = time };
        foreach (var folder in options.Prompts)
            settings.PromptFolders.Add(folder);
        settings.PromptFolders.Add(OwnPrompts(options.Language));

        var router = new CallRouter(settings, observers, log.CreateLogger<CallRouter>());
        var domain = router.AddDomain(Company, plan);
        var accounts = AccountStore.Open(Path.Combine(router.FolderOf(domain), "accounts.json"), Realm);
        var known = SetPasswords(options.Passwords, plan, accounts);
        var sip = new SipTransport(
            new SipOptions
            {
                Domains = [new SipDomain(domain, Realm, plan, new StoredAccounts(accounts, plan, known))],
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
        return new(plan, router, sip, accounts, domain);
    }

    /// <summary>Where the program's own prompts of a language are.</summary>
    public static string OwnPrompts(string language) => Path.Combine(AppContext.BaseDirectory, "prompts", language);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Router.DisposeAsync();

    private static Dictionary<string, string> SetPasswords(
        IReadOnlyList<PasswordWish> wishes, RoutingPlan plan, AccountStore accounts)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (login, password) in wishes)
        {
            var employee = plan.Employees.FirstOrDefault(employee => employee.Id == login
                || (!employee.Extension.IsNone && employee.Extension.ToString() == login));
            if (employee is not null)
                accounts.SetPassword(employee.Id, password!, employee.Extension);
            else if (plan.Trunks.Any(trunk => trunk.Settings.Username == login))
                accounts.SetPassword(login, password!, kind: AccountKind.Trunk);
            else
                throw new ArgumentException(
                    $"--set-password: the plan has no employee and no trunk user name \"{login}\". It has "
                    + $"{string.Join(", ", Logins(plan))}.");
            known[employee?.Id ?? login] = password!;
        }

        return known;
    }

    private static IEnumerable<string> Logins(RoutingPlan plan) => plan.Employees.Select(employee => employee.Id)
        .Concat(plan.Trunks.Select(trunk => trunk.Settings.Username).OfType<string>());

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
