using System.Net;
using Microsoft.Extensions.Logging;

namespace CallRouting.Host.Tests.Flows;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_arguments_it_serves_its_own_plan_on_loopback()
    {
        var options = Options();
        Assert.Empty(options.Plans);
        Assert.False(options.IsObserving);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 5060), options.Listen[0]);
        Assert.All(options.Listen, endpoint => Assert.True(IPAddress.IsLoopback(endpoint.Address)));
        Assert.Equal("callrouting-data", options.Data);
        Assert.Equal("ru", options.Language);
        Assert.Equal(new PortSpan(20000, 29999), options.RtpPorts);
        Assert.Null(options.Advertise);
        Assert.Empty(options.Passwords);
        Assert.Empty(options.Prompts);
        Assert.Equal(LogLevel.Warning, options.Log);
        Assert.False(options.IsDemo);
        Assert.Null(options.Script);
    }

    [Fact]
    public void A_script_is_played_with_a_plan_and_with_nothing_else()
    {
        var options = Options("--plan", "p.yaml", "--script", "day.calls");
        Assert.Equal(("p.yaml", "day.calls"), (options.Plans[0].File, options.Script));
        var error = new StringWriter();
        Assert.Null(HostOptions.Parse(["--script", "day.calls", "--data", "d"], TextWriter.Null, error, out var code));
        Assert.Equal(HostOptions.Usage, code);
        Assert.Contains("leave --data out", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_is_read()
    {
        var options = Options("--plan", "p.yaml", "--plan", "north=n=1.yaml", "--observe",
            "--listen", "192.0.2.7:5070", "--listen", "::1", "--data", "d",
            "--prompts", "a", "--prompts", "b", "--language", "en", "--rtp-ports", "40000-40100",
            "--advertise", "203.0.113.7", "--set-password", "anna=correct=horse", "--set-password", "ivan",
            "--log", "debug");
        Assert.Equal([new PlanChoice(null, "p.yaml"), new PlanChoice("north", "n=1.yaml")], options.Plans);
        Assert.True(options.IsObserving);
        Assert.Equal([IPEndPoint.Parse("192.0.2.7:5070"), IPEndPoint.Parse("[::1]:5060")], options.Listen);
        Assert.Equal("d", options.Data);
        Assert.Equal(["a", "b"], options.Prompts);
        Assert.Equal("en", options.Language);
        Assert.Equal(new PortSpan(40000, 40100), options.RtpPorts);
        Assert.Equal(IPAddress.Parse("203.0.113.7"), options.Advertise);
        Assert.Equal([new PasswordWish("anna", "correct=horse"), new PasswordWish("ivan", null)], options.Passwords);
        Assert.Equal(LogLevel.Debug, options.Log);
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--listen", "5060")]
    [InlineData("--listen", "localhost:5060")]
    [InlineData("--listen", "127.0.0.1:70000")]
    [InlineData("--listen", "127.0.0.1:")]
    [InlineData("--listen", "[::1]5070")]
    [InlineData("--listen")]
    [InlineData("--language", "de")]
    [InlineData("--rtp-ports", "20000")]
    [InlineData("--rtp-ports", "80-90")]
    [InlineData("--rtp-ports", "20001-20002")]
    [InlineData("--rtp-ports", "29999-20000")]
    [InlineData("--advertise", "sip.example.com")]
    [InlineData("--set-password", "=secret12")]
    [InlineData("--set-password", "anna=short")]
    [InlineData("--log", "loud")]
    [InlineData("--log", "3")]
    [InlineData("--plan", "north=")]
    [InlineData("--demo", "--observe")]
    [InlineData("--demo", "--plan", "a.yaml")]
    [InlineData("stray")]
    public void What_is_not_understood_shows_the_usage_and_exits_with_2(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        Assert.Null(HostOptions.Parse(arguments, output, error, out var exitCode));
        Assert.Equal(2, exitCode);
        Assert.Equal("", output.ToString());
        Assert.Contains("Usage: ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("[--rtp-ports A-B]", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_that_is_refused_is_not_shown()
    {
        using StringWriter output = new(), error = new();
        Assert.Null(HostOptions.Parse(["--set-password", "anna=hunter2"], output, error, out _));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret12", new PasswordWish("anna", "secret12").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_option_and_exits_with_0()
    {
        using StringWriter output = new(), error = new();
        Assert.Null(HostOptions.Parse(["--help"], output, error, out var exitCode));
        Assert.Equal(0, exitCode);
        Assert.Equal("", error.ToString());
        foreach (var name in (string[])["--plan", "--listen", "--data", "--prompts", "--language", "--rtp-ports",
            "--advertise", "--set-password", "--log", "--observe", "--demo", "--script", "--test", "--schema"])
            Assert.Contains(name, output.ToString(), StringComparison.Ordinal);
    }

    private static HostOptions Options(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var options = HostOptions.Parse(arguments, output, error, out _);
        Assert.Equal("", error.ToString());
        return options!;
    }
}
