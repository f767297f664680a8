namespace CallRouting.PlanFiles;

/// <summary>Adds keys to maps, each once.</summary>
internal static class MapKeys
{
    /// <summary>Adds an entry; a key that is there already is an error, and its first value stays.</summary>
    public static void Add(MapNode map, MapEntry entry, Findings findings)
    {
        if (!map.TryAdd(entry, out var first))
            findings.Error("duplicate-key", "", entry.KeyAt,
                $"The key {Shown.Of(entry.Key)} stands here a second time, first at {first.KeyAt}: "
                + "remove one or rename it.");
    }
}
