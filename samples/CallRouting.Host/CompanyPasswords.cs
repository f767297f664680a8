using CallRouting.Runtime;

namespace CallRouting.Host;

/// <summary>Sets the passwords that the command line asks for: <c>anna</c>, or <c>anna@north</c> where several companies
/// have an anna.</summary>
internal static class CompanyPasswords
{
    /// <summary>Sets them.</summary>
    /// <returns>For each company, by its name, the passwords by login.</returns>
    /// <exception cref="ArgumentException">A login is nobody's, or that of several companies.</exception>
    public static Dictionary<string, Dictionary<string, string>> Set(IReadOnlyList<PasswordWish> wishes,
        IReadOnlyList<(CompanyPlan Plan, AccountStore Store)> companies)
    {
        var known = companies.ToDictionary(
            company => company.Plan.Name, _ => new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (login, password) in wishes)
        {
            var (company, store, name) = Find(login, companies);
            var employee = EmployeeOf(company.Plan, name);
            if (employee is not null)
                store.SetPassword(employee.Id, password!, employee.Extension);
            else
                store.SetPassword(name, password!, kind: AccountKind.Trunk);
            known[company.Name][employee?.Id ?? name] = password!;
        }

        return known;
    }

    private static (CompanyPlan Plan, AccountStore Store, string Login) Find(
        string login, IReadOnlyList<(CompanyPlan Plan, AccountStore Store)> companies)
    {
        var found = companies.Where(company => Has(company.Plan.Plan, login))
            .Select(company => (company.Plan, company.Store, login)).ToList();
        var at = login.LastIndexOf('@');
        if (found.Count == 0 && at > 0)
            found = [.. companies.Where(company => company.Plan.Name == login[(at + 1)..]
                && Has(company.Plan.Plan, login[..at])).Select(company => (company.Plan, company.Store, login[..at]))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ArgumentException(
                $"--set-password: the plan has no employee and no trunk user name \"{login}\". It has "
                + $"{string.Join(", ", companies.SelectMany(company => Logins(company.Plan.Plan)))}."),
            _ => throw new ArgumentException($"--set-password: several companies have a login \"{login}\": write "
                + $"{string.Join(" or ", found.Select(one => $"{login}@{one.Plan.Name}"))}."),
        };
    }

    private static bool Has(RoutingPlan plan, string login) =>
        EmployeeOf(plan, login) is not null || plan.Trunks.Any(trunk => trunk.Settings.Username == login);

    private static EmployeeEntry? EmployeeOf(RoutingPlan plan, string login) => plan.Employees.FirstOrDefault(
        employee => employee.Id == login || (!employee.Extension.IsNone && employee.Extension.ToString() == login));

    private static IEnumerable<string> Logins(RoutingPlan plan) => plan.Employees.Select(employee => employee.Id)
        .Concat(plan.Trunks.Select(trunk => trunk.Settings.Username).OfType<string>());
}
