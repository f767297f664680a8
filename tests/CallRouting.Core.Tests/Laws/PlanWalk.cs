namespace CallRouting.Tests;

/// <summary>Follows the targets of a plan as it is written, knowing nothing of how plans are compiled.</summary>
internal static class PlanWalk
{
    /// <summary>Whether some route leads back to itself without a key.</summary>
    public static bool HasLoop(Plan plan)
    {
        var ways = new Dictionary<string, List<string>>();
        foreach (var department in plan.Departments)
            ways[$"department {department.Id}"] = [.. ExitsOf(department).SelectMany(Ends)];
        foreach (var external in plan.Externals)
            ways[$"external {external.Id}"] = [.. Ends(external.Otherwise)];
        foreach (var menu in plan.Menus)
            ways[$"menu {menu.Id}"] = [.. Ends(menu.NoInput.Then), .. Ends(menu.WrongKey.Then)];
        foreach (var route in plan.Routes)
            ways[$"route {route.Id}"] = [.. Ends(route.Route)];
        foreach (var number in plan.Numbers)
            ways[$"number {number.Id}"] = [.. Ends(number.Route ?? new DepartmentTarget(plan.Departments[0].Id))];
        return ways.Keys.Any(start => Reaches(ways, start, start, []));
    }

    private static bool Reaches(
        Dictionary<string, List<string>> ways, string from, string goal, HashSet<string> seen) =>
        ways[from].Any(next => next == goal || (seen.Add(next) && Reaches(ways, next, goal, seen)));

    private static Target?[] ExitsOf(Department department) => department.Queue is not { } queue ?
        [department.Otherwise] :
        [
            queue.WhenFull ?? department.Otherwise, queue.WhenWaited ?? department.Otherwise,
            queue.WhenEmpty ?? department.Otherwise,
        ];

    private static IEnumerable<string> Ends(Target? target) => target switch
    {
        ScheduleTarget schedule => Ends(schedule.Open).Concat(Ends(schedule.Closed)),
        PlayTarget play => Ends(play.Then),
        EmployeeTarget employee => Ends(employee.Otherwise),
        SwitchTarget choice => choice.Cases.SelectMany(each => Ends(each.Target)).Concat(Ends(choice.Other)),
        AskTarget ask => Ends(ask.Then),
        StickyTarget sticky => Ends(sticky.Then),
        ReturnTarget back => Ends(back.Then), // the way back is taken only so many times
        DepartmentTarget department => [$"department {department.Department}"],
        ExternalTarget external => [$"external {external.External}"],
        MenuTarget menu => [$"menu {menu.Menu}"],
        ReturnTarget back => Ends(back.Then), // the way back is taken only so many times
        RouteTarget route => [$"route {route.Route}"],
        NumberTarget number => [$"number {number.Number}"],
        _ => [],
    };
}
