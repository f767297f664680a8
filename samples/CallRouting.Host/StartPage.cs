using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CallRouting.Runtime;
using NodaTime;
using Spectre.Console;

namespace CallRouting.Host;

/// <summary>What is printed when the router has started: where it listens, who may register, which number is open, and
/// how to call.</summary>
internal sealed class StartPage(IAnsiConsole console)
{
    /// <summary>Prints the page.</summary>
    /// <param name="setup">The router, started.</param>
    /// <param name="isObserving">Whether called numbers are observed.</param>
    public void Print(RouterSetup setup, bool isObserving)
    {
        var now = setup.Router.Clock.GetCurrentInstant();
        console.MarkupLine($"[bold]CallRouting[/] is listening on {Where(setup)}");
        foreach (var company in setup.Companies)
        {
            // Only now, so that nobody's password is made by a start that failed, and never shown.
            var made = company.CreateAccounts(out var letters);
            Print(setup, company, now, made);
            foreach (var letter in letters)
                console.MarkupLine($"Invitation   {Shown.Whole(letter)}");
            console.MarkupLine($"Recordings   {Shown.Whole(Path.Combine(company.Folder, "recordings"))}");
            console.MarkupLine($"Call records {Shown.Whole(Path.Combine(company.Folder, "calls.jsonl"))}");
            if (isObserving)
                console.MarkupLine($"Called ids   {Shown.Whole(company.CalledIdsFile)}");
            console.WriteLine();
            PrintHowToCall(setup, company, made);
        }

        console.MarkupLine("[grey]Ctrl-C ends the calls and stops.[/]");
        console.WriteLine();
    }

    /// <summary>Whether a number is open, and until when, as its route asks first.</summary>
    public static string Hours(RoutingPlan plan, NumberEntry number, Instant now)
    {
        var node = plan.Nodes[number.Node];
        while (node is { Kind: NodeKind.Play, Next: >= 0 })
            node = plan.Nodes[node.Next];
        if (node.Kind != NodeKind.Schedule)
            return "round the clock";
        var schedule = plan.Schedules[node.Index];
        var state = schedule.At(now);
        var word = state.IsOpen ? "[green]open[/]" : "[yellow]closed[/]";
        return state.ValidUntil == Instant.MaxValue ? $"{word}, always"
            : $"{word} until {Until(state.ValidUntil, now, schedule.Zone)}";
    }

    /// <summary>What to do when the router cannot listen.</summary>
    public static string AdviceFor(IOException problem) =>
        (problem.InnerException as SocketException)?.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "The port is taken: another router or a SIP phone runs here. Stop it, "
                + "or choose another port: [bold]--listen 127.0.0.1:5070[/]",
            SocketError.AddressNotAvailable => "This machine does not have that address. [bold]--listen 0.0.0.0[/] "
                + "takes calls on all that it has.",
            SocketError.AccessDenied => "Ports below 1024 are for the system's own programs: choose another with "
                + "[bold]--listen ADDRESS:PORT[/]",
            _ => "Choose another address or port with [bold]--listen ADDRESS:PORT[/]",
        };

    private void Print(RouterSetup setup, Company company, Instant now, IReadOnlyList<NewAccount> made)
    {
        var plan = company.Plan;
        if (setup.Companies.Count > 1)
            console.MarkupLine($"[bold]{Shown.Text(company.Name)}[/]");
        console.MarkupLine($"The plan is {Shown.Text(plan.Source.Id)} ({Shown.Text(company.PlanName)}), "
            + $"its clock says {OfDay(now, Shown.ZoneOf(plan))} in {Shown.Text(plan.Source.TimeZone)}.");
        console.WriteLine();
        PrintNumbers(plan, now);
        PrintLines(setup, company);
        PrintAccounts(company, made);
    }

    private void PrintNumbers(RoutingPlan plan, Instant now)
    {
        var table = Columns("Number", "Dial", "Now");
        foreach (var number in plan.Numbers)
            table.AddRow(Shown.Text(number.Id), number.Called.ToString(), Hours(plan, number, now));
        console.Write(table);
        console.WriteLine();
    }

    // Spans and lines, as they are at this instant: what becomes of them is printed as it happens.
    private void PrintLines(RouterSetup setup, Company company)
    {
        var trunks = setup.Router.Trunks(company.Domain).Where(trunk => trunk.Kind != TrunkKind.Sip).ToList();
        if (trunks.Count == 0)
            return;
        var table = Columns("Line", "Device", "Now");
        foreach (var trunk in trunks)
        {
            var device = setup.Devices.NameOf(company.Domain, trunk.Trunk) ?? "none";
            table.AddRow(Shown.Text(trunk.Trunk), Shown.Text(device), State(setup, company, trunk));
        }

        console.Write(table);
        console.WriteLine();
    }

    private static string State(RouterSetup setup, Company company, TrunkStatus trunk)
    {
        var option = trunk.Kind == TrunkKind.Pri ? "--e1" : "--line";
        if (setup.Devices.NameOf(company.Domain, trunk.Trunk) is null)
            return $"[yellow]out of service: {option} {Shown.Text(trunk.Trunk)}=… names its device[/]";
        if (setup.Devices.E1 is { } e1 && e1.Spans.Any(span => span.Trunk == trunk.Trunk && span.IsOpen)
            && !e1.Spans.Any(span => span.Trunk == trunk.Trunk && span.IsLinkUp))
            return "[yellow]waits for its far end[/]";
        if (!trunk.IsInService)
            return "[yellow]out of service; its device is looked for again and again[/]";
        return $"[green]{trunk.InService} channel{(trunk.InService == 1 ? "" : "s")} in service[/]";
    }

    private void PrintAccounts(Company company, IReadOnlyList<NewAccount> made)
    {
        if (made.Count > 0)
        {
            console.MarkupLine("New accounts. [bold]Their passwords are shown this once:[/]");
            var table = Columns("Login", "Internal number", "Password");
            foreach (var account in made)
                table.AddRow(Shown.Text(account.Login), account.Extension.IsNone ? "" : account.Extension.ToString(),
                    $"[bold]{Shown.Text(account.Password)}[/]");
            console.Write(table);
        }

        var before = company.Accounts.Accounts.Count - made.Count;
        if (before > 0)
            console.MarkupLine($"{before} account{(before == 1 ? "" : "s")} with passwords from before: "
                + "[bold]--set-password LOGIN[/] sets a new one.");
        console.WriteLine();
    }

    private void PrintHowToCall(RouterSetup setup, Company company, IReadOnlyList<NewAccount> made)
    {
        if (setup.Sip.UdpEndpoints.Count == 0)
            return;
        var at = ListenAddress.Reachable(setup.Sip.UdpEndpoints[0]);
        var host = Host(at);
        var employees = company.Plan.Employees;
        var login = made.Count > 0 ? made[0].Login : employees.Count > 0 ? employees[0].Id : "LOGIN";
        console.MarkupLine("A phone of an employee (baresip, linphone, Zoiper):");
        console.MarkupLine($"  server {host}, user name {Shown.Text(login)}, its password; codec PCMA or PCMU");
        console.MarkupLine("  or as a line of baresip's accounts file:");
        console.MarkupLine(Shown.Whole($"  <sip:{login}@{host}>;auth_user={login};auth_pass=PASSWORD"));
        if (company.Plan.Numbers.Count > 0)
        {
            var number = company.Plan.Numbers[0].Called;
            console.MarkupLine("A caller from outside, at an address in the [bold]peers[/] of a trunk of the plan:");
            console.MarkupLine($"  dial sip:{number}@{host}, or without a phone:");
            console.MarkupLine(Shown.Whole($"  sipp -sn uac -s {number} -m 1 -d 10000 -i {at.Address} {host}"));
        }

        console.WriteLine();
    }

    private static string Where(RouterSetup setup)
    {
        var udp = setup.Sip.UdpEndpoints;
        var tcp = setup.Sip.TcpEndpoints;
        var both = udp.Where(tcp.Contains).Select(endpoint => $"udp and tcp {Markup.Escape(endpoint.ToString())}");
        var others = udp.Except(tcp).Select(endpoint => $"udp {Markup.Escape(endpoint.ToString())}")
            .Concat(tcp.Except(udp).Select(endpoint => $"tcp {Markup.Escape(endpoint.ToString())}"));
        return string.Join(", ", both.Concat(others));
    }

    private static string Host(IPEndPoint at) =>
        at.Port == ListenAddress.DefaultPort ? at.ToString()[..at.ToString().LastIndexOf(':')] : at.ToString();

    private static Table Columns(params ReadOnlySpan<string> names)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var name in names)
            table.AddColumn(new TableColumn($"[grey]{name}[/]").NoWrap());
        return table;
    }

    private static string Until(Instant until, Instant now, DateTimeZone zone)
    {
        var (then, today) = (until.InZone(zone).LocalDateTime, now.InZone(zone).Date);
        var time = then.ToString("HH:mm", CultureInfo.InvariantCulture);
        return then.Date == today ? time : $"{then.ToString("ddd d MMM", CultureInfo.InvariantCulture)} {time}";
    }

    private static string OfDay(Instant at, DateTimeZone zone) =>
        at.InZone(zone).LocalDateTime.ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);
}
