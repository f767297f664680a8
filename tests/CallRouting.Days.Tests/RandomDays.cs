using CallRouting.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CallRouting.Days.Tests;

/// <summary>Random days, and how a day that breaks a law is made smaller.</summary>
public static class RandomDays
{
    public static Arbitrary<RandomDay> Day() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from calls in Gen.Frequency(
            (6, Gen.Choose(1, 12)), (3, Gen.Choose(12, 60)), (1, Gen.Choose(60, 150)))
        select Make(seed, calls),
        Smaller);

    /// <summary>The day of a seed.</summary>
    public static RandomDay Make(int seed, int calls)
    {
        var random = new Random(seed);
        var plan = DayPlans.Of(random);
        var variant = random.Next(2) == 0 ? DayPlans.VariantOf(plan, random) : null;
        return Tidied(new RandomDay(plan, variant, DayScripts.Of(plan, random, calls, variant is not null)));
    }

    /// <summary>Days with less in them, the least first.</summary>
    public static IEnumerable<RandomDay> Smaller(RandomDay day) =>
        Candidates(day).Where(smaller => smaller.IsPlayable);

    private static IEnumerable<RandomDay> Candidates(RandomDay day)
    {
        foreach (var happenings in Shorter([.. day.Script.Happenings]))
            yield return Tidied(day with
            {
                Script = day.Script with { Happenings = EquatableList.From(happenings) },
            });
        foreach (var plan in SmallerPlans.Of(day.Plan))
            yield return day with { Plan = plan };
        if (day.Variant is not null)
            foreach (var variant in SmallerPlans.Of(day.Variant))
                yield return day with { Variant = variant };
        for (var i = 0; i < day.Script.Happenings.Count; i++)
            foreach (var simpler in Simpler(day.Script.Happenings[i]))
            {
                Happening[] happenings = [.. day.Script.Happenings];
                happenings[i] = simpler;
                yield return day with { Script = day.Script with { Happenings = EquatableList.From(happenings) } };
            }
    }

    private static IEnumerable<Happening[]> Shorter(Happening[] happenings)
    {
        for (var size = happenings.Length / 2; size > 0; size /= 2)
            for (var from = 0; from + size <= happenings.Length; from += size)
                yield return [.. happenings[..from], .. happenings[(from + size)..]];
    }

    private static IEnumerable<Happening> Simpler(Happening happening)
    {
        switch (happening)
        {
            case CallArrives call:
                foreach (var conduct in Simpler(call.Conduct))
                    yield return call with { Conduct = conduct };
                break;
            case EmployeeCalls call:
                foreach (var conduct in Simpler(call.Conduct))
                    yield return call with { Conduct = conduct };
                break;
            case PhoneRule { Conduct: { } conduct } rule:
                if (conduct.Keys is not null)
                    yield return rule with { Conduct = conduct with { Keys = null } };
                if (conduct.Talk is not null)
                    yield return rule with { Conduct = conduct with { Talk = null } };
                if (conduct.Action != PhoneAction.NeverAnswers && conduct.After > Duration.Zero)
                    yield return rule with { Conduct = conduct with { After = Duration.Zero } };
                break;
        }
    }

    private static IEnumerable<CallerConduct> Simpler(CallerConduct conduct)
    {
        if (conduct.Keys.Count > 0)
            yield return conduct with { Keys = EquatableList.From(conduct.Keys.Skip(1)) };
        if (conduct.Patience is not null)
            yield return conduct with { Patience = null };
        if (conduct.Talk is not null)
            yield return conduct with { Talk = null };
    }

    // What is said of calls that are not there any more goes too, and the variant that never comes.
    private static RandomDay Tidied(RandomDay day)
    {
        var calls = new HashSet<string>();
        var kept = day.Script.Happenings.Where(happening => happening switch
        {
            CallArrives call => calls.Add(call.Call),
            EmployeeCalls call => calls.Add(call.Call),
            CallerHangsUp up => calls.Contains(up.Call),
            CallerPresses keys => calls.Contains(keys.Call),
            _ => true,
        }).ToList();
        return day with
        {
            Script = day.Script with { Happenings = EquatableList.From(kept) },
            Variant = kept.Exists(happening => happening is PlanChanges) ? day.Variant : null,
        };
    }
}
