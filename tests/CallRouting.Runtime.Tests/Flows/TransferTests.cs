using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

public class TransferTests
{
    private static readonly TransferCard Card = new("Пётр Ильич", "ООО Север", "Договор поставки");

    private static RoutingPlan Plan { get; } = PlanCompiler.Compile(Plans.Model with
    {
        Employees =
        [
            Plans.Model.Employees[0],
            Plans.Model.Employees[1] with { Mobile = null },
            new Employee { Id = "director", Name = "Сергей", Extension = Extension.Parse("200"), GuardedBy = "ivan" },
        ],
        Numbers =
        [
            Plans.Model.Numbers[0] with { Route = new EmployeeTarget("ivan") },
            .. Plans.Model.Numbers.Skip(1).Where(number => number.Id != "olga"),
        ],
    }).GetPlan();

    private readonly record struct Talk(Rig Rig, FakeLeg Caller) : IDisposable
    {
        public FakeLeg Rung(int index) => Rig.Line.Rung[index];

        public TransferResult Transfer(string to, bool attended = false, TransferCard? card = null, string by = "ivan",
            CallId call = default)
        {
            var id = call.IsNone ? Caller.Id.Call : call;
            return Done(Rig.Router.TransferAsync(id, by, Extension.Parse(to), attended, card));
        }

        public TransferResult Cancel() => Done(Rig.Router.CancelTransferAsync(Caller.Id.Call, "ivan"));

        private TransferResult Done(Task<TransferResult> task)
        {
            Rig.Wait(0);
            Assert.True(task.IsCompletedSuccessfully);
            return task.Result;
        }

        public void Dispose() => Rig.Dispose();
    }

    private static Talk Talking()
    {
        var rig = new Rig(Plan).Start();
        rig.Line.Register(rig.Domain, "ivan");
        rig.Line.Register(rig.Domain, "olga");
        rig.Line.Register(rig.Domain, "director");
        var caller = rig.Call();
        rig.Line.Rung[0].Answer();
        rig.Wait(1);
        return new Talk(rig, caller);
    }

    private static bool Hear(FakeLeg speaker, FakeLeg listener)
    {
        var before = listener.Heard.Count;
        speaker.Say(new byte[160]);
        return listener.Heard.Count > before;
    }

    [Fact, Trait("Spec", "G24")]
    public void A_blind_transfer_frees_the_employee_and_the_record_says_who_talked()
    {
        using var talk = Talking();
        Assert.Equal(TransferResult.Accepted, talk.Transfer("102"));
        Assert.True(talk.Rung(0).IsEnded);
        Assert.True(talk.Caller.Playing!.IsLoop);
        talk.Rung(1).Answer();
        talk.Rig.Wait(1);
        Assert.True(Hear(talk.Caller, talk.Rung(1)) && Hear(talk.Rung(1), talk.Caller));
        talk.Caller.HangUp();
        talk.Rig.Wait(1);
        var record = Assert.Single(talk.Rig.Records());
        Assert.Equal("Answered", record.GetProperty("outcome").GetString());
        Assert.Equal(2, record.GetProperty("talkedWith").GetInt32());
        Assert.Equal(["employee ivan", "employee olga"],
            record.GetProperty("route").EnumerateArray().Select(step => step.GetProperty("node").GetString()));
    }

    [Fact, Trait("Spec", "S7"), Trait("Spec", "S8")]
    public void An_attended_transfer_shows_the_card_and_connects_when_the_employee_hangs_up()
    {
        using var talk = Talking();
        Assert.Equal(TransferResult.Accepted, talk.Transfer("200", attended: true, Card));
        var told = talk.Rung(1).Destination!;
        Assert.Equal(("101", "Пётр Ильич, ООО Север", "Договор поставки"),
            (told.Caller.Number, told.Caller.Name, told.Subject));
        talk.Rung(1).Answer();
        talk.Rig.Wait(1);
        Assert.True(Hear(talk.Rung(0), talk.Rung(1)) && Hear(talk.Rung(1), talk.Rung(0)));
        Assert.False(Hear(talk.Rung(0), talk.Caller) || Hear(talk.Caller, talk.Rung(0)));
        talk.Rung(0).HangUp();
        talk.Rig.Wait(1);
        Assert.True(Hear(talk.Caller, talk.Rung(1)) && Hear(talk.Rung(1), talk.Caller));
    }

    [Fact, Trait("Spec", "S8")]
    public void An_attended_transfer_that_is_taken_back_leaves_the_caller_with_the_employee()
    {
        using var talk = Talking();
        talk.Transfer("102", attended: true);
        Assert.False(Hear(talk.Caller, talk.Rung(0)));
        Assert.Equal(TransferResult.Accepted, talk.Cancel());
        Assert.True(talk.Rung(1).IsEnded);
        Assert.True(Hear(talk.Caller, talk.Rung(0)));
    }

    [Fact, Trait("Spec", "S5"), Trait("Spec", "S7")]
    public void A_guarded_person_is_told_who_calls_or_is_not_rung()
    {
        using var talk = Talking();
        Assert.Equal(TransferResult.CardMissing, talk.Transfer("200", attended: true));
        Assert.Equal(TransferResult.Guarded, talk.Transfer("200", attended: false, Card));
        Assert.Single(talk.Rig.Line.Rung);
        Assert.True(Hear(talk.Caller, talk.Rung(0)));
    }

    [Fact]
    public void Every_refusal_has_a_name()
    {
        using var talk = Talking();
        Assert.Equal(TransferResult.NoSuchNumber, talk.Transfer("999"));
        Assert.Equal(TransferResult.Self, talk.Transfer("101"));
        Assert.Equal(TransferResult.NotTalking, talk.Transfer("102", by: "olga"));
        Assert.Equal(TransferResult.NoSuchCall, talk.Transfer("102", call: new CallId(99)));
        talk.Rig.Router.Pause(talk.Rig.Domain, "olga", true);
        Assert.Equal(TransferResult.NobodyThere, talk.Transfer("102", attended: true));
        Assert.Throws<ArgumentException>(() =>
            { _ = talk.Rig.Router.TransferAsync(talk.Caller.Id.Call, "ivan", default); });
    }

    [Fact, Trait("Spec", "S7")]
    public void A_card_without_a_field_says_which()
    {
        var fault = Assert.Throws<ArgumentException>(() => new TransferCard(" ", "ООО Север", null!));
        Assert.Contains("the caller's name is missing; the topic is missing", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TransferCard("Пётр", "ООО Север", "a\r\nb"));
        Assert.Throws<ArgumentException>(() => new TransferCard("Пётр", "ООО Север", new string('x', 201)));
        Assert.DoesNotContain("Север", Card.ToString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Spec", "G24")]
    public void A_transfer_by_keys_works_on_any_transport()
    {
        using var talk = Talking();
        foreach (var key in "*2102")
            talk.Rung(0).Press(key);
        talk.Rig.Wait(1);
        Assert.Equal(("101", "Иван"), (talk.Rung(1).Destination!.Caller.Number, talk.Rung(1).Destination!.Caller.Name));
        talk.Rung(1).HangUp(Cause.CallRejected);
        talk.Rig.Wait(1);
        Assert.True(Hear(talk.Caller, talk.Rung(0)));
        talk.Rung(0).Press('*');
        talk.Rung(0).Press('7');
        talk.Rig.Wait(5);
        Assert.Equal("WrongNumber", Assert.Single(talk.Rig.Records()).GetProperty("outcome").GetString());
    }

    [Fact]
    public void A_phones_own_transfer_is_reported_to_it()
    {
        using var talk = Talking();
        ((ITransportHost)talk.Rig.Router).Post(CallEvent.TransferAsked(talk.Rung(0).Id, Extension.Parse("999")));
        talk.Rig.Wait(0);
        Assert.Equal([TransferAnswer.NoSuchNumber], talk.Rung(0).Reports);
    }
}
