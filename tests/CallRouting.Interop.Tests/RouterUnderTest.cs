using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using CallRouting.E1;
using CallRouting.PlanFiles;
using CallRouting.Runtime;
using CallRouting.Sip;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>The router with its SIP transport, and with an E1 if asked, as a company runs it, in this process, on free
/// ports.</summary>
internal sealed class RouterUnderTest : IAsyncDisposable, ICallObserver
{
    /// <summary>The address that provider calls come from; phones are on 127.0.0.1.</summary>
    public static readonly IPAddress Provider = IPAddress.Parse("127.0.0.2");

    private readonly CallRouter _router;
    private readonly SipTransport _sip;
    private readonly ConcurrentQueue<CallRecord> _records = new();
    private readonly ConcurrentQueue<PlanReload> _reloads = new();
    private readonly ConcurrentQueue<string> _story = new();
    private readonly LogLines _log = new();
    private readonly DomainId _domain;

    private RouterUnderTest(RoutingPlan plan, TestFolder folder, TimeProvider time, ulong seed, string? e1)
    {
        var options = new CallRouterOptions { DataFolder = folder.Sub("data"), Time = time, Seed = seed };
        options.PromptFolders.Add(folder.Sub("prompts"));
        _router = new(options, [this], new Logger<CallRouter>(_log));
        _domain = _router.AddDomain("office", plan);
        var ports = FreePorts.Take(200);
        _sip = new(new()
        {
            Domains = [new(_domain, "office.test", plan, new Accounts())],
            Udp = [new(IPAddress.Loopback, 0)],
            Tcp = [new(IPAddress.Loopback, 0)],
            Media = new() { Address = IPAddress.Loopback, FirstPort = ports, LastPort = ports + 199 }
        }, new Logger<SipTransport>(_log));
        _router.AddTransport(_sip, TrunkKind.Sip);
        E1Socket = Path.Combine(folder.Path, "e1");
        if (e1 is not null)
            _router.AddTransport(new E1Transport(new()
            {
                Domains = [new(_domain, plan)],
                // A restart keeps calls off all channels for a moment, and nothing tells when that is over.
                Spans =
                [
                    new() { Span = DatagramSpan.Listen(E1Socket), Domain = _domain, Trunk = e1, Restarts = false }
                ]
            }, new Logger<E1Transport>(_log)), TrunkKind.Pri);
    }

    /// <summary>Starts a router with a plan.</summary>
    /// <param name="plan">The plan file's text.</param>
    /// <param name="folder">Where prompts are (<c>prompts</c>) and records go.</param>
    /// <param name="at">What time it is, in UTC; <c>null</c>: as it is.</param>
    /// <param name="seed">What decides chances.</param>
    /// <param name="e1">The trunk that is an E1, on <see cref="E1Socket"/>; <c>null</c>: there is none.</param>
    public static async Task<RouterUnderTest> StartAsync(
        string plan, TestFolder folder, Instant? at = null, ulong seed = 1, string? e1 = null)
    {
        var read = PlanFile.Parse(plan, "plan.yaml");
        Assert.True(read.Plan is not null, string.Join('\n', read.Diagnostics));
        var router = new RouterUnderTest(read.Plan, folder, new ShiftedTime(at), seed, e1);
        await router._router.StartAsync();
        return router;
    }

    /// <summary>Where it listens, UDP and TCP.</summary>
    public IPEndPoint Address => _sip.UdpEndpoints[0];

    /// <summary>The Unix socket where the far end of the E1 connects.</summary>
    public string E1Socket { get; }

    /// <summary>The calls that have ended.</summary>
    public IReadOnlyList<CallRecord> Records => [.. _records];

    public SipStatistics Statistics => _sip.Statistics;

    public int LiveCalls => _router.LiveCalls;

    /// <summary>Recorded messages and call records.</summary>
    public string Folder => _router.FolderOf(_domain);

    /// <summary>What happened and was done last, and the log's warnings and errors, for a failure.</summary>
    public string Story => string.Join('\n', _story.Concat(Troubles));

    /// <summary>Warnings and errors of the log.</summary>
    public IReadOnlyList<string> Troubles => _log.Troubles;

    /// <summary>The password of every employee in these tests.</summary>
    public static string PasswordOf(string user) => "secret-" + user;

    /// <summary>Waits until so many calls have ended.</summary>
    /// <returns>The last of them.</returns>
    public async Task<CallRecord> RecordAsync(int count = 1)
    {
        await Wait.ForAsync(() => _records.Count >= count, $"the end of {count} calls", 60,
            () => Story);
        return Records[count - 1];
    }

    /// <summary>Waits until so many devices are registered.</summary>
    public Task RegisteredAsync(int count) =>
        Wait.ForAsync(() => Statistics.Registrations == count, $"{count} registrations");

    /// <summary>Waits until so many channels of a trunk can carry calls.</summary>
    public Task InServiceAsync(string trunk, int channels) => Wait.ForAsync(
        () => _router.Trunks(_domain).Single(status => status.Trunk == trunk).InService == channels,
        $"{channels} channels of {trunk}", 30, () => Story);

    /// <summary>Follows a plan file from now on, as a company runs it.</summary>
    public void Watch(string planFile) => _router.WatchPlan(_domain, planFile);

    /// <summary>Waits until a plan file that is watched has been read so often.</summary>
    /// <returns>What became of it.</returns>
    public async Task<PlanReload> ReloadAsync(int count = 1)
    {
        await Wait.ForAsync(() => _reloads.Count >= count, $"{count} readings of the plan file", 20, () => Story);
        return _reloads.ElementAt(count - 1);
    }

    /// <summary>Says that an employee takes no calls for now, or does again.</summary>
    public void Pause(string employee, bool isPaused = true) => _router.Pause(_domain, employee, isPaused);

    void ICallObserver.OnCompleted(CallRecord record) => _records.Enqueue(record);

    void ICallObserver.OnPlanRead(PlanReload reload) => _reloads.Enqueue(reload);

    void ICallObserver.OnEvent(in CallMoment moment, in CallEvent happened) =>
        Note($"{moment.At.ToDateTimeUtc():HH:mm:ss.fff} leg {happened.Leg} {happened.Kind} {happened.Cause}");

    void ICallObserver.OnEffect(in CallMoment moment, in CallEffect effect) =>
        Note($"{moment.At.ToDateTimeUtc():HH:mm:ss.fff}     {effect.Kind} leg {effect.Leg} {effect.Outcome}");

    // The latest, so that a long test does not look like a leak.
    private void Note(FormattableString what)
    {
        _story.Enqueue(FormattableString.Invariant(what));
        if (_story.Count > 300)
            _story.TryDequeue(out _);
    }

    public async ValueTask DisposeAsync() => await _router.DisposeAsync();

    private sealed class Accounts : ISipAccounts
    {
        public bool TryFind(string username, [NotNullWhen(true)] out SipAccount? account)
        {
            account = SipAccount.Create(username, "office.test", PasswordOf(username)) with { Employee = username };
            return true;
        }
    }
}

/// <summary>The machine's time, begun at another instant.</summary>
internal sealed class ShiftedTime(Instant? at) : TimeProvider
{
    private readonly TimeSpan _shift = at is { } start ? start.ToDateTimeOffset() - System.GetUtcNow() : TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}

/// <summary>Keeps warnings and errors.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Troubles => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
