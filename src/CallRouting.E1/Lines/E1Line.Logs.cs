using Microsoft.Extensions.Logging;

namespace CallRouting.E1;

// What a line tells whoever runs it.
internal sealed partial class E1Line
{
    [LoggerMessage(1, LogLevel.Information, "E1 {Span} is open")]
    private partial void LogOpen(string span);

    [LoggerMessage(2, LogLevel.Warning, "E1 {Span} is out of service and looked for again and again: {Reason}")]
    private partial void LogAbsent(string span, string reason);

    [LoggerMessage(3, LogLevel.Warning, "E1 {Span} has gone: {Reason}")]
    private partial void LogGone(string span, string reason);

    [LoggerMessage(4, LogLevel.Warning, "E1 {Span} alarm: {Alarm}")]
    private partial void LogAlarm(string span, SpanAlarm alarm);

    [LoggerMessage(5, LogLevel.Information, "E1 {Span}: the data link is up")]
    private partial void LogLinkUp(string span);

    [LoggerMessage(6, LogLevel.Warning, "E1 {Span}: the data link is down")]
    private partial void LogLinkDown(string span);

    [LoggerMessage(7, LogLevel.Debug, "E1 {Span}: error {Error} of the data link (Q.921 appendix II)")]
    private partial void LogLinkError(string span, char error);

    [LoggerMessage(8, LogLevel.Warning, "E1 {Span}: channel {Channel} is out of service, its restart was not "
        + "acknowledged")]
    private partial void LogRestartFailed(string span, int channel);

    [LoggerMessage(9, LogLevel.Error, "E1 {Span}: channel {Channel} carries no sound: {Reason}")]
    private partial void LogNoBearer(string span, int channel, string reason);

    [LoggerMessage(10, LogLevel.Error, "E1 {Span} goes on after a fault")]
    private partial void LogFault(Exception fault, string span);
}
