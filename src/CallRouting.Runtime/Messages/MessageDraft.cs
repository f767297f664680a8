namespace CallRouting.Runtime;

/// <summary>A message for an employee as it was taken down (SPEC S9): who called, and what they want.</summary>
public sealed record MessageDraft
{
    /// <summary>The longest full name, company and phone: 200 characters.</summary>
    public const int LongestName = 200;

    /// <summary>The longest text: 10,000 characters.</summary>
    public const int LongestText = 10_000;

    /// <summary>The caller's full name.</summary>
    public required string FullName { get; init; }

    /// <summary>The caller's company; for a private person a word that says so.</summary>
    public required string Company { get; init; }

    /// <summary>The number to call back, as the caller said it.</summary>
    public required string Phone { get; init; }

    /// <summary>What is to be told, word for word.</summary>
    public required string Text { get; init; }

    /// <summary>The id of the one employee whom it is for.</summary>
    public required string Addressee { get; init; }

    /// <summary>The call in which it was taken; none: in no call of this router.</summary>
    public CallId Call { get; init; }

    /// <summary>The id of the employee who took it; <c>null</c>: nobody of the plan.</summary>
    public string? TakenBy { get; init; }

    /// <summary>Checks every field.</summary>
    /// <param name="plan">The plan in which the addressee is looked for.</param>
    /// <returns>What is wrong, a line a field, in their order; empty: it can be taken.</returns>
    public IReadOnlyList<MessageProblem> Check(RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var problems = new List<MessageProblem>();
        Demand(nameof(FullName), FullName, LongestName, "ask the caller for first name and family name");
        Demand(nameof(Company), Company, LongestName, "for a private person write that, for example \"private\"");
        if (Demand(nameof(Phone), Phone, LongestName, "ask for the number to call back") && !IsDialable(plan, Phone))
            problems.Add(new(nameof(Phone), $"\"{Phone}\" is no number that can be dialled: write it with its area, "
                + "for example +7 495 111-00-01, or an internal number."));
        Demand(nameof(Text), Text, LongestText, "write down what is to be told");
        if (Demand(nameof(Addressee), Addressee, LongestName, "name the employee")
            && plan.Employees.All(employee => employee.Id != Addressee))
            problems.Add(new(nameof(Addressee), $"The plan has no employee \"{Addressee}\": name one of "
                + $"{string.Join(", ", plan.Employees.Take(20).Select(employee => employee.Id))}."));
        return problems;

        bool Demand(string field, string? value, int longest, string advice)
        {
            var problem = string.IsNullOrWhiteSpace(value) ? $"It is empty: {advice}."
                : value.Length > longest
                    ? $"It has {value.Length} characters, at most {longest} are kept: nothing is cut off, so make it "
                        + "shorter or take two messages."
                : IsText(value) ? null : "It holds half a character (a lone surrogate) and cannot be kept as it is.";
            if (problem is not null)
                problems.Add(new(field, problem));
            return problem is null;
        }
    }

    private static bool IsDialable(RoutingPlan plan, string phone) =>
        plan.Trunks.Select(trunk => trunk.Rules).Append(NumberRules.International)
            .Any(rules => rules.Normalise(phone).Kind is NormalisedKind.E164 or NormalisedKind.Digits);

    private static bool IsText(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;
            if (!char.IsHighSurrogate(value[i]) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}

/// <summary>What is wrong with one field of a message.</summary>
/// <param name="Field">The field's name in <see cref="MessageDraft"/>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record MessageProblem(string Field, string Message)
{
    /// <summary><c>Phone: …</c></summary>
    public override string ToString() => $"{Field}: {Message}";
}

/// <summary>A message cannot be taken as it is; the message lists every fault.</summary>
public sealed class MessageException : ArgumentException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is wrong.</param>
    public MessageException(IReadOnlyList<MessageProblem> problems)
        : base("The message cannot be taken:\n" + string.Join('\n', problems)) => Problems = problems;

    /// <summary>What is wrong, a line a field.</summary>
    public IReadOnlyList<MessageProblem> Problems { get; }
}

/// <summary>Messages cannot be read or stored; the message says which file and why.</summary>
public sealed class MessageStoreException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which file, what is wrong, and what to do.</param>
    /// <param name="inner">What was thrown below; <c>null</c>: nothing.</param>
    public MessageStoreException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
