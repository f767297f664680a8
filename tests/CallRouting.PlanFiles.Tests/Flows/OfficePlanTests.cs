using NodaTime;

namespace CallRouting.PlanFiles.Tests;

public class OfficePlanTests
{
    [Fact]
    public void The_worked_example_loads_into_exactly_the_model_that_the_builder_gives()
    {
        var result = PlanFile.Load(SharedFile("plan", "office.yaml"));
        Assert.DoesNotContain(result.Diagnostics, found => found.Severity == Severity.Error);
        Assert.True(result.IsValid);
        Assert.Equal(PlanJson.WriteIndented(OfficePlan.Model), PlanJson.WriteIndented(result.Model!));
        Assert.Equal(OfficePlan.Model, result.Model);
        Assert.Equal(5, result.Tests.Count);
    }

    [Fact]
    public void The_sample_is_the_worked_example_with_peers_gateway_confirmation_and_a_repeat_key()
    {
        var result = PlanFile.Load(SampleFile());
        Assert.DoesNotContain(result.Diagnostics,
            found => found.Severity != Severity.Note && found.Code != "fax-as-message");
        Assert.True(result.IsValid);
        var expected = OfficePlan.Model with
        {
            Employees = Replace(OfficePlan.Model.Employees, employee => employee.Mobile is null
                ? employee
                : employee with { Mobile = employee.Mobile with { Confirm = true } }),
            Trunks = Replace(OfficePlan.Model.Trunks, trunk => trunk.Id switch
            {
                "provider-a" => trunk with
                {
                    Peers = ["192.0.2.10", "192.0.2.11"],
                    Gateway = "sip.provider-a.example:5060",
                },
                "provider-b" => trunk with { Peers = ["198.51.100.0/24"] },
                _ => trunk,
            }),
            Menus = Replace(OfficePlan.Model.Menus, menu => menu with
            {
                Keys = [.. menu.Keys, new('*', new RepeatTarget())],
            }),
        };
        Assert.Equal(PlanJson.WriteIndented(expected), PlanJson.WriteIndented(result.Model!));
        Assert.Equal(expected, result.Model);
    }

    [Fact]
    public void The_tests_in_the_file_are_read()
    {
        var tests = PlanFile.Load(SampleFile()).Tests;
        Assert.Equal(5, tests.Count);
        Assert.Equal(new PlanTestCall
        {
            Trunk = "provider-b",
            CalledRaw = "84951110001",
            Caller = "+79031234567",
            At = new LocalDateTime(2026, 11, 24, 10, 0),
        }, tests[0].Call);
        Assert.Equal(new PlanTestExpectation
        {
            Number = "main",
            Reaches = new DepartmentTarget("sales"),
            Rings =
            [
                new("ivan", Duration.Zero), new("olga", Seconds(10)), new("anna", Seconds(20)),
            ],
        }, tests[0].Expect);
        Assert.Equal(Duration.FromSeconds(5), tests[2].Expect.AfterPrompt);
        Assert.Equal(new VoicemailTarget("voicemail-office"), tests[3].Expect.Reaches);
        Assert.Equal("other", tests[4].Expect.Number);
    }

    internal static string SampleFile() => Path.Combine(Root(), "samples", "plans", "office.yaml");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CallRouting.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above holds CallRouting.sln.");
        return folder.FullName;
    }

    private static string SharedFile(string folder, string name)
    {
        var data = Environment.GetEnvironmentVariable("CALLROUTING_TEST_DATA");
        var shared = data is null ? Path.Combine(Root(), "..", "shared") : Path.Combine(data, "..");
        var path = Path.GetFullPath(Path.Combine(shared, folder, name));
        if (!File.Exists(path))
            Assert.Skip($"There is no {folder}/{name} beside the test data.");
        return path;
    }

    private static Duration Seconds(int seconds) => Duration.FromSeconds(seconds);

    private static EquatableList<T> Replace<T>(EquatableList<T> list, Func<T, T> change) =>
        EquatableList.From(list.Select(change));
}
