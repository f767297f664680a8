using CallRouting.Audio;
using NodaTime;

namespace CallRouting.Runtime.Tests;

public class PromptTests
{
    [Fact]
    public void A_missing_prompt_is_a_warning_and_a_tone_never_a_dead_call()
    {
        using var rig = new Rig(hasPrompts: false).Start();
        Assert.Equal(Plans.Office.Prompts.Count, rig.Log.Count("There is no such file"));
        Assert.Equal(1, rig.Log.Count($"prompt welcome.wav: There is no such file (looked in {rig.Prompts})"));

        var caller = rig.Call(Plans.MenuNumber);
        Assert.Equal(Tones.MissingPrompt.Render(), caller.Playing!.Frames.ToArray());
        rig.Wait(3);
        caller.Press('1');
        caller.HangUp();
        rig.Wait(1);
        Assert.Equal(2, Assert.Single(rig.Records()).GetProperty("route").EnumerateArray()
            .Count(step => step.GetProperty("node").GetString() is "play welcome.wav" or "menu choice"));
    }

    [Fact]
    public void A_broken_prompt_says_which_file_and_what_is_wrong()
    {
        using var rig = new Rig();
        File.WriteAllText(Path.Combine(rig.Prompts, "welcome.wav"),
            "This is not sound, but it is long enough to be a file.");
        var library = new PromptLibrary([rig.Prompts]);
        var finding = Assert.Single(library.Load(Plans.Office).Findings);
        Assert.Equal("welcome.wav", finding.Prompt);
        Assert.Contains(Path.Combine(rig.Prompts, "welcome.wav") + " is not a WAV file", finding.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../welcome.wav")]
    [InlineData("/etc/passwd")]
    public void A_name_that_leads_out_of_the_folder_is_refused(string name)
    {
        using var rig = new Rig();
        rig.WritePrompt("welcome.wav", Duration.FromSeconds(1));
        var inner = Directory.CreateDirectory(Path.Combine(rig.Prompts, "inner")).FullName;
        var plan = PlanCompiler.Compile(Plans.Model with { OtherNumber = new AnnounceTarget(name) });
        Assert.SkipUnless(plan.IsValid, "The compiler refuses the name itself.");
        var finding = new PromptLibrary([inner]).Load(plan.Plan!).Findings.Single(f => f.Prompt == name);
        Assert.Contains("leads out of the prompt folder", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_folder_that_has_the_file_wins()
    {
        using var rig = new Rig();
        var own = Directory.CreateDirectory(Path.Combine(rig.Folder, "own")).FullName;
        rig.WritePrompt("welcome.wav", Duration.FromSeconds(1), hertz: 500);
        File.Copy(Path.Combine(rig.Prompts, "welcome.wav"), Path.Combine(own, "welcome.wav"));
        rig.WritePrompt("welcome.wav", Duration.FromSeconds(1), hertz: 900);
        var set = new PromptLibrary([own, rig.Prompts]).Load(Plans.Office);
        Assert.InRange(Pitch.OfAlaw(set[Prompt("welcome.wav")].Frames.Span).Hertz, 498, 502);
    }

    [Fact]
    public void A_new_recording_of_a_prompt_is_heard_after_the_plan_is_put_into_force_again()
    {
        using var rig = new Rig().Start();
        var before = rig.Call(Plans.MenuNumber).Playing!;
        rig.WritePrompt("welcome.wav", Duration.FromSeconds(4));
        Assert.Empty(rig.Router.UsePlan(rig.Domain, Plans.Office));
        var after = rig.Call(Plans.MenuNumber).Playing!;
        Assert.Equal(2 * AudioFrame.SampleRate, before.Frames.Length);
        Assert.Equal(4 * AudioFrame.SampleRate, after.Frames.Length);
    }

    [Fact]
    public void Built_in_prompts_are_tones_unlike_each_other_until_files_replace_them()
    {
        using var rig = new Rig();
        var library = new PromptLibrary([rig.Prompts], ringback: Tones.UnitedStates);
        var tones = library.Load(Plans.Office);
        PromptId[] builtIn = [PromptId.Ringback, PromptId.Beep, PromptId.Confirm, PromptId.Mailbox];
        Assert.Equal(4, builtIn.Select(id => Convert.ToHexString(tones[id].Frames.Span)).Distinct().Count());
        Assert.Equal([true, false, false, false], builtIn.Select(id => tones[id].IsLoop));
        Assert.Equal(Tones.UnitedStates.Ringback.Render(), tones[PromptId.Ringback].Frames.ToArray());

        rig.WritePrompt("mailbox.wav", Duration.FromSeconds(5));
        Assert.Equal(5 * AudioFrame.SampleRate, library.Load(Plans.Office)[PromptId.Mailbox].Frames.Length);
        Assert.Empty(library.Load(Plans.Office).Findings);
    }

    private static PromptId Prompt(string name)
    {
        for (var i = 0; i < Plans.Office.Prompts.Count; i++)
            if (Plans.Office.Prompts[i] == name)
                return PromptId.FromPlan(i);
        throw new ArgumentException(name);
    }
}
