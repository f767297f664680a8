using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace CallRouting.Runtime;

/// <summary>A call record as one line of JSON.</summary>
/// <remarks>Instants are ISO 8601 in UTC with milliseconds. What is absent is left out. Names stay as they are in this
/// version of the format; a reader ignores what it does not know.</remarks>
internal static class CallRecordLine
{
    private const int Version = 1;

    private static readonly InstantPattern Iso =
        InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    private static readonly JsonWriterOptions Options = new()
    {
        // A line is for a file, never for a web page: names of people stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the line and its end.</summary>
    public static void Write(CallRecord record, IBufferWriter<byte> to)
    {
        using (var json = new Utf8JsonWriter(to, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteNumber("call", record.Call.Value);
            json.WriteString("domain", record.Domain);
            json.WriteString("plan", record.Plan);
            json.WriteString("planHash", record.PlanHash);
            WriteOffer(json, record);
            Write(json, "started", record.Started);
            Write(json, "answered", record.Answered);
            Write(json, "connected", record.Connected);
            Write(json, "ended", record.Ended);
            json.WriteString("outcome", record.Outcome.ToString());
            WriteRoute(json, record);
            WriteLegs(json, record);
            WriteQueues(json, record);
            json.WriteNumber("seed", record.Seed);
            if (record.TalkedWith is { } leg)
                json.WriteNumber("talkedWith", leg);
            Write(json, "recording", record.Recording);
            Write(json, "messageFor", record.MessageFor);
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }

    private static void WriteOffer(Utf8JsonWriter json, CallRecord record)
    {
        var offer = record.Offer;
        Write(json, "trunk", offer.Trunk);
        Write(json, "employee", offer.Employee);
        if (!offer.Called.IsAbsent)
        {
            json.WriteStartObject("called");
            json.WriteString("raw", offer.Called.Raw);
            if (offer.Called.Source != CalledIdSource.None)
                json.WriteString("source", offer.Called.Source.ToString());
            if (offer.Called.TypeOfNumber != TypeOfNumber.Unknown)
                json.WriteString("typeOfNumber", offer.Called.TypeOfNumber.ToString());
            Write(json, "normalised", record.Called.ToString());
            json.WriteEndObject();
        }

        Write(json, "number", record.Number);
        if (!offer.Line.IsNone)
            json.WriteNumber("line", offer.Line.Value);
        if (offer.Caller is { Number: null, Name: null })
            return;
        json.WriteStartObject("caller");
        Write(json, "number", offer.Caller.Number);
        Write(json, "name", offer.Caller.Name);
        json.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter json, CallRecord record)
    {
        json.WriteStartArray("route");
        foreach (var step in record.Route)
        {
            json.WriteStartObject();
            Write(json, "at", step.At);
            json.WriteString("node", step.Node);
            json.WriteString("path", step.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteQueues(Utf8JsonWriter json, CallRecord record)
    {
        if (record.Queues.Count == 0)
            return;
        json.WriteStartArray("queues");
        foreach (var wait in record.Queues)
        {
            json.WriteStartObject();
            json.WriteString("department", wait.Department);
            json.WriteNumber("priority", wait.Priority);
            json.WriteNumber("position", wait.Position);
            Write(json, "joined", wait.Joined);
            Write(json, "left", wait.Left);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLegs(Utf8JsonWriter json, CallRecord record)
    {
        json.WriteStartArray("legs");
        foreach (var leg in record.Legs)
        {
            json.WriteStartObject();
            json.WriteNumber("leg", leg.Leg);
            json.WriteString("kind", leg.Kind.ToString());
            json.WriteString("target", leg.Target);
            if (!leg.Device.IsNone)
                json.WriteNumber("device", leg.Device.Value);
            Write(json, "transport", leg.Transport);
            Write(json, "trunk", leg.Trunk);
            WriteShared(json, leg);
            Write(json, "started", leg.Started);
            Write(json, "ringing", leg.Ringing);
            Write(json, "answered", leg.Answered);
            Write(json, "released", leg.Released);
            Write(json, "ended", leg.Ended);
            if (leg.Cause != Cause.None)
                json.WriteNumber("cause", (int)leg.Cause);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShared(Utf8JsonWriter json, LegRecord leg)
    {
        if (leg.Shared.IsEmpty)
            return;
        json.WriteStartArray("shared");
        foreach (var field in leg.Shared)
            json.WriteStringValue(field switch
            {
                SharedField.CallerNumber => "caller-number",
                SharedField.CalledNumber => "called-number",
                SharedField.CallId => "call-id",
                _ => "caller-name",
            });
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, Instant? instant)
    {
        if (instant is { } known)
            json.WriteString(name, Iso.Format(known));
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(name, text);
    }
}
