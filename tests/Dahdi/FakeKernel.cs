using System.Buffers.Binary;
using System.Text;

namespace CallRouting.Dahdi;

/// <summary>The DAHDI driver as far as its interface goes, in memory: channels that hold events and buffers.</summary>
internal sealed class FakeKernel : IDahdiKernel
{
    private readonly Dictionary<int, FakeChannel?> _open = [];
    private readonly HashSet<int> _signals = [];
    private int _last = 10;

    /// <summary>The channels there are, by number.</summary>
    public Dictionary<int, FakeChannel> Channels { get; } = [];

    /// <summary>The alarms of every span.</summary>
    public DahdiAlarms SpanAlarms { get; set; }

    /// <summary>What opening the device answers; 0: it opens.</summary>
    public int OpenError { get; set; }

    /// <summary>How many files are open, signals counted.</summary>
    public int OpenFiles => _open.Count + _signals.Count;

    /// <summary>How often somebody woke.</summary>
    public int Wakes { get; private set; }

    /// <summary>Adds channels.</summary>
    public FakeKernel With(int first, int count, DahdiSignalling signalling)
    {
        for (var number = first; number < first + count; number++)
            Channels[number] = new() { Signalling = signalling };
        return this;
    }

    /// <summary>A kernel with an E1 span in channels 1 … 31.</summary>
    public static FakeKernel WithSpan() => new FakeKernel().With(1, 15, DahdiSignalling.Clear)
        .With(16, 1, DahdiSignalling.Frames).With(17, 15, DahdiSignalling.Clear);

    public int Open(string path)
    {
        if (OpenError != 0)
            return -OpenError;
        _open[++_last] = null;
        return _last;
    }

    public int OpenSignal()
    {
        _signals.Add(++_last);
        return _last;
    }

    public void Close(int file)
    {
        if (_open.Remove(file, out var channel) && channel is not null)
            channel.IsHeld = false;
        _signals.Remove(file);
    }

    public int Control(int file, uint request, Span<byte> argument)
    {
        if (!_open.TryGetValue(file, out var channel))
            return -9;
        if (request == DahdiRequest.Specify)
            return Specify(file, Number(argument));
        if (channel is null)
            return -DahdiError.Invalid;
        if (channel.Errors.TryGetValue(request, out var error))
            return -error;
        if (channel.IsGone)
            return -DahdiError.NoDevice;
        switch (request)
        {
            case DahdiRequest.GetEvent:
                BinaryPrimitives.WriteInt32LittleEndian(argument,
                    channel.Events.TryDequeue(out var happened) ? (int)happened : 0);
                return 0;
            case DahdiRequest.GetParameters:
                return Parameters(channel, argument);
            case DahdiRequest.SpanStatus:
                BinaryPrimitives.WriteInt32LittleEndian(argument[64..], (int)SpanAlarms);
                return 0;
            case DahdiRequest.Flush:
                channel.Flush(Number(argument));
                break;
            case DahdiRequest.Dial:
                channel.Dialled.Add(Encoding.ASCII.GetString(argument[4..]).TrimEnd('\0'));
                return 0;
        }

        channel.Told.Add((request, Number(argument)));
        return request == DahdiRequest.Hook && Number(argument) == (int)DahdiHook.Flash ? -DahdiError.InProgress : 0;
    }

    public int Read(int file, Span<byte> buffer)
    {
        if (_signals.Contains(file))
            return 8;
        if (Refusal(file, out var channel) is < 0 and var refusal)
            return refusal;
        if (!channel.In.TryDequeue(out var octets))
            return -DahdiError.Again;
        var length = Math.Min(octets.Length, buffer.Length);
        octets.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    public int Write(int file, ReadOnlySpan<byte> data)
    {
        if (_signals.Contains(file))
        {
            Wakes++;
            return 8;
        }

        if (Refusal(file, out var channel) is < 0 and var refusal)
            return refusal;
        if (channel.Room <= 0)
            return -DahdiError.Again;
        channel.Room--;
        channel.Out.Add(data.ToArray());
        return data.Length;
    }

    public int Poll(Span<PolledFile> files, int milliseconds)
    {
        var ready = 0;
        foreach (ref var file in files)
        {
            file.Found = 0;
            if (file.File >= 0 && _open.TryGetValue(file.File, out var channel) && channel is not null)
                file.Found = (short)((channel.In.Count > 0 ? PolledFile.Readable : 0)
                    | (channel.Events.Count > 0 ? PolledFile.Urgent : 0) | (channel.IsGone ? PolledFile.Failed : 0));
            ready += file.Found != 0 ? 1 : 0;
        }

        return ready;
    }

    private int Specify(int file, int number)
    {
        if (!Channels.TryGetValue(number, out var channel))
            return -DahdiError.Invalid;
        if (channel.Signalling == DahdiSignalling.None || channel.IsGone)
            return -DahdiError.NotConfigured;
        if (channel.IsHeld)
            return -DahdiError.Busy;
        channel.IsHeld = true;
        _open[file] = channel;
        return 0;
    }

    private int Refusal(int file, out FakeChannel channel)
    {
        channel = _open.GetValueOrDefault(file) ?? new() { IsGone = true };
        if (channel.IsGone)
            return -DahdiError.NoDevice;
        if (channel.Interruptions > 0)
        {
            channel.Interruptions--;
            return -DahdiError.Interrupted;
        }

        return channel.Events.Count > 0 ? -DahdiError.EventsWait : 0;
    }

    // What is not zero is taken for a wish: the driver would give the parameters of another channel.
    private static int Parameters(FakeChannel channel, Span<byte> argument)
    {
        if (argument.ContainsAnyExcept((byte)0))
            return -DahdiError.Invalid;
        BinaryPrimitives.WriteInt32LittleEndian(argument[4..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(argument[12..], (int)channel.Signalling);
        Encoding.UTF8.GetBytes("CARD/0", argument[48..]);
        BinaryPrimitives.WriteInt32LittleEndian(argument[132..], (int)channel.Alarms);
        return 0;
    }

    private static int Number(ReadOnlySpan<byte> argument) => BinaryPrimitives.ReadInt32LittleEndian(argument);
}

/// <summary>One channel of it.</summary>
internal sealed class FakeChannel
{
    public DahdiSignalling Signalling { get; init; }

    public DahdiAlarms Alarms { get; set; }

    /// <summary>Whether a program has it open.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether the device was taken away.</summary>
    public bool IsGone { get; set; }

    /// <summary>How many reads and writes are interrupted by a signal.</summary>
    public int Interruptions { get; set; }

    /// <summary>How many buffers can be written.</summary>
    public int Room { get; set; } = 1000;

    /// <summary>What requests answer, instead of being done.</summary>
    public Dictionary<uint, int> Errors { get; } = [];

    public Queue<DahdiEvent> Events { get; } = [];

    /// <summary>What came in from the line.</summary>
    public Queue<byte[]> In { get; } = [];

    /// <summary>What was written and not flushed.</summary>
    public List<byte[]> Out { get; } = [];

    public List<string> Dialled { get; } = [];

    /// <summary>The requests done, with their first four octets.</summary>
    public List<(uint Request, int Argument)> Told { get; } = [];

    public void Flush(int what)
    {
        if ((what & 1) != 0)
            In.Clear();
        if ((what & 2) != 0)
            Out.Clear();
        if ((what & 4) != 0)
            Events.Clear();
    }
}
