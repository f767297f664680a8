namespace CallRouting.Tests;

/// <summary>Employees call employees and departments.</summary>
public class InternalFlows
{
    [Theory, Trait("Spec", "G12")]
    [InlineData(Strategy.AllAtOnce)]
    [InlineData(Strategy.InTurn)]
    [InlineData(Strategy.Cascading)]
    public void A_department_is_distributed_to_alike_from_inside_and_outside(Strategy strategy)
    {
        var plan = Small.Department(strategy, "anna boris clara", 45);
        var outside = new Story(plan, "anna", "boris", "clara", "dmitri").Calls();
        var inside = new Story(plan, "anna", "boris", "clara", "dmitri").Calls("200", "dmitri");
        for (var second = 0; second <= 46; second++)
        {
            inside.At(second).Rings(string.Join(' ', outside.At(second).Ringing));
            inside.IsAt(outside.Phase);
        }
    }

    [Fact, Trait("Spec", "G12")]
    public void Who_calls_a_department_they_are_in_is_not_rung() =>
        new Story(Small.Department(Strategy.AllAtOnce, "anna boris"), "anna", "boris").Calls("200", "anna").Rings("boris");

    [Fact, Trait("Spec", "G24")]
    public void A_colleague_who_was_called_may_pass_the_call_on() =>
        new Story(Small.Department(Strategy.AllAtOnce, "anna boris"), "anna", "boris", "clara").Calls("101", "boris")
            .Answers("anna").Dials("*1103", "anna").Rings("clara").Answers("clara").TalksTo("clara")
            .IsBusyWith("boris", 0, 1).IsBusyWith("anna", 0, 0);
}
