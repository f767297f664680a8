using System.Diagnostics;
using System.Runtime.InteropServices;
using CallRouting.Host;
using CallRouting.Host.Demo;
using CallRouting.PlanFiles;
using Spectre.Console;

const int Failed = 1;
var onePress = TimeSpan.FromMilliseconds(300);

if (HostOptions.Parse(args, Console.Out, Console.Error, out var exitCode) is not { } options)
    return exitCode;

var console = Terminal.Open();
using var log = ConsoleLog.Open(options.Log, Console.Error);
var asked = 0L;
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
if (options.PrintsSchema)
{
    Console.Out.Write(PlanSchema.Json);
    return 0;
}

if (options.IsTest)
    return TestRun.Run(options.Plans, console);
if (options.Script is { } script)
    return ScriptRun.Play(script, options.Plans.Select(plan => plan.File).FirstOrDefault(), console);
return options.IsDemo
    ? await Morning.PlayAsync(console, options.Language, log, stop.Token)
    : await ServeAsync();

// The first request is to end well, the second to end now. One press can come twice: from the terminal and from
// whatever started this program.
void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    if (!stop.IsCancellationRequested)
        asked = Stopwatch.GetTimestamp();
    else if (Stopwatch.GetElapsedTime(asked) > onePress)
        Environment.Exit(128 + (signal.Signal == PosixSignal.SIGINT ? 2 : 15));
    stop.Cancel();
}

async Task<int> ServeAsync()
{
    var read = options.Plans.Select(choice => ((PlanChoice?)choice, OfficePlan.Load(choice.File)))
        .DefaultIfEmpty((null, OfficePlan.Load(null))).ToList();
    foreach (var (_, result) in read)
    {
        OfficePlan.Show(result, console);
        if (result.IsValid)
            continue;
        console.MarkupLine($"[red]The plan {Shown.Whole(result.Name)} cannot be used:[/] correct what is listed.");
        return Failed;
    }

    await using var printer = new CallPrinter(console);
    try
    {
        options = options with { Passwords = ReadPasswords(options.Passwords) };
        await using var setup = RouterSetup.Make(
            options, CompanyPlan.Of(read), log, TimeProvider.System, printer);
        foreach (var wish in options.Passwords)
            console.MarkupLine($"The password of [bold]{Shown.Text(wish.Login)}[/] is set.");
        return await RunAsync(setup, printer);
    }
    catch (Exception problem) when (problem is IOException or ArgumentException or UnauthorizedAccessException)
    {
        console.MarkupLine($"[red]{Shown.Whole(problem.Message)}[/]");
        return Failed;
    }
}

async Task<int> RunAsync(RouterSetup setup, CallPrinter printer)
{
    try
    {
        await setup.Router.StartAsync(stop.Token);
    }
    catch (IOException problem)
    {
        console.MarkupLine($"[red]{Shown.Whole(problem.Message)}[/]");
        console.MarkupLine(StartPage.AdviceFor(problem));
        return Failed;
    }
    catch (OperationCanceledException)
    {
        return 0;
    }

    new StartPage(console).Print(setup, options.IsObserving);
    await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);

    var live = setup.Router.LiveCalls;
    printer.Print(live == 0 ? "Stopping." : $"Stopping: {live} live call{(live == 1 ? "" : "s")} to end.");
    await setup.Router.StopAsync(CancellationToken.None);
    printer.Print($"All calls ended: {printer.Ended} since the start. Goodbye.");
    return 0;
}

List<PasswordWish> ReadPasswords(IReadOnlyList<PasswordWish> wishes)
{
    var known = new List<PasswordWish>();
    foreach (var wish in wishes)
    {
        var password = wish.Password ?? (Console.IsInputRedirected ? Console.In.ReadLine()
            : console.Prompt(new TextPrompt<string>($"The new password of {Shown.Text(wish.Login)}:").Secret()));
        known.Add(wish with
        {
            Password = password ?? throw new ArgumentException(
                $"--set-password {wish.Login}: the standard input holds no line with the password."),
        });
    }

    return known;
}
