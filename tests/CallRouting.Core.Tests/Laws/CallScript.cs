using FsCheck;
using FsCheck.Fluent;

namespace CallRouting.Tests;

/// <summary>One thing that happens in a random script; which leg and what exactly is worked out from what there is at
/// that time.</summary>
public readonly record struct ScriptStep(byte What, byte Who, byte How, ushort Milliseconds);

/// <summary>A random plan and what happens in its office.</summary>
public sealed record CallScript(int PlanSeed, ScriptStep[] Steps)
{
    public override string ToString() => $"plan {PlanSeed}: {string.Join(", ", Steps.Select(s => s.ToString()))}";
}

public static class CallScripts
{
    public static Arbitrary<CallScript> Script() => Arb.From(
        from plan in Gen.Choose(0, 1_000_000)
        from count in Gen.Choose(1, 120)
        from steps in Gen.ArrayOf(Step(), count)
        select new CallScript(plan, steps),
        script => Shorter(script.Steps).Select(steps => script with { Steps = steps }));

    private static Gen<ScriptStep> Step() =>
        from what in Gen.Choose(0, 255)
        from who in Gen.Choose(0, 255)
        from how in Gen.Choose(0, 255)
        from milliseconds in Gen.OneOf(
            Gen.Constant(0), Gen.Choose(0, 3000), Gen.Choose(0, 12).Select(s => s * 1000), Gen.Choose(0, 60_000))
        select new ScriptStep((byte)what, (byte)who, (byte)how, (ushort)milliseconds);

    private static IEnumerable<ScriptStep[]> Shorter(ScriptStep[] steps)
    {
        for (var half = steps.Length / 2; half > 0; half /= 2)
            for (var from = 0; from + half <= steps.Length; from += half)
                yield return [.. steps[..from], .. steps[(from + half)..]];
        for (var i = 0; i < steps.Length; i++)
            if (steps[i].Milliseconds != 0)
                yield return [.. steps[..i], steps[i] with { Milliseconds = 0 }, .. steps[(i + 1)..]];
    }
}
