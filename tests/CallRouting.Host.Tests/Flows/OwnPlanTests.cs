using CallRouting.Audio;
using CallRouting.PlanFiles;
using CallRouting.Runtime;
using NodaTime;

namespace CallRouting.Host.Tests.Flows;

public sealed class OwnPlanTests
{
    private static readonly string[] BuiltIn =
    [
        "confirm.wav", "mailbox.wav", "wrong-number.wav", "declined.wav", "hold.wav", "music.wav", "position-many.wav",
        .. Enumerable.Range(1, 10).Select(position => $"position-{position}.wav"),
    ];

    public static TheoryData<string> Plans => ["plan.yaml", "morning.yaml"];

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_plan_inside_the_program_has_nothing_wrong_or_doubtful(string name)
    {
        var read = Read(name);
        Assert.True(read.IsValid);
        Assert.DoesNotContain(read.Diagnostics, found => found.Severity >= Severity.Warning);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_prompt_of_a_plan_is_there_in_both_languages(string name)
    {
        var plan = Read(name).Plan!;
        Assert.NotEmpty(plan.Prompts);
        foreach (var language in (string[])["ru", "en"])
        {
            var folder = RouterSetup.OwnPrompts(language);
            Assert.Empty(new PromptLibrary([folder]).Load(plan).Findings);
            foreach (var prompt in plan.Prompts.Concat(BuiltIn))
            {
                Assert.True(WavReader.ReadAlaw(File.ReadAllBytes(Path.Combine(folder, prompt)), out var alaw).IsNone);
                Assert.InRange(alaw.Length, 8000, 15 * 8000);
            }
        }
    }

    [Fact]
    public void The_own_plan_is_the_company_of_the_sample_plan()
    {
        var plan = Read("plan.yaml").Plan!;
        Assert.Equal("sever-office", plan.Source.Id);
        Assert.Equal(["+74951110001", "+74951110002", "+74951110003"],
            plan.Numbers.Select(number => number.Called.ToString()));
        Assert.Equal(["100", "101", "102", "103", "200"],
            plan.Employees.Select(employee => employee.Extension.ToString()));
        Assert.Equal(["sales", "accounting"], plan.Departments.Select(department => department.Id));
    }

    [Fact]
    public void Hours_say_open_or_closed_and_until_when()
    {
        var plan = Read("plan.yaml").Plan!;
        var (main, accounts) = (plan.Numbers[0], plan.Numbers[1]);
        Assert.Equal("[green]open[/] until 13:00", StartPage.Hours(plan, main, Moscow(24, 10)));
        Assert.Equal("[yellow]closed[/] until 14:00", StartPage.Hours(plan, main, Moscow(24, 13)));
        Assert.Equal("[yellow]closed[/] until Wed 25 Nov 09:00", StartPage.Hours(plan, main, Moscow(24, 18)));
        Assert.Equal("[yellow]closed[/] until Mon 30 Nov 09:00", StartPage.Hours(plan, main, Moscow(27, 17)));
        Assert.Equal("round the clock", StartPage.Hours(plan, accounts, Moscow(24, 3)));
    }

    private static Instant Moscow(int day, int hour) => Instant.FromUtc(2026, 11, day, hour - 3, 0);

    private static PlanFileResult Read(string name) =>
        PlanFile.Parse(OfficePlan.Text(name).Replace("GATEWAY", "5080", StringComparison.Ordinal), name);
}
