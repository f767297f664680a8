namespace CallRouting.Dahdi;

/// <summary>Waits for some open channels at once, and for a wake-up from another thread.</summary>
/// <remarks>Used by one thread, but for <see cref="Wake"/>. Allocates nothing while it waits.</remarks>
internal sealed class DahdiPoll : IDisposable
{
    // The first file is the signal.
    private readonly PolledFile[] _files;
    private readonly DahdiChannel?[] _channels;
    private readonly IDahdiKernel _kernel;
    private readonly Lock _signalInUse = new();
    private int _signal;
    private int _count = 1;

    /// <summary>Makes a wait for channels.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="most">How many channels at once.</param>
    /// <exception cref="IOException">The kernel gives no file for the wake-up.</exception>
    public DahdiPoll(IDahdiKernel kernel, int most)
    {
        _kernel = kernel;
        _signal = kernel.OpenSignal();
        if (_signal < 0)
            throw new IOException($"The kernel gives no event file ({-_signal}).");
        _files = new PolledFile[most + 1];
        _channels = new DahdiChannel?[most + 1];
        _files[0] = new() { File = _signal, Events = PolledFile.Readable };
    }

    /// <summary>Waits for a channel too.</summary>
    /// <param name="channel">The open channel.</param>
    public void Add(DahdiChannel channel)
    {
        _files[_count] = new() { File = channel.File, Events = PolledFile.Readable | PolledFile.Urgent };
        _channels[_count++] = channel;
    }

    /// <summary>Waits for a channel no more.</summary>
    /// <param name="channel">The channel, before it is closed.</param>
    public void Remove(DahdiChannel channel)
    {
        var at = Array.IndexOf(_channels, channel, 0, _count);
        if (at < 0)
            return;
        _count--;
        (_files[at], _channels[at]) = (_files[_count], _channels[_count]);
        _channels[_count] = null;
    }

    /// <summary>Waits until a channel can be read, has told something or has gone, or somebody wakes. Events are taken
    /// from the driver into their channel.</summary>
    /// <param name="milliseconds">For how long: 0 looks only.</param>
    public void Wait(int milliseconds)
    {
        if (_kernel.Poll(_files.AsSpan(0, _count), milliseconds) <= 0)
            return;
        if (_files[0].Found != 0)
        {
            Span<byte> octets = stackalloc byte[sizeof(long)];
            _kernel.Read(_signal, octets);
        }

        for (var i = 1; i < _count; i++)
        {
            var found = _files[i].Found;
            if (found == 0 || _channels[i] is not { } channel)
                continue;
            if ((found & (PolledFile.Urgent | PolledFile.Failed | PolledFile.HungUp)) != 0)
                channel.GatherEvents();
            if ((found & (PolledFile.Failed | PolledFile.HungUp | PolledFile.Invalid)) != 0)
                channel.Lose($"DAHDI channel {channel.Number} has gone.");
            // A device that has gone is ready for ever.
            if (channel.IsGone)
                _files[i].File = -1;
        }
    }

    /// <summary>Ends a wait, or the next one. From any thread, also afterwards.</summary>
    public void Wake()
    {
        ReadOnlySpan<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
        lock (_signalInUse)
            if (_signal >= 0)
                _kernel.Write(_signal, one);
    }

    public void Dispose()
    {
        lock (_signalInUse)
        {
            if (_signal < 0)
                return;
            _kernel.Close(_signal);
            _signal = -1;
        }
    }
}
