using CallRouting.Audio;
using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

public class CallTests
{
    [Fact]
    public void A_caller_rings_a_department_and_talks_with_who_answers()
    {
        using var rig = new Rig().Start();
        var ivan = rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(3));
        rig.Line.Register(rig.Domain, "olga");

        var caller = rig.Call();
        Assert.Equal([CallEffectKind.Alert], caller.Executed);
        Assert.Equal(2, rig.Line.Rung.Count);
        rig.Wait(3);

        Assert.True(caller.IsAnswered);
        Assert.Equal(ivan, rig.Line.Rung[0].Destination!.Device);
        Assert.False(rig.Line.Rung[0].IsEnded);
        Assert.True(rig.Line.Rung[1].IsEnded);
        Assert.Equal(Cause.AnsweredElsewhere, rig.Line.Rung[1].Cause);

        rig.Line.Rung[0].Say(new byte[160]);
        caller.Say(new byte[160]);
        Assert.Single(caller.Heard);
        Assert.Single(rig.Line.Rung[0].Heard);

        rig.Wait(60);
        caller.HangUp();
        rig.Wait(1);
        Assert.True(rig.Line.Rung[0].IsEnded);
        Assert.Equal(0, rig.Router.LiveCalls);
        Assert.Equal(0, rig.Line.LiveLegs);
    }

    [Fact]
    [Trait("Spec", "G25")]
    public void A_menu_plays_after_the_greeting_and_a_key_leads_on()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan");

        var caller = rig.Call(Plans.MenuNumber);
        Assert.NotNull(caller.Playing);
        rig.Wait(2);
        Assert.Equal(2, caller.Played.Count);
        caller.Press('1');
        rig.Wait(0);

        Assert.Equal(2, rig.Line.Rung.Count);
        Assert.True(caller.Playing!.IsLoop);
    }

    [Fact]
    [Trait("Spec", "G32")]
    public void A_message_is_recorded_with_what_the_caller_said()
    {
        using var rig = new Rig().Start();
        var caller = rig.Call(Plans.MessageNumber);
        rig.Wait(2.4);
        rig.Talk(caller, 3, hertz: 440);
        caller.HangUp();
        rig.Wait(1);

        var file = Assert.Single(rig.RecordingFiles());
        Assert.True(WavReader.ReadSamples(File.ReadAllBytes(file), out var samples).IsNone);
        Assert.Equal(3 * AudioFrame.SampleRate, samples.Length);
        Assert.InRange(Pitch.Of(samples).Hertz, 438, 442);
        var record = Assert.Single(rig.Records());
        Assert.Equal("MessageLeft", record.GetProperty("outcome").GetString());
        Assert.Equal(Path.GetRelativePath(rig.RecordingFolder, file), record.GetProperty("recording").GetString());
        Assert.Equal("ivan", record.GetProperty("messageFor").GetString());
        Assert.Equal("ivan", Path.GetFileName(Path.GetDirectoryName(file)));
        Assert.Contains($"call-{record.GetProperty("call").GetInt64()}", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_caller_who_hangs_up_at_the_beep_leaves_no_file()
    {
        using var rig = new Rig().Start();
        var caller = rig.Call(Plans.MessageNumber);
        rig.Wait(2.4);
        rig.Talk(caller, 0.5);
        caller.HangUp();
        rig.Wait(1);

        Assert.Empty(rig.RecordingFiles());
        Assert.False(Assert.Single(rig.Records()).TryGetProperty("recording", out _));
    }

    [Fact]
    [Trait("Spec", "X8")]
    public void A_call_keeps_its_plan_when_another_comes_into_force()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(20));
        var before = rig.Call();
        rig.Wait(1);
        rig.Router.UsePlan(rig.Domain, Plans.Closed);
        var after = rig.Call();
        Assert.NotNull(after.Playing);
        Assert.Null(before.Playing);
        rig.Wait(20);
        Assert.True(before.IsAnswered);
        Assert.False(before.IsEnded);
        before.HangUp();
        after.HangUp();
        rig.Wait(1);

        var hashes = rig.Records().Select(record => record.GetProperty("planHash").GetString()).ToArray();
        Assert.Equal(2, hashes.Distinct().Count());
    }

    [Fact]
    [Trait("Spec", "X8")]
    public void The_same_plan_again_changes_nothing()
    {
        using var rig = new Rig().Start();
        rig.Router.UsePlan(rig.Domain, PlanCompiler.Compile(Plans.Model).GetPlan());
        rig.Wait(1);
        Assert.Equal(0, rig.Log.Count("is in force"));
        rig.Router.UsePlan(rig.Domain, Plans.Closed);
        rig.Wait(1);
        Assert.Equal(1, rig.Log.Count("is in force"));
    }

    [Fact]
    public void A_mobile_without_a_transport_fails_and_the_call_goes_on()
    {
        using var rig = new Rig(servesTrunks: false).Start();
        var caller = rig.Call(Plans.OlgaNumber);
        rig.Wait(1);

        Assert.Empty(rig.Line.Rung);
        Assert.Equal(1, rig.Log.Count("no transport for trunk provider (Sip)"));
        Assert.NotNull(caller.Playing);
    }

    [Fact]
    public void A_call_that_is_offered_while_the_router_stops_is_ended_and_recorded()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Vanished);
        rig.Call();
        rig.BeginStop();
        var late = rig.Call();
        Assert.True(late.IsEnded);
        rig.Stop();
        Assert.Equal(["ShutDown", "ShutDown"], rig.Records().Select(r => r.GetProperty("outcome").GetString()));
    }

    [Fact]
    public void Stopping_ends_every_call_and_leaves_nothing()
    {
        using var rig = new Rig().Start();
        rig.Line.Register(rig.Domain, "ivan", FarEnd.Answers(1));
        var talking = rig.Call();
        rig.Wait(2);
        var inMenu = rig.Call(Plans.MenuNumber);
        rig.Stop();

        Assert.True(talking.IsEnded);
        Assert.True(inMenu.IsEnded);
        Assert.Equal(0, rig.Line.LiveLegs);
        Assert.Equal(["Answered", "ShutDown"], rig.Records().Select(r => r.GetProperty("outcome").GetString()).Order());
    }
}
