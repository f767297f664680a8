using System.Globalization;
using System.Net;
using CallRouting.PlanFiles;
using Microsoft.Extensions.Logging;
using NodaTime;
using Spectre.Console;

namespace CallRouting.Host.Demo;

/// <summary>Plays a morning: a router, phones and callers on this machine, with real SIP and RTP.</summary>
internal static class Morning
{
    private const int Failed = 1;

    // A Tuesday in Moscow; the first caller is too early.
    private static readonly Instant Opens = Instant.FromUtc(2026, 11, 24, 6, 0, 0);
    private static readonly Instant Begins = Opens - Duration.FromSeconds(20);

    /// <summary>Plays it.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="language">The language of the prompts.</param>
    /// <param name="log">Where the log goes.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>The exit code: 0 when every call went as the plan says.</returns>
    public static async Task<int> PlayAsync(
        IAnsiConsole console, string language, ILoggerFactory log, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("callrouting-demo-").FullName;
        try
        {
            return await PlayAsync(console, language, log, folder, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.WriteLine("The demo was stopped.");
            return Failed;
        }
        catch (IOException problem)
        {
            console.MarkupLine($"[red]{Shown.Whole(problem.Message)}[/]");
            return Failed;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> PlayAsync(
        IAnsiConsole console, string language, ILoggerFactory log, string folder, CancellationToken stop)
    {
        await using var cast = new Cast();
        await using var wires = new Wires();
        var plan = Load(cast.Mobile.LocalEndPoint.Port);
        var options = new HostOptions
        {
            Listen = [new(IPAddress.Loopback, 0)],
            Data = folder,
            Language = language,
            RtpPorts = new(33000, 35999),
            Spans = wires.Spans,
            Lines = wires.Lines,
            Passwords = [.. plan.Employees.Select(employee => new PasswordWish(employee.Id, Cast.Password))],
        };
        var watch = new CallWatch();
        IReadOnlyList<PlayedCall> played;
        await using (var printer = new CallPrinter(console))
        await using (var setup = RouterSetup.Make(options,
            [new CompanyPlan(CompanyPlan.Only, plan, "morning.yaml", null)], log, new ShiftedClock(Begins), printer,
            watch))
        {
            await wires.Network.StartAsync();
            await setup.Router.StartAsync(stop);
            await cast.OpenAsync(setup.Sip.UdpEndpoints[0], plan);
            printer.Print($"A morning of [bold]{plan.Source.Id}[/]: a router, {plan.Employees.Count} phones, a mobile "
                + "network, an E1, two analog lines and callers, all on this machine, with real SIP, signalling and "
                + "sound. It takes about a minute and a half.");
            var scenes = new MorningScenes(
                cast, new WireScenes(cast, wires, Announce), watch,
                Path.Combine(setup.Companies[0].Folder, "recordings"), UntilOpenAsync, Announce);
            await scenes.PlayAsync().WaitAsync(stop);
            played = scenes.Played;

            Task UntilOpenAsync()
            {
                var wait = Opens - setup.Router.Clock.GetCurrentInstant();
                return wait > Duration.Zero ? Task.Delay(wait.ToTimeSpan(), stop) : Task.CompletedTask;
            }

            void Announce(string line) => printer.Print(
                line.StartsWith(' ') ? $"[grey]{Shown.Text(line, 200)}[/]" : $"\n[bold]{Shown.Text(line, 200)}[/]");
        }

        return Show(console, plan, played);
    }

    private static RoutingPlan Load(int gateway)
    {
        var text = OfficePlan.Text("morning.yaml")
            .Replace("GATEWAY", gateway.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var read = PlanFile.Parse(text, "morning.yaml");
        return read.Plan ?? throw new InvalidDataException(string.Join('\n', read.Diagnostics));
    }

    private static int Show(IAnsiConsole console, RoutingPlan plan, IReadOnlyList<PlayedCall> played)
    {
        console.WriteLine();
        console.Write(MorningTable.Of(plan, played));
        var faults = played.Where(call => call.Fault is not null).ToList();
        foreach (var call in faults)
            console.MarkupLine($"[red]{Shown.Text(call.Scene.Title, 200)} But {Shown.Whole(call.Fault!)}.[/]");
        console.MarkupLine(faults.Count == 0 ? $"[green]{played.Count} calls went as the plan says.[/]"
            : $"[red]{faults.Count} of {played.Count} calls did not go as the plan says.[/]");
        return faults.Count == 0 ? 0 : Failed;
    }
}
