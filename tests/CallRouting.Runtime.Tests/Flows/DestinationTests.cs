namespace CallRouting.Runtime.Tests;

public class DestinationTests
{
    private static readonly CallerId Caller = new("+79031234567", "Пётр");

    [Fact]
    public void A_device_is_told_who_calls_and_which_number()
    {
        using var rig = new Rig().Start();
        var device = rig.Line.Register(rig.Domain, "ivan");
        rig.Call();
        var told = rig.Line.Rung[0].Destination!;
        Assert.Equal(LegKind.Device, told.Kind);
        Assert.Equal(device, told.Device);
        Assert.Equal(rig.Domain, told.Domain);
        Assert.Equal(Caller, told.Caller);
        Assert.Equal(PhoneNumber.Parse(Plans.MainNumber), told.Called);
        Assert.Equal(1UL, told.Call.Value);
    }

    [Fact]
    [Trait("Spec", "S14")]
    public void A_device_that_registers_by_a_name_rings_for_the_calls_that_the_plan_gives_it()
    {
        var plan = Plans.Model;
        var ivan = plan.Employees.Single(employee => employee.Id == "ivan");
        plan = plan with
        {
            Employees = EquatableList.From(plan.Employees.Select(employee => employee == ivan
                ? ivan with { Devices = [new("desk", CallScope.Outside), new("softphone", CallScope.Internal)] }
                : employee)),
        };
        using var rig = new Rig(PlanCompiler.Compile(plan).GetPlan()).Start();
        var desk = rig.Line.Register(rig.Domain, "ivan", name: "desk");
        rig.Line.Register(rig.Domain, "ivan", name: "softphone");
        rig.Call();
        var rung = rig.Line.Rung.Where(leg => leg.Destination!.Kind == LegKind.Device);
        Assert.Equal(desk, Assert.Single(rung).Destination!.Device);
    }

    [Fact]
    [Trait("Spec", "G6")]
    public void An_employees_mobile_is_told_the_callers_number_and_leaves_by_the_trunk()
    {
        using var rig = new Rig().Start();
        rig.Call(Plans.OlgaNumber);
        var told = Assert.Single(rig.Line.Rung).Destination!;
        Assert.Equal(LegKind.Mobile, told.Kind);
        Assert.Equal("+79161110002", told.Number.ToString());
        Assert.Equal("provider", told.Trunk!.Id);
        Assert.Equal(Caller, told.Caller);
    }

    [Fact]
    [Trait("Spec", "P3")]
    public void An_outside_number_is_told_the_callers_number_only_when_it_is_shared()
    {
        using var rig = new Rig().Start();
        rig.Call(Plans.OutsideNumber);
        var told = Assert.Single(rig.Line.Rung).Destination!;
        Assert.Equal("+79035550001", told.Number.ToString());
        Assert.Equal(new CallerId("+79031234567"), told.Caller);
        Assert.True(told.Called.IsNone);
        Assert.True(told.Call.IsNone);
    }

    [Fact]
    [Trait("Spec", "P3")]
    public void An_outside_address_that_is_not_told_the_caller_sees_the_companys_main_number()
    {
        using var rig = new Rig().Start();
        rig.Call(Plans.CentreNumber);
        var told = Assert.Single(rig.Line.Rung).Destination!;
        Assert.Equal("sip:intake@cc.example.net", told.Address);
        Assert.Null(told.Trunk);
        Assert.Equal(new CallerId(Plans.MainNumber), told.Caller);
        Assert.Equal(PhoneNumber.Parse(Plans.CentreNumber), told.Called);
        Assert.Equal(1UL, told.Call.Value);
    }

    [Fact]
    public void A_colleagues_call_shows_the_internal_number_inside_and_the_companys_outside()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "olga");
        rig.Line.Call(rig.Domain, new CallOffer { Employee = "ivan", Called = new CalledId("102") });
        rig.Wait(6);
        Assert.Equal(new CallerId("101", "Иван"), rig.Line.Rung[0].Destination!.Caller);
        Assert.Equal(LegKind.Mobile, rig.Line.Rung[1].Destination!.Kind);
        Assert.Equal(new CallerId(Plans.MainNumber), rig.Line.Rung[1].Destination!.Caller);
    }

    [Fact]
    public void A_device_that_went_away_is_not_rung()
    {
        using var rig = new Rig().Start();
        var device = rig.Line.Register(rig.Domain, "ivan");
        rig.Line.Register(rig.Domain, "ivan");
        rig.Line.Unregister(device);
        rig.Call();
        Assert.NotEqual(device, rig.Line.Rung[0].Destination!.Device);
    }

    [Fact]
    public void Somebody_who_is_paused_is_not_rung()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan");
        rig.Router.Pause(rig.Domain, "ivan", true);
        rig.Call();
        Assert.DoesNotContain(rig.Line.Rung, leg => leg.Destination!.Kind == LegKind.Device);
    }
}
