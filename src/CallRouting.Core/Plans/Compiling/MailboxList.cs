namespace CallRouting;

/// <summary>All answering machines: those of the plan, then fax boxes and employees' own where a route leads to
/// them.</summary>
internal sealed class MailboxList
{
    private readonly Plan _plan;
    private readonly long _longest;
    private readonly List<VoicemailEntry> _entries = [];
    private readonly List<PlanPath> _paths = [];
    private readonly int[] _own;
    private readonly int[] _faxes;

    public MailboxList(Plan plan, PlanNames names, PromptList prompts, FindingList findings)
    {
        _plan = plan;
        _longest = TimeLimit.Message.Ticks(plan.Defaults.MessageLength, new("defaults", "message-length"), findings);
        _own = Unset(plan.Employees.Count);
        _faxes = Unset(plan.Faxes.Count);
        FaxAddressees = new int[plan.Faxes.Count];
        for (var i = 0; i < plan.Voicemails.Count; i++)
            AddVoicemail(i, names, prompts, findings);
        for (var i = 0; i < plan.Faxes.Count; i++)
            CheckFax(i, names, findings);
    }

    /// <summary>For each fax box the employee whom its documents are for, or −1.</summary>
    public int[] FaxAddressees { get; }

    public VoicemailEntry[] Entries() => [.. _entries];

    public PlanPath PathOf(int mailbox) => _paths[mailbox];

    /// <summary>The employee's own answering machine, made when a route first leads to it.</summary>
    public int OfEmployee(int employee) =>
        _own[employee] >= 0 ? _own[employee] : _own[employee] = Add(
            $"mailbox:{_plan.Employees[employee]?.Id}", employee,
            PlanNames.PathOf(NameKind.Employee, _plan.Employees[employee]?.Id, employee));

    /// <summary>The employee's own answering machine, if a route leads to it; else −1.</summary>
    public int Find(int employee) => _own[employee];

    /// <summary>The answering machine that stands in for a fax box.</summary>
    public int OfFax(int fax) =>
        _faxes[fax] >= 0 ? _faxes[fax] : _faxes[fax] = Add(
            _plan.Faxes[fax]?.Id ?? "", FaxAddressees[fax],
            PlanNames.PathOf(NameKind.Fax, _plan.Faxes[fax]?.Id, fax));

    /// <summary>Whether a route leads to a fax box.</summary>
    public bool IsFaxUsed(int fax) => _faxes[fax] >= 0;

    private int Add(string id, int employee, in PlanPath path)
    {
        _entries.Add(new VoicemailEntry(id, PromptId.Mailbox, employee) { MaxLengthTicks = _longest });
        _paths.Add(path);
        return _entries.Count - 1;
    }

    private void AddVoicemail(int index, PlanNames names, PromptList prompts, FindingList findings)
    {
        var voicemail = _plan.Voicemails[index];
        var path = PlanNames.PathOf(NameKind.Voicemail, voicemail?.Id, index);
        _paths.Add(path);
        if (voicemail is null)
        {
            _entries.Add(new VoicemailEntry("", default, -1));
            return;
        }

        var greeting = prompts.Add(voicemail.Greeting, path.Then("greeting"), findings);
        var employee = names.Find(NameKind.Employee, voicemail.DeliverTo, path.Then("deliver-to"));
        _entries.Add(new VoicemailEntry(voicemail.Id, PromptId.FromPlan(greeting), employee)
        {
            MaxLengthTicks = voicemail.MaxLength is { } most ?
                TimeLimit.Message.Ticks(most, path.Then("max-length"), findings) : _longest,
        });
    }

    private void CheckFax(int index, PlanNames names, FindingList findings)
    {
        FaxAddressees[index] = -1;
        if (_plan.Faxes[index] is not { } fax)
            return;
        var path = PlanNames.PathOf(NameKind.Fax, fax.Id, index);
        FaxAddressees[index] = names.Find(NameKind.Employee, fax.DeliverTo, path.Then("deliver-to"));
        if (fax.Id is not null && names.Of(NameKind.Voicemail).ContainsKey(fax.Id))
            findings.Error("duplicate-name", path,
                $"A fax box and an answering machine are both named \"{fax.Id}\", so that their messages would be "
                + "mixed: rename one of them.");
    }

    private static int[] Unset(int count)
    {
        var indexes = new int[count];
        Array.Fill(indexes, -1);
        return indexes;
    }
}
