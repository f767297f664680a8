namespace CallRouting.Tests.Interop;

/// <summary>The timetables of the strategies, as three SIPp phones saw them.</summary>
public sealed class StrategyTests
{
    private const int ForEver = 60_000;

    [Fact]
    [Trait("Spec", "G13")]
    public async Task All_at_once_every_phone_rings_at_once_and_the_first_answer_cancels_the_others()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "all-at-once"));
        var (anna, boris, vera) = await PhonesAsync(stage, ForEver, 1200, ForEver);
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await DoneAsync(caller, anna, boris, vera);

        var start = caller.At(isSent: true, "INVITE");
        var answer = boris.At(isSent: true, "SIP/2.0 200");
        Timetable(start, (anna, 0), (boris, 0), (vera, 0));
        Near(answer, Cancelled(anna), 0);
        Near(answer, Cancelled(vera), 0);
        Near(answer, caller.At(isSent: false, "SIP/2.0 200"), 0);
        OneAnswered(boris, anna, boris, vera);
    }

    [Fact]
    [Trait("Spec", "G14")]
    public async Task In_turn_each_phone_rings_in_its_own_time_only()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "in-turn"));
        var (anna, boris, vera) = await PhonesAsync(stage, ForEver, ForEver, 500);
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await DoneAsync(caller, anna, boris, vera);

        var start = caller.At(isSent: true, "INVITE");
        Timetable(start, (anna, 0), (boris, 1), (vera, 2));
        Near(start, Cancelled(anna), 1);
        Near(start, Cancelled(boris), 2);
        Near(start, caller.At(isSent: false, "SIP/2.0 200"), 2.5);
        OneAnswered(vera, anna, boris, vera);
    }

    [Fact]
    [Trait("Spec", "G15")]
    public async Task Cascading_earlier_phones_keep_ringing_until_one_answers()
    {
        await using var stage = await Stage.OpenAsync(Office.Plan(strategy: "cascading"));
        var (anna, boris, vera) = await PhonesAsync(stage, ForEver, 1500, ForEver);
        var caller = stage.Call(Office.Number, "caller", ("talk", "300"));
        await DoneAsync(caller, anna, boris, vera);

        var start = caller.At(isSent: true, "INVITE");
        Timetable(start, (anna, 0), (boris, 1), (vera, 2));
        Near(start, Cancelled(anna), 2.5);
        Near(start, Cancelled(vera), 2.5);
        OneAnswered(boris, anna, boris, vera);
    }

    [Fact]
    [Trait("Spec", "G16")]
    public async Task Nobody_answers_and_the_fallback_takes_the_call_when_the_department_gives_up()
    {
        await using var stage = await Stage.OpenAsync(
            Office.Plan(strategy: "all-at-once", giveUpAfter: 1.5));
        var (anna, boris, vera) = await PhonesAsync(stage, ForEver, ForEver, ForEver);
        await using var phone = stage.Caller();
        var call = await phone.CallAsync(Office.Number);
        await call.WaitForToneAsync(700);
        await DoneAsync(anna, boris, vera);
        await call.HangUpAsync();

        foreach (var member in (Sipp[])[anna, boris, vera])
            Near(member.At(isSent: false, "INVITE"), Cancelled(member), 1.5);
        Assert.Equal(Outcome.NoMessageLeft, (await stage.Router.RecordAsync()).Outcome);
    }

    private static async Task<(Sipp Anna, Sipp Boris, Sipp Vera)> PhonesAsync(
        Stage stage, int anna, int boris, int vera)
    {
        var phones = (await stage.PhoneAsync("anna", anna), await stage.PhoneAsync("boris", boris),
            await stage.PhoneAsync("vera", vera));
        await stage.Router.RegisteredAsync(3);
        return phones;
    }

    private static async Task DoneAsync(params Sipp[] all)
    {
        foreach (var sipp in all)
            await sipp.DoneAsync();
    }

    private static DateTime Cancelled(Sipp phone) => phone.At(isSent: false, "CANCEL");

    private static void Timetable(DateTime start, params (Sipp Phone, double Seconds)[] plan)
    {
        foreach (var (phone, seconds) in plan)
            Near(start, phone.At(isSent: false, "INVITE"), seconds);
    }

    private static void Near(DateTime start, DateTime at, double seconds) =>
        Assert.InRange((at - start).TotalMilliseconds, seconds * 1000 - 150, seconds * 1000 + 150);

    private static void OneAnswered(Sipp winner, params Sipp[] all)
    {
        foreach (var phone in all)
        {
            Assert.Equal(phone == winner, phone.Has(isSent: false, "BYE"));
            Assert.Equal(phone != winner, phone.Has(isSent: false, "CANCEL"));
            Assert.Equal(phone != winner, phone.Has(isSent: true, "SIP/2.0 487"));
        }
    }
}
