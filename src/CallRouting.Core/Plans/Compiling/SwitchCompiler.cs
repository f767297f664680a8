using System.Globalization;

namespace CallRouting;

/// <summary>Reads the values of switches (SPEC O13): what is no value of its kind, stands twice or can never be is an
/// error.</summary>
internal sealed class SwitchCompiler(Plan plan, PlanNames names, RouteEntries entries, FindingList findings)
{
    private readonly Dictionary<PhoneNumber, int> _numbers = [];
    private readonly Dictionary<LineNumber, int> _lines = [];

    public SwitchEntry[] Compile()
    {
        for (var i = 0; entries.Switches.Count > 0 && i < plan.Numbers.Count; i++)
            if (plan.Numbers[i] is { Called.IsNone: false } number)
                _numbers.TryAdd(number.Called, i);
        for (var i = 0; i < plan.Trunks.Count; i++)
            if (plan.Trunks[i] is { Line.IsNone: false } trunk)
                _lines.TryAdd(trunk.Line, i);
        return [.. entries.Switches.Select(pending => pending is null ? Nothing : Compile(pending))];
    }

    private static SwitchEntry Nothing { get; } = new(default, [], [], -1);

    private SwitchEntry Compile(PendingSwitch pending)
    {
        var target = pending.Target;
        var cases = new Dictionary<ulong, int>();
        var values = new string[target.Cases.Count];
        if (!Enum.IsDefined(target.On))
            findings.Error("bad-value", pending.Path.Then("switch"),
                "The value is unknown: write called-number, caller-number, line, trunk or answer.");
        else if (target.Cases.IsEmpty)
            findings.Warn("switch-without-cases", pending.Path.Then("cases"),
                "The switch has no cases, so that every call goes to other: give it one, or remove it.");
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = target.Cases[i]?.Value ?? "";
            var at = pending.Path.Then("cases").At(i);
            if (target.Cases[i] is null)
                findings.Error("missing-element", at, "There is nothing here: write a case or remove the entry.");
            else if (Enum.IsDefined(target.On) && KeyOf(target.On, values[i], at) is not 0 and var key
                && !cases.TryAdd(key, i))
                findings.Error("duplicate-case", at, string.Create(CultureInfo.InvariantCulture,
                    $"\"{values[i]}\" is also case {cases[key] + 1}: a value has one case, remove one of them."));
        }

        return new SwitchEntry(target.On, values, pending.Nodes, pending.Other) { Cases = cases };
    }

    private ulong KeyOf(SwitchValue on, string value, in PlanPath path) => on switch
    {
        SwitchValue.CalledNumber => CalledKey(value, path),
        SwitchValue.CallerNumber => CallerKey(value, path),
        SwitchValue.Line => LineKey(value, path),
        SwitchValue.Trunk => Key(names.Find(NameKind.Trunk, value, path)),
        _ => AnswerKey(value, path),
    };

    private ulong CalledKey(string value, in PlanPath path)
    {
        if (!PhoneNumber.TryParse(value, out var number))
            return BadNumber(value, path, "");
        if (_numbers.TryGetValue(number, out var index))
            return Key(index);
        return Unknown("unknown-called-number", path, $"{number} is none of the company's numbers",
            _numbers.Keys.Select(known => known.ToString()), number.ToString(), "add it under numbers");
    }

    private ulong CallerKey(string value, in PlanPath path) =>
        value == SwitchEntry.AnonymousWord ? SwitchEntry.Anonymous :
        PhoneNumber.TryParse(value, out var number) ? number.Key :
        BadNumber(value, path, $", or {SwitchEntry.AnonymousWord} for callers who show none");

    private ulong LineKey(string value, in PlanPath path)
    {
        if (ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            && new LineNumber(line) is { IsNone: false } number && number.ToString() == value
            && _lines.TryGetValue(number, out var index))
            return Key(index);
        return Unknown("unknown-line", path, $"\"{value}\" is the line of no trunk",
            _lines.Keys.Select(known => known.ToString()), value, "add an analog line under trunks");
    }

    private ulong AnswerKey(string value, in PlanPath path)
    {
        if (entries.AnswerIndexes.TryGetValue(value, out var index))
            return Key(index);
        return Unknown("unknown-answer", path, $"No question has the answer \"{value}\"",
            entries.AnswerIndexes.Keys, value, "give a question this answer");
    }

    private ulong BadNumber(string value, in PlanPath path, string orElse)
    {
        findings.Error("bad-number", path,
            $"\"{value}\" is no number in international form: write a plus and at most 15 digits, like "
            + $"+74951110001{orElse}.");
        return 0;
    }

    private ulong Unknown(
        string code, in PlanPath path, string what, IEnumerable<string> known, string value, string advice)
    {
        findings.Error(code, path, PlanNames.Nearest(known, value) is { } near ?
            $"{what}, so the case can never be: did you mean \"{near}\"?" :
            $"{what}, so the case can never be: {advice}, or remove the case.");
        return 0;
    }

    // From 1, so that 0 is no value.
    private static ulong Key(int index) => (ulong)(index + 1);
}
