using CallRouting.Runtime;

namespace CallRouting.Host.Demo;

/// <summary>One call of the morning: what it shows, and what must come of it.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Caller">The caller's number, or the employee who calls out.</param>
/// <param name="Outcome">How the call must end.</param>
/// <param name="AnsweredBy">The employee who must answer, or the trunk by which somebody outside must; <c>null</c>:
/// nobody.</param>
/// <param name="Legs">Who must be rung, in order, each with the seconds after the first; <c>mobile</c> is the
/// employee's mobile, a trunk the call that leaves by it.</param>
internal sealed record Scene(
    string Title, string Caller, Outcome Outcome, string? AnsweredBy, params (string Target, double Seconds)[] Legs)
{
    // A busy machine may be late, but never early and never in another order.
    private const double Early = 0.1;
    private const double Late = 1.0;

    /// <summary>What is wrong with the call's record.</summary>
    /// <returns><c>null</c>: it went as the plan says.</returns>
    public string? Fault(CallRecord record)
    {
        if (record.Outcome != Outcome)
            return $"it ended as {Shown.Words(record.Outcome)}, not as {Shown.Words(Outcome)}";
        var answered = record.TalkedWith is { } leg ? Answerer(record.Legs[leg - 1]) : null;
        if (answered != AnsweredBy)
            return $"{answered ?? "nobody"} answered, not {AnsweredBy ?? "nobody"}";
        var rung = record.Legs.Select(Target).ToList();
        var meant = Legs.Select(meant => meant.Target).ToList();
        if (!rung.SequenceEqual(meant))
            return $"it rang {Join(rung)}, not {Join(meant)}";
        for (var i = 0; i < Legs.Length; i++)
        {
            var after = (record.Legs[i].Started - record.Legs[0].Started).TotalSeconds;
            if (after < Legs[i].Seconds - Early || after > Legs[i].Seconds + Late)
                return FormattableString.Invariant(
                    $"{Legs[i].Target} was rung {after:0.0} s after the first, not {Legs[i].Seconds:0.0} s");
        }

        return null;
    }

    private static string Target(LegRecord leg) => leg.Kind == LegKind.Mobile ? "mobile" : Answerer(leg);

    private static string Answerer(LegRecord leg) => leg.Kind == LegKind.Dialled ? leg.Trunk ?? "" : leg.Target;

    private static string Join(List<string> names) => names.Count == 0 ? "nobody" : string.Join(", ", names);
}
