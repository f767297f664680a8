using System.Text;
using CallRouting.Analog;
using NodaTime;

namespace CallRouting.Tests.Modems;

/// <summary>A modem's machine on virtual time, with a modem played by the test: each command is answered at once from a
/// table.</summary>
internal sealed class ModemRig : IModemSurroundings
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 27, 9, 0);

    private readonly StringBuilder _typed = new();
    private readonly Queue<string> _owed = new();
    private bool _isInSound;

    public ModemRig(string kind = "v253", ModemLineOptions? options = null)
    {
        Machine = new(options ?? new() { Port = "test" }, this);
        foreach (var (command, answer) in Table(kind))
            Answers[command] = answer;
    }

    public ModemMachine Machine { get; }

    public Instant Now { get; private set; } = Start;

    public Duration Passed => Now - Start;

    /// <summary>Commands, without AT; what is not there is answered OK.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>Commands that came.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Octets that came while sound flowed.</summary>
    public List<byte> Sound { get; } = [];

    public List<FxoEvent> Events { get; } = [];

    public List<byte> HeardSound { get; } = [];

    public int Exchanges { get; private set; }

    /// <summary>Whether the modem does not answer at all.</summary>
    public bool IsHung { get; set; }

    /// <summary>What the line is to hear in an exchange.</summary>
    public byte Says { get; set; } = LegSound.Silence;

    public IEnumerable<FxoEventKind> Kinds => Events.Select(happened => happened.Kind);

    public ModemRig Open()
    {
        Machine.Opened(Now);
        PassTo(Now + Duration.FromSeconds(3), whileBusy: true);
        return this;
    }

    /// <summary>An open line off hook, all events so far forgotten.</summary>
    public ModemRig OffHook()
    {
        Open();
        Machine.Answer(Now);
        Settle();
        Assert.Contains(FxoEventKind.OffHook, Kinds);
        Events.Clear();
        return this;
    }

    /// <summary>The modem says a line.</summary>
    public void Line(string text) => Octets(Encoding.Latin1.GetBytes($"\r\n{text}\r\n"));

    /// <summary>The modem says a code.</summary>
    public void Code(char code) => Octets([0x10, (byte)code]);

    public void Octets(ReadOnlySpan<byte> octets)
    {
        Machine.Received(octets, Now);
        Settle();
    }

    /// <summary>Time passes; deadlines come on time.</summary>
    public void Pass(double seconds) => PassTo(Now + Duration.FromSeconds(seconds));

    /// <summary>Lets what is due within the next second happen: commands and answers.</summary>
    public void Settle() => PassTo(Now + Duration.FromMilliseconds(900), whileBusy: true);

    void IModemSurroundings.Send(ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            if (_isInSound)
            {
                Sound.Add(octet);
                EndSound();
            }
            else if (octet != '\r')
                _typed.Append((char)octet);
            else
                Typed();
        }
    }

    void IFxoEvents.Happened(in FxoEvent happened) => Events.Add(happened);

    void IFxoEvents.Exchange(ReadOnlySpan<byte> heard, Span<byte> said)
    {
        Exchanges++;
        HeardSound.AddRange(heard);
        said.Fill(Says);
    }

    void IFxoEvents.Heard(ReadOnlySpan<byte> frame) => HeardSound.AddRange(frame);

    private void PassTo(Instant end, bool whileBusy = false)
    {
        for (var turns = 0; turns < 100_000; turns++)
        {
            if (_owed.TryDequeue(out var answer))
            {
                Machine.Received(Encoding.Latin1.GetBytes(answer), Now);
                continue;
            }

            var next = Machine.NextDeadline;
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            Machine.Expire(Now);
        }

        if (!whileBusy)
            Now = end;
    }

    private void Typed()
    {
        var text = _typed.ToString();
        _typed.Clear();
        var at = text.IndexOf("AT", StringComparison.Ordinal);
        if (at < 0 || IsHung)
            return;
        var command = text[(at + 2)..];
        Commands.Add(command);
        var answer = Answers.GetValueOrDefault(command, "OK");
        if (answer.Length > 0)
            _owed.Enqueue($"\r\n{answer}\r\n");
        _isInSound = answer == "CONNECT";
    }

    // DLE ETX, DLE ! and DLE ^ end it; the modem confirms.
    private void EndSound()
    {
        var count = Sound.Count;
        if (IsHung || count < 2 || Sound[count - 2] != 0x10 || Sound[count - 1] is not (0x03 or (byte)'!' or (byte)'^'))
            return;
        if (count >= 3 && Sound[count - 3] == 0x10 && Sound[count - 1] != 0x03)
            return;
        _isInSound = false;
        _owed.Enqueue(Sound[count - 1] == 0x03 ? "\r\nOK\r\n" : "\u0010\u0003\r\nOK\r\n");
    }

    private static IEnumerable<(string, string)> Table(string kind) => kind switch
    {
        "plain" => [("+FCLASS=?", "0,1\r\nOK"), ("#CLS=?", "ERROR"), ("#CID=1", "ERROR"), ("A", "")],
        "rockwell" =>
        [
            ("+FCLASS=?", "0,1,2\r\nOK"), ("#CLS=?", "0,1,2,8\r\nOK"), ("#VSR=?", "7200,8000,11025\r\nOK"),
            ("A", "VCON"), ("#VTX", "CONNECT"), ("#VRX", "CONNECT")
        ],
        _ =>
        [
            ("+FCLASS=?", "0,1,1.0,8\r\nOK"), ("+VTX", "CONNECT"), ("+VRX", "CONNECT"), ("+VTR", "CONNECT"),
            ("+VTR=?", kind == "duplex" ? "OK" : "ERROR"),
            ("+VSM=?", "128,\"8-BIT LINEAR\",8,0,(8000),(0),(0)\r\n5,\"8-BIT ALAW\",8,0,(8000),(0),(0)\r\nOK")
        ],
    };
}
