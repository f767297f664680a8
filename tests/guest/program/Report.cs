using System.Diagnostics;
using System.Globalization;

namespace CallRouting.Guest;

/// <summary>What the tests outside read from the console.</summary>
internal static class Report
{
    private static readonly Lock s_console = new();
    private static readonly Stopwatch s_clock = Stopwatch.StartNew();

    /// <summary>A line with the time.</summary>
    public static void Say(string text)
    {
        lock (s_console)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"GUEST {s_clock.Elapsed.TotalSeconds:F3} {text}"));
            Console.Out.Flush();
        }
    }

    /// <summary>A file for the tests outside.</summary>
    public static void Give(string name, string path) =>
        Say($"FILE {name} {Convert.ToBase64String(File.ReadAllBytes(path))}");
}

/// <summary>A scenario failed.</summary>
internal sealed class FailedException(string message) : Exception(message);

/// <summary>One scenario.</summary>
/// <param name="Name">Its name, for the tests outside.</param>
/// <param name="Play">What it does; throws where it does not go as it should.</param>
internal sealed record Scenario(string Name, Func<Task> Play)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public async Task RunAsync()
    {
        Report.Say($"BEGIN {Name}");
        try
        {
            await Play().WaitAsync(Limit);
            Report.Say($"PASSED {Name}");
        }
        catch (Exception wrong)
        {
            var text = wrong is FailedException ? wrong.Message : wrong.ToString();
            Report.Say($"FAILED {Name} {text.ReplaceLineEndings(" | ")}");
        }
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<bool> isMet, string what, int seconds = 20)
    {
        var clock = Stopwatch.StartNew();
        while (!isMet())
        {
            if (clock.Elapsed.TotalSeconds > seconds)
                throw new FailedException($"waited {seconds} s in vain for {what}");
            await Task.Delay(10);
        }
    }

    /// <summary>Demands that something holds.</summary>
    public static void Demand(bool isMet, string what)
    {
        if (!isMet)
            throw new FailedException(what);
    }
}
