using Microsoft.Extensions.Logging;

namespace CallRouting.Runtime.Tests;

/// <summary>A log that a test can read, exceptions and scopes included.</summary>
internal sealed class LogLines : ILogger<CallRouter>
{
    private readonly List<string> _lines = [];

    public string[] All
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public int Count(string part) => All.Count(line => line.Contains(part, StringComparison.Ordinal));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
