using NodaTime;

namespace CallRouting;

/// <summary>A checked and compiled plan: arrays and tables, immutable, safe to read from any thread.</summary>
/// <remarks>Every index in it is valid and every exit leads somewhere: <see cref="PlanCompiler.Compile"/> gives
/// nothing else. A call keeps the plan it started with.</remarks>
public sealed class RoutingPlan
{
    internal RoutingPlan(Plan source) => Source = source;

    /// <summary>The model this plan was compiled from.</summary>
    public Plan Source { get; }

    /// <summary>The employees; an employee's index is valid in this plan only.</summary>
    public IReadOnlyList<EmployeeEntry> Employees => EmployeeTable;

    /// <summary>The departments.</summary>
    public IReadOnlyList<DepartmentEntry> Departments => DepartmentTable;

    /// <summary>The menus.</summary>
    public IReadOnlyList<MenuEntry> Menus => MenuTable;

    /// <summary>The answering machines, those of the employees included.</summary>
    public IReadOnlyList<VoicemailEntry> Voicemails => VoicemailTable;

    /// <summary>The outside numbers and addresses.</summary>
    public IReadOnlyList<ExternalEntry> Externals => ExternalTable;

    /// <summary>The trunks.</summary>
    public IReadOnlyList<TrunkEntry> Trunks => TrunkTable;

    /// <summary>The company's numbers.</summary>
    public IReadOnlyList<NumberEntry> Numbers => NumberEntries;

    /// <summary>The compiled schedules.</summary>
    public IReadOnlyList<Schedule> Schedules => ScheduleTable;

    /// <summary>The prompts' file names; <see cref="PromptId.PlanIndex"/> is an index here.</summary>
    public IReadOnlyList<string> Prompts => PromptTable;

    /// <summary>The steps that calls go through.</summary>
    public IReadOnlyList<RouteNode> Nodes => NodeTable;

    /// <summary>Where in the plan each node stands, for example <c>numbers.main.route.open</c>.</summary>
    public IReadOnlyList<string> NodePaths => NodePathTable;

    /// <summary>The switches.</summary>
    public IReadOnlyList<SwitchEntry> Switches => SwitchTable;

    /// <summary>The questions.</summary>
    public IReadOnlyList<AskEntry> Questions => AskTable;

    /// <summary>What callers can answer to questions; a call's answer is an index here.</summary>
    public IReadOnlyList<string> Answers => AnswerTable;

    /// <summary>The offers to the employee who spoke last.</summary>
    public IReadOnlyList<StickyEntry> Stickies => StickyTable;

    /// <summary>The priorities that routes give.</summary>
    public IReadOnlyList<RankEntry> Ranks => RankTable;

    /// <summary>The ways out.</summary>
    public IReadOnlyList<OutgoingEntry> WaysOut => OutgoingTable;

    /// <summary>What the caller's number decides; <c>null</c>: nothing.</summary>
    public ScreeningEntry? Screening { get; internal init; }

    /// <summary>The languages of the numbers that name one.</summary>
    public IReadOnlyList<string> Languages => LanguageTable;

    /// <summary>The node of a call that matched no number.</summary>
    public int OtherNumberNode { get; internal init; }

    /// <summary>Which line and column of the file each path came from; empty for a plan built in code.</summary>
    public SourceMap Positions { get; internal init; } = SourceMap.Empty;

    internal EmployeeEntry[] EmployeeTable { get; init; } = [];
    internal DepartmentEntry[] DepartmentTable { get; init; } = [];
    internal MenuEntry[] MenuTable { get; init; } = [];
    internal VoicemailEntry[] VoicemailTable { get; init; } = [];
    internal ExternalEntry[] ExternalTable { get; init; } = [];
    internal TrunkEntry[] TrunkTable { get; init; } = [];
    internal NumberEntry[] NumberEntries { get; init; } = [];
    internal Schedule[] ScheduleTable { get; init; } = [];
    internal string[] PromptTable { get; init; } = [];
    internal RouteNode[] NodeTable { get; init; } = [];
    internal SwitchEntry[] SwitchTable { get; init; } = [];
    internal AskEntry[] AskTable { get; init; } = [];
    internal string[] AnswerTable { get; init; } = [];
    internal StickyEntry[] StickyTable { get; init; } = [];
    internal RankEntry[] RankTable { get; init; } = [];
    internal OutgoingEntry[] OutgoingTable { get; init; } = [];
    internal string[] NodePathTable { get; init; } = [];
    internal string[] LanguageTable { get; init; } = [];
    internal DialTable DialTable { get; init; } = new(new Dictionary<Extension, int>());

    /// <summary>Called number → index in <see cref="Numbers"/>.</summary>
    internal NumberTable NumberTable { get; init; } = NumberTable.Build([], [], out _);

    /// <summary>Internal number → node of the employee or department.</summary>
    internal IReadOnlyDictionary<Extension, int> ExtensionNodes { get; init; } = new Dictionary<Extension, int>();

    /// <summary>Trunk id → index in <see cref="Trunks"/>.</summary>
    internal IReadOnlyDictionary<string, int> TrunkIndexes { get; init; } = new Dictionary<string, int>();

    /// <summary>Analog line → index in <see cref="Trunks"/>.</summary>
    internal IReadOnlyDictionary<LineNumber, int> LineIndexes { get; init; } = new Dictionary<LineNumber, int>();

    /// <summary>The longest conversation, in ticks of 100 ns.</summary>
    internal long MaxCallTicks { get; init; } = NodaConstants.TicksPerHour * 12;

    /// <summary>How long an outside leg may take to press 1, in ticks of 100 ns.</summary>
    internal long ConfirmTicks { get; init; } = NodaConstants.TicksPerSecond * 10;

    /// <summary>How employees write outside numbers: as the first trunk that carries called numbers does.</summary>
    internal NumberRules HomeRules { get; init; } = NumberRules.International;

    /// <summary>Which numbers that employees dial leave the company, and how.</summary>
    internal OutgoingRules Outgoing { get; init; } = OutgoingRules.None;

    /// <summary>What employees press to pass a caller on.</summary>
    internal TransferActions TransferKeys { get; init; } = new(new TransferKeys());

    /// <summary>The number that outgoing calls present where nobody has one of their own (SPEC G30); none: the company
    /// has no number.</summary>
    public PhoneNumber MainNumber { get; internal init; }

    /// <summary>Whether anything asks for the caller's number: only then is it worked out.</summary>
    internal bool NeedsCaller { get; init; }

    /// <summary>The number that a call presents outside: the caller's own company number, else the main one (SPEC
    /// G30).</summary>
    /// <param name="trunk">The index in <see cref="Trunks"/> of the trunk it leaves by; −1: it leaves by none.</param>
    /// <param name="employee">The id of the employee who calls; <c>null</c>: nobody of the company.</param>
    /// <returns>The number; none: the trunk cannot present one, or the company has none.</returns>
    public PhoneNumber CallerIdOut(int trunk, string? employee = null)
    {
        if (trunk >= 0 && !TrunkTable[trunk].Settings.PresentsCaller)
            return default;
        foreach (var entry in EmployeeTable)
            if (entry.Id == employee && !entry.CallerId.IsNone)
                return entry.CallerId;
        return MainNumber;
    }

    /// <summary>The language of the prompts that a number's callers hear; <c>null</c>: the company's.</summary>
    /// <param name="number">The number's index in <see cref="Numbers"/>; −1: none, the company's language.</param>
    public string? LanguageOf(int number) =>
        number >= 0 && NumberEntries[number].Language is > 0 and var language ? LanguageTable[language - 1] : null;

    /// <summary>A node in words, for example <c>department sales</c>.</summary>
    /// <param name="node">The node's index in <see cref="Nodes"/>.</param>
    public string Describe(int node) => NodeText.Of(this, NodeTable[node]);

    /// <summary>The node that rings an employee or department dialled by its internal number; for a guarded
    /// employee the one that asks who calls.</summary>
    /// <param name="extension">The internal number.</param>
    /// <param name="node">The node's index in <see cref="Nodes"/>.</param>
    /// <returns>Whether the number is somebody's.</returns>
    public bool TryFindExtension(Extension extension, out int node) => ExtensionNodes.TryGetValue(extension, out node);

    /// <summary>The trunk with an id.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="index">Its index in <see cref="Trunks"/>.</param>
    /// <returns>Whether the plan has such a trunk.</returns>
    public bool TryFindTrunk(string id, out int index) => TrunkIndexes.TryGetValue(id, out index);

    /// <summary>The trunk that an analog line is.</summary>
    /// <param name="line">The line's own number.</param>
    /// <param name="index">Its index in <see cref="Trunks"/>.</param>
    /// <returns>Whether the plan has such a line.</returns>
    public bool TryFindLine(LineNumber line, out int index) => LineIndexes.TryGetValue(line, out index);
}
