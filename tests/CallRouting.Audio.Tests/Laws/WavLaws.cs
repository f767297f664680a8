using CallRouting.Audio;
using FsCheck.Xunit;

namespace CallRouting.Tests.Laws;

public class WavLaws
{
    [Property(MaxTest = 500)]
    public bool Any_octets_are_sound_or_a_problem_but_never_an_exception(byte[] octets) => IsSoundOrProblem(octets);

    [Property(MaxTest = 2000)]
    public bool A_good_file_with_a_few_octets_changed_is_sound_or_a_problem((ushort At, byte Octet)[] changes, byte cut)
    {
        var file = WavFile.Riff(
            WavFile.Chunk("LIST", [1, 2, 3]), WavFile.Chunk("fmt ", WavFile.Extensible(1, 2, 16000, 16)),
            WavFile.Chunk("data", new byte[64]));
        foreach (var (at, octet) in changes) file[at % 80] = octet;
        return IsSoundOrProblem(file[..Math.Max(0, file.Length - cut)]);
    }

    [Property]
    public bool What_the_writer_wrote_the_reader_reads(short[] samples, bool alaw)
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, alaw ? WavCoding.Alaw : WavCoding.Pcm, leaveOpen: true))
            writer.Write(samples);
        var problem = WavReader.ReadSamples(stream.ToArray(), out var read);
        var expected = alaw ? samples.Select(s => G711.DecodeAlaw(G711.EncodeAlaw(s))).ToArray() : samples;
        return samples.Length == 0 ? !problem.IsNone : problem.IsNone && read.SequenceEqual(expected);
    }

    private static bool IsSoundOrProblem(byte[] octets)
    {
        var problem = WavReader.ReadAlaw(octets, out var alaw);
        return problem.IsNone ? alaw.Length > 0 && alaw.Length % AudioFrame.Samples == 0 : alaw.Length == 0;
    }
}
