using System.Globalization;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using NodaTime;
using PhoneNumbers;

namespace CallRouting.Benchmarks;

/// <summary>From the raw called number to the target, beside what a developer would write plainly.</summary>
[MemoryDiagnoser]
public partial class DecideBenchmarks
{
    private const int Patterns = 1000;
    private readonly PhoneNumberUtil _library = PhoneNumberUtil.GetInstance();
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb["Europe/Moscow"];
    private readonly Instant _now = BenchmarkPlan.OpenHour;
    private RoutingPlan _plan = null!;
    private string _raw = "";
    private Dictionary<string, int> _numbers = [];
    private Regex[] _regexes = [];

    [Params(10, 1_000_000)]
    public int Numbers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _plan = BenchmarkPlan.Compile(Numbers);
        _raw = BenchmarkPlan.Raw(Numbers / 2);
        _numbers = Enumerable.Range(0, Numbers).ToDictionary(i => "+7" + BenchmarkPlan.Raw(i)[1..]);
        _regexes = [.. Enumerable.Range(0, Patterns).Select(i => new Regex(
            $@"^(?:\+7|8|7)?495{i + 5_000_000:D7}$", RegexOptions.Compiled | RegexOptions.CultureInvariant))];
    }

    [Benchmark(Baseline = true)]
    public int Decide() => Router.Decide(_plan, 0, _raw, default, _now).Node;

    /// <summary>libphonenumber, a dictionary of strings and NodaTime, written plainly.</summary>
    [Benchmark]
    public int Library_dictionary_and_hours()
    {
        var number = _library.Format(_library.Parse(_raw, "RU"), PhoneNumberFormat.E164);
        if (!_numbers.TryGetValue(number, out var index))
            return -1;
        var local = _now.InZone(_zone).LocalDateTime;
        var isOpen = local.DayOfWeek <= IsoDayOfWeek.Friday
            && local.TimeOfDay >= new LocalTime(9, 0) && local.TimeOfDay < new LocalTime(18, 0);
        return isOpen ? index : -2;
    }

    /// <summary>A dialplan of 1,000 patterns, tried in order; the last one matches.</summary>
    [Benchmark]
    public int Thousand_patterns_in_order()
    {
        var last = string.Create(CultureInfo.InvariantCulture, $"8495{Patterns - 1 + 5_000_000:D7}");
        for (var i = 0; i < _regexes.Length; i++)
            if (_regexes[i].IsMatch(last))
                return i;
        return -1;
    }
}

/// <summary>The same decision when nothing of the table is in a cache: other numbers each time.</summary>
[MemoryDiagnoser]
public class ColdDecideBenchmarks
{
    private const int Count = 1_000_000;
    private const int Batch = 4096;
    private RoutingPlan _plan = null!;
    private readonly string[] _raw = new string[Batch];
    private Dictionary<string, int> _numbers = [];
    private string[] _keys = [];

    [GlobalSetup]
    public void Setup()
    {
        _plan = BenchmarkPlan.Compile(Count);
        var order = new Random(1);
        for (var i = 0; i < Batch; i++)
            _raw[i] = BenchmarkPlan.Raw(order.Next(Count));
        _numbers = Enumerable.Range(0, Count).ToDictionary(i => "+7" + BenchmarkPlan.Raw(i)[1..]);
        _keys = [.. _raw.Select(raw => "+7" + raw[1..])];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Batch)]
    public int Decide()
    {
        var sum = 0;
        foreach (var raw in _raw)
            sum += Router.Decide(_plan, 0, raw, default, BenchmarkPlan.OpenHour).Number;
        return sum;
    }

    /// <summary>Only the look-up of an already normalised string.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int Dictionary_of_strings()
    {
        var sum = 0;
        foreach (var key in _keys)
            sum += _numbers[key];
        return sum;
    }
}
