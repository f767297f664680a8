using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CallRouting.PlanFiles;

/// <summary>Writes plans as canonical JSON: one text for each plan.</summary>
/// <remarks>Keys that a plan's format gives are sorted, values are in one form (<c>1m30s</c>, <c>09:00-18:00</c>,
/// <c>+74951110001</c>), what applies by default is left out, except under <c>defaults</c>. What a plan gives names to
/// keeps its order, since order decides: calls leave by the first trunk that carries them. Reading the text gives an
/// equal plan; different plans give different texts.</remarks>
public static class PlanJson
{
    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // A plan made in code may name two things alike: that is for the compiler to say.
        SkipValidation = true,
    };

    /// <summary>The canonical text, on one line.</summary>
    /// <param name="plan">The plan; it need not be valid.</param>
    public static string Write(Plan plan) => Encoding.UTF8.GetString(Octets(plan, Compact).WrittenSpan);

    /// <summary>The same with line breaks and indentation, for people.</summary>
    /// <param name="plan">The plan; it need not be valid.</param>
    public static string WriteIndented(Plan plan) =>
        Encoding.UTF8.GetString(Octets(plan, Compact with { Indented = true, NewLine = "\n" }).WrittenSpan);

    /// <summary>SHA-256 of the canonical text in UTF-8: 64 lower-case hexadecimal digits.</summary>
    /// <param name="plan">The plan; it need not be valid.</param>
    public static string Hash(Plan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Octets(plan, Compact).WrittenSpan));

    private static ArrayBufferWriter<byte> Octets(Plan plan, JsonWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var octets = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(octets, options);
        new PlanWriter(json).Write(plan);
        json.Flush();
        return octets;
    }
}
