using CallRouting.Audio;

namespace CallRouting.Runtime.Tests;

public class RecordingTests
{
    [Fact]
    public void A_message_that_cannot_be_kept_is_reported_once_and_calls_go_on()
    {
        using var rig = new Rig().Start();
        Directory.CreateDirectory(Path.Combine(rig.Data, "office"));
        File.WriteAllText(rig.RecordingFolder, "in the way");
        for (var i = 0; i < 3; i++)
            LeaveMessage(rig);

        Assert.All(rig.Records(), record => Assert.Equal("MessageFailed", record.GetProperty("outcome").GetString()));
        Assert.Equal(1, rig.Log.Count("cannot be written"));

        File.Delete(rig.RecordingFolder);
        LeaveMessage(rig);
        Assert.Equal("MessageLeft", rig.Records()[^1].GetProperty("outcome").GetString());
        Assert.Equal(1, rig.Log.Count("recordings are written"));
    }

    [Fact]
    public void On_a_full_disk_the_message_fails_and_the_call_ends_well()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        var time = new Testing.VirtualTime();
        var log = new LogLines();
        var folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        using (var recordings = new Recordings("office", folder, time, time.Scheduler, log))
        {
            var recording = recordings.Open(new CallId(1), "anna", time.Now);
            Directory.CreateDirectory(Path.Combine(folder, "anna"));
            File.CreateSymbolicLink(Path.Combine(folder, recording.Name), "/dev/full");
            recording.Write(new byte[160]);
            Assert.False(recording.Complete());
            Assert.False(recording.Complete());
        }

        Assert.Equal(1, log.Count("cannot be written"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_was_said_more_than_a_second_ago_is_readable_while_the_recording_goes_on()
    {
        using var rig = new Rig().Start();
        var caller = rig.Call(Plans.MessageNumber);
        rig.Wait(2.4);
        rig.Talk(caller, 5.1);

        // As a crash would leave it: read beside the writer.
        var file = Assert.Single(rig.RecordingFiles());
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        Assert.True(WavReader.ReadSamples(octets, out var samples).IsNone);
        Assert.InRange(samples.Length, 4 * AudioFrame.SampleRate, 5 * AudioFrame.SampleRate);
    }

    [Fact]
    public void Frames_after_the_end_are_not_kept()
    {
        var time = new Testing.VirtualTime();
        var folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        using (var recordings = new Recordings("office", folder, time, time.Scheduler, new LogLines()))
        {
            var recording = recordings.Open(new CallId(1), "anna", time.Now);
            recording.Write(new byte[160]);
            Assert.True(recording.Complete());
            recording.Write(new byte[160]);
            time.Advance(NodaTime.Duration.FromSeconds(5));
            Assert.True(WavReader.ReadSamples(File.ReadAllBytes(Path.Combine(folder, recording.Name)), out var samples)
                .IsNone);
            Assert.Equal(160, samples.Length);
            Assert.Equal("anna/2026-11-24T07-00-00.000Z-call-1.wav", recording.Name);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void LeaveMessage(Rig rig)
    {
        var caller = rig.Call(Plans.MessageNumber);
        rig.Wait(2.4);
        rig.Talk(caller, 2);
        caller.HangUp();
        rig.Wait(1);
    }
}
