using System.Runtime.InteropServices;
using CallRouting.Audio;

namespace CallRouting.Tests.Interop;

/// <summary>Sound in files of 16-bit samples at 8 kHz, as the peers read and write it.</summary>
internal static class RawSound
{
    /// <summary>How sox is told of such a file.</summary>
    public static IEnumerable<string> Format => ["-t", "raw", "-r", "8000", "-e", "signed", "-b", "16", "-c", "1"];

    public static void Write(string file, ReadOnlySpan<byte> alaw)
    {
        var samples = new short[alaw.Length];
        G711.DecodeAlaw(alaw, samples);
        File.WriteAllBytes(file, MemoryMarshal.AsBytes(samples.AsSpan()));
    }

    /// <summary>Reads a file as A-law, since that is what a line carries.</summary>
    public static byte[] Read(string file)
    {
        var samples = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(file));
        var alaw = new byte[samples.Length];
        G711.EncodeAlaw(samples, alaw);
        return alaw;
    }

    /// <summary>Brings a file to another format, known by its name, and rate.</summary>
    public static Task ConvertAsync(string raw, string other, int rate = 8000) =>
        Sox.RunAsync([.. Format, raw, "-r", $"{rate}", "-e", "signed", "-b", "16", "-c", "1", other]);

    /// <summary>The keys our detector hears.</summary>
    public static string Keys(ReadOnlySpan<byte> alaw)
    {
        var detector = new DtmfDetector(Audio.Tones.Russia);
        var keys = "";
        while (detector.TryDetect(ref alaw, out var signal))
            if (!signal.IsEnd) keys += signal.Key;
        return keys;
    }

    /// <summary>The caller ids our receiver reads.</summary>
    public static List<CallerIdSignal> Callers(ReadOnlySpan<byte> alaw)
    {
        var receiver = new CallerIdReceiver();
        List<CallerIdSignal> heard = [];
        while (receiver.TryDetect(ref alaw, out var signal)) heard.Add(signal);
        return heard;
    }

    /// <summary>The fax tones our detector hears.</summary>
    public static List<FaxTone> Fax(ReadOnlySpan<byte> alaw)
    {
        var detector = new FaxToneDetector();
        List<FaxTone> heard = [];
        while (detector.TryDetect(ref alaw, out var signal)) heard.Add(signal.Tone);
        return heard;
    }
}
