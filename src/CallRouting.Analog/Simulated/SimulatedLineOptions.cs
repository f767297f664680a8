using CallRouting.Audio;

namespace CallRouting.Analog;

/// <summary>How a simulated exchange lets a line know that the far end is gone.</summary>
public enum SimulatedEnding : byte
{
    /// <summary>By the country's busy tone, without end.</summary>
    BusyTone = 0,

    /// <summary>By opening the loop for a moment; then nothing is heard.</summary>
    LoopBreak = 1,

    /// <summary>By a polarity reversal; then nothing is heard.</summary>
    Polarity = 2,

    /// <summary>By the dial tone.</summary>
    DialTone = 3,

    /// <summary>Not at all: nothing is heard any more.</summary>
    Silence = 4,
}

/// <summary>What a simulated exchange does with a number that is dialled.</summary>
public enum SimulatedDestination : byte
{
    /// <summary>Rings until <see cref="SimulatedExchange.Answer"/> or <see cref="SimulatedExchange.Reject"/>.</summary>
    Rings = 0,

    /// <summary>Rings for two seconds, then answers.</summary>
    Answers = 1,

    /// <summary>Is busy.</summary>
    Busy = 2,

    /// <summary>Cannot be reached: congestion.</summary>
    Congestion = 3,
}

/// <summary>How a simulated line and its exchange behave.</summary>
public sealed record SimulatedLineOptions
{
    /// <summary>The country whose exchange it is. Russia.</summary>
    public AnalogCountry Country { get; init; } = AnalogCountries.Russia;

    /// <summary>Whether the port hears and says at once, and leaves all sound to be judged by whoever has it. False: a
    /// port as most voice modems are: it plays or records, and itself tells keys, tones and who calls. True.</summary>
    public bool IsFullDuplex { get; init; } = true;

    /// <summary>How caller id is sent: one coding. V.23.</summary>
    public CallerIdCoding CallerIdCoding { get; init; } = CallerIdCoding.V23;

    /// <summary>How the end of a call is told. Busy tone.</summary>
    public SimulatedEnding Ending { get; init; }

    /// <summary>Whether a polarity reversal tells that an outgoing call was answered. True.</summary>
    public bool ReversesAtAnswer { get; init; } = true;

    /// <summary>Whether there is a dial tone. True.</summary>
    public bool HasDialTone { get; init; } = true;
}
