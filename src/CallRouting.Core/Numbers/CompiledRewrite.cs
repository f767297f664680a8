namespace CallRouting;

/// <summary>A rewrite rule ready to run.</summary>
/// <param name="Index">Its place in the trunk's settings.</param>
/// <param name="Match">What it matches.</param>
/// <param name="Strip">How many characters it takes off the front.</param>
/// <param name="Prepend">The characters it puts there, <see cref="DigitPattern.Plus"/> for a plus.</param>
internal sealed record CompiledRewrite(int Index, DigitPattern Match, int Strip, byte[] Prepend)
{
    /// <summary>Reads a rule, or tells what is wrong with it.</summary>
    public static CompiledRewrite? Read(RewriteRule rule, int index, List<NumberRuleFinding> findings)
    {
        if (rule is null || DigitPattern.Read(rule.Match) is not { } match)
        {
            findings.Add(new(NumberRuleFindingKind.BadPattern, index,
                $"rewrite {index}: \"{rule?.Match}\" is no digit pattern: write digits, X for any digit, [2-9] for a "
                + "set, a . at the very end for any further digits, and a + only in front."));
            return null;
        }
        if (rule.Strip < 0 || rule.Strip > match.Length)
        {
            findings.Add(new(NumberRuleFindingKind.BadResult, index,
                $"rewrite {index}: strip {rule.Strip} is not between 0 and the {match.Length} characters that "
                + $"\"{rule.Match}\" is sure to match."));
            return null;
        }
        ReadOnlySpan<char> prepend = rule.Prepend;
        ReadOnlySpan<char> digits = prepend is ['+', .. var rest] ? rest : prepend;
        bool keepsPlus = rule.Strip == 0 && (match.SetAt(0) & DigitPattern.PlusBit) != 0;
        if (digits.ContainsAnyExceptInRange('0', '9') || digits.Length > PackedDigits.Most
            || keepsPlus && !prepend.IsEmpty)
        {
            findings.Add(new(NumberRuleFindingKind.BadResult, index, keepsPlus && !prepend.IsEmpty
                ? $"rewrite {index}: \"{rule.Prepend}\" would stand before a plus: strip the plus as well."
                : $"rewrite {index}: prepend \"{rule.Prepend}\" must be at most 15 digits, perhaps after a plus."));
            return null;
        }
        var characters = new byte[prepend.Length];
        for (int i = 0; i < characters.Length; i++)
            characters[i] = prepend[i] == '+' ? DigitPattern.Plus : (byte)(prepend[i] - '0');
        return new CompiledRewrite(index, match, rule.Strip, characters);
    }

    /// <summary>Replaces the front of the text in place.</summary>
    /// <returns>The new length; -1 where the result is longer than any number.</returns>
    public int Apply(Span<byte> characters, int count)
    {
        int length = Prepend.Length + count - Strip;
        if (length > DigitPattern.LongestText)
            return -1;
        characters[Strip..count].CopyTo(characters[Prepend.Length..]);
        Prepend.CopyTo(characters);
        return length;
    }
}
