using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;

namespace CallRouting;

/// <summary>Finds IANA zones by name, and the name that was probably meant.</summary>
internal static class ZoneNames
{
    private const StringComparison Ignore = StringComparison.OrdinalIgnoreCase;

    /// <summary>Finds a zone; otherwise UTC and what to write instead.</summary>
    internal static bool TryFind(string? id, out DateTimeZone zone, [NotNullWhen(false)] out string? problem)
    {
        zone = DateTimeZone.Utc;
        problem = null;
        if (string.IsNullOrWhiteSpace(id))
            problem = "No time zone: write an IANA zone, for example Europe/Moscow.";
        // The provider also makes up zones such as UTC+3, which no other program reads as IANA names.
        else if (DateTimeZoneProviders.Tzdb.Ids.Contains(id))
            zone = DateTimeZoneProviders.Tzdb[id];
        else
            problem = $"'{id}' is not an IANA time zone: {Advice(id)}";
        return problem is null;
    }

    private static string Advice(string id)
    {
        if (TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.TryGetValue(id, out var windows))
            return $"it is a Windows name, write {windows}.";
        if (id.Length > 3 && id[3] is '+' or '-'
            && (id.StartsWith("UTC", Ignore) || id.StartsWith("GMT", Ignore)))
            return "write a place such as Europe/Moscow, which also knows its clock changes; "
                + "for three hours ahead of UTC and none, Etc/GMT-3 (the sign is the other way round).";
        return Nearest(id) is { } near
            ? $"did you mean {near}?"
            : "write a name such as Europe/Moscow or America/New_York; UTC for no clock changes.";
    }

    private static string? Nearest(string id)
    {
        var wanted = id.Trim().Replace(' ', '_').ToUpperInvariant();
        string? best = null;
        // Abbreviations of three letters are too near each other to guess from.
        var least = wanted.Length > 3 ? wanted.Length / 4 + 1 : 0;
        foreach (var candidate in DateTimeZoneProviders.Tzdb.Ids)
        {
            var name = candidate.ToUpperInvariant();
            // A city alone is the most common slip; one edit worse than the same name in full.
            var distance = Math.Min(
                EditDistance.Between(wanted, name, least),
                EditDistance.Between(wanted, City(name), least - 1) + 1);
            if (distance >= least + (best is null ? 1 : 0))
                continue;
            (best, least) = (candidate, distance);
        }
        return best;
    }

    private static string City(string name) => name[(name.LastIndexOf('/') + 1)..];
}
