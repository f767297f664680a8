using System.Globalization;

namespace CallRouting.Host;

/// <summary>A trunk's device as it is written on a command line:
/// <c>[COMPANY/]TRUNK=KIND:ADDRESS[,key=value…]</c>.</summary>
/// <param name="Company">The company's name; <c>null</c>: the only one that has such a trunk.</param>
/// <param name="Trunk">The trunk's id.</param>
/// <param name="Kind">What kind of device it is.</param>
/// <param name="Address">Which one.</param>
/// <param name="Settings">How it is used, by keys.</param>
internal sealed record DeviceText(string? Company, string Trunk, string Kind, string Address,
    IReadOnlyList<(string Key, string Value)> Settings)
{
    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="form">What to write, for whoever wrote something else.</param>
    /// <param name="device">The device.</param>
    /// <returns>What is wrong and what to write; <c>null</c>: nothing.</returns>
    public static string? Parse(string text, string form, out DeviceText device)
    {
        device = new(null, "", "", "", []);
        var parts = text.Split(',');
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        var colon = parts[0].IndexOf(':', Math.Max(equals, 0));
        if (equals < 1 || colon <= equals + 1 || colon == parts[0].Length - 1)
            return $"\"{text}\" names no trunk and device: write {form}.";
        var name = parts[0][..equals];
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash == 0 || slash == name.Length - 1)
            return $"\"{name}\" is no trunk: write TRUNK or COMPANY/TRUNK.";
        var settings = new List<(string, string)>();
        foreach (var part in parts.Skip(1))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || at == part.Length - 1)
                return $"\"{part}\" is no setting: write {form}.";
            if (settings.Exists(other => other.Item1 == part[..at]))
                return $"\"{part[..at]}\" is set twice: once is enough.";
            settings.Add((part[..at], part[(at + 1)..]));
        }

        device = new(slash < 0 ? null : name[..slash], name[(slash + 1)..], parts[0][(equals + 1)..colon],
            parts[0][(colon + 1)..], settings);
        return null;
    }

    /// <summary>Applies the settings one after another.</summary>
    /// <typeparam name="T">What they change.</typeparam>
    /// <param name="made">What it is without them.</param>
    /// <param name="keys">The keys there are: what may be written, and what it does; <c>null</c>: the value is
    /// none.</param>
    /// <returns>What is wrong and what to write; <c>null</c>: nothing.</returns>
    public string? Apply<T>(ref T made, IReadOnlyDictionary<string, (string Values, Func<T, string, T?> Set)> keys)
        where T : class
    {
        foreach (var (key, value) in Settings)
        {
            if (!keys.TryGetValue(key, out var known))
                return $"\"{key}\" is no setting: write one of {string.Join(", ", keys.Keys)}.";
            if (known.Set(made, value) is not { } set)
                return $"\"{key}={value}\" cannot be: write {key}={known.Values}.";
            made = set;
        }

        return null;
    }

    /// <summary>A whole number within limits.</summary>
    public static bool TryWhole(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number >= least && number <= most;

    /// <summary>yes or no.</summary>
    public static bool? Flag(string text) => text switch { "yes" => true, "no" => false, _ => null };
}
