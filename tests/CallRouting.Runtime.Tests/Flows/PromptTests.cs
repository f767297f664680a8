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
        var library = new PromptLibrary([rig.Prompts], toneZone: Tones.UnitedStates);
        var tones = library.Load(Plans.Office);
        PromptId[] builtIn =
        [
            PromptId.Ringback, PromptId.Beep, PromptId.Confirm, PromptId.Mailbox, PromptId.WrongNumber,
            PromptId.Declined, PromptId.Refused, PromptId.DialTone, PromptId.Hold,
            .. Enumerable.Range(1, 11).Select(PromptId.Position),
        ];
        Assert.Equal(builtIn.Length, builtIn.Select(id => Convert.ToHexString(tones[id].Frames.Span)).Distinct().Count());
        Assert.DoesNotContain(Tones.MissingPrompt.Render(), builtIn.Select(id => tones[id].Frames.ToArray()));
        Assert.Equal([PromptId.Ringback, PromptId.DialTone, PromptId.Hold], builtIn.Where(id => tones[id].IsLoop));
        Assert.Equal(Tones.UnitedStates.Ringback.Render(), tones[PromptId.Ringback].Frames.ToArray());
        Assert.Equal(Tones.UnitedStates.Dial.Render(), tones[PromptId.DialTone].Frames.ToArray());
        Assert.Equal(tones[PromptId.Position(11)], tones[PromptId.Position(500)]);

        var seconds = 1;
        foreach (var name in (string[])["confirm", "mailbox", "wrong-number", "declined", "hold",
            .. Enumerable.Range(1, 10).Select(position => $"position-{position}"), "position-many"])
            rig.WritePrompt(name + ".wav", Duration.FromSeconds(seconds++));
        var files = library.Load(Plans.Office);
        PromptId[] replaced = [.. builtIn.Except([PromptId.Ringback, PromptId.Beep, PromptId.Refused, PromptId.DialTone])];
        Assert.Equal(Enumerable.Range(1, 16), replaced.Select(id => files[id].Frames.Length / AudioFrame.SampleRate));
        Assert.True(files[PromptId.Hold].IsLoop);
        Assert.Empty(files.Findings);
    }

    [Fact]
    public void A_number_speaks_its_own_language_then_the_companys_then_any()
    {
        using var rig = new Rig(hasPrompts: false);
        Write("ru/welcome.wav", 1);
        Write("en/welcome.wav", 2);
        Write("ru/choice.wav", 3);
        Write("de/leave-message.wav", 4);
        Write("en/position-1.wav", 5);
        var model = Plans.Model with
        {
            Numbers = EquatableList.From(Plans.Model.Numbers.Select(number =>
                number.Id == "menu" ? number with { Language = "en" } : number)),
        };
        var set = new PromptLibrary([rig.Prompts], language: "ru").Load(PlanCompiler.Compile(model).GetPlan());
        Assert.Equal(["en"], set.Languages);
        Assert.Equal([2, 3, 4, 5], Seconds("en"));
        Assert.Equal([1, 3, 4, 5], Seconds(null));
        Assert.Equal(Seconds(null), Seconds("ru"));
        Assert.Equal(["choice.wav", "leave-message.wav", "leave-message.wav", "position-1.wav"],
            set.Findings.Select(found => found.Prompt).Order());
        Assert.Contains(set.Findings, found => found.Message.Contains("language en", StringComparison.Ordinal)
            && found.Message.Contains(Path.Combine("ru", "choice.wav"), StringComparison.Ordinal));

        int[] Seconds(string? language) => [.. new[]
        {
            Prompt("welcome.wav"), Prompt("choice.wav"), Prompt("leave-message.wav"), PromptId.Position(1),
        }.Select(prompt => set.Find(prompt, language).Frames.Length / AudioFrame.SampleRate)];

        void Write(string name, int seconds)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(rig.Prompts, name))!);
            rig.WritePrompt(name, Duration.FromSeconds(seconds));
        }
    }

    [Fact]
    public void A_caller_hears_the_language_of_the_number_that_was_called()
    {
        var model = Plans.Model with
        {
            Numbers = EquatableList.From(Plans.Model.Numbers.Select(number =>
                number.Id == "menu" ? number with { Language = "en" } : number)),
        };
        using var rig = new Rig(PlanCompiler.Compile(model).GetPlan());
        Directory.CreateDirectory(Path.Combine(rig.Prompts, "en"));
        rig.WritePrompt("en/welcome.wav", Duration.FromSeconds(7));
        rig.Router.UsePlan(rig.Domain, rig.Router.PlanOf(rig.Domain));
        rig.Start();
        Assert.Equal(7 * AudioFrame.SampleRate, rig.Call(Plans.MenuNumber).Playing!.Frames.Length);
        Assert.Equal(2 * AudioFrame.SampleRate, rig.Call(Plans.MessageNumber).Playing!.Frames.Length);
    }

    private static PromptId Prompt(string name)
    {
        for (var i = 0; i < Plans.Office.Prompts.Count; i++)
            if (Plans.Office.Prompts[i] == name)
                return PromptId.FromPlan(i);
        throw new ArgumentException(name);
    }
}
