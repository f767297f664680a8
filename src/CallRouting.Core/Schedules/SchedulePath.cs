using System.Globalization;

namespace CallRouting;

/// <summary>The words in which findings and explanations name a place inside a schedule.</summary>
internal static class SchedulePath
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    internal const string Zone = "zone";
    internal const string Week = "weekly";

    internal static string Weekly(int weekday, int? position = null) => $"weekly.{Days[weekday]}{At(position)}";

    internal static string Date(DateHours entry, int? position = null) => $"dates[\"{entry.Key}\"]{At(position)}";

    internal static string Holiday(int position) => $"holidays{At(position)}";

    internal static string HolidayHours(int? position = null) => $"holiday-hours{At(position)}";

    private static string At(int? position) =>
        position is { } at ? string.Create(CultureInfo.InvariantCulture, $"[{at}]") : "";
}
