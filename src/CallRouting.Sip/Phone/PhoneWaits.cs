namespace CallRouting.Sip;

/// <summary>Those who wait until something is true of a phone. All but <see cref="For"/> is called with the phone's
/// lock held.</summary>
internal sealed class PhoneWaits(Lock gate)
{
    private readonly List<(Func<bool> IsMet, TaskCompletionSource Done)> _waiting = [];

    /// <summary>Ends when the condition holds.</summary>
    /// <param name="isMet">Asked with the lock held, at once and after each thing that happens.</param>
    /// <param name="within">The limit.</param>
    /// <param name="what">What was waited for and what came instead.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public async Task For(Func<bool> isMet, TimeSpan within, Func<string> what)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (isMet())
                return;
            _waiting.Add((isMet, done));
        }

        try
        {
            await done.Task.WaitAsync(within).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (gate)
                _waiting.RemoveAll(w => w.Done == done);
            throw new TimeoutException(what());
        }
    }

    public void Check()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (!_waiting[i].IsMet())
                continue;
            _waiting[i].Done.TrySetResult();
            _waiting.RemoveAt(i);
        }
    }
}
