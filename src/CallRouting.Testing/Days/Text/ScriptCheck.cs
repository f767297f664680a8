using NodaTime;

namespace CallRouting.Testing;

/// <summary>Holds a script against the plans it is played with.</summary>
internal sealed class ScriptCheck
{
    private readonly CallScript _script;
    private readonly IReadOnlyDictionary<string, RoutingPlan> _others;
    private readonly List<Diagnostic> _mistakes = [];
    private readonly HashSet<string> _calls = [];
    private readonly HashSet<(string Employee, string Device)> _devices = [];
    private readonly HashSet<string> _employees = [];
    private readonly HashSet<string> _trunks = [];
    private readonly HashSet<string> _externals = [];
    private readonly HashSet<string> _prompts = [];
    private int _index = -1;

    public ScriptCheck(CallScript script, RoutingPlan plan, IReadOnlyDictionary<string, RoutingPlan> others)
    {
        _script = script;
        _others = others;
        foreach (var known in others.Values.Prepend(plan))
        {
            _employees.UnionWith(known.Employees.Select(employee => employee.Id));
            _trunks.UnionWith(known.Trunks.Select(trunk => trunk.Settings.Id));
            _externals.UnionWith(known.Externals.Select(external => external.Id));
            _prompts.UnionWith(known.Prompts);
        }
    }

    public List<Diagnostic> Run()
    {
        foreach (var prompt in _script.Prompts)
            Know(_prompts, prompt.Prompt, "prompt");
        var last = Duration.Zero;
        for (_index = 0; _index < _script.Happenings.Count; _index++)
        {
            var happening = _script.Happenings[_index];
            if (happening.At < last)
                Wrong("out-of-order", "It is earlier than what stands before it: write happenings in the order of time");
            last = happening.At;
            Check(happening);
        }

        return _mistakes;
    }

    private void Check(Happening happening)
    {
        switch (happening)
        {
            case CallArrives call:
                Know(_trunks, call.Trunk, "trunk");
                Add(call.Call);
                break;
            case EmployeeCalls call:
                Know(_employees, call.Employee, "employee");
                Add(call.Call);
                break;
            case CallerHangsUp up: Know(_calls, up.Call, "call"); break;
            case CallerPresses keys: Know(_calls, keys.Call, "call"); break;
            case DeviceRegisters device:
                Know(_employees, device.Employee, "employee");
                _devices.Add((device.Employee, device.Device));
                break;
            case DeviceUnregisters device:
                Know(_employees, device.Employee, "employee");
                Know([.. _devices.Where(d => d.Employee == device.Employee).Select(d => d.Device)], device.Device,
                    $"device of {device.Employee}");
                break;
            case GoesOffLine gone: Know(_employees, gone.Employee, "employee"); break;
            case EmployeePauses paused: Know(_employees, paused.Employee, "employee"); break;
            case EmployeeResumes resumed: Know(_employees, resumed.Employee, "employee"); break;
            case PhoneRule rule: Check(rule.Phone); break;
            case PhonePicksUp up: Check(up.Phone); break;
            case PhoneHangsUp up: Check(up.Phone); break;
            case PhonePresses keys: Check(keys.Phone); break;
            case PhoneTransfers passed: Check(passed.Phone); break;
            case PhoneTakesBack back: Check(back.Phone); break;
            case TrunkFails trunk: Know(_trunks, trunk.Trunk, "trunk"); break;
            case TrunkWorks trunk: Know(_trunks, trunk.Trunk, "trunk"); break;
            case PlanChanges plan: Know([.. _others.Keys], plan.Plan, "plan"); break;
        }
    }

    private void Check(Phone phone)
    {
        if (phone.Kind != PhoneKind.Outside)
            Know(_employees, phone.Name, "employee");
        else if (!PhoneNumber.TryParse(phone.Name, out _) && !Extension.TryParse(phone.Name, out _)) // 112
            Know(_externals, phone.Name, "outside number");
    }

    private void Add(string call)
    {
        if (!_calls.Add(call))
            Wrong("duplicate-call", $"There is a call \"{call}\" already: give this one another name");
    }

    private void Know(HashSet<string> known, string name, string kind)
    {
        if (known.Contains(name))
            return;
        var choice = known.Count == 0 ? "there is none"
            : $"there {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}"
                + (known.Count > 20 ? " and others" : "");
        Wrong($"unknown-{kind.Split(' ')[0]}", $"There is no {kind} \"{name}\": {choice}");
    }

    private void Wrong(string code, string message) => _mistakes.Add(new Diagnostic(Severity.Error, code,
        _index < 0 ? "prompts" : $"happenings[{_index}]", message + ".",
        _index >= 0 && _index < _script.Positions.Count ? _script.Positions[_index] : default));
}
