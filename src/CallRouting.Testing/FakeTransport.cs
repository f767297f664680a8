using NodaTime;

namespace CallRouting.Testing;

/// <summary>A transport without a wire: far ends do what the test says.</summary>
/// <remarks>Also the shortest example of a transport that keeps the contract. Give it <see cref="VirtualTime"/> and
/// everything it does happens at exact instants.</remarks>
public sealed class FakeTransport : ICallTransport
{
    /// <summary>How long it waits for a far end that has vanished to confirm the end of a leg: 32 s, as SIP
    /// does.</summary>
    public static readonly Duration GivesUpAfter = Duration.FromSeconds(32);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<LegId, FakeLeg> _legs = [];
    private readonly Dictionary<DeviceId, FarEnd> _devices = [];
    private readonly Dictionary<string, FarEnd> _farEnds = [];
    private readonly List<FakeLeg> _rung = [];
    private ITransportHost? _host;
    private bool _isStopped;

    /// <summary>Makes a transport.</summary>
    /// <param name="time">Its time, usually a <see cref="VirtualTime"/>.</param>
    /// <param name="name">Its name in logs and records.</param>
    public FakeTransport(TimeProvider time, string name = "fake") => (_time, Name) = (time, name);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public TransportCapabilities Capabilities { get; set; } = TransportCapabilities.All;

    /// <summary>What a far end does that nothing else was said of. Default: it rings and is never answered.</summary>
    public FarEnd Otherwise { get; set; } = FarEnd.NeverAnswers;

    /// <summary>All legs it was told to ring, in that order.</summary>
    public IReadOnlyList<FakeLeg> Rung
    {
        get
        {
            lock (_lock)
                return [.. _rung];
        }
    }

    /// <summary>How many legs have not ended.</summary>
    public int LiveLegs
    {
        get
        {
            lock (_lock)
                return _legs.Count;
        }
    }

    /// <summary>Says what happens when a number or address is rung.</summary>
    /// <param name="destination">The number as <c>+79…</c>, or the <c>sip:</c> address.</param>
    /// <param name="farEnd">What its far end does.</param>
    public void When(string destination, FarEnd farEnd)
    {
        lock (_lock)
            _farEnds[destination] = farEnd;
    }

    /// <summary>An employee switches a device on.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="employee">The employee's id.</param>
    /// <param name="farEnd">What it does when it is rung; <c>null</c>: <see cref="Otherwise"/>.</param>
    /// <param name="name">The name under which it registers; <c>null</c>: none.</param>
    public DeviceId Register(DomainId domain, string employee, FarEnd? farEnd = null, string? name = null)
    {
        lock (_lock)
        {
            var device = Host.AddDevice(domain, this, employee, name);
            _devices[device] = farEnd ?? Otherwise;
            return device;
        }
    }

    /// <summary>A device is switched off.</summary>
    public void Unregister(DeviceId device)
    {
        lock (_lock)
            if (_devices.Remove(device))
                Host.RemoveDevice(device);
    }

    /// <summary>Somebody calls.</summary>
    /// <param name="domain">The company called.</param>
    /// <param name="offer">What the network says of the call.</param>
    public FakeLeg Call(DomainId domain, CallOffer offer)
    {
        // Effects may come before Offer has returned: they wait for this lock.
        lock (_lock)
        {
            var leg = new FakeLeg(this, _host!, _time, Host.Offer(domain, this, offer), null, FarEnd.NeverAnswers);
            _legs.Add(leg.Id, leg);
            return leg;
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(ITransportHost host, CancellationToken cancellation)
    {
        _host = host;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _isStopped = true;
            foreach (var leg in _legs.Values.ToArray())
                leg.End(Cause.NormalClearing);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Ring(LegId leg, RingDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        lock (_lock)
        {
            if (_isStopped)
            {
                Host.Post(CallEvent.Failed(leg, Cause.NetworkOutOfOrder));
                return;
            }

            if (destination.Kind == LegKind.Device && !_devices.ContainsKey(destination.Device))
            {
                Host.Post(CallEvent.Failed(leg, Cause.SubscriberAbsent));
                return;
            }

            var to = destination.Number.IsNone ? destination.Address : destination.Number.ToString();
            var farEnd = destination.Kind == LegKind.Device ? _devices[destination.Device] :
                _farEnds.GetValueOrDefault(to, Otherwise);
            var rung = new FakeLeg(this, _host!, _time, leg, destination, farEnd);
            _legs.Add(leg, rung);
            _rung.Add(rung);
            rung.Begin();
        }
    }

    /// <inheritdoc/>
    public void Execute(in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        lock (_lock)
        {
            if (!_legs.TryGetValue(effect.Leg, out var leg))
                return;
            if (effect.Kind == CallEffectKind.Bridge)
                leg.Bridge(_legs.GetValueOrDefault(effect.Peer));
            else
                leg.Execute(effect, prompt, recording);
        }
    }

    /// <inheritdoc/>
    public IFrameSink? OpenAudio(LegId leg, IFrameSink heard)
    {
        lock (_lock)
            return _legs.TryGetValue(leg, out var open) ? open.Open(heard) : null;
    }

    internal Lock Sync => _lock;

    internal void Remove(LegId leg) => _legs.Remove(leg);

    private ITransportHost Host => _host ?? throw new InvalidOperationException("The transport has not been started.");
}
