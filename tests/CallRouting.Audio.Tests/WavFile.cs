using System.Buffers.Binary;

namespace CallRouting.Tests;

/// <summary>Builds WAV files octet by octet, right and wrong ones.</summary>
internal static class WavFile
{
    public static byte[] Pcm16(int rate, int channels, ReadOnlySpan<short> samples)
    {
        var data = new byte[2 * samples.Length];
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(2 * i), samples[i]);
        return Riff(Chunk("fmt ", Fmt(1, channels, rate, 16)), Chunk("data", data));
    }

    public static byte[] Fmt(int tag, int channels, int rate, int bits)
    {
        var body = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(body, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), rate * channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(12), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(14), (ushort)bits);
        return body;
    }

    public static byte[] Extensible(int tag, int channels, int rate, int bits)
    {
        byte[] tail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
        return [.. Fmt(0xFFFE, channels, rate, bits), 22, 0, (byte)bits, 0, 0, 0, 0, 0, (byte)tag, 0, .. tail];
    }

    public static byte[] Chunk(string name, byte[] body, uint? size = null)
    {
        var header = new byte[8];
        for (var i = 0; i < 4; i++) header[i] = (byte)name[i];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), size ?? (uint)body.Length);
        return body.Length % 2 == 1 ? [.. header, .. body, 0] : [.. header, .. body];
    }

    public static byte[] Riff(params byte[][] chunks)
    {
        byte[] all = [.. chunks.SelectMany(c => c)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(all.Length + 4), .. "WAVE"u8, .. all];
    }

    public static short[] Sine(double hertz, int rate, int samples, double peak = 16000, int channels = 1)
    {
        var sine = new short[samples * channels];
        for (var i = 0; i < sine.Length; i++)
            sine[i] = (short)Math.Round(peak * Math.Sin(2 * Math.PI * hertz * (i / channels) / rate));
        return sine;
    }
}
