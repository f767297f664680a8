using NodaTime;

namespace CallRouting.Runtime;

// Transfers that a program asks for: a console, a softphone's button (SPEC S7).
internal sealed partial class Domain
{
    private void Transfer(CallId id, TransferRequest asked, Instant now)
    {
        try
        {
            asked.Done.TrySetResult(Take(id, asked, now));
        }
        catch (Exception fault)
        {
            asked.Done.TrySetException(fault);
            throw;
        }
    }

    private TransferResult Take(CallId id, TransferRequest asked, Instant now)
    {
        if (!_calls.TryGetValue(id, out var call))
            return TransferResult.NoSuchCall;
        if (call.LegOf(asked.Employee) is not { IsNone: false } leg)
            return TransferResult.NotTalking;
        if (asked.To.IsNone)
        {
            Step(CallEvent.TransferCancelled(leg), now);
            return TransferResult.Accepted;
        }

        if (asked.Card is null && IsGuarded(call.Plan.Plan, asked.To))
            return TransferResult.CardMissing;
        var before = call.Card;
        call.Card = asked.Card;
        call.Answer = TransferAnswer.None;
        Step(CallEvent.TransferAsked(leg, asked.To, asked.IsAttended), now);
        if (call.Answer != TransferAnswer.Accepted)
            call.Card = before;
        return call.Answer switch
        {
            TransferAnswer.Accepted => TransferResult.Accepted,
            TransferAnswer.NoSuchNumber => TransferResult.NoSuchNumber,
            TransferAnswer.Guarded => TransferResult.Guarded,
            TransferAnswer.Self => TransferResult.Self,
            TransferAnswer.NobodyThere => TransferResult.NobodyThere,
            _ => TransferResult.NotTalking,
        };
    }

    private static bool IsGuarded(RoutingPlan plan, Extension to)
    {
        foreach (var employee in plan.Employees)
            if (employee.Extension == to)
                return employee.IsGuarded;
        return false;
    }
}

/// <summary>A transfer that a program asks for; no target: the one under way is taken back.</summary>
internal sealed record TransferRequest(string Employee, Extension To, bool IsAttended, TransferCard? Card)
{
    public TaskCompletionSource<TransferResult> Done { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
