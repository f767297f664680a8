namespace CallRouting;

// A returning caller is offered first to the employee who spoke with them last (SPEC S16).
public static partial class CallMachine
{
    /// <returns>Whether that employee is being rung; else the call goes on at once.</returns>
    private static bool BeginSticky(ref Turn turn, in RouteNode step)
    {
        ref var call = ref turn.Call;
        var sticky = turn.Plan.StickyTable[step.Index];
        if (call.CallerNumber.IsNone || !turn.View.TryFindLast(call.CallerNumber, out var employee, out var spokeAt)
            || turn.Now - spokeAt >= sticky.WithinTicks)
            return false;
        call.Sticky = employee;
        if (!BeginHunt(ref turn, step))
            return false;
        call.GiveUpAt = turn.After(sticky.RingTicks);
        return true;
    }
}
