using NodaTime;

namespace CallRouting;

/// <summary>Why a call goes where it goes: the rules in the order in which they decided.</summary>
/// <param name="Decision">The decision itself.</param>
/// <param name="Lines">The rules.</param>
public sealed record Explanation(Decision Decision, IReadOnlyList<ExplanationLine> Lines)
{
    /// <summary>One rule a line.</summary>
    public override string ToString() => string.Join('\n', Lines);
}

/// <summary>One rule that took part in a decision.</summary>
/// <param name="Rule">The rule, for example <c>schedule office</c>.</param>
/// <param name="Value">What it saw and gave, for example <c>closed until …</c>.</param>
/// <param name="Path">Where in the plan it stands.</param>
/// <param name="Position">Where in the file it stands, if the plan came from one.</param>
public sealed record ExplanationLine(string Rule, string Value, string Path, SourcePosition Position)
{
    /// <summary><c>12:5 schedule office: closed until …</c></summary>
    public override string ToString() =>
        Position.IsUnknown ? $"{Rule}: {Value}" : $"{Position} {Rule}: {Value}";
}

/// <summary>Writes down each rule as the router applies it.</summary>
internal readonly struct ExplainingTrace(RoutingPlan plan, Instant now) : IDecisionTrace
{
    public List<ExplanationLine> Lines { get; } = [];

    public void ByLine(TrunkEntry trunk) =>
        Add($"trunk {trunk.Settings.Id}", $"line {trunk.Settings.Line.Value} decides, there is no called number",
            $"trunks.{trunk.Settings.Id}");

    public void ByCalledId(TrunkEntry? trunk, ReadOnlySpan<char> raw, NormalisedNumber called)
    {
        if (trunk is null)
            Add("trunk", "not in the plan", "trunks");
        else
            Add($"trunk {trunk.Settings.Id}", $"called \"{Masked(raw)}\" is {Words(called)}",
                $"trunks.{trunk.Settings.Id}");
    }

    public void Dialled(ReadOnlySpan<char> raw, NormalisedNumber called) =>
        Add("dialled by an employee", $"\"{Masked(raw)}\" is {Words(called)}", "employees");

    public void Matched(int number, int node)
    {
        if (number >= 0)
            Add($"number {plan.NumberEntries[number].Id}", plan.NumberEntries[number].Called.Masked(),
                $"numbers.{plan.NumberEntries[number].Id}");
        else if (node < 0)
            Add("number", "nobody has it", "numbers");
        else if (plan.NodeTable[node].Kind is NodeKind.Outgoing or NodeKind.Reject)
            Add("outside number", plan.Describe(node), plan.NodePathTable[node]);
        else if (node == plan.OtherNumberNode)
            Add("other number", "no number matched", "other-number");
        else
            Add("internal number", plan.NodePathTable[node], plan.NodePathTable[node]);
    }

    public void Asked(int node, HoursState hours)
    {
        var schedule = plan.ScheduleTable[plan.NodeTable[node].Index];
        var until = hours.ValidUntil == Instant.MaxValue ? "for ever" : $"until {hours.ValidUntil}";
        Add($"schedule {schedule.Settings.Id}",
            $"{(hours.IsOpen ? "open" : "closed")} {until} ({schedule.Explain(now)})", plan.NodePathTable[node]);
    }

    public void ByCaller(ReadOnlySpan<char> raw, in CallFacts facts, ScreeningResult screened, int priority)
    {
        if (plan.Screening is null)
            return;
        var caller = facts.IsAnonymous ? "no number" :
            facts.Caller.IsNone ? $"\"{Masked(raw)}\"" : facts.Caller.Masked();
        var result = screened switch
        {
            ScreeningResult.Allowed => "is allowed",
            ScreeningResult.Blocked => "is blocked",
            ScreeningResult.Anonymous => "is anonymous",
            _ => "is on no list",
        };
        Add("screening", $"caller {caller} {result}" + (priority > 0 ? $", priority {priority}" : ""), "screening");
    }

    public void Compared(int node, in CallFacts facts, int chosen)
    {
        var choice = plan.SwitchTable[plan.NodeTable[node].Index];
        var value = choice.On switch
        {
            SwitchValue.CallerNumber when facts.IsAnonymous => SwitchEntry.AnonymousWord,
            SwitchValue.CallerNumber when !facts.Caller.IsNone => facts.Caller.Masked(),
            SwitchValue.CalledNumber when facts.Number >= 0 => plan.NumberEntries[facts.Number].Called.Masked(),
            SwitchValue.Line when facts.Trunk >= 0 => $"line {plan.TrunkTable[facts.Trunk].Settings.Line}",
            SwitchValue.Trunk when facts.Trunk >= 0 => plan.TrunkTable[facts.Trunk].Settings.Id,
            _ => "no value",
        };
        Add($"switch {NodeText.Of(choice.On)}", chosen < 0 ? $"{value} is none of {choice.Values.Count}: other" :
            $"{value} is case {chosen + 1}", plan.NodePathTable[node]);
    }

    public void Guarded(int node, in CallFacts facts)
    {
        ref readonly var step = ref plan.NodeTable[node];
        var screener = plan.EmployeeTable[plan.NodeTable[step.Next].Index].Id;
        Add($"guard of {plan.EmployeeTable[step.Index].Id}", facts.IsOutside ?
            $"a call from outside goes to {screener}, who screens" : "an internal call goes through",
            plan.NodePathTable[node]);
    }

    public void Reached(int node) => Add("reaches", plan.Describe(node), plan.NodePathTable[node]);

    private static string Words(NormalisedNumber called) => called.Kind switch
    {
        NormalisedKind.E164 => called.Masked(),
        NormalisedKind.Digits => $"no international number but {called.Masked()}",
        _ => "no number",
    };

    // Numbers are personal data (SPEC P6): of anything longer than an internal number only the last digits are shown.
    private static string Masked(ReadOnlySpan<char> raw)
    {
        const int shownWhole = 6, shownAtEnd = 2, longest = 64;
        var text = raw[..Math.Min(raw.Length, longest)].ToString().ToCharArray();
        var digits = text.Count(char.IsDigit);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
                text[i] = '?';
            if (char.IsDigit(text[i]) && digits-- > shownAtEnd && text.Length > shownWhole)
                text[i] = '•';
        }

        return new string(text);
    }

    private void Add(string rule, string value, string path) =>
        Lines.Add(new ExplanationLine(rule, value, path, plan.Positions.Find(path)));
}
