namespace CallRouting.Tests.Interop;

/// <summary>Calls between employees, from a baresip phone.</summary>
public sealed class InternalCallTests
{
    [Fact]
    [Trait("Spec", "G12")]
    public async Task The_extension_of_a_department_is_distributed_as_a_call_from_outside()
    {
        Skip.IfMissing("baresip", "baresip-core");
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "in-turn",
            employees: "olga: { name: \"Olga\", ext: \"105\" }"));
        var olga = await stage.BaresipAsync("olga", 440);
        var anna = await stage.PhoneAsync("anna", ring: 60_000);
        var boris = await stage.PhoneAsync("boris", ring: 60_000);
        var vera = await stage.PhoneAsync("vera", ring: 300);
        await stage.Router.RegisteredAsync(4);
        await olga.CommandAsync("dial", $"sip:500@{stage.Router.Address}");
        await olga.EventAsync("CALL_ESTABLISHED");
        await olga.CommandAsync("hangup");
        await Timetable.DoneAsync(anna, boris, vera);

        var start = anna.At(isSent: false, "INVITE");
        Timetable.Rings(start, (boris, 1), (vera, 2));
        Timetable.Stops(start, (anna, 1), (boris, 2));
        Timetable.OneAnswered(vera, anna, boris, vera);
        Assert.Equal("105", vera.Calls[0].Caller);
        Assert.Equal(Outcome.Answered, (await stage.Router.RecordAsync()).Outcome);
    }
}
