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

    /// <summary>Adds a member, to ring after those added before.</summary>
    /// <param name="employee">The employee's id.</param>
    /// <param name="step">How long they ring before the next starts; <c>null</c>: the department's step.</param>
    public DepartmentBuilder Member(string employee, Duration? step = null)
    {
        _members.Add(new Member(employee, step));
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

    /// <summary>Lets calls wait for a free member.</summary>
    /// <param name="settings">How they wait, and where they go that wait no longer.</param>
    public DepartmentBuilder Queue(QueueSettings settings) => Set(_made with { Queue = settings });

    /// <summary>Lets calls wait for a free member, with the ringing tone.</summary>
    /// <param name="maxWait">How long a call waits in all: 1 s to 24 h. Then it goes where the department's calls go
    /// that nobody answers.</param>
    public DepartmentBuilder Queue(Duration maxWait) => Queue(new QueueSettings { MaxWait = maxWait });

    private DepartmentBuilder Set(Department department)
    {
        _made = department;
        return this;
    }
}
