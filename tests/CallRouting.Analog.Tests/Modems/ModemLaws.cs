using CallRouting.Analog;
using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Tests.Modems;

public class ModemLaws
{
    private static readonly string[] Said =
    [
        "\r\nOK\r\n", "\r\nERROR\r\n", "\r\nCONNECT\r\n", "\r\nRING\r\n", "\r\nVCON\r\n", "\r\nNO CARRIER\r\n",
        "\r\nBUSY\r\n", "0\r",
        "\u0010\u0003", "\u0010b", "\u0010/", "\u00105", "\u0010~", "\u0010X", "\u0010.",
        "\r\n0,1,8\r\n", "NMBR = 1\r\n", "\u0010",
        "\r\n5,\"8-BIT ALAW\",8,0,(8000)\r\n", "DRON=20\r\n", "MESG = 80\r\n", "\u0010R", "\u0010q", "\u0010l"
    ];

    [Property(MaxTest = 300)]
    public void Whatever_a_modem_says_and_whenever_every_command_ends_once_and_nothing_fails(int seed)
    {
        var random = new Random(seed);
        string[] kinds = ["plain", "rockwell", "duplex", "v253"];
        var rig = new ModemRig(kinds[random.Next(4)]).Open();
        var machine = rig.Machine;
        var asked = new Dictionary<FxoEventKind, int>();
        for (var i = 0; i < 120; i++)
        {
            Step(rig, random, asked);
            // Nothing that was not asked for ends, and a fault ends all.
            foreach (var (kind, count) in asked)
                Assert.True(rig.Kinds.Count(found => found == kind) <= count, $"{kind} more often than asked for");
        }

        rig.IsHung = false;
        if (machine.Phase == ModemPhase.Failed)
            machine.Opened(rig.Now);
        rig.Pass(60);
        // All is over now: either the line is on hook, off hook, or out of service and told so.
        Assert.True(machine.NextDeadline > rig.Now || machine.Phase == ModemPhase.Closed);
        var faults = rig.Kinds.Count(kind => kind == FxoEventKind.Fault);
        Assert.InRange(faults - rig.Kinds.Count(kind => kind == FxoEventKind.Restored), 0, 1);
        if (faults > 0)
            return;
        machine.HangUp(rig.Now);
        rig.Pass(30);
        if (rig.Kinds.Contains(FxoEventKind.Fault))
            return;
        foreach (var (kind, count) in asked.Where(pair => pair.Key != FxoEventKind.OnHook))
            Assert.Equal(count, rig.Kinds.Count(found => found == kind));
    }

    [Property(MaxTest = 500)]
    public void No_octets_make_a_reader_of_results_fail(byte[] octets)
    {
        var reader = new ResultReader();
        ReadOnlySpan<byte> rest = octets;
        while (reader.Read(ref rest, out var said))
            Assert.True(said.Text.Length <= ResultReader.LongestLine);
        Assert.True(rest.IsEmpty);
    }

    [Property(MaxTest = 500)]
    public void No_line_makes_the_readers_of_lines_fail(string? line)
    {
        var caller = new CallerIdLines();
        var rhythm = default(RingRhythm);
        foreach (var begin in new[] { "", "NMBR = ", "NAME:", "MESG = ", "DRON=", "128,\"", "4,\"ULAW\"," })
        {
            caller.Take(begin + line);
            rhythm.Take(begin + line);
            OfferedCoding.Read(begin + line);
            ModemDialect.ListsVoice(begin + line);
        }

        Assert.True((caller.Give().Number ?? "").Length <= 64);
    }

    [Fact]
    public void A_frame_both_ways_allocates_nothing()
    {
        var shell = new Silent();
        var machine = new ModemMachine(new() { Port = "test", Sound = ModemSound.FullDuplex }, shell);
        var rig = Instant.FromUtc(2026, 1, 1, 0, 0);
        machine.Opened(rig);
        for (var i = 0; i < 200 && machine.Stream != ModemStream.Duplex; i++)
        {
            rig += Duration.FromMilliseconds(400);
            machine.Expire(rig);
            if (machine.Phase == ModemPhase.OnHook)
                machine.Answer(rig);
            machine.Received(machine.Phase == ModemPhase.OffHook
                ? "\r\nCONNECT\r"u8 : "\r\n0,8\r\n5,\"ALAW\",8,0,(8000)\r\nOK\r\n"u8, rig);
        }

        Assert.Equal(ModemStream.Duplex, machine.Stream);
        var frame = new byte[160];
        machine.Received(frame, rig);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            machine.Received(frame, rig);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(101, shell.Exchanges);
    }

    private static void Step(ModemRig rig, Random random, Dictionary<FxoEventKind, int> asked)
    {
        var machine = rig.Machine;
        var isUp = machine.Phase is not (ModemPhase.Closed or ModemPhase.Failed);
        switch (random.Next(14))
        {
            case 0:
                Ask(FxoEventKind.OffHook, () => machine.Answer(rig.Now));
                break;
            case 1:
                Ask(FxoEventKind.OffHook, () => machine.Seize(rig.Now));
                break;
            case 2:
                Ask(FxoEventKind.OnHook, () => machine.HangUp(rig.Now));
                break;
            case 3:
                Ask(FxoEventKind.DialEnded, () => machine.Dial("123", random.Next(2) == 0, rig.Now));
                break;
            case 4:
                Ask(FxoEventKind.FlashEnded, () => machine.FlashHook(rig.Now));
                break;
            case 5:
                Ask(FxoEventKind.PlayEnded, () => machine.Play(new byte[random.Next(0, 2000)], false, rig.Now));
                break;
            case 6:
                machine.StopPlay(rig.Now);
                break;
            case 7:
                machine.StopRecord(rig.Now);
                break;
            case 8:
                rig.IsHung = random.Next(3) == 0;
                break;
            case 9:
                var octets = new byte[random.Next(1, 400)];
                random.NextBytes(octets);
                machine.Received(octets, rig.Now);
                break;
            case 10 when machine.WantsPort:
                machine.Opened(rig.Now);
                break;
            case 11 or 12:
                machine.Received(System.Text.Encoding.Latin1.GetBytes(Said[random.Next(Said.Length)]), rig.Now);
                break;
            default:
                rig.Pass(random.NextDouble() * 2);
                break;
        }

        void Ask(FxoEventKind kind, Action command)
        {
            if (isUp)
                asked[kind] = asked.GetValueOrDefault(kind) + 1;
            command();
        }
    }

    private sealed class Silent : IModemSurroundings
    {
        public int Exchanges { get; private set; }

        public void Send(ReadOnlySpan<byte> octets)
        {
        }

        public void Happened(in FxoEvent happened)
        {
        }

        public void Exchange(ReadOnlySpan<byte> heard, Span<byte> said) => Exchanges++;

        public void Heard(ReadOnlySpan<byte> frame)
        {
        }
    }
}
