namespace CallRouting.Audio;

/// <summary>Why a number or a name is not given.</summary>
public enum CallerIdAbsence : byte
{
    /// <summary>It is given, or nothing was said about it.</summary>
    None,

    /// <summary>The network does not know it ("O").</summary>
    Unavailable,

    /// <summary>The caller withholds it ("P").</summary>
    Private,
}

/// <summary>How caller id travels on an analog line.</summary>
[Flags]
public enum CallerIdCoding : byte
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Frequency shift keying of Bell 202: 1200 bit/s, mark 1200 Hz, space 2200 Hz (Telcordia
    /// GR-30).</summary>
    Bell202 = 1,

    /// <summary>Frequency shift keying of V.23: 1200 bit/s, mark 1300 Hz, space 2100 Hz (EN 300 659-1).</summary>
    V23 = 2,

    /// <summary>DTMF keys (EN 300 659-1 annex A).</summary>
    Dtmf = 4,

    /// <summary>All of them.</summary>
    All = Bell202 | V23 | Dtmf,
}

/// <summary>Who calls, as an analog line tells it.</summary>
public sealed record CallerId
{
    /// <summary>Nothing said.</summary>
    public static CallerId Empty { get; } = new();

    /// <summary>The number as sent, digits and perhaps <c>+</c>; empty where none is.</summary>
    public string Number { get; init; } = "";

    /// <summary>Why there is no number.</summary>
    public CallerIdAbsence NumberAbsence { get; init; }

    /// <summary>The name as sent, empty where none is.</summary>
    public string Name { get; init; } = "";

    /// <summary>Why there is no name.</summary>
    public CallerIdAbsence NameAbsence { get; init; }

    /// <summary>The number that was called first, before the call was diverted; empty where not said.</summary>
    public string FirstCalled { get; init; } = "";

    /// <summary>Month, day, hour and minute of the exchange's clock; <c>default</c> where not said.</summary>
    public CallerIdTime Time { get; init; }
}

/// <summary>The exchange's clock in a caller id, without a year; <c>default</c> is not said.</summary>
/// <param name="Month">1 … 12; 0 where not said.</param>
/// <param name="Day">1 … 31.</param>
/// <param name="Hour">0 … 23.</param>
/// <param name="Minute">0 … 59.</param>
public readonly record struct CallerIdTime(byte Month, byte Day, byte Hour, byte Minute);

/// <summary>What is wrong with a caller id that was heard.</summary>
public enum CallerIdProblem : byte
{
    /// <summary>Nothing: its check sum was right, or it has none (DTMF).</summary>
    None,

    /// <summary>The signal ended within the message.</summary>
    CutShort,

    /// <summary>The check sum is wrong.</summary>
    Checksum,

    /// <summary>The check sum is right, but the message is none of a caller's identity.</summary>
    Malformed,
}

/// <summary>A caller id heard; <c>default</c> is none.</summary>
/// <param name="CallerId">Who calls; <see cref="CallerId.Empty"/> where there is a problem.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Coding">How it was sent.</param>
/// <param name="At">When it ended, in samples since the receiver began.</param>
public readonly record struct CallerIdSignal(
    CallerId CallerId, CallerIdProblem Problem, CallerIdCoding Coding, long At);
