using System.Reflection;
using CallRouting.Audio;

namespace CallRouting.Runtime;

/// <summary>Finds prompts by the names that plans use, and keeps their sound.</summary>
/// <remarks>A name is looked for in the folders in their order, then among the resources of an assembly whose names
/// end in <c>prompts/NAME</c> or <c>prompts.NAME</c>. A file that has not changed is read once. Two built-in prompts
/// may be replaced by files: <c>confirm.wav</c> ("press 1 to take the call") and <c>mailbox.wav</c> (the greeting of
/// employees' answering machines); without them tones are played. Safe to use from any thread.</remarks>
public sealed class PromptLibrary
{
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<string> _folders;
    private readonly Assembly? _resources;
    private readonly PromptAudio _ringback;
    private readonly PromptAudio _dialTone;
    private PromptAudio? _hold;
    private readonly Dictionary<string, Kept> _kept = [];

    /// <summary>A library over folders.</summary>
    /// <param name="folders">Where to look first; folders need not exist.</param>
    /// <param name="resources">Where to look last; <c>null</c>: nowhere else.</param>
    /// <param name="ringback">Whose ringing tone callers hear; <c>null</c>: Russia's.</param>
    public PromptLibrary(IEnumerable<string> folders, Assembly? resources = null, ToneZone? ringback = null)
    {
        ArgumentNullException.ThrowIfNull(folders);
        _folders = [.. folders.Select(Path.GetFullPath)];
        _resources = resources;
        _ringback = BuiltInPrompts.Ringback(ringback ?? Tones.Russia);
        _dialTone = BuiltInPrompts.DialTone(ringback ?? Tones.Russia);
    }

    /// <summary>Loads every prompt of a plan. Never fails: what cannot be loaded is in
    /// <see cref="PromptSet.Findings"/> and sounds as the missing-prompt tone.</summary>
    /// <param name="plan">The plan.</param>
    public PromptSet Load(RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        lock (_lock)
        {
            var findings = new List<PromptFinding>();
            var fromPlan = new PromptAudio[plan.Prompts.Count];
            for (var i = 0; i < fromPlan.Length; i++)
            {
                var (audio, problem) = Find(plan.Prompts[i]);
                fromPlan[i] = audio ?? BuiltInPrompts.Missing;
                if (audio is null)
                    findings.Add(new PromptFinding(plan.Prompts[i], problem));
            }

            PromptAudio[] builtIn =
            [
                _ringback,
                BuiltInPrompts.Beep,
                Replaced(BuiltInPrompts.ConfirmFile, BuiltInPrompts.Confirm, findings),
                Replaced(BuiltInPrompts.MailboxFile, BuiltInPrompts.Mailbox, findings),
                Replaced(BuiltInPrompts.WrongNumberFile, BuiltInPrompts.WrongNumber, findings),
                Replaced(BuiltInPrompts.DeclinedFile, BuiltInPrompts.Declined, findings),
                BuiltInPrompts.Refused,
                _dialTone,
                HoldMusic(findings),
            ];
            return new PromptSet(fromPlan, builtIn, BuiltInPrompts.Missing, findings);
        }
    }

    // Kept, so that the same file is the same sound: a plan that changes nothing is no new plan.
    private PromptAudio HoldMusic(List<PromptFinding> findings)
    {
        var audio = Replaced(BuiltInPrompts.HoldFile, BuiltInPrompts.Hold, findings);
        if (!audio.IsLoop && (_hold is null || !_hold.Frames.Equals(audio.Frames)))
            _hold = BuiltInPrompts.Loop(audio);
        return audio.IsLoop ? audio : _hold!;
    }

    // A built-in prompt is not missing when there is no file, but a file that cannot be read is worth a word.
    private PromptAudio Replaced(string name, PromptAudio tone, List<PromptFinding> findings)
    {
        var (audio, problem) = Find(name);
        if (audio is null && !problem.StartsWith(NotFound, StringComparison.Ordinal))
            findings.Add(new PromptFinding(name, problem));
        return audio ?? tone;
    }

    private const string NotFound = "There is no such file";

    private (PromptAudio? Audio, string Problem) Find(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
            return (null, "The name holds a NUL character; name a file.");
        foreach (var folder in _folders)
        {
            var path = Path.GetFullPath(Path.Combine(folder, name));
            if (!path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar,
                    StringComparison.Ordinal))
                return (null, $"The name leads out of the prompt folder {folder}; name a file inside it.");
            if (File.Exists(path))
                return Read(path);
        }

        if (FindResource(name) is { } resource)
            return Read(resource, () => ReadResource(resource));
        var looked = _folders.Count == 0 ? "no prompt folder is set" : $"looked in {string.Join(", ", _folders)}";
        return (null, $"{NotFound} ({looked}). Put a WAV file with this name there.");
    }

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
