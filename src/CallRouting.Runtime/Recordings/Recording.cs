using CallRouting.Audio;

namespace CallRouting.Runtime;

/// <summary>One message being recorded: frames wait in memory until they are written together.</summary>
internal sealed class Recording : IRecording
{
    // So much is kept when the disk does not keep up: a minute.
    private const int MostWaiting = 60 * AudioFrame.SampleRate;

    private readonly Lock _frames = new();
    private readonly Lock _writing = new();
    private readonly Recordings _folder;
    private byte[] _waiting = new byte[AudioFrame.SampleRate];
    private byte[] _spare = new byte[AudioFrame.SampleRate];
    private int _count;
    private bool _isComplete;
    private bool _isLost;
    private bool _isClosed;
    private WavWriter? _file;

    public Recording(Recordings folder, string name) => (_folder, Name) = (folder, name);

    /// <summary>The file's name in the folder, after the addressee's.</summary>
    public string Name { get; }

    public void Write(ReadOnlySpan<byte> frame)
    {
        lock (_frames)
        {
            if (_isComplete)
                return;
            if (_count + frame.Length > MostWaiting)
            {
                _isLost = true;
                return;
            }

            if (_count + frame.Length > _waiting.Length)
                Array.Resize(ref _waiting, Math.Max(_waiting.Length * 2, _count + frame.Length));
            frame.CopyTo(_waiting.AsSpan(_count));
            _count += frame.Length;
        }
    }

    public bool Complete()
    {
        lock (_frames)
            _isComplete = true;
        Flush();
        lock (_writing)
        {
            if (_isClosed)
                return !_isLost;
            _isClosed = true;
            Try(() => _file?.Dispose());
        }

        _folder.Completed(this);
        return !_isLost;
    }

    /// <summary>Writes what waits.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            if (_isClosed)
                return;
            int count;
            lock (_frames)
            {
                (_waiting, _spare) = (_spare, _waiting);
                (count, _count) = (_count, 0);
            }

            if (!_isLost)
                Try(() => Append(count));
        }
    }

    /// <summary>Removes the file of a caller who said nothing.</summary>
    public void Delete()
    {
        Complete();
        Try(() => File.Delete(Path.Combine(_folder.Folder, Name)));
    }

    private void Append(int count)
    {
        _file ??= Create();
        _file.Write(_spare.AsSpan(0, count));
    }

    private WavWriter Create()
    {
        var file = Path.Combine(_folder.Folder, Name);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(file)!);
        var stream = new FileStream(file, PrivateFiles.Options(FileMode.CreateNew));
        try
        {
            return new WavWriter(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    // What cannot be written is lost, and said; the transport's thread and the call never see an exception.
    private void Try(Action write)
    {
        try
        {
            write();
            if (!_isLost)
                _folder.Report(Name, null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _isLost = true;
            _folder.Report(Name, problem);
        }
    }
}
