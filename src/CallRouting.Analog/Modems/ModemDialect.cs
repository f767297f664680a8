using System.Collections.Immutable;

namespace CallRouting.Analog;

/// <summary>How one family of modems is spoken to: data. Commands are without <c>AT</c>; an empty one is not known to
/// the
/// family.</summary>
internal sealed record ModemDialect
{
    /// <summary>The name in logs.</summary>
    public required string Name { get; init; }

    /// <summary>Asks for the service classes; the family is there where the answer lists class 8.</summary>
    public string ClassQuery { get; init; } = "";

    /// <summary>Begins the voice class.</summary>
    public string Voice { get; init; } = "";

    /// <summary>Goes back to the class in which the modem waits for rings.</summary>
    public string Data { get; init; } = "";

    /// <summary>What is set once the voice class has begun; a modem may not know some of it.</summary>
    public ImmutableArray<string> VoiceSettings { get; init; } = [];

    /// <summary>What is set after a reset and after each call: caller id and distinctive rings. A modem may not know
    /// some
    /// of it.</summary>
    public ImmutableArray<string> RestSettings { get; init; } = [];

    /// <summary>Asks which codings of sound there are, a line each.</summary>
    public string CodingQuery { get; init; } = "";

    /// <summary>Chooses a coding; <c>{0}</c> is its number.</summary>
    public string CodingChoice { get; init; } = "";

    /// <summary>The coding of a family that has but one at 8 kHz and says only its rates.</summary>
    public OfferedCoding OnlyCoding { get; init; }

    /// <summary>Asks whether sound can go both ways at once.</summary>
    public string DuplexQuery { get; init; } = "";

    /// <summary>Goes off hook to take a call.</summary>
    public required string Answer { get; init; }

    /// <summary>Whether the result of <see cref="Answer"/> comes only with the call's end: the modem listens for
    /// another
    /// one's carrier meanwhile, and the line is off hook at once.</summary>
    public bool AnswersForCarrier { get; init; }

    /// <summary>Goes off hook to make a call.</summary>
    public required string Seize { get; init; }

    /// <summary>Goes on hook.</summary>
    public string HangUp { get; init; } = "H0";

    /// <summary>Dials by tones and takes commands again; <c>{0}</c> is the digits.</summary>
    public string DialTones { get; init; } = "DT{0};";

    /// <summary>Dials by pulses and takes commands again; <c>{0}</c> is the digits.</summary>
    public string DialPulses { get; init; } = "DP{0};";

    /// <summary>Flashes the hook.</summary>
    public string Flash { get; init; } = "";

    /// <summary>Begins to play.</summary>
    public string Play { get; init; } = "";

    /// <summary>Begins to record.</summary>
    public string Record { get; init; } = "";

    /// <summary>Begins sound both ways.</summary>
    public string Duplex { get; init; } = "";

    /// <summary>Ends playing after what was sent.</summary>
    public ImmutableArray<byte> EndPlay { get; init; } = [Dle.Escape, Dle.End];

    /// <summary>Ends playing at once: clears what waits (CAN), then ends.</summary>
    public ImmutableArray<byte> StopPlay { get; init; } = [Dle.Escape, 0x18, Dle.Escape, Dle.End];

    /// <summary>Ends recording.</summary>
    public ImmutableArray<byte> StopRecord { get; init; } = [Dle.Escape, (byte)'!'];

    /// <summary>Ends sound both ways.</summary>
    public ImmutableArray<byte> StopDuplex { get; init; } = [Dle.Escape, (byte)'^'];

    /// <summary>Whether there is a voice class at all.</summary>
    public bool HasVoice => Voice.Length > 0;

    /// <summary>After how much silence the modem tells it, in milliseconds, as <see cref="VoiceSettings"/> set
    /// it.</summary>
    public const int SilenceMilliseconds = 5000;

    /// <summary>Modems of ITU-T V.253 and TIA IS-101.</summary>
    public static ModemDialect V253 { get; } = new()
    {
        Name = "V.253",
        ClassQuery = "+FCLASS=?",
        Voice = "+FCLASS=8",
        Data = "+FCLASS=0",
        // Usual sensitivity and 5 s of silence; no inactivity timer of the modem's own; no wait for ringback.
        VoiceSettings = ["+VSD=128,50", "+VIT=0", "+VRN=0"],
        RestSettings = ["+VCID=1", "+VDR=1,0"],
        CodingQuery = "+VSM=?",
        CodingChoice = "+VSM={0},8000",
        DuplexQuery = "+VTR=?",
        Answer = "+VLS=1",
        Seize = "+VLS=1",
        Flash = "+VTS=!",
        Play = "+VTX",
        Record = "+VRX",
        Duplex = "+VTR",
    };

    /// <summary>Modems of Rockwell's and USRobotics' older chips.</summary>
    public static ModemDialect Rockwell { get; } = new()
    {
        Name = "Rockwell",
        ClassQuery = "#CLS=?",
        Voice = "#CLS=8",
        Data = "#CLS=0",
        // The line as the source of sound; all codes; silence kept in recordings; 5 s of silence.
        VoiceSettings = ["#VLS=0", "#VTD=3F,3F,3F", "#VSD=0", "#VSP=50", "#VRN=0"],
        RestSettings = ["#CID=1"],
        CodingQuery = "#VSR=?",
        CodingChoice = "#VBS={0};#VSR=8000",
        OnlyCoding = new(8, VoiceCoding.Linear),
        Answer = "A",
        Seize = "H1",
        Flash = "#VTS=!",
        Play = "#VTX",
        Record = "#VRX",
    };

    /// <summary>Modems without voice: they ring, tell who calls, answer, dial and hang up, and carry no
    /// sound.</summary>
    public static ModemDialect Plain { get; } = new()
    {
        Name = "class 0",
        RestSettings = ["+VCID=1", "#CID=1"],
        Answer = "A",
        AnswersForCarrier = true,
        Seize = "H1",
    };

    /// <summary>Those that a modem is asked for, in order.</summary>
    public static ImmutableArray<ModemDialect> Voices { get; } = [V253, Rockwell];

    /// <summary>Whether an answer to <see cref="ClassQuery"/> lists class 8: <c>0,1,2,8</c>, <c>(0,1,8)</c>,
    /// <c>+FCLASS: 0,8.0</c>,
    /// not <c>1.8</c> nor <c>80</c>.</summary>
    public static bool ListsVoice(string line)
    {
        var text = line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1);
        foreach (var part in text.SplitAny(',', '(', ')', ' ', '"'))
            if (text[part] is "8" or "8.0")
                return true;
        return false;
    }
}

/// <summary>What is known of chips that say less than they can.</summary>
internal static class ModemChips
{
    // They refuse +VTR=? and carry sound both ways by +VTR all the same.
    private static readonly string[] FullDuplex = ["CX930"];

    /// <summary>Whether a chip carries sound both ways though it does not say so.</summary>
    /// <param name="model">Lines of the answers to <c>+GMM</c> and <c>I3</c>.</param>
    public static bool IsFullDuplex(IEnumerable<string> model) =>
        model.Any(line => FullDuplex.Any(chip => line.Contains(chip, StringComparison.OrdinalIgnoreCase)));
}
