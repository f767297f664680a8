using NodaTime;

namespace CallRouting;

/// <summary>Describes one employee inside <see cref="PlanBuilder.Employee"/>.</summary>
public sealed class EmployeeBuilder
{
    private readonly PlanTexts _texts;
    private readonly string _path;

    internal EmployeeBuilder(string id, PlanTexts texts)
    {
        _texts = texts;
        _path = $"employees.{id}";
        Made = new Employee { Id = id };
    }

    internal Employee Made { get; private set; }

    /// <summary>Gives the name that people read.</summary>
    public EmployeeBuilder Named(string name) => Set(Made with { Name = name });

    /// <summary>Gives the internal number: 1 to 15 digits.</summary>
    public EmployeeBuilder Extension(string digits) =>
        Set(Made with { Extension = _texts.Extension(digits, $"{_path}.ext") });

    /// <summary>Names the devices expected to register, each ringing for all calls.</summary>
    public EmployeeBuilder Devices(params ReadOnlySpan<string> names)
    {
        var devices = new EmployeeDevice[names.Length];
        for (var i = 0; i < devices.Length; i++)
            devices[i] = names[i];
        return Devices(devices);
    }

    /// <summary>Names the devices expected to register, and which calls each rings for.</summary>
    public EmployeeBuilder Devices(params ReadOnlySpan<EmployeeDevice> devices) =>
        Set(Made with { Devices = EquatableList.Create(devices) });

    /// <summary>Forwards calls that the own devices do not answer to a mobile.</summary>
    /// <param name="to">The mobile's number in international form.</param>
    /// <param name="after">When the mobile starts; <c>null</c>: the plan's default.</param>
    /// <param name="keepRinging">Whether the own devices keep ringing beside it.</param>
    /// <param name="confirm">Whether the answering person must press 1.</param>
    public EmployeeBuilder Mobile(string to, Duration? after = null, bool keepRinging = false, bool confirm = false) =>
        Set(Made with
        {
            Mobile = new MobileForward
            {
                To = _texts.Number(to, $"{_path}.mobile.to"),
                After = after,
                KeepRinging = keepRinging,
                Confirm = confirm,
            },
        });

    /// <summary>Lets another employee screen outside calls for this one.</summary>
    public EmployeeBuilder GuardedBy(string employee) => Set(Made with { GuardedBy = employee });

    /// <summary>Gives the address for the invitation and for messages.</summary>
    public EmployeeBuilder Email(string address) => Set(Made with { Email = address });

    /// <summary>Lets the employee change the plan.</summary>
    public EmployeeBuilder Administrator() => Set(Made with { Role = Role.Administrator });

    /// <summary>Lets new calls ring while the employee is on another.</summary>
    public EmployeeBuilder RingInUse() => Set(Made with { RingInUse = true });

    /// <summary>Says how many calls the employee may have at once: 1 to 100.</summary>
    public EmployeeBuilder MaxCalls(int count) => Set(Made with { MaxCalls = count });

    /// <summary>Adds something the employee knows.</summary>
    /// <param name="name">The skill, for example <c>english</c>.</param>
    /// <param name="level">How well: 1 to 100, more is better.</param>
    public EmployeeBuilder Skill(string name, int level = 1) =>
        Set(Made with { Skills = [.. Made.Skills, new Skill(name, level)] });

    /// <summary>Says for the directory where the employee works, as what, and under whom.</summary>
    /// <param name="unit">The unit; <c>null</c>: none.</param>
    /// <param name="position">The position; <c>null</c>: none.</param>
    /// <param name="head">The head's id; <c>null</c>: none.</param>
    public EmployeeBuilder Works(string? unit = null, string? position = null, string? head = null) =>
        Set(Made with { Unit = unit, Position = position, Head = head });

    /// <summary>Says for the directory what the employee is responsible for.</summary>
    public EmployeeBuilder Topics(params ReadOnlySpan<string> topics) =>
        Set(Made with { Topics = EquatableList.Create(topics) });

    /// <summary>Presents one of the company's numbers with the employee's outgoing calls, by its id.</summary>
    public EmployeeBuilder CallerId(string number) => Set(Made with { CallerId = number });

    private EmployeeBuilder Set(Employee employee)
    {
        Made = employee;
        return this;
    }
}
