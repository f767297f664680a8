namespace CallRouting;

/// <summary>Reads the texts that a builder is given; what cannot be read is remembered and told with all other
/// mistakes.</summary>
internal sealed class PlanTexts
{
    private readonly List<Diagnostic> _unread = [];

    public IReadOnlyList<Diagnostic> Unread => _unread;

    public Extension Extension(string text, string path)
    {
        if (!CallRouting.Extension.TryParse(text, out var extension))
            Refuse("bad-extension", path, $"\"{text}\" is no internal number: write 1 to 15 digits, like 101.");
        return extension;
    }

    public PhoneNumber Number(string text, string path)
    {
        if (!PhoneNumber.TryParse(text, out var number))
            Refuse("bad-number", path,
                $"\"{text}\" is no international number: write a plus and at most 15 digits, like +74951110001.");
        return number;
    }

    public EquatableList<LocalInterval> Hours(ReadOnlySpan<string> texts, string path)
    {
        var hours = new List<LocalInterval>();
        for (var i = 0; i < texts.Length; i++)
        {
            if (LocalInterval.TryParse(texts[i], out var interval, out var problem))
                hours.Add(interval);
            else
                Refuse("bad-hours", $"{path}[{i}]", problem);
        }

        return EquatableList.From(hours);
    }

    private void Refuse(string code, string path, string message) =>
        _unread.Add(new Diagnostic(Severity.Error, code, path, message));
}
