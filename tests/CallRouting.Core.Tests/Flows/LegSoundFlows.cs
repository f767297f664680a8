namespace CallRouting.Core.Tests.Flows;

/// <summary>What a leg of a transport hears, says and is recorded as, frame by frame.</summary>
public class LegSoundFlows
{
    private static readonly LegId Caller = new CallId(1).Caller;
    private static readonly LegId Colleague = new CallId(1).Leg(1);

    private readonly List<CallEvent> _told = [];

    [Fact]
    public void A_prompt_is_said_frame_by_frame_and_ends_once()
    {
        var sound = SoundOf(Caller);
        sound.Execute(Play(7), new PromptAudio(Octets(1, 200)), null);
        Assert.Equal(Octets(1, 160), Said(sound));
        Assert.Empty(_told);
        Assert.Equal([.. Octets(1, 40), .. Octets(LegSound.Silence, 120)], Said(sound));
        Assert.Equal([CallEvent.PlayEnded(Caller, 7)], _told);
        Assert.Equal(Octets(LegSound.Silence, 160), Said(sound));
    }

    [Fact]
    public void A_prompt_without_end_begins_anew()
    {
        var sound = SoundOf(Caller);
        sound.Execute(Play(7), new PromptAudio(Octets(1, 160), IsLoop: true), null);
        for (var i = 0; i < 100; i++)
            Assert.Equal(Octets(1, 160), Said(sound));
        Assert.Empty(_told);
    }

    [Fact]
    public void A_prompt_that_is_replaced_ends_and_a_late_stop_leaves_the_new_one()
    {
        var sound = SoundOf(Caller);
        sound.Execute(Play(7), new PromptAudio(Octets(1, 1600)), null);
        sound.Execute(Play(8), new PromptAudio(Octets(2, 1600)), null);
        sound.Execute(new CallEffect(CallEffectKind.StopPlay, Caller) { Tag = 7 }, null, null);
        Assert.Equal([CallEvent.PlayEnded(Caller, 7)], _told);
        Assert.Equal(Octets(2, 160), Said(sound));
    }

    [Fact]
    public void A_prompt_that_is_missing_fails()
    {
        SoundOf(Caller).Execute(Play(7), null, null);
        Assert.Equal([CallEvent.PlayEnded(Caller, 7, isFailure: true)], _told);
    }

    [Fact]
    public void A_recording_ends_at_its_limit_with_what_was_heard()
    {
        var sound = SoundOf(Caller);
        var tape = new Tape();
        sound.Execute(new CallEffect(CallEffectKind.Record, Caller) { Tag = 3, Milliseconds = 60 }, null, tape);
        for (var i = 0; i < 5; i++)
            sound.Hear(Octets((byte)i, 160));
        Assert.Equal([0, 1, 2], tape.Frames.Select(frame => (int)frame[0]));
        Assert.Equal([CallEvent.RecordEnded(Caller, 3, 60)], _told);
        Assert.Equal(1, tape.Completed);
    }

    [Fact]
    public void Bridged_legs_hear_each_other_in_order()
    {
        var (caller, colleague) = (SoundOf(Caller), SoundOf(Colleague));
        caller.Bridge(colleague);
        var heard = new List<byte>();
        for (var i = 0; i < 20; i++)
        {
            caller.Hear(Octets((byte)i, 160));
            heard.Add(Said(colleague)[0]);
        }

        Assert.Equal(Enumerable.Range(0, 19), heard.Skip(1).Select(octet => (int)octet));
        Assert.Equal(LegSound.Silence, heard[0]);
    }

    [Fact]
    public void A_bridge_ends_once_when_either_leg_ends()
    {
        var (caller, colleague) = (SoundOf(Caller), SoundOf(Colleague));
        caller.Bridge(colleague);
        colleague.End();
        caller.End();
        Assert.Equal([CallEvent.BridgeEnded(Caller)], _told);
    }

    [Fact]
    public void A_bridge_to_a_leg_that_has_ended_ends_at_once()
    {
        var (caller, colleague) = (SoundOf(Caller), SoundOf(Colleague));
        colleague.End();
        caller.Bridge(colleague);
        Assert.Equal([CallEvent.BridgeEnded(Caller)], _told);
    }

    [Fact]
    public void A_leg_that_falls_behind_is_heard_with_little_delay_and_in_order()
    {
        var (caller, colleague) = (SoundOf(Caller), SoundOf(Colleague));
        caller.Bridge(colleague);
        for (var i = 0; i < 7; i++)
            caller.Hear(Octets((byte)i, 160));
        Assert.Equal([5, 6], new[] { Said(colleague)[0], Said(colleague)[0] }.Select(octet => (int)octet));
    }

    [Fact]
    public void A_leg_that_has_ended_opens_no_sound_and_takes_no_frames()
    {
        var sound = SoundOf(Caller);
        var tape = new Tape();
        var mouth = sound.Open(tape)!;
        sound.Hear(Octets(1, 160));
        sound.End();
        sound.Hear(Octets(2, 160));
        mouth.Write(Octets(3, 160));
        mouth.Write(Octets(3, 160));
        Assert.Single(tape.Frames);
        Assert.Equal(Octets(LegSound.Silence, 160), Said(sound));
        Assert.Null(sound.Open(tape));
    }

    [Fact]
    public void Frames_cost_no_memory()
    {
        var (caller, colleague) = (SoundOf(Caller), SoundOf(Colleague));
        caller.Bridge(colleague);
        var frame = Octets(1, 160);
        Exchange(caller, colleague, frame);
        // The least of three: the runtime allocates for itself once in a while.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                Exchange(caller, colleague, frame);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    private static void Exchange(LegSound first, LegSound second, byte[] frame)
    {
        first.Hear(frame);
        second.Hear(frame);
        first.Say(frame);
        second.Say(frame);
    }

    private static CallEffect Play(ushort tag) => new(CallEffectKind.Play, Caller) { Tag = tag };

    private static byte[] Octets(byte value, int count) => [.. Enumerable.Repeat(value, count)];

    private static byte[] Said(LegSound sound)
    {
        var frame = new byte[LegSound.FrameOctets];
        sound.Say(frame);
        return frame;
    }

    private LegSound SoundOf(LegId leg) => new(leg, _told.Add);

    private sealed class Tape : IRecording
    {
        public List<byte[]> Frames { get; } = [];

        public int Completed { get; private set; }

        public void Write(ReadOnlySpan<byte> frame) => Frames.Add(frame.ToArray());

        public bool Complete()
        {
            Completed++;
            return true;
        }
    }
}
