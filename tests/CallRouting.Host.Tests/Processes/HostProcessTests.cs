using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CallRouting.Sip;

namespace CallRouting.Host.Tests.Processes;

public sealed class HostProcessTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_answers_by_udp_and_tcp_and_ends_cleanly_on_a_signal(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals here.");
        using var folder = new Folder();
        await using var host = RunningProgram.Start(
            "CallRouting.Host", "--listen", "127.0.0.1:0", "--data", folder.Path);
        var listening = await host.LineWith("is listening on");
        await host.LineWith("Ctrl-C");
        Assert.StartsWith("SIP/2.0 200 ", await OptionsByUdp(PortOf(listening, "udp")), StringComparison.Ordinal);
        Assert.StartsWith("SIP/2.0 200 ", await OptionsByTcp(PortOf(listening, "tcp")), StringComparison.Ordinal);

        host.Signal(signal);
        Assert.Equal(0, await host.ExitAsync(30));
        Assert.Contains("All calls ended", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', host.Output);
    }

    [Fact]
    public async Task Calls_under_way_are_ended_before_it_ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals here.");
        using var folder = new Folder();
        await using var host = RunningProgram.Start(
            "CallRouting.Host", "--listen", "127.0.0.1:0", "--data", folder.Path);
        var listening = await host.LineWith("is listening on");
        await using var caller = SipPhone.Open(new SipPhoneOptions
        {
            User = "+79031234567", Server = new(IPAddress.Loopback, PortOf(listening, "udp")),
        });
        var call = await caller.CallAsync("+74951110002");
        Assert.Equal(200, call.Status);
        await host.LineWith("chooses in the menu");

        host.Signal("TERM");
        await call.WaitForEndAsync();
        Assert.Contains(caller.Log, line => line.IsRequest("BYE") && !line.IsSent);
        Assert.Equal(0, await host.ExitAsync(30));
        Assert.Contains("Stopping: 1 live call to end.", host.Output, StringComparison.Ordinal);
        Assert.Contains("ended: Shut down", host.Output, StringComparison.Ordinal);
        Assert.Contains("All calls ended: 1 since the start.", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "G4")]
    public async Task A_phone_registers_with_the_password_that_was_read_from_the_standard_input()
    {
        using var folder = new Folder();
        await using var host = RunningProgram.StartWith("secret-of-olga\n", "CallRouting.Host",
            "--listen", "127.0.0.1:0", "--data", folder.Path, "--set-password", "olga");
        var server = new IPEndPoint(IPAddress.Loopback, PortOf(await host.LineWith("is listening on"), "udp"));
        foreach (var (user, password, status) in ((string, string, int)[])
            [("olga", "secret-of-olga", 200), ("102", "secret-of-olga", 200), ("olga", "secret-of-anna", 403)])
        {
            await using var phone = SipPhone.Open(
                new SipPhoneOptions { User = user, Password = password, Server = server });
            Assert.Equal(status, await phone.RegisterAsync());
        }
    }

    [Fact]
    [Trait("Spec", "G5")]
    public async Task Passwords_are_shown_once_and_can_be_set()
    {
        using var folder = new Folder();
        string[] arguments = ["--listen", "127.0.0.1:0", "--data", folder.Path];
        await using (var first = RunningProgram.Start(
            "CallRouting.Host", [.. arguments, "--set-password", "ivan=secret-of-ivan"]))
        {
            await first.LineWith("Ctrl-C");
            Assert.Contains("The password of ivan is set.", first.Output, StringComparison.Ordinal);
            Assert.Matches(@"anna +100 +\w{4}-\w{4}-\w{4}-\w{4}", first.Output);
            Assert.DoesNotMatch(@"ivan +101 +\w", first.Output);
            Assert.DoesNotContain("secret-of-ivan", first.Output, StringComparison.Ordinal);
        }

        await using var second = RunningProgram.Start("CallRouting.Host", arguments);
        await second.LineWith("Ctrl-C");
        Assert.Contains("5 accounts with passwords from before", second.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\w{4}-\w{4}-\w{4}-\w{4}", second.Output);
        var kept = await File.ReadAllTextAsync(
            Path.Combine(folder.Path, "office", "accounts.json"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret-of-ivan", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_for_nobody_is_an_error_that_names_who_there_is()
    {
        using var folder = new Folder();
        await using var host = RunningProgram.Start(
            "CallRouting.Host", "--data", folder.Path, "--set-password", "nobody=secret12");
        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains("no trunk user name \"nobody\"", host.Output, StringComparison.Ordinal);
        Assert.Contains("anna, ivan, olga", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_with_1_and_says_what_to_do()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var folder = new Folder();
        await using var host = RunningProgram.Start(
            "CallRouting.Host", "--listen", taken.LocalEndPoint!.ToString()!, "--data", folder.Path);
        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains($"UDP {taken.LocalEndPoint}", host.Output, StringComparison.Ordinal);
        Assert.Contains("choose another port: --listen", host.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "office", "accounts.json")));
    }

    [Fact]
    [Trait("Spec", "X10")]
    public async Task A_bad_plan_ends_with_1_and_shows_every_mistake_with_its_place()
    {
        using var folder = new Folder();
        var plan = Path.Combine(folder.Path, "bad.yaml");
        await File.WriteAllTextAsync(plan, OfficePlan.Text("plan.yaml")
            .Replace("members: [petr, anna]", "members: [peter, anna]", StringComparison.Ordinal)
            .Replace("time-zone: Europe/Moscow", "time-zone: Europe/Moskva", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await using var host = RunningProgram.Start("CallRouting.Host", "--plan", plan, "--data", folder.Path);
        Assert.Equal(1, await host.ExitAsync());
        Assert.Matches(@"bad\.yaml:\d+:\d+ error .*peter", host.Output);
        Assert.Matches(@"bad\.yaml:\d+:\d+ error .*Europe/Moskva", host.Output);
        Assert.Contains("cannot be used", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_plays_a_morning_and_every_call_goes_as_the_plan_says()
    {
        await using var demo = RunningProgram.Start("CallRouting.Host", "--demo", "--language", "en");
        var exitCode = await demo.ExitAsync(240);
        Assert.True(exitCode == 0, demo.Output);
        Assert.Contains("10 calls went as the plan says.", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("+7903123", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_embedded_sample_runs_its_call_to_the_end()
    {
        await using var sample = RunningProgram.Start("EmbeddedRouting");
        Assert.Equal(0, await sample.ExitAsync());
        Assert.Contains("2026-11-24T09:00:10Z: ring Ben", sample.Output, StringComparison.Ordinal);
        Assert.Contains("2026-11-24T09:00:14Z: let 1.0 and 1.2 hear", sample.Output, StringComparison.Ordinal);
        Assert.Contains("the call has ended: Answered", sample.Output, StringComparison.Ordinal);
    }

    private static int PortOf(string line, string kind)
    {
        var found = Regex.Match(line, $@"{kind}[^,]* 127\.0\.0\.1:(\d+)");
        Assert.True(found.Success, line);
        return int.Parse(found.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> OptionsByUdp(int port)
    {
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await client.SendAsync(Message("UDP", client.Client.LocalEndPoint!), new IPEndPoint(IPAddress.Loopback, port));
        var answer = await client.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(10));
        return Encoding.UTF8.GetString(answer.Buffer);
    }

    private static async Task<string> OptionsByTcp(int port)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Message("TCP", client.Client.LocalEndPoint!));
        var octets = new byte[4096];
        var count = await stream.ReadAsync(octets).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        return Encoding.UTF8.GetString(octets, 0, count);
    }

    private static byte[] Message(string transport, EndPoint from) => Encoding.UTF8.GetBytes(
        $"OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/{transport} {from};branch=z9hG4bK1;rport\r\n"
        + $"Max-Forwards: 70\r\nFrom: <sip:test@{from}>;tag=1\r\nTo: <sip:127.0.0.1>\r\n"
        + $"Call-ID: {transport}@test\r\nCSeq: 1 OPTIONS\r\n"
        + $"Contact: <sip:{from}>\r\nContent-Length: 0\r\n\r\n");
}
