using CallRouting.Audio;

namespace CallRouting.Tests;

/// <summary>What the detectors hear in a sound, fed in frames of 20 ms as a line does.</summary>
internal static class Heard
{
    public static List<DtmfSignal> Keys(byte[] alaw, ToneZone? zone = null, int block = AudioFrame.Samples)
    {
        var detector = new DtmfDetector(zone ?? Tones.Russia);
        List<DtmfSignal> heard = [];
        for (var i = 0; i < alaw.Length; i += block)
        {
            ReadOnlySpan<byte> rest = alaw.AsSpan(i, Math.Min(block, alaw.Length - i));
            while (detector.TryDetect(ref rest, out var signal)) heard.Add(signal);
        }

        return heard;
    }

    public static string Digits(Sound sound, ToneZone? zone = null) => Digits(sound.Alaw(), zone);

    public static string Digits(byte[] alaw, ToneZone? zone = null) =>
        new([.. Keys(alaw, zone).Where(signal => !signal.IsEnd).Select(signal => signal.Key)]);

    public static List<CallProgressSignal> Progress(Sound sound, ToneZone zone, int silenceMilliseconds = 5000)
    {
        var detector = new CallProgressDetector(zone, silenceMilliseconds);
        List<CallProgressSignal> heard = [];
        ReadOnlySpan<byte> rest = sound.Alaw();
        while (detector.TryDetect(ref rest, out var signal)) heard.Add(signal);
        return heard;
    }

    public static List<FaxToneSignal> Fax(Sound sound)
    {
        var detector = new FaxToneDetector();
        List<FaxToneSignal> heard = [];
        ReadOnlySpan<byte> rest = sound.Alaw();
        while (detector.TryDetect(ref rest, out var signal)) heard.Add(signal);
        return heard;
    }

    public static List<CallerIdSignal> Callers(Sound sound, CallerIdCoding codings = CallerIdCoding.All)
    {
        var receiver = new CallerIdReceiver(codings);
        List<CallerIdSignal> heard = [];
        ReadOnlySpan<byte> rest = sound.Alaw();
        while (receiver.TryDetect(ref rest, out var signal)) heard.Add(signal);
        return heard;
    }
}
