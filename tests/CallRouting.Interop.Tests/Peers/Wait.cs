namespace CallRouting.Tests.Interop;

/// <summary>Waits for something that no event tells of.</summary>
internal static class Wait
{
    /// <summary>Waits until a condition holds.</summary>
    /// <param name="isMet">Asked every 20 ms.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    /// <param name="seconds">The limit.</param>
    /// <param name="story">What came instead.</param>
    public static async Task ForAsync(Func<bool> isMet, string what, int seconds = 30, Func<string>? story = null)
    {
        var limit = DateTime.UtcNow.AddSeconds(seconds);
        while (!isMet())
        {
            if (DateTime.UtcNow > limit)
                Assert.Fail($"Waited {seconds} s in vain for {what}.\n{story?.Invoke()}");
            await Task.Delay(20);
        }
    }
}
