using Microsoft.Extensions.Logging;

namespace CallRouting.E1;

// What goes over the signalling channel, written down for who looks for a fault.
internal sealed partial class E1Line
{
    private LapdCapture? _capture;

    private void BeginCapture()
    {
        if (_options.Capture is not { } path)
            return;
        try
        {
            _capture = LapdCapture.Begin(path, IsNetwork);
        }
        catch (IOException refused)
        {
            LogNoCapture(_span.Name, refused.Message);
        }
    }

    private void Capture(ReadOnlySpan<byte> frame, bool isOutgoing)
    {
        if (_capture is not { } capture)
            return;
        capture.Write(frame, isOutgoing, _now);
        if (capture.Fault.Length == 0)
            return;
        LogNoCapture(_span.Name, capture.Fault);
        EndCapture();
    }

    private void EndCapture()
    {
        _capture?.Dispose();
        _capture = null;
    }

    [LoggerMessage(11, LogLevel.Warning, "E1 {Span}: its frames are not written down: {Reason}")]
    private partial void LogNoCapture(string span, string reason);
}
