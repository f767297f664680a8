using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

[Trait("Spec", "S21")]
public class MissedCallTests
{
    [Fact]
    public void A_call_that_nobody_answers_is_missed_by_the_department_and_by_all_who_rang()
    {
        var told = new Told();
        using var rig = new Rig(observer: told).Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.NeverAnswers);
        var caller = rig.Call();
        rig.Wait(3);
        caller.HangUp();
        rig.Wait(2);
        var missed = Assert.Single(rig.Router.MissedByDepartment(rig.Domain, "sales"));
        Assert.Equal("+79031234567", missed.CallBack);
        Assert.Equal("Пётр", missed.Name);
        Assert.Equal("main", missed.Number);
        Assert.Null(missed.Recording);
        Assert.Single(rig.Router.MissedByEmployee(rig.Domain, "ivan"));
        Assert.Single(rig.Router.MissedByEmployee(rig.Domain, "olga")); // her mobile rang
        Assert.Equal(3, told.Missed.Count);
        Assert.DoesNotContain("9031234567", missed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_somebody_answers_is_missed_by_nobody()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.NeverAnswers);
        rig.Line.Register(rig.Domain, "olga", FarEnd.Answers(2));
        var caller = rig.Call();
        rig.Wait(5);
        caller.HangUp();
        rig.Wait(1);
        Assert.Empty(rig.Router.MissedByDepartment(rig.Domain, "sales"));
        Assert.Empty(rig.Router.MissedByEmployee(rig.Domain, "ivan"));
    }

    [Fact]
    public void An_employee_who_could_not_even_be_rung_missed_the_call_and_the_message_is_named()
    {
        using var rig = new Rig(servesTrunks: false).Start();
        var caller = rig.Call(Plans.OlgaNumber);
        rig.Wait(3);
        rig.Talk(caller, 1);
        caller.HangUp();
        rig.Wait(1);
        var missed = Assert.Single(rig.Router.MissedByEmployee(rig.Domain, "olga"));
        Assert.NotNull(missed.Recording);
        Assert.Empty(rig.Router.MissedByDepartment(rig.Domain, "sales"));
    }

    [Fact]
    public void A_colleague_who_calls_in_vain_is_to_be_called_back_by_the_internal_number()
    {
        using var rig = new Rig(servesTrunks: false).Start();
        rig.Line.Register(rig.Domain, "olga", FarEnd.NeverAnswers);
        var colleague = rig.Line.Call(rig.Domain, new CallOffer
        {
            Employee = "ivan", Called = new CalledId("102"), Caller = new CallerId("101", "Иван"),
        });
        rig.Wait(3);
        colleague.HangUp();
        rig.Wait(1);
        Assert.Equal("101", Assert.Single(rig.Router.MissedByEmployee(rig.Domain, "olga")).CallBack);
        Assert.Empty(rig.Router.MissedByEmployee(rig.Domain, "ivan"));
    }

    [Fact]
    public void The_lists_go_on_after_a_restart_and_hold_the_latest_hundred()
    {
        var records = "";
        using (var rig = new Rig(servesTrunks: false).Start())
        {
            rig.Line.Register(rig.Domain, "ivan", FarEnd.NeverAnswers);
            for (var i = 0; i < MissedCalls.Most + 5; i++)
            {
                rig.Call(caller: $"+7903{i:0000000}").HangUp();
                rig.Wait(1);
            }

            records = File.ReadAllText(rig.RecordFile);
            var live = rig.Router.MissedByDepartment(rig.Domain, "sales");
            Assert.Equal(MissedCalls.Most, live.Count);
            Assert.Equal($"+7903{MissedCalls.Most + 4:0000000}", live[0].CallBack);
        }

        using var next = new Rig(prepareData: data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "office"));
            File.WriteAllText(Path.Combine(data, "office", "calls.jsonl"), records + "{\"v\":1,\"call\":99");
        }).Start();
        var kept = next.Router.MissedByDepartment(next.Domain, "sales");
        Assert.Equal(MissedCalls.Most, kept.Count);
        Assert.Equal($"+7903{MissedCalls.Most + 4:0000000}", kept[0].CallBack);
        Assert.Equal(MissedCalls.Most, next.Router.MissedByEmployee(next.Domain, "ivan").Count);
    }

    private sealed class Told : ICallObserver
    {
        public List<MissedCall> Missed { get; } = [];

        public void OnMissed(DomainId domain, MissedCall missed) => Missed.Add(missed);
    }
}
