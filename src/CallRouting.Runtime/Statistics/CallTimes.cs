using System.Globalization;
using NodaTime;

namespace CallRouting.Runtime;

/// <summary>What a call's times are measured for.</summary>
public enum TimesOf : byte
{
    /// <summary>One of the company's numbers, from the call's arrival.</summary>
    Number = 0,

    /// <summary>A department, from the call's arrival there.</summary>
    Department = 1,

    /// <summary>An employee who was called alone, from the call's arrival there.</summary>
    Employee = 2,

    /// <summary>An outside number, from the call's arrival there.</summary>
    External = 3,
}

/// <summary>How long one call took at one place of its route until the first phone rang and until somebody answered
/// (SPEC S12).</summary>
/// <param name="Of">What kind of place.</param>
/// <param name="Id">Its id in the plan; <c>other</c> for calls that matched no number.</param>
/// <param name="FirstRing">Until the first phone rang; <c>null</c>: none did.</param>
/// <param name="Answer">Until somebody answered and talked with the caller; <c>null</c>: nobody did here.</param>
/// <param name="Spent">Until the call went on or ended.</param>
public sealed record CallTimes(TimesOf Of, string Id, Duration? FirstRing, Duration? Answer, Duration Spent)
{
    /// <summary>The times of a call, its number's first, then those of each place that it came to. A pure function of
    /// the record.</summary>
    /// <param name="record">The call.</param>
    public static IReadOnlyList<CallTimes> OfCall(CallRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var times = new List<CallTimes>();
        if (record.Number is { } number)
            times.Add(Between(record, TimesOf.Number, number, record.Started, Instant.MaxValue));
        for (var i = 0; i < record.Route.Count; i++)
        {
            var until = i + 1 < record.Route.Count ? record.Route[i + 1].At : Instant.MaxValue;
            if (Place(record.Route[i].Node) is var (of, id))
                times.Add(Between(record, of, id, record.Route[i].At, until));
        }

        return times;
    }

    /// <summary>Whether it was later than a limit: what has not happened counts as late when it was waited for longer
    /// than that.</summary>
    /// <param name="limits">The limits.</param>
    public bool IsLate(AnswerLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return (FirstRing ?? Spent) > (limits.FirstRing ?? Duration.MaxValue)
            || (Answer ?? Spent) > (limits.Answer ?? Duration.MaxValue);
    }

    internal string Words(AnswerLimits limits) =>
        $"{Of.ToString().ToLowerInvariant()} {Id}: {Words("rang", FirstRing, limits.FirstRing)}, "
            + Words("was answered", Answer, limits.Answer);

    private static string Words(string what, Duration? after, Duration? limit)
    {
        var text = after is { } known ? $"{what} after {Seconds(known)}" : $"never {what}";
        return limit is { } most ? $"{text} (limit {Seconds(most)})" : text;
    }

    private static string Seconds(Duration duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s");

    private static (TimesOf Of, string Id)? Place(string node)
    {
        var space = node.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? null : node[..space] switch
        {
            "department" => (TimesOf.Department, node[(space + 1)..]),
            "employee" => (TimesOf.Employee, node[(space + 1)..]),
            "external" => (TimesOf.External, node[(space + 1)..]),
            _ => null,
        };
    }

    // The leg that talked first: a call that was passed on talks with another one at its end.
    private static int? WinnerOf(CallRecord record)
    {
        var early = record.Legs.Where(leg => leg.Answered <= record.Connected).ToList();
        return early.Find(leg => leg.Leg == record.TalkedWith)?.Leg ?? early.MaxBy(leg => leg.Answered)?.Leg;
    }

    private static CallTimes Between(CallRecord record, TimesOf of, string id, Instant from, Instant until)
    {
        Duration? ring = null, answer = null;
        var winner = WinnerOf(record);
        foreach (var leg in record.Legs)
        {
            if (leg.Started < from || leg.Started >= until)
                continue;
            if ((leg.Ringing ?? leg.Answered) is { } rang && (ring is null || rang - from < ring))
                ring = rang - from;
            if (leg.Leg == winner && record.Connected is { } connected)
                answer = connected - from;
        }

        var end = Instant.Min(until, record.Ended);
        return new CallTimes(of, id, ring, answer, end - from);
    }
}
