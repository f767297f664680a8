using System.Net;
using System.Text.RegularExpressions;
using CallRouting.Sip;

namespace CallRouting.Host.Tests.Processes;

/// <summary>Plans that change while they are served, several companies, and what is observed.</summary>
public sealed class ServedPlanTests
{
    [Fact]
    [Trait("Spec", "X8")]
    public async Task A_plan_edited_during_a_call_is_in_force_for_the_next_and_a_broken_one_for_none()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "company.yaml");
        await WriteAsync(file, OfficePlan.Text("plan.yaml"));
        await using var host = RunningProgram.Start(
            "CallRouting.Host", "--plan", file, "--listen", "127.0.0.1:0", "--data", folder.Path);
        await using var caller = SipPhone.Open(new SipPhoneOptions
        {
            User = "+79031234567", Server = await ServerAsync(host),
        });
        var before = await caller.CallAsync("+74951110002");
        Assert.Equal(200, before.Status);
        await host.LineWith("#1  chooses in the menu accounts-menu");

        await WriteAsync(file, OfficePlan.Text("plan.yaml").Replace("[petr, anna]", "[petr, hanna]"));
        await host.LineWith("has mistakes: the plan before goes on serving");
        // The log speaks of it too, and perhaps sooner.
        Assert.Matches(@"company\.yaml:\d+:\d+ error .*hanna", await host.LineWith("company.yaml:"));

        await WriteAsync(file, OfficePlan.Text("plan.yaml")
            .Replace("{ menu: accounts-menu }", "{ announce: closed.wav }")
            .Replace("  petr: {", "  eva: { ext: \"105\" }\n  petr: {"));
        await host.LineWith("new calls follow it");
        await host.LineWith("shown this once: eva 105");
        var after = await caller.CallAsync("+74951110002");
        await host.LineWith("#2  hears closed.wav, and that is all");
        await before.SendInfoDigitsAsync("1");
        await host.LineWith("#1  the caller presses 1");
        await before.HangUpAsync();
        await after.HangUpAsync();
    }

    [Fact]
    [Trait("Spec", "O11")]
    [Trait("Spec", "O12")]
    public async Task What_trunks_write_is_printed_once_and_kept_in_a_file_with_what_the_plan_lacks()
    {
        using var folder = new Folder();
        await using var host = RunningProgram.Start(
            "CallRouting.Host", "--observe", "--listen", "127.0.0.1:0", "--data", folder.Path);
        await using var caller = SipPhone.Open(new SipPhoneOptions
        {
            User = "+79031234567", Server = await ServerAsync(host),
        });
        foreach (var number in (string[])["5584951110002", "84951110002", "84951110002"])
            await (await caller.CallAsync(number)).HangUpAsync();
        await host.LineWith("observed provider-a writes \"84951110002\" (RequestUri): +74951110002, accounts");
        await host.LineWith("observed provider-a writes \"5584951110002\"");
        var file = Path.Combine(folder.Path, "office", "called-ids.yaml");
        var text = "";
        for (var i = 0; i < 100 && !text.Contains("2 calls", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            text = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        }

        Assert.Contains("{\"match\":\"5584951110002\",\"prepend\":\"+7\",\"strip\":3}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("9031234567", text, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(host.Output, "observed .*\"84951110002\""));
    }

    [Fact]
    [Trait("Spec", "G2")]
    public async Task Two_companies_share_the_router_and_nothing_else()
    {
        using var folder = new Folder();
        var (north, south) = (Path.Combine(folder.Path, "north.yaml"), Path.Combine(folder.Path, "south.yaml"));
        await WriteAsync(north, OfficePlan.Text("plan.yaml"));
        await WriteAsync(south, OfficePlan.Text("plan.yaml").Replace("+7495111", "+7495222")
            .Replace("sever-office", "south-office"));
        await using var host = RunningProgram.Start("CallRouting.Host", "--plan", "north=" + north, "--plan", south,
            "--listen", "127.0.0.1:0", "--data", folder.Path,
            "--set-password", "anna@north=secret-north", "--set-password", "anna@south-office=secret-south");
        var server = await ServerAsync(host);
        foreach (var (password, status) in ((string, int)[])
            [("secret-north", 200), ("secret-south", 200), ("secret-east", 403)])
        {
            await using var phone = SipPhone.Open(
                new SipPhoneOptions { User = "anna", Password = password, Server = server });
            Assert.Equal(status, await phone.RegisterAsync());
        }

        await using var caller = SipPhone.Open(new SipPhoneOptions { User = "+79031234567", Server = server });
        await (await caller.CallAsync("+74951110002")).HangUpAsync();
        await (await caller.CallAsync("+74952220002")).HangUpAsync();
        await host.LineWith("#2  ended");
        Assert.Contains("#1  +7903•••••67 calls accounts (+74951110002)", host.Output, StringComparison.Ordinal);
        Assert.Contains("#2  +7903•••••67 calls accounts (+74952220002)", host.Output, StringComparison.Ordinal);
        foreach (var (company, call) in ((string, int)[])[("north", 1), ("south-office", 2)])
        {
            var record = Assert.Single(await File.ReadAllLinesAsync(
                Path.Combine(folder.Path, company, "calls.jsonl"), TestContext.Current.CancellationToken));
            Assert.Contains($"\"call\":{call},\"domain\":\"{company}\"", record, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("Spec", "G2")]
    [InlineData("office", "Two companies are called \"office\"")]
    [InlineData("second", "is a number of office and of second, and both take calls from")]
    public async Task Companies_that_cannot_be_told_apart_do_not_start(string second, string problem)
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "plan.yaml");
        await WriteAsync(file, OfficePlan.Text("plan.yaml"));
        await using var host = RunningProgram.Start("CallRouting.Host", "--plan", "office=" + file, "--plan",
            $"{second}={file}", "--listen", "127.0.0.1:0", "--data", folder.Path);
        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains(problem, host.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "G5")]
    public async Task An_employee_with_an_address_is_invited_once_and_the_password_is_in_the_letter_alone()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "plan.yaml");
        await WriteAsync(file, OfficePlan.Text("plan.yaml")
            .Replace("  petr: {", "  petr: { email: petr@example.com,"));
        var letter = Path.Combine(folder.Path, "office", "outbox", "petr.eml");
        for (var start = 0; start < 2; start++)
        {
            await using var host = RunningProgram.Start("CallRouting.Host", "--plan", file, "--listen", "127.0.0.1:0",
                "--data", folder.Path);
            await host.LineWith("Ctrl-C");
            Assert.Equal(start == 0, File.Exists(letter));
            Assert.DoesNotMatch(@"petr +103 +\w{4}-", host.Output);
            if (start > 0)
                continue;
            var text = await File.ReadAllTextAsync(letter, TestContext.Current.CancellationToken);
            Assert.StartsWith("To: petr@example.com\r\n", text, StringComparison.Ordinal);
            var password = Regex.Match(text, @"\w{4}-\w{4}-\w{4}-\w{4}").Value;
            Assert.NotEmpty(password);
            Assert.DoesNotContain(password, host.Output, StringComparison.Ordinal);
            File.Delete(letter);
        }
    }

    private static Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

    private static async Task<IPEndPoint> ServerAsync(RunningProgram host)
    {
        var line = await host.LineWith("is listening on");
        var port = Regex.Match(line, @"udp[^,]* 127\.0\.0\.1:(\d+)").Groups[1].Value;
        await host.LineWith("Ctrl-C");
        return new(IPAddress.Loopback, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
    }
}
