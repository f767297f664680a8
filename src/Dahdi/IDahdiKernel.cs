namespace CallRouting.Dahdi;

/// <summary>The system calls by which the DAHDI driver is reached. Each answers what the kernel answers, or minus the
/// error number.</summary>
internal interface IDahdiKernel
{
    /// <summary>Opens a device for reading and writing that never block.</summary>
    /// <param name="path">The device.</param>
    int Open(string path);

    /// <summary>Makes a file that becomes readable when 8 octets are written to it, until they are read.</summary>
    int OpenSignal();

    /// <summary>Closes a file.</summary>
    /// <param name="file">The file.</param>
    void Close(int file);

    /// <summary>Asks the driver for something.</summary>
    /// <param name="file">The file.</param>
    /// <param name="request">What for: a <see cref="DahdiRequest"/>.</param>
    /// <param name="argument">What the request takes and gives.</param>
    int Control(int file, uint request, Span<byte> argument);

    /// <summary>Reads what waits.</summary>
    /// <param name="file">The file.</param>
    /// <param name="buffer">Room for it.</param>
    int Read(int file, Span<byte> buffer);

    /// <summary>Writes at once, or not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="data">What to write.</param>
    int Write(int file, ReadOnlySpan<byte> data);

    /// <summary>Waits until one of some files is ready.</summary>
    /// <param name="files">The files; those with a negative number are passed over.</param>
    /// <param name="milliseconds">For how long: 0 looks only.</param>
    int Poll(Span<PolledFile> files, int milliseconds);
}

/// <summary>A file that is waited for: <c>struct pollfd</c> of poll(2).</summary>
internal struct PolledFile
{
    public const short Readable = 0x01;
    public const short Urgent = 0x02;
    public const short Failed = 0x08;
    public const short HungUp = 0x10;
    public const short Invalid = 0x20;

    /// <summary>The file; negative: none.</summary>
    public int File;

    /// <summary>What is waited for.</summary>
    public short Events;

    /// <summary>What there is.</summary>
    public short Found;
}
