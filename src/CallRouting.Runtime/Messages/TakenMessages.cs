using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace CallRouting.Runtime;

/// <summary>A company's taken messages: a file of lines of JSON that is only ever appended to, on the disk before a
/// message counts as taken or read.</summary>
/// <remarks>A line that a crash cut off was never confirmed to anybody and is skipped; the next begins a line of its
/// own. Safe to use from any thread.</remarks>
internal sealed class TakenMessages(string company, string file, ILogger log)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly InstantPattern Iso = InstantPattern.ExtendedIso;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, TakenMessage> _unread = [];
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private bool _isRead;
    private long _last;

    /// <summary>Stores a message.</summary>
    /// <exception cref="MessageStoreException">It cannot be stored, and was not taken.</exception>
    public TakenMessage Take(MessageDraft draft, Instant now)
    {
        lock (_lock)
        {
            Read();
            var message = new TakenMessage(_last + 1, now, draft);
            Append(json =>
            {
                json.WriteNumber("message", message.Number);
                json.WriteString("at", Iso.Format(now));
                json.WriteString("addressee", draft.Addressee);
                json.WriteString("fullName", draft.FullName);
                json.WriteString("company", draft.Company);
                json.WriteString("phone", draft.Phone);
                json.WriteString("text", draft.Text);
                if (!draft.Call.IsNone)
                    json.WriteNumber("call", draft.Call.Value);
                if (draft.TakenBy is not null)
                    json.WriteString("takenBy", draft.TakenBy);
            });
            _last++;
            _unread.Add(message.Number, message);
            return message;
        }
    }

    /// <summary>The messages that an employee has not read, the oldest first.</summary>
    /// <exception cref="MessageStoreException">The file cannot be read.</exception>
    public IReadOnlyList<TakenMessage> For(string employee)
    {
        lock (_lock)
        {
            Read();
            return [.. _unread.Values.Where(message => message.Draft.Addressee == employee)];
        }
    }

    /// <summary>The addressee has read a message: it is delivered.</summary>
    /// <returns>False: the employee has no such unread message.</returns>
    /// <exception cref="MessageStoreException">That cannot be stored, and the message stays unread.</exception>
    public bool MarkRead(string employee, long number, Instant now)
    {
        lock (_lock)
        {
            Read();
            if (!_unread.TryGetValue(number, out var message) || message.Draft.Addressee != employee)
                return false;
            Append(json =>
            {
                json.WriteNumber("read", number);
                json.WriteString("at", Iso.Format(now));
                json.WriteString("by", employee);
            });
            return _unread.Remove(number);
        }
    }

    private void Append(Action<Utf8JsonWriter> fields)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            fields(json);
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(file)!);
            var options = PrivateFiles.Options(FileMode.OpenOrCreate);
            options.Access = FileAccess.ReadWrite;
            options.BufferSize = 0;
            using var stream = new FileStream(file, options);
            var length = stream.Length;
            try
            {
                BeginLine(stream);
                stream.Write(_line.WrittenSpan);
                stream.Flush(flushToDisk: true);
            }
            catch
            {
                // What was not confirmed must not stand there at the next start.
                stream.SetLength(length);
                throw;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new MessageStoreException(
                $"The message cannot be stored in {file}: {problem.Message}. Nothing was kept; try again.", problem);
        }
    }

    private static void BeginLine(FileStream stream)
    {
        if (stream.Length == 0)
            return;
        stream.Seek(-1, SeekOrigin.End);
        if (stream.ReadByte() != '\n')
            stream.Write("\n"u8);
    }

    private void Read()
    {
        if (_isRead)
            return;
        try
        {
            var number = 0;
            foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
            {
                number++;
                if (!TryRead(line))
                    RouterLog.MessageDamaged(log, company, file, number);
            }

            _isRead = true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _unread.Clear();
            throw new MessageStoreException($"The messages in {file} cannot be read: {problem.Message}.", problem);
        }
    }

    // A line that a crash cut off is no message: whoever took it was not told that it was kept.
    private bool TryRead(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.TryGetProperty("read", out var read))
            {
                return _unread.Remove(read.GetInt64());
            }

            var message = new TakenMessage(
                root.GetProperty("message").GetInt64(), Iso.Parse(Text("at")).GetValueOrThrow(), new MessageDraft
                {
                    Addressee = Text("addressee"),
                    FullName = Text("fullName"),
                    Company = Text("company"),
                    Phone = Text("phone"),
                    Text = Text("text"),
                    Call = root.TryGetProperty("call", out var call) ? new CallId(call.GetUInt64()) : default,
                    TakenBy = root.TryGetProperty("takenBy", out var taker) ? taker.GetString() : null,
                });
            _unread[message.Number] = message;
            _last = Math.Max(_last, message.Number);
            return true;

            string Text(string name) => root.GetProperty(name).GetString() ?? "";
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or UnparsableValueException)
        {
            return false;
        }
    }
}
