namespace CallRouting.Runtime;

// What is in use and in service of the company's trunks, and what is said of it: once when a trunk goes out of service,
// once when it is back (SPEC S13).
internal sealed partial class Domain
{
    public TrunkBoard Trunks { get; } = new();

    private void SetChannels(TrunkChannels channels)
    {
        var isKnown = _plan.Plan.TryFindTrunk(channels.Trunk, out var index);
        var before = isKnown ? Trunks.Read(_plan.Plan.Trunks[index]) : null;
        _office.SetChannels(channels.Trunk, channels.InService);
        Trunks.SetInService(channels.Trunk, channels.InService);
        // One that the plan does not have yet is remembered for a plan that does.
        if (before is null)
            return;
        var now = Trunks.Read(_plan.Plan.Trunks[index]);
        if (now.InService == before.InService)
            return;
        if (!now.IsInService)
            RouterLog.TrunkOut(_log, Name, now.Trunk);
        else if (!before.IsInService)
            RouterLog.TrunkBack(_log, Name, now.Trunk, now.InService);
        else
            RouterLog.TrunkChanged(_log, Name, now.Trunk, now.InService);
        Observers.OnTrunkChanged(Id, now);
    }

    private void CountChannels(LiveCall call, in CallEffect effect)
    {
        var trunk = call.Plan.Plan.Trunks[effect.Index].Settings.Id;
        Trunks.SetInUse(trunk, _office.ChannelsInUse(trunk));
    }
}
