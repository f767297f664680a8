using System.Collections.Frozen;
using System.Reflection;
using CallRouting.Audio;

namespace CallRouting.Runtime;

/// <summary>Finds prompts by the names that plans use, and keeps their sound.</summary>
/// <remarks>
/// <para>A folder holds prompts itself, or in sub-folders that are named as languages: <c>en/welcome.wav</c>. For a
/// number with a language its own is looked for in every folder first. Then, and for a number without one, each folder
/// in its order: the company's language, then the folder itself. Then any language that has the file, which is said.
/// Last come the resources of an assembly whose names end in <c>prompts/NAME</c> or <c>prompts.NAME</c>.</para>
/// <para>A file that has not changed is read once. Built-in prompts are tones until files take their place:
/// <c>confirm.wav</c>, <c>mailbox.wav</c>, <c>wrong-number.wav</c>, <c>declined.wav</c>, <c>hold.wav</c>,
/// <c>position-1.wav</c> to <c>position-10.wav</c>, <c>position-many.wav</c>. Safe to use from any thread.</para>
/// </remarks>
public sealed class PromptLibrary
{
    private const string NotFound = "There is no such file";

    private readonly Lock _lock = new();
    private readonly IReadOnlyList<string> _folders;
    private readonly Assembly? _resources;
    private readonly string? _language;
    private readonly IReadOnlyList<(PromptId Prompt, PromptAudio Tone)> _builtIn;
    private readonly Dictionary<string, Kept> _kept = [];

    /// <summary>A library over folders.</summary>
    /// <param name="folders">Where to look first; folders need not exist.</param>
    /// <param name="resources">Where to look last; <c>null</c>: nowhere else.</param>
    /// <param name="toneZone">Whose ringing and dial tone is heard; <c>null</c>: Russia's.</param>
    /// <param name="language">The company's language; <c>null</c>: the folders themselves hold its prompts.</param>
    public PromptLibrary(IEnumerable<string> folders, Assembly? resources = null, ToneZone? toneZone = null,
        string? language = null)
    {
        ArgumentNullException.ThrowIfNull(folders);
        _folders = [.. folders.Select(Path.GetFullPath)];
        _resources = resources;
        _language = language;
        _builtIn = [.. BuiltInPrompts.All(toneZone ?? Tones.Russia)];
    }

    /// <summary>Loads every prompt of a plan in every language that its numbers speak. Never fails: what cannot be
    /// loaded is in <see cref="PromptSet.Findings"/> and sounds as the missing-prompt tone.</summary>
    /// <param name="plan">The plan.</param>
    public PromptSet Load(RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_lock)
        {
            var findings = new List<PromptFinding>();
            var company = LoadVoice(plan, null, findings);
            var spoken = plan.Languages.Where(language => language != _language).Order(StringComparer.Ordinal);
            var languages = new Dictionary<string, PromptVoice>(StringComparer.Ordinal);
            // The compiler lets no language pass that is no plain name.
            foreach (var language in spoken)
                languages.Add(language, LoadVoice(plan, language, findings));
            return new PromptSet(company, languages, [.. findings.Distinct()]);
        }
    }

    private PromptVoice LoadVoice(RoutingPlan plan, string? language, List<PromptFinding> findings)
    {
        var fromPlan = new PromptAudio[plan.Prompts.Count];
        for (var i = 0; i < fromPlan.Length; i++)
        {
            var found = Find(plan.Prompts[i], language);
            fromPlan[i] = found.Audio ?? BuiltInPrompts.Missing;
            if (found.Audio is null)
                findings.Add(new(plan.Prompts[i], found.Problem + " Until then callers hear the missing-prompt tone."));
            else if (found.Problem.Length > 0)
                findings.Add(new(plan.Prompts[i], found.Problem));
        }

        return new PromptVoice(plan.Prompts, fromPlan, _builtIn.ToFrozenDictionary(
            built => built.Prompt, built => Replaced(built.Prompt, built.Tone, language, findings)));
    }

    // A built-in prompt is not missing when there is no file, but a file that cannot be read is worth a word.
    private PromptAudio Replaced(PromptId prompt, PromptAudio tone, string? language, List<PromptFinding> findings)
    {
        if (BuiltInPrompts.FileOf(prompt) is not { } name)
            return tone;
        var (audio, problem) = Find(name, language);
        if (audio is null && !problem.StartsWith(NotFound, StringComparison.Ordinal))
            findings.Add(new(name, problem + " Until then a tone is heard in its place."));
        else if (audio is not null && problem.Length > 0)
            findings.Add(new(name, problem));
        return audio is null ? tone : audio with { IsLoop = tone.IsLoop };
    }

    private (PromptAudio? Audio, string Problem) Find(string name, string? language)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
            return (null, "The name holds a NUL character; name a file.");
        foreach (var folder in _folders)
            if (!IsInside(folder, Path.GetFullPath(Path.Combine(folder, name))))
                return (null, $"The name leads out of the prompt folder {folder}; name a file inside it.");
        if (language is not null && FirstOf(_folders.Select(folder => Path.Combine(folder, language)), name) is { } own)
            return Read(own);
        var isTranslated = language is null;
        var folders = _folders.SelectMany(folder =>
            _language is null ? [folder] : (string[])[Path.Combine(folder, _language), folder]);
        if (FirstOf(folders, name) is { } file)
            return isTranslated ? Read(file) : Instead(Read(file), language!, file);
        if (FirstOf(_folders.SelectMany(SubFolders), name) is { } any)
            return Instead(Read(any), language ?? _language, any);
        if (FindResource(name) is { } resource)
            return Read(resource, () => ReadResource(resource));
        var looked = _folders.Count == 0 ? "no prompt folder is set" : $"looked in {string.Join(", ", _folders)}";
        return (null, $"{NotFound} ({looked}). Put a WAV file with this name there.");
    }

    private static (PromptAudio? Audio, string Problem) Instead(
        (PromptAudio? Audio, string Problem) read, string? language, string file) =>
        read.Audio is null ? read : (read.Audio, language is null
            ? $"No language is set; {file} is played."
            : $"There is no recording in the language {language}; {file} is played. Put one into a folder {language}.");

    private static string? FirstOf(IEnumerable<string> folders, string name) =>
        folders.Select(folder => Path.GetFullPath(Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    private static IEnumerable<string> SubFolders(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];

    private static bool IsInside(string folder, string path) => path.StartsWith(
        Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private (PromptAudio? Audio, string Problem) Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > WavReader.LargestFile)
                return (null, $"{path} has {file.Length} octets; at most {WavReader.LargestFile} are read.");
            if (_kept.TryGetValue(path, out var kept) && kept.Written == file.LastWriteTimeUtc &&
                kept.Length == file.Length)
                return (kept.Audio, kept.Problem);
            var read = Read(path, () => File.ReadAllBytes(path));
            _kept[path] = new Kept(file.LastWriteTimeUtc, file.Length, read.Audio, read.Problem);
            return read;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read: {problem.Message}");
        }
    }

    private static (PromptAudio? Audio, string Problem) Read(string path, Func<byte[]> octets)
    {
        var problem = WavReader.ReadAlaw(octets(), out var alaw);
        if (!problem.IsNone)
            return (null, $"{path} is not a WAV file that can be played: {problem}");
        return alaw.Length == 0 ? (null, $"{path} holds no sound.") : (new PromptAudio(alaw), "");
    }

    private string? FindResource(string name)
    {
        var dotted = "." + name.Replace('/', '.');
        return _resources?.GetManifestResourceNames().FirstOrDefault(resource =>
            resource.EndsWith("prompts/" + name, StringComparison.Ordinal) ||
            resource.EndsWith("prompts" + dotted, StringComparison.Ordinal));
    }

    private byte[] ReadResource(string resource)
    {
        using var stream = _resources!.GetManifestResourceStream(resource)!;
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return octets;
    }

    private readonly record struct Kept(DateTime Written, long Length, PromptAudio? Audio, string Problem);
}
