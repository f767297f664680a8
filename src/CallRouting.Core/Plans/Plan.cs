using NodaTime;

namespace CallRouting;

/// <summary>How one company wants its calls routed, as a person would write it down: the model behind the plan
/// file and the fluent builder.</summary>
/// <remarks>A plan is data: references are names, nothing has been checked. <see cref="PlanCompiler.Compile"/>
/// checks all of it and gives the <see cref="RoutingPlan"/> that routes. Two plans with equal content are
/// equal.</remarks>
public sealed record Plan
{
    /// <summary>The company's name for this plan, for example <c>sever-office</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The IANA time zone of every schedule that names none, for example <c>Europe/Moscow</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Times that apply where an element says nothing.</summary>
    public PlanDefaults Defaults { get; init; } = new();

    /// <summary>The people who take calls.</summary>
    public EquatableList<Employee> Employees { get; init; }

    /// <summary>Groups of employees who share calls.</summary>
    public EquatableList<Department> Departments { get; init; }

    /// <summary>Answering machines.</summary>
    public EquatableList<Voicemail> Voicemails { get; init; }

    /// <summary>Fax boxes.</summary>
    public EquatableList<FaxBox> Faxes { get; init; }

    /// <summary>Numbers and addresses outside the company that calls may be sent to.</summary>
    public EquatableList<ExternalNumber> Externals { get; init; }

    /// <summary>Business hours. A schedule's empty <see cref="ScheduleSettings.Zone"/> means
    /// <see cref="TimeZone"/>.</summary>
    public EquatableList<ScheduleSettings> Schedules { get; init; }

    /// <summary>Voice menus.</summary>
    public EquatableList<Menu> Menus { get; init; }

    /// <summary>Routes with a name, for numbers that share one.</summary>
    public EquatableList<NamedRoute> Routes { get; init; }

    /// <summary>The lines calls arrive on.</summary>
    public EquatableList<Trunk> Trunks { get; init; }

    /// <summary>The company's own numbers, each with its route.</summary>
    public EquatableList<CompanyNumber> Numbers { get; init; }

    /// <summary>What the caller's number decides; <c>null</c>: nothing.</summary>
    public CallerScreening? Screening { get; init; }

    /// <summary>How employees' calls leave the company.</summary>
    public OutgoingCalls Outgoing { get; init; } = new();

    /// <summary>What employees press to pass a caller on.</summary>
    public TransferKeys Transfers { get; init; } = new();

    /// <summary>Where a call goes that matched no number: mandatory, so that no call is lost.</summary>
    public required Target OtherNumber { get; init; }
}

/// <summary>Times and limits that apply where an element of the plan says nothing.</summary>
public sealed record PlanDefaults
{
    /// <summary>The department that a number without a route leads to, by its id; <c>null</c>: the plan's first (SPEC
    /// G10, G20).</summary>
    public string? Department { get; init; }

    /// <summary>How long one employee rings when nothing else ends it: 25 s.</summary>
    public Duration Ring { get; init; } = Duration.FromSeconds(25);

    /// <summary>The step of in-turn and cascading departments: 10 s.</summary>
    public Duration Step { get; init; } = Duration.FromSeconds(10);

    /// <summary>When an unanswered call moves on to the employee's mobile: 7 s.</summary>
    public Duration MobileAfter { get; init; } = Duration.FromSeconds(7);

    /// <summary>How long a menu waits for a key, counted from the end of its prompt: 5 s.</summary>
    public Duration MenuTimeout { get; init; } = Duration.FromSeconds(5);

    /// <summary>How long an outside number may ring: 30 s.</summary>
    public Duration AnswerWithin { get; init; } = Duration.FromSeconds(30);

    /// <summary>The longest message an answering machine takes: 120 s.</summary>
    public Duration MessageLength { get; init; } = Duration.FromSeconds(120);

    /// <summary>How long an outside leg may take to press 1, counted from the end of the question: 10 s.</summary>
    public Duration ConfirmWithin { get; init; } = Duration.FromSeconds(10);

    /// <summary>The longest conversation: 12 hours. It ends calls that both far ends have forgotten.</summary>
    public Duration MaxCall { get; init; } = Duration.FromHours(12);
}
