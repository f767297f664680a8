using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

public class OutgoingTests
{
    private static RoutingPlan Plan { get; } = PlanCompiler.Compile(Plans.Model with
    {
        Employees = [Plans.Model.Employees[0] with { CallerId = "menu" }, Plans.Model.Employees[1]],
        Trunks =
        [
            Plans.Model.Trunks[0] with { Channels = 1 },
            new Trunk { Id = "spare", Gateway = "spare.example.net" },
        ],
    }).GetPlan();

    private static FakeLeg Dial(Rig rig, string number, string by = "ivan")
    {
        var leg = rig.Line.Call(rig.Domain, new CallOffer { Employee = by, Called = new CalledId(number) });
        rig.Wait(0);
        return leg;
    }

    [Fact, Trait("Spec", "G30")]
    public void An_employees_own_company_number_is_presented_else_the_main_one()
    {
        using var rig = new Rig(Plan).Start();
        Dial(rig, "89035551234");
        var told = Assert.Single(rig.Line.Rung).Destination!;
        Assert.Equal((LegKind.Dialled, "+79035551234", "provider"), (told.Kind, told.Number.ToString(), told.Trunk!.Id));
        Assert.Equal(new CallerId(Plans.MenuNumber), told.Caller);
        var second = Dial(rig, "89035551234", "olga");
        Assert.Equal(("spare", new CallerId(Plans.MainNumber)),
            (rig.Line.Rung[1].Destination!.Trunk!.Id, rig.Line.Rung[1].Destination!.Caller));
        Assert.True(rig.Line.Rung[1].Destination!.Call.IsNone);
        second.HangUp();
        rig.Wait(1);
        Dial(rig, "102");
        rig.Wait(6);
        Assert.Equal(new CallerId(Plans.MenuNumber), rig.Line.Rung[2].Destination!.Caller);
    }

    [Fact, Trait("Spec", "S13")]
    public void The_record_says_by_which_trunks_a_call_was_tried_and_a_full_one_is_an_alert()
    {
        using var rig = new Rig(Plan).Start();
        rig.Line.When("+79035551234", FarEnd.Rejects(Cause.Congestion));
        var caller = Dial(rig, "89035551234");
        rig.Wait(1);
        Assert.True(caller.IsEnded);
        Assert.Equal(Cause.Congestion, caller.Cause);
        var record = Assert.Single(rig.Records());
        Assert.Equal("NoWayOut", record.GetProperty("outcome").GetString());
        Assert.Equal(["provider", "spare"],
            record.GetProperty("legs").EnumerateArray().Select(leg => leg.GetProperty("trunk").GetString()));
        Assert.Equal("+79035551234", record.GetProperty("legs")[0].GetProperty("target").GetString());
        Assert.Equal(1, rig.Log.Count("trunk provider are in use"));
    }

    [Fact]
    public void An_emergency_number_is_dialled_and_recorded_bare()
    {
        using var rig = new Rig(Plan).Start();
        Dial(rig, "112").HangUp();
        Assert.True(rig.Line.Rung[0].Destination!.IsEmergency);
        rig.Wait(1);
        Assert.Equal("112", Assert.Single(rig.Records()).GetProperty("legs")[0].GetProperty("target").GetString());
    }

    [Fact, Trait("Spec", "C5"), Trait("Spec", "C7")]
    public void What_an_outside_centre_was_told_is_recorded()
    {
        using var rig = new Rig(Plan).Start();
        rig.Call(Plans.CentreNumber).HangUp();
        rig.Wait(1);
        Assert.Equal(["called-number", "call-id"], Assert.Single(rig.Records()).GetProperty("legs")[0].GetProperty("shared")
            .EnumerateArray().Select(field => field.GetString()));
        Assert.Equal(PhoneNumber.Parse(Plans.CentreNumber), rig.Line.Rung[0].Destination!.Called);
    }

    [Fact]
    public void Early_sound_of_the_far_end_reaches_the_employee()
    {
        using var rig = new Rig(Plan).Start();
        var caller = Dial(rig, "89035551234");
        ((ITransportHost)rig.Router).Post(CallEvent.Progressed(rig.Line.Rung[0].Id));
        rig.Wait(0);
        rig.Line.Rung[0].Say(new byte[160]);
        Assert.Single(caller.Heard);
    }
}
