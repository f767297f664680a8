using CallRouting.Analog;
using FsCheck.Xunit;

namespace CallRouting.Tests.Modems;

public class DleLaws
{
    [Property(MaxTest = 500)]
    public void What_is_shielded_comes_out_as_it_was_however_it_is_cut(byte[] sound, byte seed)
    {
        // A stream begins behind the line feed of its CONNECT.
        var shielded = new byte[2 * sound.Length + 1];
        shielded[0] = (byte)'\n';
        var length = 1 + Dle.Shield(sound, shielded.AsSpan(1));
        Assert.Equal(sound, Unshielded(shielded.AsSpan(0, length), seed, out var codes, out var ended));
        Assert.Empty(codes);
        Assert.False(ended);
    }

    [Property(MaxTest = 500)]
    public void Codes_are_told_and_are_no_sound(byte[] before, byte[] after, byte code, byte seed)
    {
        if (code is Dle.Escape or Dle.End or Dle.Twice or Dle.ReportBegins or Dle.ReportEnds)
            return;
        byte[] stream = [(byte)'\n', .. Shielded(before), Dle.Escape, code, .. Shielded(after), Dle.Escape, Dle.End];
        Assert.Equal([.. before, .. after], Unshielded(stream, seed, out var codes, out var ended));
        Assert.Equal([code], codes);
        Assert.True(ended);
    }

    [Fact]
    public void Substitute_stands_for_two()
    {
        Assert.Equal([1, 0x10, 0x10, 2], Unshielded([1, Dle.Escape, Dle.Twice, 2], 1, out _, out _));
        Assert.Equal([1, 0x10, 0x10, 2], Unshielded([1, Dle.Escape, Dle.Twice, 2], 200, out _, out _));
    }

    [Fact]
    public void A_complex_report_is_no_sound() => Assert.Equal(
        [1, 2], Unshielded([1, .. "\u0010XNMBR = 123\r\n\u0010."u8, 2], 3, out _, out _));

    [Property(MaxTest = 1000)]
    public void No_octets_make_it_fail(byte[] octets, byte seed) => Unshielded(octets, seed, out _, out _);

    [Fact]
    public void Neither_shielding_nor_its_end_allocates()
    {
        Span<byte> sound = stackalloc byte[160], shielded = stackalloc byte[320];
        sound.Fill(Dle.Escape);
        var decoder = new DleDecoder();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            ReadOnlySpan<byte> octets = shielded[..Dle.Shield(sound, shielded)];
            decoder.Read(ref octets, sound, out _, out _);
            VoiceCodings.ToAlaw(VoiceCoding.Linear, sound);
            VoiceCodings.FromAlaw(VoiceCoding.Mulaw, sound);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static byte[] Shielded(byte[] sound)
    {
        var shielded = new byte[2 * sound.Length];
        return shielded[..Dle.Shield(sound, shielded)];
    }

    // The seed says where the stream and the room for sound are cut.
    private static byte[] Unshielded(ReadOnlySpan<byte> stream, byte seed, out List<byte> codes, out bool ended)
    {
        var random = new Random(seed);
        var sound = new List<byte>();
        codes = [];
        ended = false;
        var decoder = new DleDecoder();
        while (!stream.IsEmpty)
        {
            var part = stream[..random.Next(1, Math.Min(stream.Length, 7) + 1)];
            stream = stream[part.Length..];
            do
            {
                var room = new byte[random.Next(1, 9)];
                var kind = decoder.Read(ref part, room, out var written, out var code);
                sound.AddRange(room[..written]);
                if (kind == DleKind.Code)
                    codes.Add(code);
                ended |= kind == DleKind.End;
            }
            while (!part.IsEmpty);
        }

        var last = new byte[1];
        ReadOnlySpan<byte> none = [];
        decoder.Read(ref none, last, out var owed, out _);
        sound.AddRange(last[..owed]);
        return [.. sound];
    }
}
