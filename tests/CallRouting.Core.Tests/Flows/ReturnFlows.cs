namespace CallRouting.Tests;

[Trait("Spec", "C2"), Trait("Spec", "X17")]
public class ReturnFlows
{
    private static Plan Plan(int times) => Small.Department(Strategy.AllAtOnce, "anna") is var plan ? plan with
    {
        Departments =
        [
            plan.Departments[0] with
            {
                Queue = new()
                {
                    MaxWait = Small.Seconds(10), MaxLength = 1, AnnouncePosition = true,
                    WhenWaited = To.Back("sales", times, Small.Box),
                },
            },
        ],
    } : plan;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_call_that_goes_straight_back_to_its_queue_does_not_stand_in_its_own_way(int times)
    {
        var story = new Story(Plan(times), "anna").Calls("101", employee: "boris").Answers("anna").Calls();
        for (var i = 0; i <= times; i++)
        {
            story.IsAt(CallPhase.Queueing);
            var waiting = Assert.Single(story.Office.WaitingFor("sales"));
            Assert.Equal((story.Current, 1), (waiting.Call, waiting.Position));
            story.At(10 * (i + 1) - 0.001).IsAt(CallPhase.Queueing).At(10 * (i + 1));
        }

        story.IsAt(CallPhase.MessageGreeting);
    }
}
