namespace CallRouting;

/// <summary>What whoever takes a transferred call is told of it (SPEC S7). Personal data: mask it in logs.</summary>
public sealed record TransferCard
{
    /// <summary>Writes a card. Each field is 1 to 200 characters on one line; blanks around it are dropped.</summary>
    /// <param name="callerName">Who calls.</param>
    /// <param name="company">The caller's company.</param>
    /// <param name="topic">What it is about.</param>
    /// <exception cref="ArgumentException">A field is missing, too long or more than one line; the message names every
    /// such field.</exception>
    public TransferCard(string callerName, string company, string topic)
    {
        var problems = new List<string>();
        CallerName = Check(callerName, "caller's name", problems);
        Company = Check(company, "company", problems);
        Topic = Check(topic, "topic", problems);
        if (problems.Count > 0)
            throw new ArgumentException($"The card cannot be passed on: {string.Join("; ", problems)}.");
    }

    /// <summary>The longest field, in characters.</summary>
    public const int Longest = 200;

    /// <summary>Who calls.</summary>
    public string CallerName { get; }

    /// <summary>The caller's company.</summary>
    public string Company { get; }

    /// <summary>What it is about.</summary>
    public string Topic { get; }

    /// <summary>Only that there is a card: its fields are personal data.</summary>
    public override string ToString() => "card";

    private static string Check(string? text, string field, List<string> problems)
    {
        text = text?.Trim() ?? "";
        if (text.Length == 0)
            problems.Add($"the {field} is missing");
        else if (text.Length > Longest)
            problems.Add($"the {field} has {text.Length} characters, at most {Longest} can be shown");
        else if (text.Any(char.IsControl))
            problems.Add($"the {field} has a line break or control character");
        return text;
    }
}
