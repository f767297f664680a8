using System.Globalization;
using System.Text;
using NodaTime;

namespace CallRouting.Sip;

/// <summary>One message that a <see cref="SipPhone"/> sent or received, repeats included.</summary>
/// <param name="At">When.</param>
/// <param name="IsSent">Sent, else received.</param>
/// <param name="Status">The status of a response; 0 for a request.</param>
/// <param name="Method">The method of a request, or of the request that is answered.</param>
/// <param name="CallId">The Call-ID.</param>
/// <param name="Text">The whole message.</param>
public readonly record struct PhoneLogLine(
    Instant At, bool IsSent, int Status, string Method, string CallId, string Text)
{
    /// <summary>Whether it is this request.</summary>
    /// <param name="method">The method, in capitals.</param>
    public bool IsRequest(string method) => Status == 0 && Method == method;

    /// <summary>Whether it is this response.</summary>
    /// <param name="status">The status.</param>
    /// <param name="method">The method answered, in capitals.</param>
    public bool IsResponse(int status, string method) => Status == status && Method == method;

    /// <summary>Time, arrow (<c>-></c> sent) and first line, with the method that a response answers.</summary>
    public override string ToString()
    {
        var first = Text is null ? "" : Text[..Math.Max(0, Text.AsSpan().IndexOfAny('\r', '\n'))];
        var what = Status == 0 ? first : $"{first} ({Method})";
        return string.Create(CultureInfo.InvariantCulture,
            $"{At.ToDateTimeUtc():HH:mm:ss.fff} {(IsSent ? "->" : "<-")} {what}");
    }
}

/// <summary>The latest messages of one phone, in order.</summary>
internal sealed class PhoneLog
{
    private const int Most = 20_000;
    private readonly Lock _lock = new();
    private readonly Queue<PhoneLogLine> _lines = new();

    public void Add(Instant at, bool isSent, SipMessage message)
    {
        var line = new PhoneLogLine(at, isSent, message.StatusCode,
            Encoding.UTF8.GetString(message.IsRequest ? message.MethodText : message.SequenceMethodText),
            Encoding.UTF8.GetString(message.CallId), message.ToString());
        lock (_lock)
        {
            if (_lines.Count == Most)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public IReadOnlyList<PhoneLogLine> Lines()
    {
        lock (_lock)
            return [.. _lines];
    }
}
