using CallRouting.Audio;

namespace CallRouting.Tests.Laws;

public class G711Laws
{
    [Fact]
    public void Every_alaw_octet_decodes_as_the_segments_of_the_standard_say()
    {
        for (var code = 0; code < 256; code++)
            Assert.Equal(G711ByDefinition.DecodeAlaw((byte)code), G711.DecodeAlaw((byte)code));
    }

    [Fact]
    public void Every_mulaw_octet_decodes_as_the_segments_of_the_standard_say()
    {
        for (var code = 0; code < 256; code++)
            Assert.Equal(G711ByDefinition.DecodeMulaw((byte)code), G711.DecodeMulaw((byte)code));
    }

    [Fact]
    public void Every_sample_is_coded_as_the_decision_values_of_the_standard_say()
    {
        for (var sample = (int)short.MinValue; sample <= short.MaxValue; sample++)
        {
            Assert.Equal(G711ByDefinition.EncodeAlaw((short)sample), G711.EncodeAlaw((short)sample));
            Assert.Equal(G711ByDefinition.EncodeMulaw((short)sample), G711.EncodeMulaw((short)sample));
        }
    }

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    [InlineData(0x80, 5504)]
    [InlineData(0x00, -5504)]
    [InlineData(0xFF, 848)]
    public void Known_alaw_octets_have_their_known_samples(int code, int sample)
    {
        Assert.Equal(sample, G711.DecodeAlaw((byte)code));
    }

    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    [InlineData(0xFE, 8)]
    [InlineData(0x7E, -8)]
    [InlineData(0xEF, 132)]
    public void Known_mulaw_octets_have_their_known_samples(int code, int sample)
    {
        Assert.Equal(sample, G711.DecodeMulaw((byte)code));
    }

    [Fact]
    public void Coding_a_decoded_octet_gives_it_back()
    {
        for (var code = 0; code < 256; code++)
        {
            Assert.Equal(code, G711.EncodeAlaw(G711.DecodeAlaw((byte)code)));
            // µ-law has two zeroes; a decoded zero has no sign, so it is coded as the positive one.
            Assert.Equal(code == 0x7F ? 0xFF : code, G711.EncodeMulaw(G711.DecodeMulaw((byte)code)));
        }
    }

    [Fact]
    public void Direct_conversion_follows_the_two_tables_of_the_standard()
    {
        for (var index = 0; index < 128; index++)
        {
            Assert.Equal((byte)(0xFF ^ G711ByDefinition.AToMu[index]), G711.AlawToMulaw((byte)(0xD5 ^ index)));
            Assert.Equal((byte)(0x7F ^ G711ByDefinition.AToMu[index]), G711.AlawToMulaw((byte)(0x55 ^ index)));
            Assert.Equal((byte)(0xD5 ^ (G711ByDefinition.MuToA[index] - 1)), G711.MulawToAlaw((byte)(0xFF ^ index)));
            Assert.Equal((byte)(0x55 ^ (G711ByDefinition.MuToA[index] - 1)), G711.MulawToAlaw((byte)(0x7F ^ index)));
        }
    }

    [Fact]
    public void Direct_conversion_is_never_more_than_one_step_from_the_detour_through_samples()
    {
        for (var code = 0; code < 256; code++)
        {
            var octet = (byte)code;
            var detour = G711.EncodeMulaw(G711.DecodeAlaw(octet));
            Assert.InRange(Math.Abs(G711.AlawToMulaw(octet) - detour), 0, 1);
            // The table keeps the sign of a negative zero, the detour cannot.
            if (code == 0x7F) continue;
            detour = G711.EncodeAlaw(G711.DecodeMulaw(octet));
            Assert.InRange(Math.Abs((G711.MulawToAlaw(octet) ^ 0x55) - (detour ^ 0x55)), 0, 1);
        }
    }

    [Fact]
    public void A_second_pair_of_conversions_changes_nothing_more()
    {
        for (var code = 0; code < 256; code++)
        {
            var once = G711.MulawToAlaw(G711.AlawToMulaw((byte)code));
            Assert.Equal(once, G711.MulawToAlaw(G711.AlawToMulaw(once)));
        }
    }

    [Fact]
    public void Blocks_are_the_same_as_octets_one_by_one_and_convert_in_place()
    {
        var codes = Enumerable.Range(0, 256).Select(c => (byte)c).ToArray();
        var samples = new short[256];
        G711.DecodeAlaw(codes, samples);
        var again = new byte[256];
        G711.EncodeAlaw(samples, again);
        Assert.Equal(codes, again);
        G711.AlawToMulaw(codes, codes);
        Assert.Equal(Enumerable.Range(0, 256).Select(c => G711.AlawToMulaw((byte)c)), codes);
        Assert.Throws<ArgumentException>(() => G711.DecodeAlaw(codes, samples.AsSpan(1)));
    }

    [Fact]
    public void Blocks_are_coded_without_allocation()
    {
        var codes = new byte[AudioFrame.Samples];
        var samples = new short[AudioFrame.Samples];
        G711.EncodeAlaw(samples, codes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            G711.EncodeAlaw(samples, codes);
            G711.DecodeAlaw(codes, samples);
            G711.AlawToMulaw(codes, codes);
            G711.MulawToAlaw(codes, codes);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
