using NodaTime;

namespace CallRouting;

/// <summary>Describes one department inside <see cref="PlanBuilder.Department"/>.</summary>
public sealed class DepartmentBuilder
{
    private readonly PlanTexts _texts;
    private readonly List<Member> _members = [];
    private Department _made;

    internal DepartmentBuilder(string id, Target otherwise, PlanTexts texts)
    {
        _texts = texts;
        _made = new Department { Id = id, Otherwise = otherwise };
    }

    internal Department Made => _made with { Members = EquatableList.From(_members) };

    /// <summary>Gives the name that people read.</summary>
    public DepartmentBuilder Named(string name) => Set(_made with { Name = name });

    /// <summary>Gives the internal number: 1 to 15 digits. Without one the department is given a free one.</summary>
    public DepartmentBuilder Extension(string digits) =>
        Set(_made with { Extension = _texts.Extension(digits, $"departments.{_made.Id}.ext") });

    /// <summary>Rings every available member at once.</summary>
    public DepartmentBuilder AllAtOnce() => Set(_made with { Strategy = Strategy.AllAtOnce });

    /// <summary>Rings one member after another.</summary>
    /// <param name="step">How long each rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder InTurn(Duration? step = null) =>
        Set(_made with { Strategy = Strategy.InTurn, Step = step });

    /// <summary>Rings one more member at each step.</summary>
    /// <param name="step">How long until the next one rings too; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder Cascading(Duration? step = null) =>
        Set(_made with { Strategy = Strategy.Cascading, Step = step });

    /// <summary>Rings one member after another, beginning behind the one who was first in the last attempt.</summary>
    /// <param name="step">How long each rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder RoundRobin(Duration? step = null) => OneByOne(Strategy.RoundRobin, step);

    /// <summary>Rings one member after another, first the one whose last conversation ended longest ago.</summary>
    /// <param name="step">How long each rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder LongestIdle(Duration? step = null) => OneByOne(Strategy.LongestIdle, step);

    /// <summary>Rings one member after another, first the one who took the fewest of the department's
    /// calls.</summary>
    /// <param name="step">How long each rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder FewestCalls(Duration? step = null) => OneByOne(Strategy.FewestCalls, step);

    /// <summary>Rings one member after another, first the one who talked least in the department's calls.</summary>
    /// <param name="step">How long each rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder LeastTalkTime(Duration? step = null) => OneByOne(Strategy.LeastTalkTime, step);

    /// <summary>Rings one member after another in an order drawn for each attempt.</summary>
    /// <param name="step">How long each rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder Random(Duration? step = null) => OneByOne(Strategy.Random, step);

    /// <summary>Rings one member after another; who is first is dealt in proportion to the members' weights.</summary>
    /// <param name="step">How long each rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder Weighted(Duration? step = null) => OneByOne(Strategy.Weighted, step);

    /// <summary>Rings group after group; a group that rings goes on when the next one joins in.</summary>
    /// <param name="within">How the members of one group ring.</param>
    /// <param name="wait">How long until the next group joins in; <c>null</c>: one step.</param>
    /// <param name="skill">The skill whose level makes the groups; <c>null</c>: the members' penalties make
    /// them.</param>
    /// <param name="step">How long each member of a group rings; <c>null</c>: the plan's default.</param>
    public DepartmentBuilder Tiers(
        Strategy within = Strategy.AllAtOnce, Duration? wait = null, string? skill = null, Duration? step = null) =>
        Set(_made with
        {
            Strategy = Strategy.Tiers,
            Step = step,
            Tiers = new TierSettings { Within = within, Wait = wait, Skill = skill },
        });

    /// <summary>Adds a member, to ring after those added before.</summary>
    /// <param name="employee">The employee's id.</param>
    /// <param name="step">How long they ring before the next starts; <c>null</c>: the department's step.</param>
    /// <param name="weight">The share of first offers under <see cref="Weighted"/>: 1 to 1000.</param>
    /// <param name="penalty">The group under <see cref="Tiers"/>, the lowest first: 0 to 1000.</param>
    public DepartmentBuilder Member(string employee, Duration? step = null, int weight = 1, int penalty = 0)
    {
        _members.Add(new Member(employee, step, weight, penalty));
        return this;
    }

    /// <summary>Adds members in ringing order.</summary>
    public DepartmentBuilder Members(params ReadOnlySpan<string> employees)
    {
        foreach (var employee in employees)
            _members.Add(new Member(employee));
        return this;
    }

    /// <summary>Says how long the department is tried in all.</summary>
    public DepartmentBuilder GiveUpAfter(Duration time) => Set(_made with { GiveUpAfter = time });

    /// <summary>Says how many times the members are gone through: 1 to 100.</summary>
    public DepartmentBuilder Rounds(int count) => Set(_made with { Rounds = count });

    /// <summary>Offers a member no call for a while after a conversation for this department: 0 s to 1 h.</summary>
    public DepartmentBuilder WrapUp(Duration time) => Set(_made with { WrapUp = time });

    /// <summary>Pauses a member who did not answer so many offers in a row: 1 to 100.</summary>
    public DepartmentBuilder PauseAfterMissed(int count) => Set(_made with { PauseAfterMissed = count });

    /// <summary>Lets the department's calls ring members who are on another call.</summary>
    public DepartmentBuilder RingInUse() => Set(_made with { RingInUse = true });

    /// <summary>Lets calls wait for a free member.</summary>
    /// <param name="settings">How they wait, and where they go that wait no longer.</param>
    public DepartmentBuilder Queue(QueueSettings settings) => Set(_made with { Queue = settings });

    /// <summary>Lets calls wait for a free member, with the ringing tone.</summary>
    /// <param name="maxWait">How long a call waits each time it comes: 1 s to 24 h. Then it goes where the department's
    /// calls go that nobody answers.</param>
    public DepartmentBuilder Queue(Duration maxWait) => Queue(new QueueSettings { MaxWait = maxWait });

    private DepartmentBuilder OneByOne(Strategy strategy, Duration? step) =>
        Set(_made with { Strategy = strategy, Step = step });

    private DepartmentBuilder Set(Department department)
    {
        _made = department;
        return this;
    }
}
