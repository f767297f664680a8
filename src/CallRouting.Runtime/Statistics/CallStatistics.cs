using NodaTime;

namespace CallRouting.Runtime;

/// <summary>How many calls were answered and how quickly: by number, by department, and by own employees against outside
/// centres (SPEC S12, C6).</summary>
public sealed record CallStatistics
{
    /// <summary>An answer within this time counts for the service level.</summary>
    public required Duration ServiceLevelWithin { get; init; }

    /// <summary>Calls by the number called, by its id; <c>other</c> is among them.</summary>
    public required IReadOnlyDictionary<string, AnswerCounts> Numbers { get; init; }

    /// <summary>Arrivals in departments, by id. A call that comes to two departments counts in both, and is answered in
    /// one at most.</summary>
    public required IReadOnlyDictionary<string, AnswerCounts> Departments { get; init; }

    /// <summary>Arrivals at employees who were called alone, by id.</summary>
    public required IReadOnlyDictionary<string, AnswerCounts> Employees { get; init; }

    /// <summary>Arrivals at outside numbers and centres, by id.</summary>
    public required IReadOnlyDictionary<string, AnswerCounts> Externals { get; init; }

    /// <summary>All arrivals at departments and employees of the company.</summary>
    public required AnswerCounts Own { get; init; }

    /// <summary>All arrivals outside.</summary>
    public required AnswerCounts Outsourced { get; init; }

    /// <summary>The statistics of some calls. A pure function of their records.</summary>
    /// <param name="records">The calls, in any order.</param>
    /// <param name="serviceLevelWithin">An answer within this time counts for the service level; usual are
    /// 20 s.</param>
    public static CallStatistics Of(IEnumerable<CallRecord> records, Duration serviceLevelWithin)
    {
        ArgumentNullException.ThrowIfNull(records);
        var tally = new StatisticsTally(serviceLevelWithin);
        foreach (var record in records)
            tally.Add(record);
        return tally.Read();
    }
}

/// <summary>How many calls came to one place and how quickly they were answered there.</summary>
/// <remarks><c>default</c> counts nothing.</remarks>
public readonly record struct AnswerCounts
{
    /// <summary>How many came.</summary>
    public long Offered { get; init; }

    /// <summary>How many were answered here.</summary>
    public long Answered { get; init; }

    /// <summary>How many were not: their callers hung up, or they went on elsewhere.</summary>
    public long Missed => Offered - Answered;

    /// <summary>How many were answered within the time of the service level.</summary>
    public long AnsweredInTime { get; init; }

    /// <summary>How many rang somewhere.</summary>
    public long Rung { get; init; }

    /// <summary>The mean time until the first phone rang, of those that rang; zero without any.</summary>
    public Duration FirstRing => Rung == 0 ? Duration.Zero : FirstRingTotal / Rung;

    /// <summary>The mean time until an answer (average speed of answer), of those answered; zero without any.</summary>
    public Duration SpeedOfAnswer => Answered == 0 ? Duration.Zero : AnswerTotal / Answered;

    /// <summary>The longest time until an answer.</summary>
    public Duration LongestAnswer { get; init; }

    /// <summary>Answered in time, of all that came: 0 to 1; 1 when none came.</summary>
    public double ServiceLevel => Offered == 0 ? 1 : (double)AnsweredInTime / Offered;

    /// <summary>All times until the first phone rang together.</summary>
    public Duration FirstRingTotal { get; init; }

    /// <summary>All times until an answer together.</summary>
    public Duration AnswerTotal { get; init; }

    internal AnswerCounts With(CallTimes times, Duration inTime) => new()
    {
        Offered = Offered + 1,
        Answered = Answered + (times.Answer is null ? 0 : 1),
        AnsweredInTime = AnsweredInTime + (times.Answer <= inTime ? 1 : 0),
        Rung = Rung + (times.FirstRing is null ? 0 : 1),
        FirstRingTotal = FirstRingTotal + (times.FirstRing ?? Duration.Zero),
        AnswerTotal = AnswerTotal + (times.Answer ?? Duration.Zero),
        LongestAnswer = Duration.Max(LongestAnswer, times.Answer ?? Duration.Zero),
    };
}

/// <summary>Counts calls as they end. Safe to use from any thread.</summary>
internal sealed class StatisticsTally(Duration serviceLevelWithin)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TimesOf Of, string Id), AnswerCounts> _counts = [];
    private AnswerCounts _own, _outsourced;

    public IReadOnlyList<CallTimes> Add(CallRecord record)
    {
        var all = CallTimes.OfCall(record);
        lock (_lock)
        {
            foreach (var times in all)
            {
                var key = (times.Of, times.Id);
                _counts[key] = _counts.GetValueOrDefault(key).With(times, serviceLevelWithin);
                if (times.Of is TimesOf.Department or TimesOf.Employee)
                    _own = _own.With(times, serviceLevelWithin);
                else if (times.Of == TimesOf.External)
                    _outsourced = _outsourced.With(times, serviceLevelWithin);
            }
        }

        return all;
    }

    public CallStatistics Read()
    {
        lock (_lock)
            return new CallStatistics
            {
                ServiceLevelWithin = serviceLevelWithin,
                Numbers = Those(TimesOf.Number),
                Departments = Those(TimesOf.Department),
                Employees = Those(TimesOf.Employee),
                Externals = Those(TimesOf.External),
                Own = _own,
                Outsourced = _outsourced,
            };

        Dictionary<string, AnswerCounts> Those(TimesOf of) => _counts.Where(pair => pair.Key.Of == of)
            .ToDictionary(pair => pair.Key.Id, pair => pair.Value, StringComparer.Ordinal);
    }
}
