using Microsoft.Extensions.Logging;

namespace CallRouting.Analog;

/// <summary>What the transport tells the log.</summary>
internal static partial class AnalogLog
{
    [LoggerMessage(1, LogLevel.Warning, "Trunk {Trunk} (line {Line}) is out of service: {Device}: {Why}")]
    public static partial void OutOfService(ILogger log, string trunk, LineNumber line, string device, string why);

    [LoggerMessage(2, LogLevel.Information, "Trunk {Trunk} (line {Line}) is in service again: {Device}")]
    public static partial void InService(ILogger log, string trunk, LineNumber line, string device);

    [LoggerMessage(3, LogLevel.Debug, "Trunk {Trunk}: a call, ring {RingPattern}, from {Caller}")]
    public static partial void Rings(ILogger log, string trunk, byte ringPattern, FxoCallerId caller);

    [LoggerMessage(4, LogLevel.Error, "Trunk {Trunk}: {Device} threw at {Act}")]
    public static partial void Threw(ILogger log, string trunk, string device, LineActKind act, Exception fault);

    [LoggerMessage(5, LogLevel.Error, "Trunk {Trunk}: {Device} could not be closed")]
    public static partial void NotClosed(ILogger log, string trunk, string device, Exception fault);
}
