using System.Buffers.Binary;

namespace CallRouting.Audio;

/// <summary>Walks the chunks of a RIFF file and finds its format and its samples.</summary>
internal static class WavChunks
{
    private const uint Riff = 0x46464952, Wave = 0x45564157, Fmt = 0x20746D66, Data = 0x61746164;
    private const ushort Extensible = 0xFFFE;

    // Programs that write to a pipe cannot go back to fill in the size and leave one of these.
    private const uint UnknownFrom = 0x7FFFF000;

    public static WavProblem Find(ReadOnlySpan<byte> file, out WavFormat format)
    {
        format = default;
        if (file.Length < 12)
            return new(0, $"The file has {file.Length} octets, a WAV file at least 44; give a RIFF WAVE file.");
        if (Word(file, 0) != Riff) return new(0, "No RIFF mark: this is not a WAV file; convert it to WAV.");
        if (Word(file, 8) != Wave) return new(8, "A RIFF file, but not of kind WAVE; convert it to WAV.");

        var at = 12;
        var haveFormat = false;
        while (at + 8 <= file.Length)
        {
            var kind = Word(file, at);
            var size = Word(file, at + 4);
            var body = at + 8;
            var rest = file.Length - body;
            if (kind == Data)
                return haveFormat
                    ? Samples(file, at, ref format)
                    : new(at, "The data chunk comes before the fmt chunk, so its samples cannot be understood.");
            if (size > rest)
                return new(at + 4, $"A chunk of {size} octets in a file that has {rest} more; the file was cut short.");
            if (kind == Fmt)
            {
                var problem = Format(file.Slice(body, (int)size), body, out format);
                if (!problem.IsNone) return problem;
                haveFormat = true;
            }

            // Chunks are padded to an even length; the pad octet is not counted in the size.
            var next = body + (long)size + (size & 1);
            if (next > file.Length) break;
            at = (int)next;
        }

        format = default;
        return new(at, haveFormat ? "The file has no data chunk: no sound." : "The file has no fmt chunk.");
    }

    private static WavProblem Samples(ReadOnlySpan<byte> file, int at, ref WavFormat format)
    {
        var size = Word(file, at + 4);
        var rest = file.Length - at - 8;
        var found = format;
        format = default;
        if (size > rest && size < UnknownFrom)
            return new(at + 4, $"The data chunk says {size} octets, the file has {rest}; the file was cut short.");
        var length = size > rest ? rest : (int)size;
        if (length % found.BlockAlign != 0 && size < UnknownFrom)
            return new(at + 4, $"{length} octets of data do not divide into samples of {found.BlockAlign} octets.");
        length -= length % found.BlockAlign;
        if (length == 0) return new(at + 4, "The data chunk is empty: no sound.");
        format = found with { DataOffset = at + 8, DataLength = length };
        return default;
    }

    private static WavProblem Format(ReadOnlySpan<byte> body, int at, out WavFormat format)
    {
        format = default;
        if (body.Length < 16) return new(at - 4, $"The fmt chunk has {body.Length} octets, at least 16 are needed.");
        var tag = Half(body, 0);
        var channels = Half(body, 2);
        var rate = Word(body, 4);
        var align = Half(body, 12);
        var bits = Half(body, 14);
        if (tag == Extensible)
        {
            if (body.Length < 40)
                return new(at - 4, $"An extensible fmt chunk has 40 octets, this one {body.Length}.");
            // The first two octets of the sub-format are the plain tag; the other 14 are the same for all of them.
            tag = Half(body, 24);
            if (!body[26..40].SequenceEqual(SubFormatTail)) return new(at + 24, "An unknown extensible sub-format.");
        }

        if (channels is not (1 or 2)) return new(at + 2, $"{channels} channels; use mono or stereo.");
        if (rate is < WavReader.LowestRate or > WavReader.HighestRate)
            return new(at + 4, $"{rate} samples a second; use {WavReader.LowestRate} to {WavReader.HighestRate}.");
        var coding = (WavCoding)Math.Min(tag, (ushort)255);
        var fits = coding switch
        {
            WavCoding.Pcm => bits is 8 or 16,
            WavCoding.Alaw or WavCoding.Mulaw => bits == 8,
            _ => false
        };
        if (coding is not (WavCoding.Pcm or WavCoding.Alaw or WavCoding.Mulaw))
            return new(at, $"Coding {tag} is not known here; use PCM (1), A-law (6) or µ-law (7).");
        if (!fits) return new(at + 14, $"{bits} bits a sample; use 8 or 16 bits PCM, or 8 bits G.711.");
        if (align != channels * bits / 8)
            return new(at + 12, $"Block align {align} does not fit {channels} channels of {bits} bits.");
        format = new(coding, (int)rate, channels, bits, 0, 0);
        return default;
    }

    // {tag}-0000-0010-8000-00AA00389B71
    private static ReadOnlySpan<byte> SubFormatTail =>
        [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private static uint Word(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private static ushort Half(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);
}
