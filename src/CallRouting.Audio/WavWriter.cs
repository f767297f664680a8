using System.Buffers.Binary;

namespace CallRouting.Audio;

/// <summary>Writes telephone audio to a stream as a WAV file, 8 kHz mono, while it comes.</summary>
/// <remarks>On a stream that can seek, the sizes in the header are put right every second and on
/// <see cref="Dispose"/>, so a process that dies leaves a readable file that lacks at most its last second. On one that
/// cannot, and beyond 4 GiB, the sizes say "unknown", which <see cref="WavReader"/> and the usual programs read to the
/// end. Errors of the stream come out as the stream throws them. One thread at a time.</remarks>
public sealed class WavWriter : IDisposable
{
    private const uint Unknown = uint.MaxValue;
    private readonly Stream _stream;
    private readonly WavCoding _coding;
    private readonly bool _leaveOpen;
    private readonly bool _canPatch;
    private readonly long _start;
    private readonly byte[] _block = new byte[2 * AudioFrame.Samples];
    private readonly short[] _linear = new short[AudioFrame.Samples];
    private long _patchedAt;
    private bool _closed;

    /// <summary>Starts a file at the present position of <paramref name="stream"/> and writes its header.</summary>
    /// <param name="stream">Where to write; a file stream with a buffer of its own.</param>
    /// <param name="coding"><see cref="WavCoding.Pcm"/> (16 bits) or <see cref="WavCoding.Alaw"/>.</param>
    /// <param name="leaveOpen">True to leave the stream open when the writer is disposed of.</param>
    /// <exception cref="ArgumentException">Another coding, or a stream that cannot be written.</exception>
    public WavWriter(Stream stream, WavCoding coding = WavCoding.Pcm, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite) throw new ArgumentException("The stream cannot be written.", nameof(stream));
        if (coding is not (WavCoding.Pcm or WavCoding.Alaw))
            throw new ArgumentException($"{coding} cannot be written; use Pcm or Alaw.", nameof(coding));
        (_stream, _coding, _leaveOpen, _canPatch) = (stream, coding, leaveOpen, stream.CanSeek);
        _start = _canPatch ? stream.Position : 0;
        WriteHeader();
    }

    /// <summary>Octets of samples written so far.</summary>
    public long DataLength { get; private set; }

    /// <summary>Length of the sound written so far.</summary>
    public TimeSpan Duration =>
        TimeSpan.FromSeconds((double)DataLength / (_coding == WavCoding.Pcm ? 2 : 1) / AudioFrame.SampleRate);

    /// <summary>Appends A-law octets of any number.</summary>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public void Write(ReadOnlySpan<byte> alawFrame)
    {
        while (!alawFrame.IsEmpty)
        {
            var part = alawFrame[..Math.Min(alawFrame.Length, AudioFrame.Samples)];
            alawFrame = alawFrame[part.Length..];
            if (_coding == WavCoding.Alaw)
            {
                Append(part);
                continue;
            }

            G711.DecodeAlaw(part, _linear);
            AppendLinear(_linear.AsSpan(0, part.Length));
        }
    }

    /// <summary>Appends 16-bit samples of any number.</summary>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public void Write(ReadOnlySpan<short> samples)
    {
        while (!samples.IsEmpty)
        {
            var part = samples[..Math.Min(samples.Length, AudioFrame.Samples)];
            samples = samples[part.Length..];
            if (_coding == WavCoding.Pcm)
            {
                AppendLinear(part);
                continue;
            }

            G711.EncodeAlaw(part, _block);
            Append(_block.AsSpan(0, part.Length));
        }
    }

    /// <summary>Puts the sizes in the header right, and closes the stream unless told to leave it open.</summary>
    public void Dispose()
    {
        if (_closed) return;
        try
        {
            if ((DataLength & 1) != 0) _stream.WriteByte(0);
            if (_canPatch) PatchHeader();
            _stream.Flush();
        }
        finally
        {
            _closed = true;
            if (!_leaveOpen) _stream.Dispose();
        }
    }

    private void AppendLinear(ReadOnlySpan<short> samples)
    {
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(_block.AsSpan(2 * i), samples[i]);
        Append(_block.AsSpan(0, 2 * samples.Length));
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        _stream.Write(octets);
        DataLength += octets.Length;
        var second = AudioFrame.SampleRate * (_coding == WavCoding.Pcm ? 2 : 1);
        if (!_canPatch || DataLength - _patchedAt < second) return;
        PatchHeader();
        _stream.Flush();
        _patchedAt = DataLength;
    }

    private void PatchHeader()
    {
        var end = _stream.Position;
        _stream.Position = _start;
        WriteHeader();
        _stream.Position = end;
    }

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[58];
        var alaw = _coding == WavCoding.Alaw;
        var length = alaw ? 58 : 44;
        var known = _canPatch && DataLength <= Unknown - 100;
        var data = known ? (uint)DataLength : Unknown;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], known ? data + (data & 1) + (uint)length - 8 : Unknown);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], alaw ? 18u : 16u);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], (ushort)_coding);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], AudioFrame.SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], AudioFrame.SampleRate * (alaw ? 1u : 2u));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(alaw ? 1 : 2));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], (ushort)(alaw ? 8 : 16));
        var at = 36;
        if (alaw)
        {
            // A coding other than PCM has the size of its extension (none) and a fact chunk with the sample count.
            BinaryPrimitives.WriteUInt16LittleEndian(header[36..], 0);
            "fact"u8.CopyTo(header[38..]);
            BinaryPrimitives.WriteUInt32LittleEndian(header[42..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(header[46..], data);
            at = 50;
        }

        "data"u8.CopyTo(header[at..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[(at + 4)..], data);
        _stream.Write(header[..length]);
    }
}
