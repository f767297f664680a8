using System.Runtime.InteropServices;

namespace CallRouting;

/// <summary>Everyone the office knows, each in a seat of their own that outlives plans.</summary>
internal sealed class Seating
{
    private readonly Dictionary<string, int> _seats = [];
    private readonly Dictionary<DeviceId, int> _devices = [];
    private readonly List<Presence> _presences = [];

    public ReadOnlySpan<Presence> Presences => CollectionsMarshal.AsSpan(_presences);

    public int SeatOf(string employee)
    {
        if (_seats.TryGetValue(employee, out var seat))
            return seat;
        seat = _presences.Count;
        _presences.Add(default);
        _seats.Add(employee, seat);
        return seat;
    }

    public Presence Of(string employee) => _seats.TryGetValue(employee, out var seat) ? _presences[seat] : default;

    public void Add(string employee, DeviceId device)
    {
        var seat = SeatOf(employee);
        if (_devices.TryAdd(device, seat))
            _presences[seat] = _presences[seat].With([.. _presences[seat].Devices, device]);
    }

    public void Remove(DeviceId device)
    {
        if (!_devices.Remove(device, out var seat))
            return;
        _presences[seat] = _presences[seat].With([.. _presences[seat].Devices.ToArray().Where(d => d != device)]);
    }

    public void Pause(string employee, bool isPaused)
    {
        var seat = SeatOf(employee);
        _presences[seat] = _presences[seat] with { IsPaused = isPaused };
    }

    public void Occupy(int seat, Occupation before, Occupation after)
    {
        var presence = _presences[seat];
        _presences[seat] = presence with
        {
            Ringing = presence.Ringing + Count(after, Occupation.Ringing) - Count(before, Occupation.Ringing),
            Talking = presence.Talking + Count(after, Occupation.Talking) - Count(before, Occupation.Talking),
        };
    }

    private static int Count(Occupation occupation, Occupation kind) => occupation == kind ? 1 : 0;
}
