namespace CallRouting.E1;

/// <summary>What is wrong with a span as its device sees it, the worst thing first to be mended (G.704,
/// G.775).</summary>
public enum SpanAlarm : byte
{
    /// <summary>Nothing: the span can carry calls.</summary>
    None = 0,

    /// <summary>The signal is back and is watched for a while before it is trusted.</summary>
    Recovering = 1,

    /// <summary>The far end says that it does not hear us: remote alarm indication, yellow.</summary>
    Yellow = 2,

    /// <summary>The far end sends all ones: alarm indication signal, blue.</summary>
    Blue = 3,

    /// <summary>No signal or no framing: red.</summary>
    Red = 4,
}

/// <summary>A 2048 kbit/s line as a device or a simulation gives it: one signalling channel in slot 16, bearer channels
/// in some of the others, and an alarm.</summary>
/// <remarks>
/// <para>A span is served by one thread: it opens it, then again and again waits, reads the link until nothing waits,
/// and reads each open bearer. Only <see cref="Wake"/> may be called by any thread.</para>
/// <para>A device that is taken away later closes its span by itself: <see cref="IsOpen"/> becomes false and
/// <see cref="Fault"/> says why. Whoever serves it opens it again later; between the two, links and bearers give and
/// take nothing.</para>
/// </remarks>
public interface ISpan : IDisposable
{
    /// <summary>What it is called in logs, for example the path of its device.</summary>
    string Name { get; }

    /// <summary>The signalling channel, slot 16.</summary>
    IHdlcLink Signalling { get; }

    /// <summary>The bearer channels in the order of their slots: some of 1 … 15 and 17 … 31.</summary>
    IReadOnlyList<IBearerChannel> Bearers { get; }

    /// <summary>Whether it has been opened and its device is still there.</summary>
    bool IsOpen { get; }

    /// <summary>Why the device went away, for a log; empty while the span is open or was never opened.</summary>
    string Fault { get; }

    /// <summary>What is wrong with the line, as of the last <see cref="Wait"/>.</summary>
    SpanAlarm Alarm { get; }

    /// <summary>Opens the device and its signalling channel; bearers are opened one by one. Does nothing to an open
    /// span.</summary>
    /// <exception cref="IOException">The device cannot be opened; the message says which and why. It may be tried
    /// again.</exception>
    void Open();

    /// <summary>Waits until there is something to read from the link or from an open bearer, the alarm has changed, the
    /// device has gone, somebody calls <see cref="Wake"/>, or the time is up. May return without reason; allocates
    /// nothing.</summary>
    /// <param name="atMost">How long: 0 looks only.</param>
    void Wait(TimeSpan atMost);

    /// <summary>Ends a <see cref="Wait"/>, or the next one if there is none. From any thread, also after the span was
    /// disposed of.</summary>
    void Wake();

    /// <summary>Closes the device; the span can be opened again until it is disposed of. Does nothing to a closed
    /// one.</summary>
    void Close();
}
