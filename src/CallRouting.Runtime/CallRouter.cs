using System.Collections.Concurrent;
using CallRouting.PlanFiles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CallRouting.Runtime;

/// <summary>The router: companies with their plans on one side, transports on the other, and the calls between
/// them.</summary>
/// <remarks>
/// <para>Add companies and transports, start, stop. Each company has a loop of its own and shares nothing with the
/// others (SPEC G2). Safe to use from any thread.</para>
/// <para>Metrics and traces appear under <see cref="MeterName"/>: <c>calls.started</c>, <c>calls.ended</c> (with
/// <c>outcome</c>), <c>calls.live</c>, <c>calls.ringing.duration</c> in seconds, <c>mailbox.length</c>,
/// <c>records.waiting</c>, all with the tag <c>domain</c>, <c>trunk.channels.in_use</c> and
/// <c>trunk.channels.in_service</c> with <c>trunk</c> beside it; one activity <c>call</c> a call.</para>
/// </remarks>
public sealed partial class CallRouter : IAsyncDisposable
{
    /// <summary>The name of the router's <see cref="System.Diagnostics.Metrics.Meter"/> and
    /// <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string MeterName = "CallRouting";

    private readonly Lock _lock = new();
    private readonly CallRouterOptions _options;
    private readonly ICallObserver[] _observers;
    private readonly ILogger _log;
    private readonly RouterClock _clock;
    private readonly ConcurrentDictionary<DomainId, Domain> _domains = new();
    private readonly ConcurrentDictionary<CallId, Domain> _calls = new();
    private readonly ConcurrentDictionary<DeviceId, Domain> _devices = new();
    private readonly List<PlanFileWatch> _watches = [];
    private ulong _lastCall;
    private int _lastDevice;
    private State _state;

    /// <summary>Makes a router that has no company, no transport and is not started.</summary>
    /// <param name="options">The settings; not to be changed afterwards.</param>
    /// <param name="observers">Who sees the calls.</param>
    /// <param name="log">Where the log goes; <c>null</c>: nowhere.</param>
    public CallRouter(CallRouterOptions options, IEnumerable<ICallObserver>? observers = null,
        ILogger<CallRouter>? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.DataFolder);
        _options = options;
        _observers = [.. observers ?? []];
        _log = log ?? NullLogger<CallRouter>.Instance;
        _clock = new RouterClock(options.Time);
        WakeUps = new WakeUps(_clock, options.Time);
        Meter = new RouterMeter(() => _domains.Values);
    }

    private enum State
    {
        New,
        Running,
        Stopping,
        Stopped,
    }

    /// <summary>How many calls are under way.</summary>
    public int LiveCalls => _domains.Values.Sum(domain => domain.LiveCalls);

    /// <summary>The router's time.</summary>
    public IClock Clock => _clock;

    internal Instant Now => _clock.GetCurrentInstant();

    internal TaskScheduler Scheduler => _options.Scheduler;

    internal WakeUps WakeUps { get; }

    internal RouterMeter Meter { get; }

    internal Lines Lines { get; } = new();

    /// <summary>Adds a company; also while the router runs.</summary>
    /// <param name="name">Its name in logs, records and the data folder: lower-case letters, digits, <c>-</c>,
    /// <c>_</c>.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="promptFolders">Where its prompts are looked for before the router's folders.</param>
    /// <returns>The company.</returns>
    /// <exception cref="ArgumentException">The name cannot be used or is another company's.</exception>
    public DomainId AddDomain(string name, RoutingPlan plan, params IEnumerable<string> promptFolders) =>
        AddDomain(name, plan, new DomainOptions { PromptFolders = [.. promptFolders] });

    /// <summary>Adds a company; also while the router runs.</summary>
    /// <param name="name">Its name in logs, records and the data folder: lower-case letters, digits, <c>-</c>,
    /// <c>_</c>.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="options">What else there is to know of it.</param>
    /// <returns>The company.</returns>
    /// <exception cref="ArgumentException">The name cannot be used or is another company's.</exception>
    /// <exception cref="EmployeeLimitException">The plan has more employees than the company may have.</exception>
    public DomainId AddDomain(string name, RoutingPlan plan, DomainOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        CheckName(name);
        CheckLimit(name, plan, options.MaxEmployees);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_state >= State.Stopping, this);
            if (_domains.Values.Any(other => other.Name == name))
                throw new ArgumentException($"There is a company \"{name}\" already; give this one another name.",
                    nameof(name));
            var id = new DomainId(_domains.Count + 1);
            var files = new DomainFiles(name, FolderOf(name), _options.Time, _options.Scheduler, _log);
            var library = new PromptLibrary([.. options.PromptFolders, .. _options.PromptFolders],
                _options.PromptResources, _options.ToneZone, options.Language ?? _options.Language);
            // Ids go on where the records of earlier runs end, so that one call is one id for ever.
            var earlier = CallRecords.LastCall(files.Records.File);
            for (var last = Volatile.Read(ref _lastCall); last < earlier;)
                last = Interlocked.CompareExchange(ref _lastCall, earlier, last);
            var prompts = library.Load(plan);
            var inForce = new PlanInForce(plan, prompts, PlanJson.Hash(plan.Source));
            _domains[id] = new Domain(this, id, name, inForce, files, new Observers(_observers, name, _log), _log)
            {
                Library = library,
                MaxEmployees = options.MaxEmployees,
            };
            Warn(name, prompts);
            return id;
        }
    }

    /// <summary>Adds a transport; before the router is started. The router disposes of it.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="serves">The kinds of trunk it carries outgoing calls for; <see cref="TrunkKind.Sip"/> includes
    /// <c>sip:</c> addresses.</param>
    /// <exception cref="InvalidOperationException">The router has been started.</exception>
    /// <exception cref="ArgumentException">Another transport serves one of the kinds already.</exception>
    public void AddTransport(ICallTransport transport, params ReadOnlySpan<TrunkKind> serves)
    {
        ArgumentNullException.ThrowIfNull(transport);
        lock (_lock)
        {
            if (_state != State.New)
                throw new InvalidOperationException("Transports are added before the router is started.");
            Lines.Add(transport, serves);
        }
    }

    /// <summary>The company with a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="domain">The company, or none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFindDomain(string name, out DomainId domain)
    {
        domain = _domains.Values.FirstOrDefault(company => company.Name == name)?.Id ?? default;
        return !domain.IsNone;
    }

    /// <summary>The folder of a company's call records (<c>calls.jsonl</c>), <c>recordings</c> and
    /// <c>accounts.json</c>.</summary>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public string FolderOf(DomainId domain) => Find(domain).Files.Folder;

    /// <summary>Says that an employee takes no calls for now, or does again.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="employee">The employee's id.</param>
    /// <param name="isPaused">Whether they take none.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public void Pause(DomainId domain, string employee, bool isPaused)
    {
        ArgumentNullException.ThrowIfNull(employee);
        Find(domain).Post(new Mail(MailKind.Pause, Now) { Content = employee, Flag = isPaused });
    }

    internal string NameOf(DomainId domain) => Find(domain).Name;

    internal void Forget(CallId call) => _calls.TryRemove(call, out _);

    private string FolderOf(string name) => Path.Combine(Path.GetFullPath(_options.DataFolder), name);

    private Domain Find(DomainId domain) => _domains.TryGetValue(domain, out var company) ? company :
        throw new ArgumentException($"There is no company {domain} on this router.", nameof(domain));

    private void Warn(string name, PromptSet prompts)
    {
        foreach (var finding in prompts.Findings)
            RouterLog.PromptMissing(_log, name, finding);
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        foreach (var character in name)
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character is not ('-' or '_'))
                throw new ArgumentException(
                    $"A company cannot be named \"{name}\": write lower-case letters a–z, digits, - and _ only.",
                    nameof(name));
    }
}
