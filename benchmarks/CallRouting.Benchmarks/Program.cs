using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CallRouting.Benchmarks;

// dotnet run -c Release --project benchmarks/CallRouting.Benchmarks                       choose benchmarks
// dotnet run -c Release --project benchmarks/CallRouting.Benchmarks -- --guard            hold all against the budgets
// dotnet run -c Release --project benchmarks/CallRouting.Benchmarks -- --guard --short    the same in two minutes
if (!args.Contains("--guard"))
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}

var isShort = args.Contains("--short");
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithRuntime(CoreRuntime.Core10_0);
var config = ManualConfig.CreateEmpty()
    .AddJob(isShort ? job : job.WithIterationCount(10).WithWarmupCount(5))
    .AddColumnProvider(DefaultConfig.Instance.GetColumnProviders().ToArray())
    .AddLogger(isShort ? NullLogger.Instance : ConsoleLogger.Default)
    .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.JoinSummary);
if (isShort)
    config.AddFilter(new SimpleFilter(benchmark => !benchmark.Parameters.DisplayInfo.Contains("1000000", StringComparison.Ordinal)));

Type[] types = isShort
    ? [typeof(DecideBenchmarks), typeof(CallBenchmarks), typeof(OfficeBenchmarks), typeof(Q931Benchmarks), typeof(E1AudioBenchmarks),
        typeof(ToneBenchmarks)]
    : [typeof(DecideBenchmarks), typeof(ColdDecideBenchmarks), typeof(CallBenchmarks), typeof(OfficeBenchmarks), typeof(CompileBenchmarks),
        typeof(Q931Benchmarks), typeof(E1AudioBenchmarks),
        typeof(ToneBenchmarks)];
// A neighbour on a shared machine can slow one side of a ratio down; a regression is there every time.
const int attempts = 3;
var broken = 0;
for (var attempt = 1; attempt <= attempts; attempt++)
{
    broken = Budget.Judge(BenchmarkRunner.Run(types, config), isShort);
    if (broken == 0)
        break;
    if (attempt < attempts)
        Console.WriteLine($"{broken} budgets are broken: measuring once more, in case the machine was busy.");
}

Console.WriteLine(broken == 0 ? "All budgets hold." : $"{broken} budgets are broken.");
return broken == 0 ? 0 : 1;
