namespace CallRouting.Runtime;

// Passing calls on from a program (SPEC G24, S7).
public sealed partial class CallRouter
{
    /// <summary>Passes a caller on, as the employee who talks to them would with the transfer keys.</summary>
    /// <remarks>Blind, the employee is free at once and the target rings; attended, the caller is on hold and the
    /// employee speaks to the target first: hanging up then passes the caller on. A transfer that is not taken comes
    /// back to the employee (SPEC G24).</remarks>
    /// <param name="call">The call.</param>
    /// <param name="employee">The id of the employee who talks to the caller.</param>
    /// <param name="to">The internal number of an employee or a department.</param>
    /// <param name="attended">Whether the employee speaks to the target first.</param>
    /// <param name="card">What the target's screen shows; <c>null</c>: the caller alone. A guarded person wants
    /// one.</param>
    /// <returns>How it was taken, once the company's loop has come to it.</returns>
    /// <exception cref="ArgumentException">The internal number is none.</exception>
    public Task<TransferResult> TransferAsync(
        CallId call, string employee, Extension to, bool attended = false, TransferCard? card = null)
    {
        if (to.IsNone)
            throw new ArgumentException("Name the internal number that the call goes to.", nameof(to));
        return Ask(call, employee, to, attended, card);
    }

    /// <summary>Takes an attended transfer back that is not complete: the employee is with the caller again.</summary>
    /// <param name="call">The call.</param>
    /// <param name="employee">The id of the employee who passes it on.</param>
    /// <returns>Accepted, also where there was nothing to take back; else why not.</returns>
    public Task<TransferResult> CancelTransferAsync(CallId call, string employee) =>
        Ask(call, employee, default, false, null);

    private Task<TransferResult> Ask(CallId call, string employee, Extension to, bool attended, TransferCard? card)
    {
        ArgumentException.ThrowIfNullOrEmpty(employee);
        if (!_calls.TryGetValue(call, out var company))
            return Task.FromResult(TransferResult.NoSuchCall);
        var request = new TransferRequest(employee, to, attended, card);
        company.Post(new Mail(MailKind.Transfer, Now) { Call = call, Content = request });
        return request.Done.Task;
    }
}
