using System.Buffers.Binary;

namespace CallRouting.Dahdi;

/// <summary>One open channel of the driver.</summary>
/// <remarks>While events wait, the driver refuses to read and write with an error of its own; a frame would be lost if
/// the call were not made again. So events are taken as they come and wait here. Used by one thread; nothing but
/// <see cref="Open"/> and the demands (<c>Control</c>) throws.</remarks>
internal sealed class DahdiChannel : IDisposable
{
    public const string Device = "/dev/dahdi/channel";

    // The driver keeps 64; a caller that does not take them in time loses the newest.
    private const int EventRoom = 128;

    // A line that tells without end must not hold the thread.
    private const int MostEvents = 256;
    private const int MostTries = 8;

    private readonly IDahdiKernel _kernel;
    private readonly DahdiEvent[] _events = new DahdiEvent[EventRoom];
    private int _first;
    private int _waiting;

    private DahdiChannel(IDahdiKernel kernel, int number, int file) =>
        (_kernel, Number, File) = (kernel, number, file);

    /// <summary>The channel's number, from 1.</summary>
    public int Number { get; }

    /// <summary>The open file; negative after <see cref="Dispose"/>.</summary>
    public int File { get; private set; }

    /// <summary>What the driver said of it when it was opened.</summary>
    public DahdiParameters Parameters { get; private set; }

    /// <summary>Whether the device has gone.</summary>
    public bool IsGone => Fault.Length > 0;

    /// <summary>Why the device has gone, in words; empty while it is there.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Opens a channel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="number">The channel, from 1.</param>
    /// <exception cref="IOException">It cannot be opened; the message says why.</exception>
    public static DahdiChannel Open(IDahdiKernel kernel, int number)
    {
        var file = kernel.Open(Device);
        if (file < 0)
            throw new IOException(DahdiError.OfOpening(number, isChosen: false, -file));
        var channel = new DahdiChannel(kernel, number, file);
        try
        {
            var answer = channel.TryControl(DahdiRequest.Specify, number);
            if (answer < 0)
                throw new IOException(DahdiError.OfOpening(number, isChosen: true, -answer));
            // What is not zero in the structure is taken for a wish.
            Span<byte> parameters = stackalloc byte[DahdiParameters.Octets];
            parameters.Clear();
            channel.Control(DahdiRequest.GetParameters, parameters, "does not tell its parameters");
            channel.Parameters = DahdiParameters.Read(parameters);
            return channel;
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    /// <summary>Asks the driver for something, which it must do.</summary>
    /// <param name="request">The request.</param>
    /// <param name="argument">What it takes and gives.</param>
    /// <param name="what">What has failed when it does not, in words.</param>
    /// <exception cref="IOException">It does not.</exception>
    public void Control(uint request, Span<byte> argument, string what)
    {
        var answer = _kernel.Control(File, request, argument);
        if (answer < 0)
            throw new IOException(DahdiError.Of(Number, what, -answer));
    }

    /// <inheritdoc cref="Control(uint, Span{byte}, string)"/>
    public void Control(uint request, int argument, string what)
    {
        var answer = TryControl(request, argument);
        if (answer < 0)
            throw new IOException(DahdiError.Of(Number, what, -answer));
    }

    /// <summary>Asks the driver for something.</summary>
    /// <param name="request">The request.</param>
    /// <param name="argument">What it takes.</param>
    /// <returns>What it answers, or minus the error number; what it has begun and not yet done is no error.</returns>
    public int TryControl(uint request, int argument)
    {
        Span<byte> octets = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(octets, argument);
        return TryControl(request, octets);
    }

    /// <inheritdoc cref="TryControl(uint, int)"/>
    public int TryControl(uint request, Span<byte> argument)
    {
        var answer = _kernel.Control(File, request, argument);
        return answer == -DahdiError.InProgress ? 0 : answer;
    }

    /// <summary>Makes buffers of one size, sent as soon as they are written.</summary>
    /// <param name="count">How many, 2 … 32.</param>
    /// <param name="octets">Their size.</param>
    /// <exception cref="IOException">The driver does not make them.</exception>
    public void SetBuffers(int count, int octets)
    {
        // Policies for sending and receiving (0: at once), number, size, and two that only the driver fills.
        Span<byte> buffers = stackalloc byte[24];
        buffers.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(buffers[8..], count);
        BinaryPrimitives.WriteInt32LittleEndian(buffers[12..], octets);
        Control(DahdiRequest.SetBuffers, buffers, "does not take its buffers");
    }

    /// <summary>Reads what waits.</summary>
    /// <param name="buffer">Room for a buffer of the channel.</param>
    /// <returns>How many octets; 0: nothing waits, or the device has gone.</returns>
    public int Read(Span<byte> buffer)
    {
        for (var tries = 0; tries < MostTries && !IsGone; tries++)
        {
            var answer = _kernel.Read(File, buffer);
            if (answer >= 0)
                return answer;
            if (!IsToBeTriedAgain(-answer, "cannot be read"))
                return 0;
        }

        return 0;
    }

    /// <summary>Writes one buffer.</summary>
    /// <param name="data">At most the size of a buffer.</param>
    /// <returns>Whether it was taken; false: there is no room, or the device has gone.</returns>
    public bool Write(ReadOnlySpan<byte> data)
    {
        for (var tries = 0; tries < MostTries && !IsGone; tries++)
        {
            var answer = _kernel.Write(File, data);
            if (answer >= 0)
                return answer == data.Length;
            if (!IsToBeTriedAgain(-answer, "cannot be written"))
                return false;
        }

        return false;
    }

    /// <summary>Takes the oldest event that was told.</summary>
    /// <param name="happened">The event.</param>
    /// <returns>False: none waits here. <see cref="GatherEvents"/> asks the driver.</returns>
    public bool TryTakeEvent(out DahdiEvent happened)
    {
        happened = DahdiEvent.None;
        if (_waiting == 0)
            return false;
        happened = _events[_first];
        _first = (_first + 1) % EventRoom;
        _waiting--;
        return true;
    }

    /// <summary>Takes all events from the driver, so that it reads and writes again.</summary>
    public void GatherEvents()
    {
        Span<byte> octets = stackalloc byte[sizeof(int)];
        for (var taken = 0; taken < MostEvents && !IsGone; taken++)
        {
            octets.Clear();
            var answer = _kernel.Control(File, DahdiRequest.GetEvent, octets);
            if (answer == -DahdiError.Interrupted)
                continue;
            if (answer < 0)
            {
                Lose(DahdiError.Of(Number, "does not tell its events", -answer));
                return;
            }

            var happened = (DahdiEvent)BinaryPrimitives.ReadInt32LittleEndian(octets);
            if (happened == DahdiEvent.None)
                return;
            if (happened == DahdiEvent.Removed)
                Lose($"DAHDI channel {Number} was taken away.");
            else
                Tell(happened);
        }
    }

    /// <summary>Adds an event, as if the driver had told it.</summary>
    /// <param name="happened">The event.</param>
    public void Tell(DahdiEvent happened)
    {
        if (_waiting < EventRoom)
            _events[(_first + _waiting++) % EventRoom] = happened;
    }

    /// <summary>The device has gone: from now on nothing is read or written.</summary>
    /// <param name="why">In words.</param>
    public void Lose(string why)
    {
        if (!IsGone)
            Fault = why;
    }

    public void Dispose()
    {
        if (File < 0)
            return;
        _kernel.Close(File);
        File = -1;
        Lose($"DAHDI channel {Number} is closed.");
    }

    private bool IsToBeTriedAgain(int error, string what)
    {
        switch (error)
        {
            case DahdiError.EventsWait:
                GatherEvents();
                return true;
            case DahdiError.Interrupted:
                return true;
            case DahdiError.Again:
                return false;
            default:
                Lose(DahdiError.Of(Number, what, error));
                return false;
        }
    }
}
