using System.Buffers.Binary;

namespace CallRouting.Audio;

/// <summary>Reads WAV files into telephone audio: 8 kHz, one channel, A-law or 16-bit samples.</summary>
/// <remarks>Understands PCM of 8 and 16 bits, A-law and µ-law, plain and extensible headers, mono and stereo (mixed
/// down by the mean of both), 8 to 96 kHz (resampled with a low-pass, see <see cref="Resampler"/>), chunks in any
/// order that has the format before the samples. No octets make it throw; every fault is a <see cref="WavProblem"/>.
/// </remarks>
public static class WavReader
{
    /// <summary>Lowest sample rate understood, in hertz.</summary>
    public const int LowestRate = 8000;

    /// <summary>Highest sample rate understood, in hertz.</summary>
    public const int HighestRate = 96000;

    /// <summary>Largest file understood, in octets: about six minutes at 96 kHz stereo, two hours at 8 kHz.</summary>
    public const int LargestFile = 128 * 1024 * 1024;

    /// <summary>Finds the format and the place of the samples, reading none of them.</summary>
    public static WavProblem ReadFormat(ReadOnlySpan<byte> file, out WavFormat format)
    {
        format = default;
        return file.Length > LargestFile
            ? new WavProblem(0, $"The file has {file.Length} octets; at most {LargestFile} are read. Shorten it.")
            : WavChunks.Find(file, out format);
    }

    /// <summary>Reads the sound as 16-bit samples at 8 kHz.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="samples">The sound; empty where there is a problem.</param>
    public static WavProblem ReadSamples(ReadOnlySpan<byte> file, out short[] samples)
    {
        samples = [];
        var problem = ReadFormat(file, out var format);
        if (!problem.IsNone) return problem;
        var mono = new short[format.Samples];
        Mono(file.Slice(format.DataOffset, format.DataLength), format, mono);
        samples = format.SampleRate == AudioFrame.SampleRate ? mono : Resampler.To8Khz(mono, format.SampleRate);
        return default;
    }

    /// <summary>Reads the sound as A-law at 8 kHz, ready to be cut into frames.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="alaw">The sound, filled with silence to whole frames; empty where there is a problem.</param>
    public static WavProblem ReadAlaw(ReadOnlySpan<byte> file, out byte[] alaw)
    {
        alaw = [];
        var problem = ReadFormat(file, out var format);
        if (!problem.IsNone) return problem;
        if (format.IsNative)
        {
            alaw = WholeFrames(format.Samples);
            file.Slice(format.DataOffset, format.DataLength).CopyTo(alaw);
            return default;
        }

        problem = ReadSamples(file, out var samples);
        if (!problem.IsNone) return problem;
        alaw = WholeFrames(samples.Length);
        G711.EncodeAlaw(samples, alaw);
        return default;
    }

    private static byte[] WholeFrames(int samples)
    {
        var alaw = new byte[AudioFrame.Count(samples) * AudioFrame.Samples];
        alaw.AsSpan(samples).Fill(AudioFrame.Silence);
        return alaw;
    }

    private static void Mono(ReadOnlySpan<byte> data, in WavFormat format, Span<short> mono)
    {
        var bytes = format.BitsPerSample / 8;
        for (var i = 0; i < mono.Length; i++)
        {
            var block = data.Slice(i * format.BlockAlign, format.BlockAlign);
            var left = Sample(block, format.Coding, bytes);
            mono[i] = format.Channels == 1 ? left : (short)((left + Sample(block[bytes..], format.Coding, bytes)) / 2);
        }
    }

    private static short Sample(ReadOnlySpan<byte> at, WavCoding coding, int bytes) => coding switch
    {
        WavCoding.Alaw => G711.DecodeAlaw(at[0]),
        WavCoding.Mulaw => G711.DecodeMulaw(at[0]),
        _ when bytes == 1 => (short)((at[0] - 128) << 8),
        _ => BinaryPrimitives.ReadInt16LittleEndian(at)
    };
}
