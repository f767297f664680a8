using System.Globalization;
using System.Text;

namespace CallRouting.Tests.Interop;

/// <summary>One message of a SIPp trace.</summary>
/// <param name="At">Local time, to the millisecond or finer.</param>
/// <param name="IsSent">Sent by SIPp, else received.</param>
/// <param name="Text">The message.</param>
internal sealed record SippMessage(DateTime At, bool IsSent, string Text)
{
    /// <summary>Whether the first line begins so.</summary>
    public bool Begins(string start) => Text.StartsWith(start, StringComparison.Ordinal);

    /// <summary>The first line.</summary>
    public string FirstLine => Text.Split('\r', '\n')[0];

    public string CallId => Field("Call-ID");

    /// <summary>The user part of the From address.</summary>
    public string Caller => Field("From").Split("sip:")[^1].Split('@')[0];

    /// <summary>What the first field of a name holds; empty where there is none.</summary>
    public string Field(string name) => Text.Split('\n').Select(line => line.TrimEnd('\r'))
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault("");

    /// <summary>Reads a trace; empty where there is none yet.</summary>
    public static IReadOnlyList<SippMessage> Read(string file)
    {
        var messages = new List<SippMessage>();
        if (!File.Exists(file))
            return messages;
        var (at, isSent, isTold, text) = (DateTime.MinValue, false, false, new StringBuilder());
        foreach (var line in ReadShared(file).Split('\n'))
        {
            if (line.StartsWith("-----------------------------------------------", StringComparison.Ordinal))
            {
                Add();
                // What SIPp did not expect is written a second time, without the time.
                isTold = !DateTime.TryParse(line.TrimStart('-'), CultureInfo.InvariantCulture, out var time);
                at = isTold ? at : time;
            }
            else if (line.StartsWith("UDP message ", StringComparison.Ordinal))
            {
                isSent = line.Contains(" sent ", StringComparison.Ordinal);
            }
            else if (text.Length > 0 || line.Trim().Length > 0)
            {
                text.Append(line).Append('\n');
            }
        }

        Add();
        return messages;

        void Add()
        {
            if (text.Length > 0 && !isTold)
                messages.Add(new(at, isSent, text.ToString()));
            text.Clear();
        }
    }

    // SIPp still writes to it.
    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
