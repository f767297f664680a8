using CallRouting.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Sdk;

namespace CallRouting.Days.Tests;

/// <summary>A law that breaks leaves something that anyone can run.</summary>
public class CounterExampleTests
{
    [Fact]
    public void A_day_that_breaks_a_law_is_made_small_and_printed_so_that_it_breaks_the_same_law_again()
    {
        var text = "";
        var property = Prop.ForAll(RandomDays.Day(), day =>
        {
            try
            {
                day.Keeps(new NobodyEverAnswers());
            }
            catch (XunitException broken)
            {
                // The last day that failed is the smallest one.
                text = broken.Message;
                throw;
            }
        });
        Assert.ThrowsAny<Exception>(() => property.Check(Config.QuickThrowOnFailure.WithMaxTest(100)));

        Assert.Contains("--plan day.json --script day.calls", text, StringComparison.Ordinal);
        var day = CounterExample.Read(text);
        Assert.True(day.IsPlayable);
        Assert.True(day.Script.Happenings.Count(happening => happening is CallArrives or EmployeeCalls) == 1, text);
        Assert.InRange(day.Script.Happenings.Count, 1, 4);
        Assert.InRange(day.Plan.Employees.Count, 1, 3); // who calls, who is called, and whose mailbox there is

        var broken = day.Play(new NobodyEverAnswers()).Broken;
        Assert.NotEmpty(broken);
        Assert.Equal(text, CounterExample.Write(day, broken));
    }

    [Fact]
    public void A_day_with_a_change_of_plan_prints_both_plans()
    {
        var day = Enumerable.Range(0, 100).Select(seed => RandomDays.Make(seed, 30)).First(d => d.Variant is not null);
        var text = CounterExample.Write(day, [new BrokenLaw("a law", default, "c1", "it broke")]);
        Assert.Equal(text, CounterExample.Write(CounterExample.Read(text), [new BrokenLaw("a law", default, "c1", "it broke")]));
        Assert.Equal(day.Variant, CounterExample.Read(text).Variant);
        Assert.Equal(day.Plan, CounterExample.Read(text).Plan);
        Assert.Equal(day.Script, CounterExample.Read(text).Script);
    }

    // An observer that is wrong on purpose.
    private sealed class NobodyEverAnswers : DayLaw
    {
        public override string Name => "nobody ever answers";

        protected override void Did(in CallEffect effect)
        {
            if (effect is { Kind: CallEffectKind.Complete, Outcome: Outcome.Answered })
                Break(Books.Calls[effect.Leg.Call], "somebody answered");
        }
    }
}
