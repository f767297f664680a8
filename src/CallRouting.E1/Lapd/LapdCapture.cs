using System.Buffers.Binary;
using NodaTime;

namespace CallRouting.E1;

/// <summary>Writes the frames of a data link to a file that Wireshark and tshark read: pcap, link type 177
/// (LINKTYPE_LINUX_LAPD), a 16 octet cooked header before each frame.</summary>
internal sealed class LapdCapture : IDisposable
{
    private const int RecordOctets = 16;
    private const int CookedOctets = 16;
    private const int LinkType = 177;
    private const int TicksPerMicrosecond = 10;
    private const ushort LapdHardware = 8445;
    private const ushort LapdProtocol = 0x0030;
    private const byte Incoming = 0;
    private const byte Outgoing = 4;

    private readonly byte[] _record = new byte[RecordOctets + CookedOctets + HdlcQueue.FrameOctets];
    private readonly bool _isNetwork;
    private Stream? _file;

    /// <summary>Writes to a stream that has its header already.</summary>
    internal LapdCapture(Stream file, bool isNetwork) => (_file, _isNetwork) = (file, isNetwork);

    /// <summary>Begins a file; one of that name is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNetwork">Whether ours is the network's side: then the reader knows commands from
    /// responses.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static LapdCapture Begin(string path, bool isNetwork)
    {
        FileStream file;
        try
        {
            // Unbuffered: a record is one write, and who reads the file while the line works reads whole records.
            file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }

        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], ushort.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], LinkType);
        try
        {
            file.Write(header);
        }
        catch (IOException)
        {
            file.Dispose();
            throw;
        }

        return new(file, isNetwork);
    }

    /// <summary>Why it writes no more, for a log; empty while it does.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Writes one frame, through to the file. A full disk ends the capture, not the line.</summary>
    /// <param name="frame">Without check sequence.</param>
    /// <param name="isOutgoing">Whether we sent it.</param>
    /// <param name="at">When.</param>
    public void Write(ReadOnlySpan<byte> frame, bool isOutgoing, Instant at)
    {
        if (_file is not { } file)
            return;
        var microseconds = at.ToUnixTimeTicks() / TicksPerMicrosecond;
        var length = Math.Min(frame.Length, HdlcQueue.FrameOctets);
        Span<byte> record = _record;
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(microseconds / 1_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(microseconds % 1_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], CookedOctets + length);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], CookedOctets + frame.Length);
        record[RecordOctets..].Clear();
        record[17] = isOutgoing ? Outgoing : Incoming;
        BinaryPrimitives.WriteUInt16BigEndian(record[18..], LapdHardware);
        record[22] = (byte)(_isNetwork ? 1 : 0);
        BinaryPrimitives.WriteUInt16BigEndian(record[30..], LapdProtocol);
        frame[..length].CopyTo(record[(RecordOctets + CookedOctets)..]);
        try
        {
            file.Write(record[..(RecordOctets + CookedOctets + length)]);
        }
        catch (IOException full)
        {
            Fault = full.Message;
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var file = _file;
        _file = null;
        try
        {
            file?.Dispose();
        }
        catch (IOException full)
        {
            Fault = full.Message;
        }
    }
}
