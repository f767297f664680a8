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
            var distance = Math.Min(Distance(wanted, name, least), Distance(wanted, City(name), least - 1) + 1);
            if (distance >= least + (best is null ? 1 : 0))
                continue;
            (best, least) = (candidate, distance);
        }
        return best;
    }

    private static string City(string name) => name[(name.LastIndexOf('/') + 1)..];

    // Edits (insert, delete, replace, swap neighbours) that make one text of the other; more than the limit is
    // limit + 1.
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
            return limit + 1;
        var rows = new int[3][];
        for (var i = 0; i < 3; i++)
            rows[i] = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            rows[0][j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var (row, above, twoAbove) = (rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3]);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    row[j] = Math.Min(row[j], twoAbove[j - 2] + 1);
            }
        }
        return Math.Min(rows[left.Length % 3][right.Length], limit + 1);
    }
}
