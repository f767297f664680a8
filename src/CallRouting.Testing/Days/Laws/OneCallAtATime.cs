namespace CallRouting.Testing;

/// <summary>SPEC X7 and G13: nobody is torn between two calls, and no call between two people.</summary>
internal sealed class OneCallAtATime : DayLaw
{
    public override string Name =>
        "nobody rings for two calls unless ring-in-use or max-calls allows it, and every call has one winner";

    protected override void Did(in CallEffect effect)
    {
        if (!Books.Calls.TryGetValue(effect.Leg.Call, out var call))
            return;
        if (effect.Kind == CallEffectKind.Ring)
            Ring(effect, call);
        else if (effect.Kind == CallEffectKind.Bridge)
            Bridge(effect, call);
    }

    private void Ring(in CallEffect ring, BookedCall call)
    {
        if (ring.Target is not (LegKind.Device or LegKind.Mobile))
            return;
        var entry = call.Plan.Employees[ring.Index];
        var employee = Books.Employee(entry.Id);
        if (entry.Id == call.Employee)
            Break(call, $"{entry.Id} calls and is rung for the own call");
        if (DayBooks.IsPassing(call, entry.Id))
            Break(call, $"{entry.Id} passes the call on and is rung for it, although others may take it yet");
        var device = ring.Device;
        if (ring.Target == LegKind.Device && !employee.Devices.Exists(known =>
            known.Id == device && DayBooks.IsFor(call, entry.Id, known.Name)))
            Break(call, $"{entry.Id} is rung on a device that is not registered, or not for such calls");
        if (ring.Target == LegKind.Mobile && !entry.HasMobile)
            Break(call, $"{entry.Id} has no mobile");

        // A mobile that follows the own devices belongs to an offer that has begun.
        if (ring.Target == LegKind.Mobile && call.Offers.ContainsKey(entry.Id))
            return;
        if (employee.IsPaused)
            Break(call, $"{entry.Id} is rung and has paused");
        if (call.Department is not null && employee.WrapUpUntil > Books.Now)
            Break(call, $"{entry.Id} is rung and wraps up until {employee.WrapUpUntil}");
        if (!DayBooks.HasRoom(call, employee, entry))
            Break(call, $"{entry.Id} is rung and has another call: "
                + string.Join(", ", employee.Live.Where(leg => leg.Call != call).Select(leg => leg.Call.Name)));
    }

    private void Bridge(in CallEffect bridge, BookedCall call)
    {
        if (!Books.Legs.TryGetValue(bridge.Peer, out var winner) || !winner.IsLive)
        {
            Break(call, $"the caller is put through to leg {bridge.Peer}, which is not there");
            return;
        }

        // Somebody who keeps the caller on hold may ask a colleague meanwhile.
        var asker = bridge.Leg.IsCaller ? null : call.Asker;
        if (!bridge.Leg.IsCaller && asker?.Id != bridge.Leg)
            Break(call, $"leg {bridge.Leg} is put through to {winner.Phone}, and keeps no caller on hold");
        if (winner.IsAnswered && call.Legs.Find(leg =>
            leg.Kind != LegKind.Caller && leg != winner && leg != asker && leg.IsTalking && leg.IsLive) is { } other)
            Break(call, $"both {other.Phone} and {winner.Phone} win");
    }

    public override void Settled(Office office)
    {
        foreach (var call in Touched)
            if (!call.IsOver && call.Legs.Exists(leg =>
                    leg is { IsTalking: true, IsLive: true, Kind: not LegKind.Caller } && leg != call.Asker)
                && call.Legs.Find(leg => leg is { IsTalking: false, IsLive: true }) is { } ringing)
                Break(call, $"{ringing.Phone} goes on ringing although somebody has answered");
    }
}
