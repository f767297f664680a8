using CallRouting.Audio;
using FsCheck.Xunit;

namespace CallRouting.Tests.Laws;

/// <summary>What holds for whatever is heard.</summary>
public class DetectorLaws
{
    [Property(MaxTest = 20)]
    public void White_noise_is_nothing(int seed, byte level)
    {
        var sound = new Sound().Pause(8000).Noise(-40 + level % 40, seed);
        Assert.Empty(Heard.Digits(sound));
        Assert.Empty(Heard.Fax(sound));
        Assert.Empty(Heard.Callers(sound));
        Assert.DoesNotContain(Heard.Progress(sound, Tones.Russia), heard => IsTone(heard.Progress));
    }

    [Property(MaxTest = 20)]
    public void Speech_is_voice_and_no_tone(int seed, byte level)
    {
        var sound = Speech.Vowels(8000, -32 + level % 24, seed);
        Assert.Empty(Heard.Digits(sound));
        Assert.Empty(Heard.Fax(sound));
        Assert.Empty(Heard.Callers(sound));
        var progress = Heard.Progress(sound, Tones.Russia);
        Assert.DoesNotContain(progress, heard => IsTone(heard.Progress));
        Assert.Contains(progress, heard => heard.Progress == CallProgress.Voice);
    }

    [Property(MaxTest = 15)]
    public void A_melody_is_no_key_and_no_tone_of_the_network(int seed)
    {
        var random = new Random(seed);
        var sound = new Sound();
        while (sound.Length < 8000 * 8)
        {
            // Two voices with the overtones of strings or brass.
            var note = Math.Pow(2, random.Next(0, 30) / 12.0) * 220;
            var other = note * Math.Pow(2, random.Next(3, 8) / 12.0);
            var chord = new Sound().Sines(
                random.Next(100, 500), (note, -18), (2 * note, -22), (3 * note % 4000, -24), (other, -20),
                (2 * other, -24), (3 * other % 4000, -26));
            sound.Add(chord).Pause(random.Next(0, 3) * 40);
        }

        Assert.Empty(Heard.Digits(sound));
        Assert.Empty(Heard.Fax(sound));
        Assert.DoesNotContain(Heard.Progress(sound, Tones.Russia), heard => IsTone(heard.Progress));
    }

    [Property(MaxTest = 20)]
    public void Any_number_dialled_is_heard(int seed, byte level, byte twist)
    {
        var random = new Random(seed);
        var keys = string.Concat(Enumerable.Range(0, 12).Select(_ => Dtmf.Keys[random.Next(Dtmf.Keys.Length)]));
        var low = -25 + level % 20;
        var high = Math.Clamp(low + twist % 13 - 8, -25, -3);
        if (low - high > 8) low = high + 8;
        var sound = new Sound().PauseSamples(random.Next(200));
        foreach (var key in keys)
            sound.Key(key, random.Next(40, 120), low, high, 1 + (random.NextDouble() - 0.5) * 0.03)
                .Pause(random.Next(40, 120));
        Assert.Equal(keys, Heard.Digits(sound.Pause(80)));
    }

    [Property(MaxTest = 10)]
    public void How_sound_is_cut_into_blocks_makes_no_difference(int seed)
    {
        var random = new Random(seed);
        var alaw = Everything().Alaw();
        var whole = Signals(alaw, _ => alaw.Length);
        Assert.NotEmpty(whole);
        Assert.Equal(whole, Signals(alaw, _ => random.Next(1, 400)));
        Assert.Equal(whole, Signals(alaw, _ => 1));
    }

    [Fact]
    public void A_detector_that_is_reset_hears_as_a_new_one()
    {
        var alaw = Everything().Alaw();
        var listener = new LineListener(Tones.Russia, 1000);
        var first = Read(listener, alaw);
        listener.Reset();
        Assert.Equal(first, Read(listener, alaw));
    }

    [Fact]
    public void Starts_and_ends_of_keys_alternate()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var sound = Everything().Noise(-25 - seed, seed);
            var keys = Heard.Keys(sound.Alaw());
            for (var i = 0; i < keys.Count; i++)
            {
                Assert.Equal(i % 2 == 1, keys[i].IsEnd);
                if (i % 2 == 1) Assert.Equal(keys[i - 1].Key, keys[i].Key);
            }
        }
    }

    [Fact]
    public void Listening_allocates_nothing()
    {
        var alaw = Everything().Alaw();
        var listener = new LineListener(Tones.UnitedStates);
        var keys = new DtmfDetector(Tones.UnitedStates);
        var caller = new CallerIdReceiver();
        Listen(alaw, listener, keys, caller);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Listen(alaw, listener, keys, caller);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Listen(byte[] alaw, LineListener listener, DtmfDetector keys, CallerIdReceiver caller)
    {
        for (var i = 0; i + AudioFrame.Samples <= alaw.Length; i += AudioFrame.Samples)
        {
            ReadOnlySpan<byte> frame = alaw.AsSpan(i, AudioFrame.Samples);
            while (listener.TryDetect(ref frame, out _)) { }
            frame = alaw.AsSpan(i, AudioFrame.Samples);
            while (keys.TryDetect(ref frame, out _)) { }
            frame = alaw.AsSpan(i, AudioFrame.Samples);
            while (caller.TryDetect(ref frame, out _)) { }
        }
    }

    private static Sound Everything()
    {
        var sound = new Sound().Pause(1200).Add(Sound.Of(Dtmf.Render("159D*0", 70, 60))).Pause(100)
            .Sines(500, (1100, -12)).Pause(600).Add(Speech.Vowels(1500, -20));
        for (var i = 0; i < 4; i++) sound.Sines(350, (425, -15)).Pause(350);
        return sound;
    }

    private static List<LineSignal> Signals(byte[] alaw, Func<int, int> length)
    {
        var listener = new LineListener(Tones.Russia, 1000);
        List<LineSignal> heard = [];
        for (var i = 0; i < alaw.Length;)
        {
            var block = Math.Min(length(i), alaw.Length - i);
            heard.AddRange(Read(listener, alaw.AsSpan(i, block)));
            i += block;
        }

        return heard;
    }

    private static List<LineSignal> Read(LineListener listener, ReadOnlySpan<byte> alaw)
    {
        List<LineSignal> heard = [];
        while (listener.TryDetect(ref alaw, out var signal)) heard.Add(signal);
        return heard;
    }

    private static bool IsTone(CallProgress progress) => progress is CallProgress.Dial or CallProgress.Ringback
        or CallProgress.Busy or CallProgress.Congestion;
}
