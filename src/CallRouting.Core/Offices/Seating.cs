using System.Runtime.InteropServices;

namespace CallRouting;

/// <summary>Everyone the office knows, each in a seat of their own that outlives plans.</summary>
internal sealed class Seating
{
    private readonly Dictionary<string, int> _seats = [];
    private readonly Dictionary<DeviceId, int> _devices = [];
    private readonly List<Presence> _presences = [];
    private readonly DeadlineHeap _wrapUps = new();

    public ReadOnlySpan<Presence> Presences => CollectionsMarshal.AsSpan(_presences);

    /// <summary>When the next wrap-up ends, in ticks, or <see cref="CallState.Never"/>.</summary>
    public long NextWrapUp => _wrapUps.Earliest;

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

    public bool TryFind(string employee, out int seat) => _seats.TryGetValue(employee, out seat);

    public void Add(string employee, DeviceId device, string? name)
    {
        var seat = SeatOf(employee);
        ref var presence = ref At(seat);
        if (_devices.TryAdd(device, seat))
            presence = presence.With([.. presence.Devices, device], [.. presence.Names, name]);
    }

    public void Remove(DeviceId device)
    {
        if (!_devices.Remove(device, out var seat))
            return;
        ref var presence = ref At(seat);
        var at = presence.Devices.IndexOf(device);
        presence = presence.With(
            [.. presence.Devices[..at], .. presence.Devices[(at + 1)..]],
            [.. presence.Names[..at], .. presence.Names[(at + 1)..]]);
    }

    public void Pause(int seat, bool isPaused, string? reason)
    {
        ref var presence = ref At(seat);
        presence = presence with { IsPaused = isPaused, PauseReason = isPaused ? reason ?? "" : "" };
    }

    public void Occupy(int seat, Occupation before, Occupation after, bool changesCalls)
    {
        ref var presence = ref At(seat);
        presence = presence with
        {
            Ringing = presence.Ringing + Count(after, Occupation.Ringing) - Count(before, Occupation.Ringing),
            Talking = presence.Talking + Count(after, Occupation.Talking) - Count(before, Occupation.Talking),
            Calls = presence.Calls + (!changesCalls ? 0 : after == Occupation.Free ? -1 : 1),
        };
    }

    /// <summary>A call of the employee has ended.</summary>
    public void Talked(int seat, long now)
    {
        ref var presence = ref At(seat);
        presence = presence with { HasTalked = true, LastTalkTicks = now };
    }

    /// <summary>The employee is offered no department's call for a while; of two whiles the longer counts.</summary>
    public void WrapUp(int seat, long until)
    {
        ref var presence = ref At(seat);
        if (presence.IsWrappingUp && presence.WrapUpTicks >= until)
            return;
        presence = presence with { IsWrappingUp = true, WrapUpTicks = until };
        _wrapUps.Set(seat, until);
    }

    /// <summary>Ends the wrap-ups that are over.</summary>
    /// <returns>Whether there was one.</returns>
    public bool EndWrapUps(long now)
    {
        var isAny = false;
        while (_wrapUps.Earliest <= now)
        {
            ref var presence = ref At(_wrapUps.EarliestSlot);
            presence = presence with { IsWrappingUp = false };
            _wrapUps.Set(_wrapUps.EarliestSlot, CallState.Never);
            isAny = true;
        }

        return isAny;
    }

    private ref Presence At(int seat) => ref CollectionsMarshal.AsSpan(_presences)[seat];

    private static int Count(Occupation occupation, Occupation kind) => occupation == kind ? 1 : 0;
}
