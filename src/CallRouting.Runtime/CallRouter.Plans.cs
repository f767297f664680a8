using CallRouting.PlanFiles;

namespace CallRouting.Runtime;

// Plans that change while calls are up.
public sealed partial class CallRouter
{
    /// <summary>Puts another plan into force for a company's new calls; calls under way keep theirs (SPEC X8). The same
    /// plan with the same prompts changes nothing.</summary>
    /// <remarks>Reads the prompts' files before it returns.</remarks>
    /// <param name="domain">The company.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>The prompts that cannot be played as the plan says.</returns>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    /// <exception cref="EmployeeLimitException">The plan has more employees than the company may have.</exception>
    public IReadOnlyList<PromptFinding> UsePlan(DomainId domain, RoutingPlan plan)
    {
        TryUse(domain, plan, out var findings);
        return findings;
    }

    /// <summary>Puts another plan into force as an employee asks for it: an administrator of the plan in force may, a
    /// user may not, and then the plan stays as it is (SPEC G3).</summary>
    /// <param name="domain">The company.</param>
    /// <param name="employee">The id of the employee who asks.</param>
    /// <param name="plan">The plan.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public PlanChange ChangePlan(DomainId domain, string employee, RoutingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(employee);
        ArgumentNullException.ThrowIfNull(plan);
        var company = Find(domain);
        lock (_lock)
        {
            var before = company.Announced;
            if (!PlanAccess.MayChange(before.Plan.Source, employee, out var refusal))
            {
                RouterLog.ChangeRefused(_log, company.Name, employee);
                return new(PlanChangeKind.NotAllowed, refusal, before.Hash);
            }

            try
            {
                return TryUse(domain, plan, out _)
                    ? new(PlanChangeKind.InForce, "New calls follow the plan; calls under way keep theirs.",
                        company.Announced.Hash)
                    : new(PlanChangeKind.Unchanged, "The plan says what the plan in force says.", before.Hash);
            }
            catch (EmployeeLimitException problem)
            {
                return new(PlanChangeKind.TooManyEmployees, problem.Message, before.Hash);
            }
        }
    }

    /// <summary>Watches a plan file and puts it into force for a company whenever its content changes, until what is
    /// returned, or the router, is disposed of.</summary>
    /// <param name="domain">The company.</param>
    /// <param name="file">The file; it need not be there now.</param>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public PlanFileWatch WatchPlan(DomainId domain, string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        Find(domain);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_state >= State.Stopping, this);
            var watch = new PlanFileWatch(this, domain, Path.GetFullPath(file), _options.Time, Scheduler);
            _watches.Add(watch);
            return watch;
        }
    }

    /// <summary>The plan that was last put into force for a company.</summary>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public RoutingPlan PlanOf(DomainId domain) => Find(domain).Announced.Plan;

    /// <summary>The hash of the plan that was last put into force for a company, as
    /// <see cref="PlanJson.Hash"/> gives it.</summary>
    /// <exception cref="ArgumentException">There is no such company.</exception>
    public string PlanHashOf(DomainId domain) => Find(domain).Announced.Hash;

    internal bool TryUse(DomainId domain, RoutingPlan plan, out IReadOnlyList<PromptFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var company = Find(domain);
        lock (_lock)
        {
            CheckLimit(company.Name, plan, company.MaxEmployees);
            var prompts = company.Library.Load(plan);
            findings = prompts.Findings;
            var next = new PlanInForce(plan, prompts, PlanJson.Hash(plan.Source));
            if (next.Hash == company.Announced.Hash && prompts.SoundsAs(company.Announced.Prompts))
                return false;
            company.Post(new Mail(MailKind.Plan, Now) { Content = next });
            company.Announced = next;
            Warn(company.Name, prompts);
            return true;
        }
    }

    internal void Tell(PlanReload reload)
    {
        switch (reload.Kind)
        {
            case PlanReloadKind.Broken:
                RouterLog.PlanBroken(_log, reload.Company, reload.File, '\n' + string.Join('\n',
                    reload.Read.Diagnostics.Where(found => found.Severity == Severity.Error)));
                break;
            case PlanReloadKind.Refused:
                RouterLog.PlanRefused(_log, reload.Company, reload.File, reload.Problem);
                break;
            case PlanReloadKind.Unchanged:
                RouterLog.PlanUnchanged(_log, reload.Company, reload.File);
                break;
        }

        Find(reload.Domain).Observers.OnPlanRead(reload);
    }

    internal void WatchFailed(DomainId domain, string file, Exception fault) =>
        RouterLog.WatchFailed(_log, NameOf(domain), file, fault);

    private static void CheckLimit(string company, RoutingPlan plan, int? limit)
    {
        if (!new PlanLimits { Employees = limit }.Allow(plan.Source, out var refusal))
            throw new EmployeeLimitException(company, refusal);
    }
}
