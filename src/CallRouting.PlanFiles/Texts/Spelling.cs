namespace CallRouting.PlanFiles;

/// <summary>Finds the word that was meant.</summary>
internal static class Spelling
{
    private const int LongestWord = 64;

    /// <summary>The known word nearest to a misspelt one.</summary>
    /// <param name="written">The word in the file.</param>
    /// <param name="known">The words that would be right; of equally near ones the first counts.</param>
    /// <returns>The nearest, or <c>null</c> where none is near: more than a third of the letters differ.</returns>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestWord)
            return null;
        string? best = null;
        var limit = Math.Max(1, Math.Min(3, written.Length / 3));
        var folded = Fold(written);
        foreach (var word in known)
        {
            var distance = EditDistance.Between(folded, Fold(word), limit);
            if (distance > limit)
                continue;
            best = word;
            if (distance == 0)
                break;
            limit = distance - 1;
        }

        return best;
    }

    /// <summary>" Did you mean …?" with a blank in front, or nothing.</summary>
    public static string Question(string written, IEnumerable<string> known) =>
        Nearest(written, known) is { } word ? $" Did you mean '{word}'?" : "";

    private static string Fold(string word) => word.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
}
