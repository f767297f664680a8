using FsCheck.Xunit;

namespace CallRouting.PlanFiles.Tests;

public class RoundTripLaws
{
    [Property(MaxTest = 300)]
    public void Writing_and_reading_gives_the_equal_plan(int seed)
    {
        var plan = RandomPlan.Make(seed);
        var read = Read(PlanJson.Write(plan));
        Assert.Equal(PlanJson.WriteIndented(plan), PlanJson.WriteIndented(read));
        Assert.Equal(plan, read);
    }

    [Property(MaxTest = 100)]
    public void Indented_text_reads_the_same(int seed)
    {
        var plan = RandomPlan.Make(seed);
        Assert.Equal(plan, Read(PlanJson.WriteIndented(plan)));
    }

    [Property(MaxTest = 300)]
    public void Different_plans_have_different_hashes_and_equal_ones_the_same(int one, int two)
    {
        var (left, right) = (RandomPlan.Make(one), RandomPlan.Make(two));
        Assert.Equal(left == right, PlanJson.Hash(left) == PlanJson.Hash(right));
        Assert.Equal(PlanJson.Hash(left), PlanJson.Hash(RandomPlan.Make(one)));
        Assert.Matches("^[0-9a-f]{64}$", PlanJson.Hash(left));
    }

    [Fact]
    public void Keys_in_another_order_remarks_quotes_and_layout_do_not_change_the_hash()
    {
        const string first = """
            callrouting: 1
            plan: { id: a, time-zone: UTC }
            employees:
              b: { ext: "0100", name: Boris, mobile: "+79161110001" }
            departments:
              d: { members: [b], step: 90s, give-up-after: 1h, otherwise: b }
            other-number: { employee: b }
            """;
        const string second = """
            # The same.
            other-number:
                employee: "b"
            departments:
                'd':
                    otherwise: { employee: b }
                    strategy: all-at-once      # as without it
                    members:
                    - employee: b
                    give-up-after: 60m
                    step: 1m30s
            defaults: { ring: 25000ms }
            employees: { b: { mobile: { to: +79161110001, confirm: false }, role: user, name: 'Boris', ext: 0100 } }
            plan:
                time-zone: UTC
                id: a
            callrouting: "1"
            """;
        var (one, two) = (PlanFile.Parse(first, "one.yaml"), PlanFile.Parse(second, "two.yaml"));
        Assert.NotNull(one.Hash);
        Assert.Equal(one.Hash, two.Hash);
        Assert.Equal(one.Model, two.Model);
    }

    [Theory]
    [InlineData("step: 10s", "step: 11s")]
    [InlineData("[anna, ivan]", "[ivan, anna]")]
    [InlineData("+74951110001", "+74951110002")]
    [InlineData("\"101\"", "\"0101\"")]
    [InlineData("purpose: overflow", "purpose: Overflow")]
    [InlineData("\"2\": repeat", "\"3\": repeat")]
    public void A_change_of_meaning_changes_the_hash(string old, string replacement)
    {
        var changed = SmallPlan.With(old, replacement);
        Assert.True(changed.IsValid, string.Join('\n', changed.Diagnostics));
        Assert.NotEqual(PlanFile.Parse(SmallPlan.Text, "small.yaml").Hash, changed.Hash);
    }

    private static Plan Read(string json)
    {
        var result = PlanFile.Parse(json, "plan.json");
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result.Model;
    }
}
