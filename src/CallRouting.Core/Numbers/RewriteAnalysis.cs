using System.Text;

namespace CallRouting;

/// <summary>Finds rewrite rules that are never reached, that overlap by halves, or that change their own
/// result.</summary>
internal static class RewriteAnalysis
{
    // Splitting boxes can grow without bound for hand-made monsters; beyond this a rule counts as reachable.
    private const int MostSplits = 20_000;

    public static void Examine(NumberRules rules, CompiledRewrite[] rewrites, List<NumberRuleFinding> findings)
    {
        for (int i = 0; i < rewrites.Length; i++)
        {
            CompiledRewrite rule = rewrites[i];
            int budget = MostSplits;
            DigitBox box = DigitBox.Of(rule.Match);
            if (!IsReachable(box, rewrites.AsSpan(0, i), ref budget))
            {
                findings.Add(new(NumberRuleFindingKind.Unreachable, rule.Index,
                    $"rewrite {rule.Index} is never reached: all that it matches is matched by the rules before it. "
                    + "Move it up or remove it."));
                continue;
            }
            foreach (CompiledRewrite earlier in rewrites.AsSpan(0, i))
                if (OverlapsByHalf(earlier, rule) is { } shared)
                    findings.Add(new(NumberRuleFindingKind.Overlap, rule.Index,
                        $"rewrite {rule.Index} and the earlier rewrite {earlier.Index} both match \"{shared}\" and "
                        + "neither is a special case of the other: the earlier one is applied. Narrow one of them."));
            if (UnstableText(rules, rewrites, rule, box) is { } found)
                findings.Add(new(NumberRuleFindingKind.Unstable, rule.Index,
                    $"rewrite {rule.Index} is not stable: {found}. Let the rule match less, or put a rule before it "
                    + "that keeps the result as it is."));
        }
    }

    private static bool IsReachable(DigitBox box, ReadOnlySpan<CompiledRewrite> earlier, ref int budget)
    {
        if (box.IsEmpty)
            return false;
        if (earlier.IsEmpty || --budget < 0)
            return true;
        foreach (DigitBox rest in box.Without(DigitBox.Of(earlier[0].Match)))
            if (IsReachable(rest, earlier[1..], ref budget))
                return true;
        return false;
    }

    private static string? OverlapsByHalf(CompiledRewrite earlier, CompiledRewrite later)
    {
        DigitBox a = DigitBox.Of(earlier.Match), b = DigitBox.Of(later.Match);
        DigitBox shared = a.And(b);
        bool sameResult = earlier.Strip == later.Strip && earlier.Prepend.AsSpan().SequenceEqual(later.Prepend);
        return shared.IsEmpty || sameResult || a.IsWithin(b) || b.IsWithin(a) ? null : Text(shared.Example(false));
    }

    /// <summary>Tries the rule on texts of its own pattern, above all on those whose result a rule would match again,
    /// and tells of the first that comes out different the second time.</summary>
    private static string? UnstableText(
        NumberRules rules, CompiledRewrite[] rewrites, CompiledRewrite rule, DigitBox box)
    {
        var tried = new List<DigitBox> { box };
        tried.AddRange(rewrites.Select(next => box.And(DigitBox.Of(next.Match).Before(rule)))
            .Where(candidate => !candidate.IsEmpty));
        foreach (DigitBox candidate in tried)
            foreach (bool high in (ReadOnlySpan<bool>)[false, true])
                for (int length = candidate.Least; length <= candidate.Most; length++)
                    if (Difference(rules, rule, Text(candidate.Example(high, length))) is { } found)
                        return found;
        return null;
    }

    private static string? Difference(NumberRules rules, CompiledRewrite rule, string text)
    {
        NormalisedNumber first = rules.Normalise(text);
        if (first.RewriteIndex != rule.Index || first.Kind is not (NormalisedKind.E164 or NormalisedKind.Digits))
            return null;
        NormalisedNumber second = rules.Normalise(first.ToString());
        return first.Number == second.Number && first.Digits == second.Digits
            ? null
            : $"\"{text}\" becomes \"{first}\", and that, read again, \"{second}\"";
    }

    private static string Text(ReadOnlySpan<byte> characters)
    {
        var text = new StringBuilder();
        foreach (byte character in characters)
            text.Append(character == DigitPattern.Plus ? '+' : (char)('0' + character));
        return text.ToString();
    }
}
