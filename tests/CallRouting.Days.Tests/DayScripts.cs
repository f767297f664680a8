using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Days.Tests;

/// <summary>Random days in the office of a plan.</summary>
internal sealed class DayScripts(Plan plan, Random random)
{
    // A route of its own, all others of the country, the world, one that may be denied, and help.
    private static readonly string[] Numbers = ["+78125550001", "+74955550002", "+493055500", "+78095550003", "112"];

    private readonly List<Happening> _happenings = [];
    private readonly List<string> _calls = [];

    // On a calm day everybody is there, one call comes after another, and few are answered: attempts run to their ends.
    private readonly bool _isCalm = random.Next(3) == 0;

    // Most calls of a calm day are to one number.
    private readonly int _mainNumber = random.Next(plan.Numbers.Count);
    private Duration _now = Duration.Zero;

    /// <param name="plan">The plan.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="calls">How many calls arrive.</param>
    /// <param name="hasVariant">Whether another plan may come into force.</param>
    public static CallScript Of(Plan plan, Random random, int calls, bool hasVariant)
    {
        var day = new DayScripts(plan, random);
        day.Morning();
        while (day._calls.Count < calls)
            day.GoOn(hasVariant);
        if (day.OneIn(10))
            day.Add(new RouterStops(day._now));
        return new CallScript { PromptsLast = day.Time(0, 4000), Happenings = EquatableList.From(day._happenings) };
    }

    private void Morning()
    {
        foreach (var employee in plan.Employees)
        {
            if (_isCalm || !OneIn(5))
                Add(new DeviceRegisters(_now, employee.Id));
            if (OneIn(4))
                Add(new DeviceRegisters(_now, employee.Id, "softphone"));
            Add(Rule(new Phone(employee.Id)));
            if (employee.Mobile is not null)
                Add(Rule(new Phone(employee.Id, PhoneKind.Mobile)));
        }

        foreach (var external in plan.Externals)
            Add(Rule(new Phone(external.Id, PhoneKind.Outside)));
        foreach (var number in Numbers)
            Add(Rule(new Phone(number, PhoneKind.Outside)));
    }

    private void GoOn(bool hasVariant)
    {
        if (_isCalm && !OneIn(12))
        {
            _now += Time(0, 60_000);
            Arrive();
            return;
        }

        _now += random.Next(4) switch
        {
            0 => Duration.Zero,
            1 => Time(0, 3000),
            2 => Duration.FromSeconds(random.Next(12)),
            _ => Time(0, 40_000),
        };
        var who = plan.Employees[random.Next(plan.Employees.Count)].Id;
        switch (random.Next(30))
        {
            case < 8: Arrive(); break;
            case 8: Dial(who); break;
            case 9: Add(new DeviceRegisters(_now, who, OneIn(4) ? "softphone" : "phone")); break;
            case 10: Add(new GoesOffLine(_now, who)); break;
            case 11: Add(new EmployeePauses(_now, who)); break;
            case 12: Add(new EmployeeResumes(_now, who)); break;
            case 13 or 14: Add(Rule(AnyPhone(who))); break;
            case 15: Add(new PhonePicksUp(_now, AnyPhone(who))); break;
            case 16: Add(new PhoneHangsUp(_now, AnyPhone(who))); break;
            case 17: Add(new PhonePresses(_now, AnyPhone(who), Keys())); break;
            case 18 when _calls.Count > 0: Add(new CallerHangsUp(_now, AnyCall())); break;
            case 19 when _calls.Count > 0: Add(new CallerPresses(_now, AnyCall(), Keys())); break;
            case 20: Add(new TrunkFails(_now, AnyTrunk())); break;
            case 21: Add(new TrunkWorks(_now, AnyTrunk())); break;
            case 23: Dial(who); break;
            case 24 or 25: Add(new PhonePresses(_now, AnyPhone(who), TransferKeys())); break;
            case 26 or 27:
                Add(new PhoneTransfers(_now, AnyPhone(who), Extension.Parse(AnyExtension()), OneIn(2)));
                break;
            case 28: Add(new PhoneTakesBack(_now, AnyPhone(who))); break;
            case 29: Add(Rule(new Phone(AnyNumber(), PhoneKind.Outside))); break;
            case 22 when hasVariant: Add(new PlanChanges(_now, RandomDay.VariantName)); break;
        }
    }

    private string AnyNumber() => Numbers[random.Next(Numbers.Length)];

    private string AnyExtension()
    {
        var extensions = plan.Employees.Select(e => e.Extension.ToString())
            .Concat(plan.Departments.Select(d => d.Extension.ToString())).Append("999").ToList();
        return extensions[random.Next(extensions.Count)];
    }

    private string TransferKeys() => random.Next(12) switch
    {
        < 5 => $"*1{AnyExtension()}",
        < 9 => $"*2{AnyExtension()}" + (OneIn(3) ? "#" : ""),
        9 => $"*{random.Next(1, 3)}{random.Next(100)}" + (OneIn(2) ? "#" : ""),
        10 => "*0",
        _ => OneIn(2) ? "*7" : "*8",
    };

    private void Arrive()
    {
        var number = _isCalm && !OneIn(8) ? _mainNumber : random.Next(plan.Numbers.Count + 1);
        var called = number == plan.Numbers.Count ? "+74959999999" : plan.Numbers[number].Called.ToString();
        var caller = OneIn(6) ? null : $"+7903000000{random.Next(5)}";
        Add(new CallArrives(_now, NewCall(), AnyTrunk(), called, caller) { Conduct = Conduct() });
    }

    private void Dial(string employee)
    {
        Add(new EmployeeCalls(_now, NewCall(), employee, OneIn(2) ? AnyExtension() : AnyNumber())
        {
            Conduct = Conduct(),
        });
    }

    private CallerConduct Conduct() => new()
    {
        Patience = OneIn(_isCalm ? 6 : 2) ? Time(0, 60_000) : null,
        Talk = OneIn(4) ? null : Time(0, 60_000),
        Keys = EquatableList.From(Enumerable.Range(0, OneIn(2) ? random.Next(4) : 0)
            .Select(_ => new KeyPress(Keys(), Time(0, 30_000)))),
    };

    private PhoneRule Rule(Phone phone) => new(_now, phone, (_isCalm && !OneIn(3) ? 0 : random.Next(6)) switch
    {
        0 => new PhoneConduct(),
        1 => new PhoneConduct { Action = PhoneAction.Declines, After = Time(0, 8000) },
        2 => new PhoneConduct { Action = PhoneAction.IsBusy },
        3 when OneIn(2) => new PhoneConduct { Action = PhoneAction.IsUnreachable, After = Time(0, 8000) },
        _ => new PhoneConduct
        {
            Action = PhoneAction.Answers,
            After = Time(0, 15_000),
            Talk = OneIn(2) ? Time(0, 40_000) : null,
            Keys = OneIn(3) ? null
                : OneIn(2) ? new KeyPress((phone.Kind == PhoneKind.Own ? "" : "1") + TransferKeys(), Time(0, 12_000))
                : new KeyPress(OneIn(4) ? "2" : "1", Time(0, 12_000)),
        },
    });

    private Phone AnyPhone(string employee) => random.Next(5) switch
    {
        0 => new Phone(employee, PhoneKind.Mobile),
        1 when plan.Externals.Count > 0 => new Phone(plan.Externals[0].Id, PhoneKind.Outside),
        _ => new Phone(employee),
    };

    private string NewCall()
    {
        _calls.Add($"c{_calls.Count + 1}");
        return _calls[^1];
    }

    private string AnyCall() => _calls[^random.Next(1, Math.Min(_calls.Count, 8) + 1)];

    private string AnyTrunk() => plan.Trunks[random.Next(plan.Trunks.Count)].Id;

    private string Keys() => "12912#57"[random.Next(8)].ToString();

    private void Add(Happening happening) => _happenings.Add(happening);

    private bool OneIn(int count) => random.Next(count) == 0;

    private Duration Time(int least, int most) => Duration.FromMilliseconds(random.Next(least, most + 1));
}
