using System.Globalization;

namespace CallRouting;

/// <summary>Checks and compiles the ways out of the company (SPEC G30, S13).</summary>
internal sealed class OutgoingCompiler
{
    private const int ShortestEmergency = 2;
    private const int LongestEmergency = 6;

    private readonly Plan _plan;
    private readonly OutgoingCalls _calls;
    private readonly PlanNames _names;
    private readonly FindingList _findings;
    private readonly int[] _waysOut;
    private readonly List<(NumberPattern To, int[] Trunks)> _routes = [];

    public OutgoingCompiler(Plan plan, PlanNames names, FindingList findings)
    {
        _plan = plan;
        _calls = plan.Outgoing ?? new();
        _names = names;
        _findings = findings;
        // Trunks that cannot say who calls come last: who is called back must know whom.
        _waysOut = [.. Enumerable.Range(0, plan.Trunks.Count).Where(IsWayOut)
            .OrderByDescending(trunk => plan.Trunks[trunk].PresentsCaller)];
        for (var i = 0; i < _calls.Routes.Count; i++)
            AddRoute(i);
        if (_calls.Routes.IsEmpty && _waysOut.Length > 0)
            _routes.Add((new NumberPattern(default, IsPrefix: true), _waysOut));
    }

    private static PlanPath Path { get; } = new("outgoing");

    /// <summary>The trunks that carry a number, in the order in which they are tried; none: it cannot leave.</summary>
    public int[] TrunksFor(PhoneNumber number)
    {
        foreach (var (to, trunks) in _routes)
            if (to.Matches(number))
                return trunks;
        return [];
    }

    /// <summary>The trunks that a list names: each once, each a way out.</summary>
    /// <param name="list">The names.</param>
    /// <param name="path">Where they stand.</param>
    /// <param name="external">The outside number that they are for, which has a way on without them; <c>null</c>: a
    /// way out, which is wrong without them.</param>
    public int[] TrunksOf(EquatableList<string> list, in PlanPath path, string? external = null)
    {
        var trunks = new List<int>();
        for (var i = 0; i < list.Count; i++)
        {
            var place = list.Count == 1 ? path : path.At(i);
            var trunk = _names.Find(NameKind.Trunk, list[i], place);
            if (trunk < 0)
                continue;
            if (trunks.Contains(trunk))
                _findings.Error("duplicate-trunk", place, $"\"{list[i]}\" is named twice: it is tried once.");
            else if (WhyNot(trunk) is { } reason && external is not null)
                _findings.Warn("external-cannot-ring", place,
                    $"Trunk \"{list[i]}\" {reason.Says}, so \"{external}\" can never ring by it: {reason.Mend}.");
            else if (WhyNot(trunk) is { } why)
                _findings.Error(why.Code, place,
                    $"Trunk \"{list[i]}\" {why.Says}, so no call can leave by it: {why.Mend}, or name another.");
            else
                trunks.Add(trunk);
        }

        return [.. trunks];
    }

    /// <summary>Adds the steps of outgoing calls behind those of the routes.</summary>
    public (OutgoingRules Rules, OutgoingEntry[] Entries) Compile(NodeList nodes)
    {
        var deny = Deny();
        var emergency = Emergency();
        if (_waysOut.Length == 0)
            return (OutgoingRules.None, []);
        var entries = new List<OutgoingEntry>();
        var routes = new (NumberPattern, int)[_routes.Count];
        for (var i = 0; i < routes.Length; i++)
            routes[i] = (_routes[i].To, Place(_calls.Routes.IsEmpty ? Path : Path.Then("routes").At(i),
                new OutgoingEntry(_routes[i].Trunks, IsEmergency: false)));
        var rules = new OutgoingRules
        {
            Routes = routes,
            Deny = deny,
            DenyNode = deny.Length == 0 ? -1 : Set(
                Path.Then("deny"), new RouteNode(NodeKind.Reject, (int)RejectReason.Rejected)),
            Emergency = emergency,
            EmergencyNode = Place(Path.Then("emergency"), new OutgoingEntry(_waysOut, IsEmergency: true)),
        };
        return (rules, [.. entries]);

        int Place(in PlanPath path, OutgoingEntry entry)
        {
            entries.Add(entry);
            return Set(path, new RouteNode(NodeKind.Outgoing, entries.Count - 1));
        }

        int Set(in PlanPath path, in RouteNode node)
        {
            var index = nodes.Reserve(path);
            nodes.Set(index, node);
            return index;
        }
    }

    private bool IsWayOut(int trunk) => _plan.Trunks[trunk] is { IsWayOut: true };

    private (string Code, string Says, string Mend)? WhyNot(int trunk) => _plan.Trunks[trunk] switch
    {
        { IsWayOut: true } or null => null,
        { Outgoing: false } => ("not-outgoing", "carries no outgoing calls", "write outgoing: yes there"),
        _ => ("no-gateway", "has no gateway", "give it one"),
    };

    private void AddRoute(int index)
    {
        var path = Path.Then("routes").At(index);
        if (_calls.Routes[index] is not { } route)
        {
            _findings.Error("missing-element", path, "There is nothing here: write a way out or remove the entry.");
            return;
        }

        var trunks = TrunksOf(route.Trunks, path.Then("trunks"));
        if (route.Trunks.IsEmpty)
            _findings.Error("missing-trunk", path.Then("trunks"), "No trunk is named: write those to try, in order.");
        if (TryPattern(route.To, path.Then("to"), out var to))
        {
            CheckReached(to, _routes.ConvertAll(earlier => earlier.To), path.Then("to"), route.To);
            _routes.Add((to, trunks));
        }
    }

    private NumberPattern[] Deny()
    {
        var patterns = new List<NumberPattern>();
        for (var i = 0; i < _calls.Deny.Count; i++)
        {
            var path = Path.Then("deny").At(i);
            if (!TryPattern(_calls.Deny[i], path, out var pattern))
                continue;
            CheckReached(pattern, patterns, path, _calls.Deny[i]);
            patterns.Add(pattern);
        }

        return [.. patterns];
    }

    private HashSet<Extension> Emergency()
    {
        var numbers = new HashSet<Extension>();
        for (var i = 0; i < _calls.Emergency.Count; i++)
        {
            var path = Path.Then("emergency").At(i);
            if (!Extension.TryParse(_calls.Emergency[i], out var number)
                || number.DigitCount is < ShortestEmergency or > LongestEmergency)
                _findings.Error("bad-emergency", path, string.Create(CultureInfo.InvariantCulture,
                    $"\"{_calls.Emergency[i]}\" is no emergency number: write {ShortestEmergency} to "
                    + $"{LongestEmergency} digits, like 112."));
            else if (!numbers.Add(number))
                _findings.Error("duplicate-emergency", path, $"{number} is listed twice: once is enough.");
        }

        if (!_calls.Emergency.IsEmpty && _waysOut.Length == 0)
            _findings.Error("no-gateway", Path.Then("emergency"),
                "No trunk carries outgoing calls, so no emergency call can leave: give a SIP trunk "
                + "a gateway, or an E1 or analog line outgoing: yes.");
        var isOwnList = numbers.Count > 0;
        if (!isOwnList)
            numbers.UnionWith(EmergencyNumbers.Everywhere);
        var mine = new Dictionary<Extension, PlanPath>();
        for (var i = 0; i < _plan.Employees.Count; i++)
            if (_plan.Employees[i] is { } employee)
                mine.TryAdd(employee.Extension, PlanNames.PathOf(NameKind.Employee, employee.Id, i));
        for (var i = 0; i < _plan.Departments.Count; i++)
            if (_plan.Departments[i] is { } department)
                mine.TryAdd(department.Extension, PlanNames.PathOf(NameKind.Department, department.Id, i));
        foreach (var number in numbers)
            if (mine.TryGetValue(number, out var path))
                _findings.Error("emergency-extension", path.Then("ext"),
                    $"{number} is an emergency number: give another internal number.");
        // A country's own short numbers yield to internal numbers, which were there first; 112 reaches the same help.
        if (!isOwnList)
            numbers.UnionWith(EmergencyNumbers.Of(_plan.Trunks).Where(number => !mine.ContainsKey(number)));
        return numbers;
    }

    private bool TryPattern(string? text, in PlanPath path, out NumberPattern pattern)
    {
        var isRead = NumberPattern.TryParse(text, out pattern);
        if (!isRead)
            _findings.Error("bad-pattern", path,
                $"\"{text}\" is no number and no beginning of one: write +79031234567, +7495* or *.");
        return isRead;
    }

    private void CheckReached(NumberPattern pattern, List<NumberPattern> earlier, in PlanPath path, string text)
    {
        foreach (var one in earlier)
        {
            if (!one.Covers(pattern))
                continue;
            _findings.Error(one == pattern ? "duplicate-pattern" : "unreachable-pattern", path,
                $"\"{text}\" is never asked, for an earlier entry fits all its numbers: put it first, or remove it.");
            return;
        }
    }
}
