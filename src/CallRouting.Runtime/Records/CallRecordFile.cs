using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CallRouting.Runtime;

/// <summary>Reads call-record files back: for statistics, lists of missed calls, and whatever else is asked of calls that
/// are over.</summary>
public static class CallRecordFile
{
    private const int LongestTail = 16 << 20;

    /// <summary>The records of a file in the order in which the calls ended. Lines that are no record, as one that a
    /// crash cut off, are left out. Of <see cref="CallRecord.Called"/> only international numbers come back.</summary>
    /// <param name="file">The file, usually <c>calls.jsonl</c> in the company's folder; one that is not there holds no
    /// records.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<CallRecord> Read(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return File.Exists(file) ? ReadLines(Open(file)) : [];
    }

    /// <summary>The last records of a file, as many as stand in its last 16 MiB at most.</summary>
    internal static IReadOnlyList<CallRecord> ReadTail(string file, int most)
    {
        if (!File.Exists(file))
            return [];
        var tail = new Queue<CallRecord>();
        foreach (var record in ReadLines(Tail(file)))
        {
            if (tail.Count == most)
                tail.Dequeue();
            tail.Enqueue(record);
        }

        return [.. tail];
    }

    internal static CallRecord? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Parse(document.RootElement);
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or UnparsableValueException)
        {
            return null;
        }
    }

    private static IEnumerable<CallRecord> ReadLines(Stream stream)
    {
        using var lines = new StreamReader(stream);
        while (lines.ReadLine() is { } line)
            if (Parse(line) is { } record)
                yield return record;
    }

    // The router may be writing it.
    private static FileStream Open(string file) =>
        new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static MemoryStream Tail(string file)
    {
        using var stream = Open(file);
        var octets = new byte[Math.Min(stream.Length, LongestTail)];
        stream.Seek(-octets.Length, SeekOrigin.End);
        var read = stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false);
        return new MemoryStream(octets, 0, read);
    }

    private static CallRecord? Parse(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("outcome", out var outcome)
            || !Enum.TryParse<Outcome>(outcome.GetString(), out var ending))
            return null;
        return new CallRecord
        {
            Call = new CallId(json.GetProperty("call").GetUInt64()),
            Domain = Text(json, "domain") ?? "",
            Plan = Text(json, "plan") ?? "",
            PlanHash = Text(json, "planHash") ?? "",
            Offer = Offer(json),
            Called = json.TryGetProperty("called", out var called)
                && PhoneNumber.TryParse(Text(called, "normalised"), out var number)
                    ? NormalisedNumber.From(number) : default,
            Number = Text(json, "number"),
            Started = At(json, "started") ?? throw new FormatException("A record says when its call started."),
            Answered = At(json, "answered"),
            Connected = At(json, "connected"),
            Ended = At(json, "ended") ?? throw new FormatException("A record says when its call ended."),
            Outcome = ending,
            Route = EquatableList.From(json.GetProperty("route").EnumerateArray().Select(step => new RouteStep(
                At(step, "at") ?? default, Text(step, "node") ?? "", Text(step, "path") ?? ""))),
            Legs = EquatableList.From(json.GetProperty("legs").EnumerateArray().Select(Leg)),
            Queues = json.TryGetProperty("queues", out var queues)
                ? EquatableList.From(queues.EnumerateArray().Select(wait => new QueueWait(
                    Text(wait, "department") ?? "", wait.GetProperty("priority").GetInt32(),
                    wait.GetProperty("position").GetInt32(), At(wait, "joined") ?? default, At(wait, "left")))) : [],
            Seed = json.TryGetProperty("seed", out var seed) ? seed.GetUInt64() : 0,
            TalkedWith = json.TryGetProperty("talkedWith", out var leg) ? leg.GetInt32() : null,
            Recording = Text(json, "recording"),
            MessageFor = Text(json, "messageFor"),
        };
    }

    private static CallOffer Offer(JsonElement json) => new()
    {
        Trunk = Text(json, "trunk") ?? "",
        Employee = Text(json, "employee"),
        Called = json.TryGetProperty("called", out var called)
            ? new CalledId(Text(called, "raw") ?? "", Value<TypeOfNumber>(called, "typeOfNumber"),
                Value<CalledIdSource>(called, "source"))
            : default,
        Line = json.TryGetProperty("line", out var line) ? new LineNumber(line.GetUInt16()) : default,
        Caller = json.TryGetProperty("caller", out var caller)
            ? new CallerId(Text(caller, "number"), Text(caller, "name")) : default,
    };

    private static LegRecord Leg(JsonElement json) => new()
    {
        Leg = json.GetProperty("leg").GetInt32(),
        Kind = Value<LegKind>(json, "kind"),
        Target = Text(json, "target") ?? "",
        Device = json.TryGetProperty("device", out var device) ? new DeviceId(device.GetInt32()) : default,
        Transport = Text(json, "transport"),
        Trunk = Text(json, "trunk"),
        Shared = json.TryGetProperty("shared", out var shared)
            ? EquatableList.From(shared.EnumerateArray().Select(field => field.GetString() switch
            {
                "caller-number" => SharedField.CallerNumber,
                "called-number" => SharedField.CalledNumber,
                "call-id" => SharedField.CallId,
                _ => SharedField.CallerName,
            })) : [],
        Started = At(json, "started") ?? default,
        Ringing = At(json, "ringing"),
        Answered = At(json, "answered"),
        Released = At(json, "released"),
        Ended = At(json, "ended"),
        Cause = json.TryGetProperty("cause", out var cause) ? (Cause)cause.GetInt32() : default,
    };

    private static T Value<T>(JsonElement json, string name) where T : struct, Enum =>
        Enum.TryParse<T>(Text(json, name), out var value) ? value : default;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static Instant? At(JsonElement json, string name) =>
        Text(json, name) is { } text ? InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow() : null;
}
