namespace CallRouting.Days.Tests;

/// <summary>Plans with less in them; not all of them compile.</summary>
internal static class SmallerPlans
{
    public static IEnumerable<Plan> Of(Plan plan)
    {
        for (var i = 0; i < plan.Numbers.Count; i++)
            yield return plan with { Numbers = Without(plan.Numbers, i) };
        for (var i = 0; i < plan.Departments.Count; i++)
            yield return plan with { Departments = Without(plan.Departments, i) };
        for (var i = 0; i < plan.Menus.Count; i++)
            yield return plan with { Menus = Without(plan.Menus, i) };
        for (var i = 0; i < plan.Externals.Count; i++)
            yield return plan with { Externals = Without(plan.Externals, i) };
        if (plan.Schedules.Count > 0)
            yield return plan with { Schedules = [] };
        for (var i = 0; i < plan.Trunks.Count; i++)
            yield return plan with { Trunks = Without(plan.Trunks, i) };
        foreach (var employee in plan.Employees)
            yield return WithoutEmployee(plan, employee.Id);
        if (plan.Outgoing != new OutgoingCalls())
            yield return plan with { Outgoing = new OutgoingCalls() };
        for (var i = 0; i < plan.Trunks.Count; i++)
            if (plan.Trunks[i].Channels is not null)
                yield return plan with
                {
                    Trunks = With(plan.Trunks, i, plan.Trunks[i] with { Channels = null, Reserve = 0 }),
                };
        if (plan.Screening is not null)
            yield return plan with { Screening = null };
        if (plan.OtherNumber != End)
            yield return plan with { OtherNumber = End };
        for (var i = 0; i < plan.Numbers.Count; i++)
            foreach (var target in Shorter(plan.Numbers[i].Route))
                yield return plan with { Numbers = With(plan.Numbers, i, plan.Numbers[i] with { Route = target }) };
        for (var i = 0; i < plan.Departments.Count; i++)
            foreach (var department in Of(plan.Departments[i]))
                yield return plan with { Departments = With(plan.Departments, i, department) };
        for (var i = 0; i < plan.Employees.Count; i++)
            foreach (var employee in Of(plan.Employees[i]))
                yield return plan with { Employees = With(plan.Employees, i, employee) };
    }

    private static Target End { get; } = new AnnounceTarget("bye.wav");

    private static IEnumerable<Department> Of(Department department)
    {
        for (var i = 0; department.Members.Count > 1 && i < department.Members.Count; i++)
            yield return department with { Members = Without(department.Members, i) };
        if (department.Otherwise != End)
            yield return department with { Otherwise = End };
        if (department is { GiveUpAfter: not null, Rounds: not null })
        {
            yield return department with { GiveUpAfter = null };
            yield return department with { Rounds = null };
        }

        if (department.WrapUp != default)
            yield return department with { WrapUp = default };
        if (department.PauseAfterMissed is not null)
            yield return department with { PauseAfterMissed = null };
        if (department.RingInUse)
            yield return department with { RingInUse = false };
        if (department.Queue is { } queue)
        {
            yield return department with { Queue = null };
            if (queue is not { WhenFull: null, WhenWaited: null, WhenEmpty: null })
                yield return department with
                {
                    Queue = queue with { WhenFull = null, WhenWaited = null, WhenEmpty = null },
                };
            if (queue.MaxLength is not null)
                yield return department with { Queue = queue with { MaxLength = null } };
            if (queue.Music is not null || queue.AnnouncePosition)
                yield return department with
                {
                    Queue = queue with { Music = null, AnnouncePosition = false, AnnounceEvery = null },
                };
        }

        if (department.Tiers is not null)
            yield return department with { Tiers = null };
        for (var i = 0; i < department.Members.Count; i++)
            if (department.Members[i].Step is not null)
                yield return department with
                {
                    Members = With(department.Members, i, department.Members[i] with { Step = null }),
                };
    }

    private static IEnumerable<Employee> Of(Employee employee)
    {
        if (employee.Mobile is { } mobile)
        {
            yield return employee with { Mobile = null };
            if (mobile.Confirm)
                yield return employee with { Mobile = mobile with { Confirm = false } };
            if (mobile.KeepRinging)
                yield return employee with { Mobile = mobile with { KeepRinging = false } };
        }

        if (!employee.Devices.IsEmpty)
            yield return employee with { Devices = [] };
        if (!employee.Skills.IsEmpty)
            yield return employee with { Skills = [] };
        if (employee.MaxCalls is not null)
            yield return employee with { MaxCalls = null };
        if (employee.RingInUse)
            yield return employee with { RingInUse = false };
        if (employee.GuardedBy is not null)
            yield return employee with { GuardedBy = null };
    }

    private static IEnumerable<Target> Shorter(Target? target) => target switch
    {
        ScheduleTarget schedule => [schedule.Open, schedule.Closed],
        PlayTarget play => [play.Then],
        AskTarget ask => [ask.Then],
        StickyTarget sticky => [sticky.Then],
        SwitchTarget choice => [.. choice.Cases.Select(known => known.Target), choice.Other],
        _ => [],
    };

    private static Plan WithoutEmployee(Plan plan, string id) => plan with
    {
        Employees = EquatableList.From(plan.Employees.Where(employee => employee.Id != id)),
        Departments = EquatableList.From(plan.Departments.Select(department => department with
        {
            Members = EquatableList.From(department.Members.Where(member => member.Employee != id)),
        })),
    };

    private static EquatableList<T> Without<T>(EquatableList<T> list, int index) =>
        EquatableList.From(list.Where((_, i) => i != index));

    private static EquatableList<T> With<T>(EquatableList<T> list, int index, T item) =>
        EquatableList.From(list.Select((old, i) => i == index ? item : old));
}
