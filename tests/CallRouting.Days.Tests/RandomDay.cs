using CallRouting.Testing;

namespace CallRouting.Days.Tests;

/// <summary>A random plan, a variant of it that may come into force in between, and a random day.</summary>
/// <param name="Plan">The plan in force at the start.</param>
/// <param name="Variant">What <c>plan variant.json</c> brings; <c>null</c>: no such line.</param>
/// <param name="Script">The day.</param>
public sealed record RandomDay(Plan Plan, Plan? Variant, CallScript Script)
{
    public const string VariantName = "variant.json";

    /// <summary>Whether the day can be played: the plans compile and the script names only what they know.</summary>
    public bool IsPlayable =>
        PlanCompiler.Compile(Plan).IsValid && (Variant is null || PlanCompiler.Compile(Variant).IsValid)
        && Script.Check(Compiled(Plan), Others()).Count == 0;

    internal CallDay Play(params DayLaw[] laws) =>
        CallDay.Play(Script, Compiled(Plan), Others(), laws, writesLog: false);

    /// <summary>Plays the day, and fails with a counter-example that anyone can run if a law is broken.</summary>
    internal void Keeps(params DayLaw[] laws)
    {
        if (Play(laws).Broken is { Count: > 0 } broken)
            Assert.Fail(CounterExample.Write(this, broken));
    }

    // The day in full is in the counter-example.
    public override string ToString() =>
        $"{Plan.Employees.Count} employees, {Plan.Departments.Count} departments, {Script.Happenings.Count} lines";

    private Dictionary<string, RoutingPlan> Others() =>
        Variant is null ? [] : new() { [VariantName] = Compiled(Variant) };

    private static RoutingPlan Compiled(Plan plan) => PlanCompiler.Compile(plan).GetPlan();
}
