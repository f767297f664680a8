using CallRouting.E1;
using CallRouting.PlanFiles;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallRouting.Host.Tests.Flows;

/// <summary>Spans and lines on the command line, and the trunks they belong to.</summary>
public sealed class TrunkDeviceTests
{
    private const string Plan = """
        callrouting: 1
        plan: { id: ID, time-zone: Europe/Moscow }
        employees: { anna: { ext: "100" } }
        trunks:
          analog-1: { kind: fxo, line: 7, number: main }
          analog-2: { kind: fxo, line: 8, number: main }
          e1: { kind: pri, called-id: { country: "7" } }
          provider: { kind: sip, peers: ["PEER"] }
        numbers: { main: { called: "NUMBER", route: { employee: anna } } }
        other-number: { employee: anna }

        """;

    [Fact, Trait("Spec", "O3")]
    public void A_span_is_read_with_all_its_keys()
    {
        var plain = Span("e1=dahdi:1");
        Assert.Equal((null, "e1", "DAHDI channels 1 … 31"), (plain.Company, plain.Options.Trunk, plain.Options.Span.Name));
        Assert.Equal((PriSide.User, E1Overlap.None, 30),
            (plain.Options.Side, plain.Options.Overlap, plain.Options.Span.Bearers.Count));
        var set = Span("north/e1=unix:/run/pri.sock,channels=4,side=network,overlap=plan,select=highest,exclusive=yes,"
            + "count-channels=yes,send-overlap=yes,restart=no,country=de");
        Assert.Equal(("north", "unix:/run/pri.sock", 4), (set.Company, set.Options.Span.Name, set.Options.Span.Bearers.Count));
        Assert.Equal((PriSide.Network, E1Overlap.ByPlan, ChannelSelection.Highest, false, "de"),
            (set.Options.Side, set.Options.Overlap, set.Options.Selection, set.Options.Restarts!.Value, set.Options.Country));
        Assert.True(set.Options is { Exclusive: true, CountsChannels: true, SendsOverlap: true });
        var length = Span("e1=udp:127.0.0.1:4000-127.0.0.1:4001,overlap=11").Options;
        Assert.Equal((E1Overlap.ByLength, 11), (length.Overlap, length.Digits));
        Assert.Equal([1, 2, .. Enumerable.Range(3, 13), 17],
            Span("e1=dahdi:32,channels=16").Options.Span.Bearers.Select(bearer => bearer.Slot));
        Assert.Contains("pri.sock", Span("e1=unix-listen:/run/pri.sock").Options.Span.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e1", "names no trunk and device")]
    [InlineData("=dahdi:1", "names no trunk and device")]
    [InlineData("e1=dahdi", "names no trunk and device")]
    [InlineData("e1=dahdi:", "names no trunk and device")]
    [InlineData("/e1=dahdi:1", "is no trunk")]
    [InlineData("north/=dahdi:1", "is no trunk")]
    [InlineData("e1=dahdi:x", "\"dahdi:x\" is no span")]
    [InlineData("e1=dahdi:0", "is no span")]
    [InlineData("e1=serial:/dev/ttyS0", "is no span")]
    [InlineData("e1=udp:127.0.0.1:4000", "is no span")]
    [InlineData("e1=udp:127.0.0.1:4000-host:4001", "is no span")]
    [InlineData("e1=dahdi:1,side", "\"side\" is no setting")]
    [InlineData("e1=dahdi:1,side=", "is no setting")]
    [InlineData("e1=dahdi:1,sde=user", "\"sde\" is no setting: write one of channels, side, overlap")]
    [InlineData("e1=dahdi:1,side=usr", "\"side=usr\" cannot be: write side=user|network")]
    [InlineData("e1=dahdi:1,side=user,side=user", "\"side\" is set twice")]
    [InlineData("e1=dahdi:1,overlap=25", "write overlap=none|plan|DIGITS")]
    [InlineData("e1=dahdi:1,channels=31", "write channels=1 to 30")]
    [InlineData("e1=dahdi:1,exclusive=maybe", "write exclusive=yes|no")]
    [InlineData("e1=dahdi:1,country=xx", "write country=")]
    public void What_is_no_span_is_refused_with_what_to_write(string text, string words)
    {
        var problem = SpanChoice.Parse(text, out _);
        Assert.StartsWith("--e1: ", problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact, Trait("Spec", "O2")]
    public void A_line_is_read_with_all_its_keys()
    {
        var plain = Line("analog-1=dahdi:67").Options;
        Assert.Equal(("analog-1", "DAHDI channel 67", "ru"), (plain.Trunk, plain.Device.Name, plain.Country.Code));
        var set = Line("north/analog-1=serial:/dev/ttyACM0,country=us,prefix=9,hand-over=*70,pulses=yes,dial-tone=no,"
            + "answered-after=20,speed=230400,sound=full");
        Assert.Equal(("north", "/dev/ttyACM0"), (set.Company, set.Options.Device.Name));
        Assert.Equal(("us", "9", "*70", true), (set.Options.Country.Code, set.Options.OutsidePrefix, set.Options.HandOver,
            set.Options.DialsPulses));
        Assert.Equal((NodaTime.Duration.Zero, NodaTime.Duration.FromSeconds(20)),
            (set.Options.DialToneWithin, set.Options.AnsweredAfter));
    }

    [Theory]
    [InlineData("analog-1=/dev/ttyACM0", "names no trunk and device")]
    [InlineData("analog-1=usb:1", "\"usb:1\" is no line")]
    [InlineData("analog-1=dahdi:-1", "is no line")]
    [InlineData("analog-1=dahdi:67,speed=9600", "\"speed\" is no setting: write one of country")]
    [InlineData("analog-1=serial:COM3,sped=9600", "write one of speed, sound, country")]
    [InlineData("analog-1=serial:COM3,speed=10", "write speed=BITS-PER-SECOND")]
    [InlineData("analog-1=dahdi:67,country=xx", "write country=at|au|be")]
    [InlineData("analog-1=dahdi:67,prefix=x", "write prefix=DIGITS")]
    [InlineData("analog-1=dahdi:67,answered-after=0", "write answered-after=SECONDS")]
    public void What_is_no_line_is_refused_with_what_to_write(string text, string words)
    {
        var problem = LineChoice.Parse(text, out _);
        Assert.StartsWith("--line: ", problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_and_lines_find_their_trunks_and_the_lines_their_numbers()
    {
        await using var setup = Make([Company("office", "192.0.2.1", "+74951110001")],
            ["--e1", "e1=unix:/run/none/a", "--e1", "e1=unix:/run/none/b", "--line", "analog-2=dahdi:67"]);
        var domain = setup.Companies[0].Domain;
        Assert.Equal("unix:/run/none/a, unix:/run/none/b", setup.Devices.NameOf(domain, "e1"));
        Assert.Equal("DAHDI channel 67", setup.Devices.NameOf(domain, "analog-2"));
        Assert.Null(setup.Devices.NameOf(domain, "analog-1"));
        Assert.NotNull(setup.Devices.E1);
        Assert.NotNull(setup.Devices.Analog);
    }

    [Fact]
    public async Task A_trunk_without_a_device_is_out_of_service()
    {
        await using var setup = Make([Company("office", "192.0.2.1", "+74951110001")], ["--line", "analog-2=dahdi:67"]);
        var isOut = () => setup.Router.Trunks(setup.Companies[0].Domain).Where(trunk => !trunk.IsInService)
            .Select(trunk => trunk.Trunk).SequenceEqual(["analog-1", "e1"]);
        Assert.True(await Becomes(isOut));
    }

    [Theory]
    [InlineData("--e1", "e2=unix:/x", "--e1: the plan has no trunk \"e2\". Of kind pri it has e1, e1.")]
    [InlineData("--e1", "office/e2=unix:/x", "--e1: the plan has no trunk \"e2\". Of kind pri it has e1.")]
    [InlineData("--e1", "office/analog-1=unix:/x", "is of kind fxo in the plan; --e1 is for pri: write --line")]
    [InlineData("--line", "office/e1=dahdi:1", "is of kind pri in the plan; --line is for fxo: write --e1")]
    [InlineData("--line", "office/provider=dahdi:1", "is of kind sip in the plan; --line is for fxo.")]
    [InlineData("--line", "analog-1=dahdi:1", "several companies have a trunk \"analog-1\": write office/analog-1 or "
        + "north/analog-1")]
    [InlineData("--line", "south/analog-1=dahdi:1", "there is no company \"south\": there is office, north.")]
    public void A_trunk_that_cannot_be_is_said(string option, string text, string words)
    {
        var problem = Assert.Throws<ArgumentException>(() => Make(
        [
            Company("office", "192.0.2.1", "+74951110001"), Company("north", "192.0.2.2", "+74951110002"),
        ], [option, text]));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_analog_line_has_one_device()
    {
        var problem = Assert.Throws<ArgumentException>(() => Make([Company("office", "192.0.2.1", "+74951110001")],
            ["--line", "analog-1=dahdi:67", "--line", "analog-1=dahdi:68"]));
        Assert.Contains("has two devices", problem.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> Becomes(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
            await Task.Delay(10);
        return condition();
    }

    private static SpanChoice Span(string text)
    {
        Assert.Null(SpanChoice.Parse(text, out var choice));
        return choice;
    }

    private static LineChoice Line(string text)
    {
        Assert.Null(LineChoice.Parse(text, out var choice));
        return choice;
    }

    private static CompanyPlan Company(string name, string peer, string number)
    {
        var text = Plan.Replace("ID", name, StringComparison.Ordinal).Replace("PEER", peer, StringComparison.Ordinal)
            .Replace("NUMBER", number, StringComparison.Ordinal);
        var read = PlanFile.Parse(text, "plan.yaml");
        return new(name, read.Plan ?? throw new InvalidDataException(string.Join('\n', read.Diagnostics)), "plan.yaml", null);
    }

    private static RouterSetup Make(IReadOnlyList<CompanyPlan> companies, string[] arguments)
    {
        var error = new StringWriter();
        var folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        var options = HostOptions.Parse([.. arguments, "--listen", "127.0.0.1:0", "--data", folder], TextWriter.Null, error,
            out _);
        Assert.True(options is not null, error.ToString());
        return RouterSetup.Make(options, companies, NullLoggerFactory.Instance, TimeProvider.System,
            new CallPrinter(Terminal.Over(TextWriter.Null, isPlain: true)));
    }
}
