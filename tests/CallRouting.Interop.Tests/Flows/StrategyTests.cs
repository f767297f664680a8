using static CallRouting.Tests.Interop.Timetable;

namespace CallRouting.Tests.Interop;

/// <summary>The timetables of the three strategies that need no memory, as four SIPp phones saw them.</summary>
public sealed class StrategyTests
{
    private const int ForEver = 60_000;

    [Fact]
    [Trait("Spec", "G13")]
    public async Task All_at_once_every_phone_rings_at_once_and_the_first_answer_cancels_the_others()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "all-at-once"));
        var (anna, boris, vera, gleb) = await PhonesAsync(stage, ForEver, 1200, ForEver, ForEver);
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await DoneAsync(caller, anna, boris, vera, gleb);

        var start = caller.At(isSent: true, "INVITE");
        Rings(start, (anna, 0), (boris, 0), (vera, 0), (gleb, 0));
        var answer = boris.At(isSent: true, "SIP/2.0 200");
        Stops(answer, (anna, 0), (vera, 0), (gleb, 0));
        Near(answer, caller.At(isSent: false, "SIP/2.0 200"), 0);
        OneAnswered(boris, anna, boris, vera, gleb);
    }

    [Fact]
    [Trait("Spec", "G14")]
    public async Task In_turn_each_phone_rings_in_its_own_time_only()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "in-turn"));
        var (anna, boris, vera, gleb) = await PhonesAsync(stage, ForEver, ForEver, ForEver, 500);
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await DoneAsync(caller, anna, boris, vera, gleb);

        var start = caller.At(isSent: true, "INVITE");
        Rings(start, (anna, 0), (boris, 1), (vera, 2), (gleb, 3));
        Stops(start, (anna, 1), (boris, 2), (vera, 3));
        Near(start, caller.At(isSent: false, "SIP/2.0 200"), 3.5);
        OneAnswered(gleb, anna, boris, vera, gleb);
    }

    [Fact]
    [Trait("Spec", "G15")]
    public async Task Cascading_earlier_phones_keep_ringing_until_one_answers()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "cascading"));
        var (anna, boris, vera, gleb) = await PhonesAsync(stage, ForEver, 2500, ForEver, ForEver);
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await DoneAsync(caller, anna, boris, vera, gleb);

        var start = caller.At(isSent: true, "INVITE");
        Rings(start, (anna, 0), (boris, 1), (vera, 2), (gleb, 3));
        Stops(start, (anna, 3.5), (vera, 3.5), (gleb, 3.5));
        OneAnswered(boris, anna, boris, vera, gleb);
    }

    [Fact]
    [Trait("Spec", "G16")]
    public async Task Nobody_answers_and_the_fallback_takes_the_call_when_the_department_gives_up()
    {
        await using var stage = await Stage.OpenAsync(
            Office.Plan(strategy: "all-at-once", giveUpAfter: 1.5));
        var (anna, boris, vera, gleb) = await PhonesAsync(stage, ForEver, ForEver, ForEver, ForEver);
        await using var phone = stage.Caller();
        var call = await phone.CallAsync(Office.Number);
        await call.WaitForToneAsync(700);
        await DoneAsync(anna, boris, vera, gleb);
        await call.HangUpAsync();

        foreach (var member in (Sipp[])[anna, boris, vera, gleb])
            Stops(member.At(isSent: false, "INVITE"), (member, 1.5));
        Assert.Equal(Outcome.NoMessageLeft, (await stage.Router.RecordAsync()).Outcome);
    }

    private static async Task<(Sipp Anna, Sipp Boris, Sipp Vera, Sipp Gleb)> PhonesAsync(
        Stage stage, int anna, int boris, int vera, int gleb)
    {
        var phones = (await stage.PhoneAsync("anna", anna), await stage.PhoneAsync("boris", boris),
            await stage.PhoneAsync("vera", vera), await stage.PhoneAsync("gleb", gleb));
        await stage.Router.RegisteredAsync(4);
        return phones;
    }
}
