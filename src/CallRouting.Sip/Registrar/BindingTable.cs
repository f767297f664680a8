using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace CallRouting.Sip;

/// <summary>All registered contacts: by employee, by device, by the flow they came over, by when they end.</summary>
/// <remarks>Told to the host as devices that come and go.</remarks>
internal sealed class BindingTable(ICallTransport transport, ITransportHost host)
{
    private readonly Dictionary<(DomainId Domain, string Employee), List<Binding>> _employees = [];
    private readonly Dictionary<int, Binding> _devices = [];
    private readonly Dictionary<(IPEndPoint? Remote, long Connection), int> _flows = [];
    private readonly PriorityQueue<Binding, long> _ends = new();

    /// <summary>Contacts registered now.</summary>
    public int Count => _devices.Count;

    /// <summary>When <see cref="Expire"/> is due; <see cref="long.MaxValue"/>: never.</summary>
    public long NextDeadline => _ends.TryPeek(out _, out var due) ? due : long.MaxValue;

    /// <summary>The contacts of one employee, the oldest first.</summary>
    public IReadOnlyList<Binding> Of(SipDomain domain, string employee) =>
        _employees.TryGetValue((domain.Id, employee), out var bindings) ? bindings : [];

    /// <summary>The contact behind a device; false once it has gone.</summary>
    public bool TryFind(DeviceId device, [NotNullWhen(true)] out Binding? binding) =>
        _devices.TryGetValue(device.Value, out binding);

    /// <summary>Whether some registration holds over this flow.</summary>
    public bool IsRegistered(in SipFlow flow) => _flows.ContainsKey(Key(flow));

    /// <summary>The connections over which some registration holds.</summary>
    public HashSet<long> Connections() => [.. _flows.Keys.Select(k => k.Connection)];

    /// <summary>Adds a contact.</summary>
    public void Add(Binding binding)
    {
        var key = (binding.Domain.Id, binding.Employee);
        if (!_employees.TryGetValue(key, out var bindings))
            _employees.Add(key, bindings = []);
        bindings.Add(binding);
        binding.Device = host.AddDevice(binding.Domain.Id, transport, binding.Employee, binding.DeviceName);
        _devices.Add(binding.Device.Value, binding);
        Note(binding.Flow, 1);
        _ends.Enqueue(binding, binding.ExpiresAt);
    }

    /// <summary>Puts a refresh of a contact into effect.</summary>
    public void Refresh(Binding binding, in SipFlow flow, long expiresAt)
    {
        if (Key(binding.Flow) != Key(flow))
        {
            Note(binding.Flow, -1);
            Note(flow, 1);
        }

        binding.Flow = flow;
        binding.ExpiresAt = expiresAt;
        _ends.Enqueue(binding, expiresAt);
    }

    /// <summary>Removes a contact.</summary>
    public void Remove(Binding binding)
    {
        if (!_devices.Remove(binding.Device.Value))
            return;
        var key = (binding.Domain.Id, binding.Employee);
        var bindings = _employees[key];
        bindings.Remove(binding);
        if (bindings.Count == 0)
            _employees.Remove(key);
        Note(binding.Flow, -1);
        host.RemoveDevice(binding.Device);
    }

    /// <summary>Removes what has come to its end.</summary>
    public void Expire(long now)
    {
        while (_ends.TryPeek(out var binding, out var due) && due <= now)
        {
            _ends.Dequeue();
            // A refreshed contact stands in the queue more than once.
            if (binding.ExpiresAt == due)
                Remove(binding);
        }
    }

    /// <summary>Removes what was registered over a connection that is gone.</summary>
    public void ConnectionFailed(long connection)
    {
        if (!_flows.ContainsKey((null, connection)))
            return;
        foreach (var binding in _devices.Values.Where(b => b.Flow.Connection == connection).ToList())
            Remove(binding);
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        foreach (var binding in _devices.Values.ToList())
            Remove(binding);
        _ends.Clear();
    }

    private void Note(in SipFlow flow, int change)
    {
        var key = Key(flow);
        var count = _flows.GetValueOrDefault(key) + change;
        if (count == 0)
            _flows.Remove(key);
        else
            _flows[key] = count;
    }

    private static (IPEndPoint? Remote, long Connection) Key(in SipFlow flow) =>
        flow.IsReliable ? (null, flow.Connection) : (flow.Remote, 0);
}
