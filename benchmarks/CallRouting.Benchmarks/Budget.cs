using BenchmarkDotNet.Reports;

namespace CallRouting.Benchmarks;

/// <summary>What a benchmark may cost: bytes an operation, and how many times faster than its neighbour in the same
/// run it has to be. Nanoseconds are shown, and not judged: machines differ.</summary>
/// <param name="Benchmark">The benchmark's method, after its class.</param>
/// <param name="Parameters">Its parameters as BenchmarkDotNet writes them; empty: none.</param>
/// <param name="Bytes">The most it may allocate an operation; −1: not judged.</param>
/// <param name="Neighbour">The method it is compared with; empty: none.</param>
/// <param name="TimesFaster">How many times faster it has to be.</param>
internal sealed record Budget(string Benchmark, string Parameters, long Bytes, string Neighbour = "", double TimesFaster = 0)
{
    // A ratio below its budget by less than this is a busy machine's noise; allocations have no noise.
    private const double Tolerance = 0.8;

    public static IReadOnlyList<Budget> All { get; } =
    [
        new("DecideBenchmarks.Decide", "[Numbers=10]", 0, "DecideBenchmarks.Library_dictionary_and_hours", 10),
        new("DecideBenchmarks.Decide", "[Numbers=10]", 0, "DecideBenchmarks.Thousand_patterns_in_order", 300),
        new("DecideBenchmarks.Decide", "[Numbers=1000000]", 0, "DecideBenchmarks.Library_dictionary_and_hours", 10),
        new("CallBenchmarks.Step", "", 0, "CallBenchmarks.Step_in_Stateless", 10),
        new("CallBenchmarks.Whole_call", "", 0, "CallBenchmarks.Whole_call_in_Stateless", 10),
        new("OfficeBenchmarks.Event", "[LiveCalls=1000]", 0),
        new("OfficeBenchmarks.Event", "[LiveCalls=1000000]", 0),
        new("E1AudioBenchmarks.Thirty_bridged_calls", "", 0),
        new("Q931Benchmarks.Decode", "", 0, "Q931Benchmarks.Decode_plainly", 2),
        new("Q931Benchmarks.Encode", "", 0, "Q931Benchmarks.Encode_plainly", 1.5),
        // A tenth of a core for 120 channels; beside spandsp's detectors where they are on the machine.
        new("ToneBenchmarks.Listen_to_120_channels", "", 0) { MostNanoseconds = 2_000_000 },
        .. Spandsp.IsPresent
            ? (Budget[])[new("ToneBenchmarks.Listen_to_120_channels", "", 0,
                "ToneBenchmarks.Spandsp_listens_to_120_channels", 2)]
            : [],
    ];

    /// <summary>The most nanoseconds it may take where a real clock sets the limit, as of an audio frame; 0: not
    /// judged.</summary>
    public double MostNanoseconds { get; init; }

    /// <summary>Holds a run against the budgets it covers and prints a table.</summary>
    /// <returns>How many are broken, or were to be judged and did not run.</returns>
    public static int Judge(IEnumerable<Summary> summaries, bool isShort)
    {
        var reports = summaries.SelectMany(summary => summary.Reports).ToList();
        var broken = 0;
        Console.WriteLine();
        Console.WriteLine($"{"benchmark",-62} {"ns",10} {"B",6} {"times faster than",-44} verdict");
        foreach (var budget in All)
        {
            if (isShort && budget.Parameters.Contains("1000000", StringComparison.Ordinal))
                continue;
            var own = Find(reports, budget.Benchmark, budget.Parameters);
            var other = budget.Neighbour.Length == 0 ? null : Find(reports, budget.Neighbour, budget.Parameters);
            if (own?.ResultStatistics is null || (budget.Neighbour.Length > 0 && other?.ResultStatistics is null))
            {
                broken++;
                Console.WriteLine($"{budget.Benchmark + budget.Parameters,-62} {"",10} {"",6} {"",-44} DID NOT RUN");
                continue;
            }

            var bytes = own.GcStats.GetBytesAllocatedPerOperation(own.BenchmarkCase) ?? 0;
            // The least of each: what noise adds is on top of it.
            var times = other is null ? 0 : other.ResultStatistics!.Min / own.ResultStatistics.Min;
            var isGood = (budget.Bytes < 0 || bytes <= budget.Bytes) && times >= budget.TimesFaster * Tolerance
                && (budget.MostNanoseconds == 0 || own.ResultStatistics.Min <= budget.MostNanoseconds);
            broken += isGood ? 0 : 1;
            var beside = other is null ? "" : $"{times:F0} x {budget.Neighbour.Split('.')[1]} (>= {budget.TimesFaster})";
            Console.WriteLine(
                $"{budget.Benchmark + budget.Parameters,-62} {own.ResultStatistics.Min,10:F1} {bytes,6} {beside,-44} {(isGood ? "ok" : "BROKEN")}");
        }

        return broken;
    }

    private static BenchmarkReport? Find(List<BenchmarkReport> reports, string benchmark, string parameters) =>
        reports.Find(report =>
            $"{report.BenchmarkCase.Descriptor.Type.Name}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}" == benchmark
            && (parameters.Length == 0 || report.BenchmarkCase.Parameters.DisplayInfo == parameters));
}
