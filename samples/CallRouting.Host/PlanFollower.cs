using CallRouting.Runtime;

namespace CallRouting.Host;

/// <summary>What follows from a new plan: SIP knows its trunks and employees, new employees get accounts, and all of it
/// is printed. Also keeps the files of observed called numbers up to date.</summary>
internal sealed class PlanFollower(CallPrinter? printer, bool isObserving) : ICallObserver
{
    private readonly Lock _lock = new();
    private readonly HashSet<DomainId> _pending = [];
    private RouterSetup? _setup;

    /// <summary>Follows the plans of a router from now on.</summary>
    public void Begin(RouterSetup setup) => _setup = setup;

    /// <inheritdoc/>
    public void OnPlanInForce(DomainId domain, RoutingPlan plan, string hash)
    {
        if (_setup?.CompanyOf(domain) is not { } company)
            return;
        company.Use(plan);
        _setup.Devices.TakeOutOfService(_setup.Router, company);
        // Hashing passwords takes longer than a call may wait.
        _ = Task.Run(() => CreateAccounts(company));
    }

    /// <inheritdoc/>
    public void OnTrunkChanged(DomainId domain, TrunkStatus trunk)
    {
        if (_setup?.CompanyOf(domain) is null || _setup.Devices.NameOf(domain, trunk.Trunk) is not { } device)
            return;
        var name = $"trunk [bold]{Shown.Text(trunk.Trunk)}[/] ({Shown.Text(device)})";
        printer?.Print(trunk.InService is 0
            ? $"[yellow]{name} is out of service: calls out leave by others[/]"
            : $"{name} has {trunk.InService} channel{(trunk.InService == 1 ? "" : "s")} in service");
    }

    /// <inheritdoc/>
    public void OnPlanRead(PlanReload reload)
    {
        var name = $"[bold]{Shown.Whole(Path.GetFileName(reload.File))}[/]";
        switch (reload.Kind)
        {
            case PlanReloadKind.InForce:
                printer?.Print($"The plan {name} was changed: new calls follow it, calls under way keep theirs.");
                break;
            case PlanReloadKind.Unchanged:
                printer?.Print($"[grey]The plan {name} was written and says what it said before.[/]");
                break;
            case PlanReloadKind.Refused:
                printer?.Print($"[red]The plan {name} is not used:[/] {Shown.Whole(reload.Problem)}");
                break;
            default:
                printer?.Print($"[red]The plan {name} has mistakes: the plan before goes on serving.[/]");
                break;
        }

        foreach (var found in reload.Read.Diagnostics.Where(found => found.Severity >= Severity.Warning))
            printer?.Print(OfficePlan.Line(reload.Read, found));
    }

    /// <inheritdoc/>
    public void OnObserved(DomainId domain, ObservedCall observed)
    {
        if (!isObserving)
            return;
        var raw = observed.Raw is null ? "no called number" : $"\"{Shown.Text(observed.Raw)}\"";
        var number = observed.Normalised.ToString();
        printer?.Print($"[aqua]observed[/] {Shown.Text(observed.Trunk)} writes {raw} ({observed.Source}): "
            + $"{(number.Length == 0 ? "no number" : number)}, {Shown.Text(observed.Number ?? "other")}");
    }

    /// <inheritdoc/>
    public void OnOffered(in CallMoment moment, CallOffer offer, in Decision decision)
    {
        if (!isObserving || offer.Employee is not null)
            return;
        var domain = moment.Domain;
        lock (_lock)
            if (!_pending.Add(domain))
                return;
        // Many calls at once are one writing.
        _ = Task.Delay(TimeSpan.FromMilliseconds(200)).ContinueWith(_ => WriteObserved(domain), TaskScheduler.Default);
    }

    private void WriteObserved(DomainId domain)
    {
        lock (_lock)
            _pending.Remove(domain);
        if (_setup?.CompanyOf(domain) is not { } company)
            return;
        try
        {
            PrivateText.Write(company.CalledIdsFile, _setup.Router.ObservedAsYaml(domain));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            printer?.Print($"[red]{Shown.Whole(company.CalledIdsFile)} cannot be written: "
                + $"{Shown.Whole(problem.Message)}[/]");
        }
    }

    private void CreateAccounts(Company company)
    {
        try
        {
            var made = company.CreateAccounts(out var letters);
            foreach (var account in made)
                printer?.Print($"New account, its password is shown this once: [bold]{Shown.Text(account.Login)}[/] "
                    + (account.Extension.IsNone ? "" : account.Extension + " ")
                    + $"[bold]{Shown.Text(account.Password)}[/]");
            foreach (var letter in letters)
                printer?.Print($"An invitation lies in {Shown.Whole(letter)}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            printer?.Print($"[red]{Shown.Whole(problem.Message)}[/]");
        }
    }
}
