namespace CallRouting.Analog;

/// <summary>An analog line: a port at the office's end of a pair of wires whose other end is a telephone
/// exchange.</summary>
/// <remarks>
/// <para>Commands never block and never throw: they are taken, done in order, and what comes of them is told as
/// <see cref="FxoEvent"/>s. Each <see cref="Seize"/> and <see cref="Answer"/> ends with one
/// <see cref="FxoEventKind.OffHook"/>, <see cref="HangUp"/> with one <see cref="FxoEventKind.OnHook"/>,
/// <see cref="Dial"/> with one <see cref="FxoEventKind.DialEnded"/>, <see cref="Flash"/> with one
/// <see cref="FxoEventKind.FlashEnded"/>, <see cref="Play"/> with one <see cref="FxoEventKind.PlayEnded"/>,
/// <see cref="Record"/> with one <see cref="FxoEventKind.RecordEnded"/>. A <see cref="HangUp"/> ends what was under way
/// first, each with its own event; a <see cref="FxoEventKind.Fault"/> ends all of it at once, and nothing but
/// <see cref="FxoEventKind.Restored"/> follows it. Commands between the two are ignored.</para>
/// <para>Events may be told from any thread, one at a time, also from within a command. A line holds no lock that its
/// commands take while it tells an event.</para>
/// </remarks>
public interface IFxoLine : IAsyncDisposable
{
    /// <summary>What the line is called in logs, for example <c>/dev/ttyACM0</c>.</summary>
    string Name { get; }

    /// <summary>What the line and its device can do; final once <see cref="Open"/> has returned.</summary>
    FxoCapabilities Capabilities { get; }

    /// <summary>Opens the device with the line on hook. May take as long as a device takes to answer. After a failure
    /// it may be called again; after a success the line looks after its device itself: one that vanishes is a <see
    /// cref="FxoEventKind.Fault"/>, told once, and one that is back a <see cref="FxoEventKind.Restored"/>, told once,
    /// with the line on hook.</summary>
    /// <param name="events">Takes what happens from now on.</param>
    /// <exception cref="IOException">The device cannot be opened; the message says which and why.</exception>
    void Open(IFxoEvents events);

    /// <summary>Goes off hook to make a call.</summary>
    void Seize();

    /// <summary>Goes off hook to take a call that rings.</summary>
    void Answer();

    /// <summary>Goes on hook, in whatever state the line is.</summary>
    void HangUp();

    /// <summary>Opens the loop for a moment, by which an exchange is asked for another dial tone. A line whose
    /// <see cref="FxoCapabilities.Flashes"/> is false only ends it.</summary>
    /// <param name="milliseconds">How long: 80 … 1000.</param>
    void Flash(int milliseconds);

    /// <summary>Dials; the line is off hook. Called only where <see cref="FxoCapabilities.DialsTones"/> or, for pulses,
    /// <see cref="FxoCapabilities.DialsPulses"/> is true.</summary>
    /// <param name="digits"><c>0</c>–<c>9</c>, <c>*</c>, <c>#</c>, <c>A</c>–<c>D</c>; a comma is a pause of two
    /// seconds.</param>
    /// <param name="pulses">Whether by breaking the loop; else by tones.</param>
    void Dial(string digits, bool pulses);

    /// <summary>Plays to the line; replaces what plays, whose end is told first. Half-duplex lines only: a full-duplex
    /// line takes its sound from <see cref="IFxoEvents.Exchange"/>.</summary>
    /// <param name="alaw">G.711 A-law octets at 8 kHz.</param>
    /// <param name="isLoop">Whether without end.</param>
    void Play(ReadOnlyMemory<byte> alaw, bool isLoop);

    /// <summary>Stops what plays; without anything it does nothing.</summary>
    void StopPlay();

    /// <summary>Gives what the line says to <see cref="IFxoEvents.Heard"/> until it is stopped. Half-duplex lines
    /// only, and never while one plays.</summary>
    void Record();

    /// <summary>Stops recording; without any it does nothing.</summary>
    void StopRecord();
}

/// <summary>Takes what happens on an analog line.</summary>
public interface IFxoEvents
{
    /// <summary>Takes an event.</summary>
    /// <param name="happened">The event.</param>
    void Happened(in FxoEvent happened);

    /// <summary>A full-duplex line's sound, both ways, every 20 ms while the line is off hook; on hook too, where
    /// <see cref="FxoCapabilities.HearsOnHook"/> is true.</summary>
    /// <param name="heard">What the line says: 160 octets G.711 A-law.</param>
    /// <param name="said">To be filled with what it is to hear: 160 octets G.711 A-law.</param>
    void Exchange(ReadOnlySpan<byte> heard, Span<byte> said);

    /// <summary>What a half-duplex line says while it records, a frame at a time.</summary>
    /// <param name="frame">160 octets G.711 A-law.</param>
    void Heard(ReadOnlySpan<byte> frame);
}
