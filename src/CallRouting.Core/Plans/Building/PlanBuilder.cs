using NodaTime;

namespace CallRouting;

/// <summary>Writes a plan in code, in the order and the words of a plan file.</summary>
/// <remarks>Every exit is a parameter that must be given, so that a missing one cannot be written (SPEC X1). Nothing is
/// checked until the end, and then everything is told at once. Names may be used before what they stand for is
/// added.</remarks>
public sealed class PlanBuilder
{
    private readonly PlanTexts _texts = new();
    private readonly List<Employee> _employees = [];
    private readonly List<Department> _departments = [];
    private readonly List<Voicemail> _voicemails = [];
    private readonly List<FaxBox> _faxes = [];
    private readonly List<ExternalNumber> _externals = [];
    private readonly List<ScheduleSettings> _schedules = [];
    private readonly List<Menu> _menus = [];
    private readonly List<NamedRoute> _routes = [];
    private readonly List<Trunk> _trunks = [];
    private readonly List<CompanyNumber> _numbers = [];
    private readonly Plan _plan;
    private PlanDefaults _defaults = new();
    private CallerScreening? _screening;
    private OutgoingCalls _outgoing = new();
    private TransferKeys _transfers = new();

    /// <summary>Begins a plan.</summary>
    /// <param name="id">The company's name for it.</param>
    /// <param name="timeZone">The IANA time zone of its schedules, for example <c>Europe/Moscow</c>.</param>
    /// <param name="otherNumber">Where a call goes that matches no number.</param>
    public PlanBuilder(string id, string timeZone, Target otherNumber) =>
        _plan = new Plan { Id = id, TimeZone = timeZone, OtherNumber = otherNumber };

    /// <summary>Sets times that apply where an element says nothing.</summary>
    public PlanBuilder Defaults(PlanDefaults defaults)
    {
        _defaults = defaults;
        return this;
    }

    /// <summary>Says what the caller's number decides before the called number does.</summary>
    public PlanBuilder Screening(CallerScreening screening)
    {
        _screening = screening;
        return this;
    }

    /// <summary>Adds an employee.</summary>
    /// <param name="id">The id in the plan, and the login of the devices.</param>
    /// <param name="describe">Says more.</param>
    public PlanBuilder Employee(string id, Action<EmployeeBuilder>? describe = null)
    {
        var employee = new EmployeeBuilder(id, _texts);
        describe?.Invoke(employee);
        return Add(_employees, employee.Made);
    }

    /// <summary>Adds a department.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="otherwise">Where the call goes when nobody answers.</param>
    /// <param name="describe">Says who its members are, how they ring and for how long.</param>
    public PlanBuilder Department(string id, Target otherwise, Action<DepartmentBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var department = new DepartmentBuilder(id, otherwise, _texts);
        describe(department);
        return Add(_departments, department.Made);
    }

    /// <summary>Adds an answering machine.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="greeting">The prompt before the beep.</param>
    /// <param name="deliverTo">The employee whom the messages are for.</param>
    /// <param name="maxLength">The longest message; <c>null</c>: the plan's default.</param>
    public PlanBuilder Voicemail(string id, string greeting, string deliverTo, Duration? maxLength = null) =>
        Add(_voicemails, new Voicemail { Id = id, Greeting = greeting, DeliverTo = deliverTo, MaxLength = maxLength });

    /// <summary>Adds a fax box.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="deliverTo">The employee whom the documents are for.</param>
    public PlanBuilder Fax(string id, string deliverTo) => Add(_faxes, new FaxBox { Id = id, DeliverTo = deliverTo });

    /// <summary>Adds a number or address outside the company.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="to">A <c>sip:</c> address, or a number in international form.</param>
    /// <param name="purpose">Why personal data leave the company.</param>
    /// <param name="otherwise">Where the call goes when nobody answers there.</param>
    /// <param name="describe">Says more.</param>
    public PlanBuilder External(
        string id, string to, string purpose, Target otherwise, Action<ExternalBuilder>? describe = null)
    {
        var external = new ExternalBuilder(
            new ExternalNumber { Id = id, To = to, Purpose = purpose, Otherwise = otherwise });
        describe?.Invoke(external);
        return Add(_externals, external.Made);
    }

    /// <summary>Adds business hours.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="describe">Says when it is open.</param>
    public PlanBuilder Schedule(string id, Action<ScheduleBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var schedule = new ScheduleBuilder(id, _texts);
        describe(schedule);
        return Add(_schedules, schedule.Made);
    }

    /// <summary>Adds a menu.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="prompt">The prompt that reads the choices.</param>
    /// <param name="noInput">What silence leads to: a target, or <see cref="To.Repeat"/>.</param>
    /// <param name="wrongKey">What a key that is not in the menu leads to: a target, or
    /// <see cref="To.Repeat"/>.</param>
    /// <param name="describe">Says what the keys lead to.</param>
    public PlanBuilder Menu(
        string id, string prompt, MenuExit noInput, MenuExit wrongKey, Action<MenuBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var menu = new MenuBuilder(new Menu { Id = id, Prompt = prompt, NoInput = noInput, WrongKey = wrongKey });
        describe(menu);
        return Add(_menus, menu.Made);
    }

    /// <summary>Adds a route with a name.</summary>
    /// <param name="id">The name.</param>
    /// <param name="route">What happens to its calls.</param>
    public PlanBuilder Route(string id, Target route) => Add(_routes, new NamedRoute(id, route));

    /// <summary>Adds an analog line.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="line">Its line number: 1 or more.</param>
    /// <param name="number">The company number whose route it runs.</param>
    /// <param name="outgoing">Whether calls may leave by it.</param>
    public PlanBuilder Fxo(string id, ushort line, string number, bool outgoing = true) => Add(_trunks, new Trunk
    {
        Id = id,
        Kind = TrunkKind.Fxo,
        Line = new LineNumber(line),
        Number = number,
        Outgoing = outgoing,
    });

    /// <summary>Adds an E1 with ISDN primary rate signalling.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="describe">Says how it writes numbers.</param>
    public PlanBuilder Pri(string id, Action<TrunkBuilder>? describe = null) => AddTrunk(id, TrunkKind.Pri, describe);

    /// <summary>Adds a SIP provider or PBX.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="describe">Says where it is and how it writes numbers.</param>
    public PlanBuilder Sip(string id, Action<TrunkBuilder>? describe = null) => AddTrunk(id, TrunkKind.Sip, describe);

    /// <summary>Says how employees' calls leave the company; else by every trunk that can, in order, analog
    /// lines last.</summary>
    /// <param name="describe">Says which numbers leave by which trunks, and which do not.</param>
    public PlanBuilder Outgoing(Action<OutgoingBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var outgoing = new OutgoingBuilder();
        describe(outgoing);
        _outgoing = outgoing.Made;
        return this;
    }

    /// <summary>Sets what employees press to pass callers on.</summary>
    public PlanBuilder Transfers(TransferKeys keys)
    {
        _transfers = keys;
        return this;
    }

    /// <summary>Adds one of the company's numbers.</summary>
    /// <param name="id">The id in the plan.</param>
    /// <param name="called">The number in international form.</param>
    /// <param name="route">What happens to its calls; <c>null</c>: round the clock to the plan's default
    /// department.</param>
    /// <param name="callerIdOut">Whether outgoing calls present it.</param>
    /// <param name="language">The language of its callers' prompts; <c>null</c>: the company's.</param>
    public PlanBuilder Number(
        string id, string called, Target? route = null, bool callerIdOut = false, string? language = null) => Add(
        _numbers,
        new CompanyNumber
        {
            Id = id,
            Called = _texts.Number(called, $"numbers.{id}.called"),
            CallerIdOut = callerIdOut,
            Language = language,
            Route = route,
        });

    /// <summary>The plan as data, its references not checked.</summary>
    /// <exception cref="PlanException">A number, internal number or time of day cannot be read; the message lists
    /// them all.</exception>
    public Plan ToPlan() => _texts.Unread.Count == 0 ? Model() : throw new PlanException(_texts.Unread);

    /// <summary>Checks and compiles the plan; does not throw on mistakes in it.</summary>
    public PlanResult Compile()
    {
        var result = PlanCompiler.Compile(Model());
        if (_texts.Unread.Count == 0)
            return result;
        // A number that could not be read is reported once, not also as missing.
        var unread = _texts.Unread.Select(found => found.Path).ToHashSet();
        var others = result.Diagnostics.Where(found => !unread.Contains(found.Path));
        return new PlanResult { Plan = null, Diagnostics = [.. _texts.Unread, .. others] };
    }

    /// <summary>Checks and compiles the plan.</summary>
    /// <exception cref="PlanException">The plan has mistakes; the message lists them all.</exception>
    public RoutingPlan Build() => Compile().GetPlan();

    private Plan Model() => _plan with
    {
        Defaults = _defaults,
        Screening = _screening,
        Outgoing = _outgoing,
        Transfers = _transfers,
        Employees = EquatableList.From(_employees),
        Departments = EquatableList.From(_departments),
        Voicemails = EquatableList.From(_voicemails),
        Faxes = EquatableList.From(_faxes),
        Externals = EquatableList.From(_externals),
        Schedules = EquatableList.From(_schedules),
        Menus = EquatableList.From(_menus),
        Routes = EquatableList.From(_routes),
        Trunks = EquatableList.From(_trunks),
        Numbers = EquatableList.From(_numbers),
    };

    private PlanBuilder AddTrunk(string id, TrunkKind kind, Action<TrunkBuilder>? describe)
    {
        var trunk = new TrunkBuilder(new Trunk { Id = id, Kind = kind });
        describe?.Invoke(trunk);
        return Add(_trunks, trunk.Made);
    }

    private PlanBuilder Add<T>(List<T> elements, T element)
    {
        elements.Add(element);
        return this;
    }
}
