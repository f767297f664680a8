namespace CallRouting.Runtime;

// The router's life, and what transports see of it.
public sealed partial class CallRouter : ITransportHost
{
    /// <summary>Starts the transports in the order in which they were added. When one cannot start, those that have are
    /// stopped again.</summary>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">A transport cannot open a socket or device; the message says which and
    /// why.</exception>
    /// <exception cref="InvalidOperationException">The router was started before.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            if (_state != State.New)
                throw new InvalidOperationException("A router is started once.");
            _state = State.Running;
        }

        var started = 0;
        try
        {
            for (; started < Lines.All.Count; started++)
                await Lines.All[started].StartAsync(this, cancellation);
        }
        catch
        {
            _state = State.Stopped;
            for (var i = 0; i < started; i++)
                await StopAsync(Lines.All[i], CancellationToken.None);
            throw;
        }

        RouterLog.Started(_log, _domains.Count, string.Join(", ", Lines.All.Select(transport => transport.Name)));
    }

    /// <summary>Brings every call to its end as the far ends expect it, stops the transports, and writes what is still
    /// to be written. Calls whose far ends do not confirm in <see cref="CallRouterOptions.StopWithin"/> are recorded as
    /// they stand. Does nothing to a router that does not run.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            if (_state != State.Running)
                return;
            _state = State.Stopping;
            CloseWatches();
        }

        RouterLog.Stops(_log, LiveCalls);
        var domains = _domains.Values.ToArray();
        await AtMost(Task.WhenAll(domains.Select(domain => domain.StopAsync())), cancellation);
        // Off the loop of the company that was the last to say that it is done.
        await Task.Yield();
        foreach (var transport in Lines.All)
            await StopAsync(transport, cancellation);

        // What the transports said last is in the mail before this.
        await Task.WhenAll(domains.Select(domain => domain.AbortAsync()));
        await Task.Yield();
        foreach (var domain in domains)
            domain.Dispose();
        _state = State.Stopped;
    }

    /// <summary>Stops the router if it runs, and disposes of its transports.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        lock (_lock)
            CloseWatches();
        foreach (var transport in Lines.All)
            await transport.DisposeAsync();
        foreach (var domain in _domains.Values)
            domain.Dispose();
        WakeUps.Dispose();
        Meter.Dispose();
    }

    LegId ITransportHost.Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(offer);
        var company = Find(domain);
        var call = new CallId(Interlocked.Increment(ref _lastCall));
        _calls[call] = company;
        company.Post(new Mail(MailKind.Offer, Now) { Call = call, Transport = transport, Content = offer });
        return call.Caller;
    }

    void ITransportHost.Post(in CallEvent happened)
    {
        if (_calls.TryGetValue(happened.Leg.Call, out var company))
            company.Post(new Mail(MailKind.Event, Now) { Event = happened });
        else if (happened.Kind == CallEventKind.Answered)
            ReleaseLate(happened.Leg);
    }

    DeviceId ITransportHost.AddDevice(DomainId domain, ICallTransport transport, string employee, string? name)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(employee);
        var company = Find(domain);
        var device = new DeviceId(Interlocked.Increment(ref _lastDevice));
        _devices[device] = company;
        company.Post(new Mail(MailKind.DeviceAdded, Now)
        {
            Device = device,
            Transport = transport,
            Content = new NamedDevice(employee, name),
        });
        return device;
    }

    void ITransportHost.RemoveDevice(DeviceId device)
    {
        if (_devices.TryRemove(device, out var company))
            company.Post(new Mail(MailKind.DeviceRemoved, Now) { Device = device });
    }

    void ITransportHost.SetChannels(DomainId domain, string trunk, int inService)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        ArgumentOutOfRangeException.ThrowIfNegative(inService);
        Find(domain).Post(new Mail(MailKind.Channels, Now) { Content = new TrunkChannels(trunk, inService) });
    }

    // Somebody answered a call that has been forgotten: the open line is closed, but not inside the transport's own
    // call to us.
    private void ReleaseLate(LegId leg) => Task.Factory.StartNew(
        () => Lines.Release(leg, Cause.NormalClearing), CancellationToken.None, TaskCreationOptions.DenyChildAttach,
        Scheduler);

    private void CloseWatches()
    {
        foreach (var watch in _watches)
            watch.Dispose();
        _watches.Clear();
    }

    private async Task AtMost(Task task, CancellationToken cancellation)
    {
        try
        {
            await task.WaitAsync(_options.StopWithin.ToTimeSpan(), _options.Time, cancellation);
        }
        catch (Exception enough) when (enough is TimeoutException or OperationCanceledException)
        {
            RouterLog.StoppedHard(_log, LiveCalls);
        }
    }

    private async Task StopAsync(ICallTransport transport, CancellationToken cancellation)
    {
        try
        {
            await transport.StopAsync(cancellation);
        }
        catch (Exception fault)
        {
            RouterLog.StopThrew(_log, transport.Name, fault);
        }
    }
}
