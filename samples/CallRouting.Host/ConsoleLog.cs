using Microsoft.Extensions.Logging;

namespace CallRouting.Host;

/// <summary>The log, a line an entry, on the standard error output.</summary>
internal sealed class ConsoleLog(TextWriter output) : ILoggerProvider
{
    /// <summary>A log that shows entries of a level and above.</summary>
    public static ILoggerFactory Open(LogLevel level, TextWriter output) =>
        LoggerFactory.Create(log => log.SetMinimumLevel(level).AddProvider(new ConsoleLog(output)));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(TextWriter.Synchronized(output));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Category(TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var name = logLevel.ToString().ToLowerInvariant();
            output.WriteLine(exception is null ? $"{name}: {formatter(state, null)}"
                : $"{name}: {formatter(state, exception)}\n{exception}");
        }
    }
}
