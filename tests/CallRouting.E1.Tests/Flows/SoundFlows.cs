namespace CallRouting.E1.Tests;

public class SoundFlows
{
    [Fact]
    public void Two_legs_that_are_bridged_hear_each_other_and_nobody_after_the_hold()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        var (other, party) = Answered(company);
        company.Do(CallEffectKind.Bridge, leg, other);
        caller.Say(Sounds.Tone(440, 1000), isLoop: true);
        party.Say(Sounds.Tone(600, 1000), isLoop: true);
        company.Run(1);
        Assert.InRange(Sounds.Pitch(caller.Heard(500)), 598, 602);
        Assert.InRange(Sounds.Pitch(party.Heard(500)), 438, 442);
        company.Do(CallEffectKind.Hold, leg);
        company.Run(1);
        Assert.True(Sounds.IsSilent(caller.Heard(500)));
        Assert.True(Sounds.IsSilent(party.Heard(500)));
        Assert.Single(company.Events, happened => happened.Kind == CallEventKind.BridgeEnded);
    }

    [Fact]
    public void Legs_of_different_spans_are_bridged_as_well()
    {
        using var company = new Company(spans: 2);
        var (leg, caller) = company.Talk();
        var second = company.Exchanges[1].Call("4951110001");
        company.Until(() => company.Offers.Count == 2);
        var other = company.Offers[1].Leg;
        company.Do(CallEffectKind.Answer, other);
        company.Do(CallEffectKind.Bridge, leg, other);
        caller.Say(Sounds.Tone(440, 1000), isLoop: true);
        second.Say(Sounds.Tone(600, 1000), isLoop: true);
        company.Run(1.5);
        Assert.InRange(Sounds.Pitch(caller.Heard(500)), 598, 602);
        Assert.InRange(Sounds.Pitch(second.Heard(500)), 438, 442);
        second.HangUp();
        company.EndOf(other);
        Assert.Single(company.Events, happened => happened.Kind == CallEventKind.BridgeEnded);
        Assert.False(caller.IsEnded);
    }

    [Fact]
    public void What_is_said_arrives_octet_for_octet()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        var (other, party) = Answered(company);
        company.Do(CallEffectKind.Bridge, leg, other);
        company.Run(0.5);
        var said = new byte[1600];
        new Random(1).NextBytes(said);
        caller.Say(said);
        company.Run(0.8);
        Assert.True(party.Heard(1000).AsSpan().IndexOf(said) >= 0);
        var state = company.Transport.Spans[0];
        Assert.Equal((0L, 0L), (state.Underruns, state.Overruns));
    }

    [Fact]
    public void A_leg_is_opened_to_one_of_another_transport()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        var heard = new Ear();
        var mouth = company.Transport.OpenAudio(leg, heard)!;
        caller.Say(Sounds.Tone(440, 1000), isLoop: true);
        var tone = Sounds.Tone(600, 2000);
        for (var frame = 0; frame < 75; frame++)
        {
            mouth.Write(tone.AsSpan(frame * 160, 160));
            company.Run(0.02);
        }

        Assert.InRange(Sounds.Pitch(caller.Heard(500)), 598, 602);
        Assert.InRange(Sounds.Pitch(heard.Last(4000)), 438, 442);
    }

    [Fact]
    public void A_recording_holds_what_the_caller_said()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        var recording = new Ear();
        caller.Say(Sounds.Tone(440, 1000), isLoop: true);
        company.Transport.Execute(
            new CallEffect(CallEffectKind.Record, leg) { Milliseconds = 1000, Tag = 5 }, null, recording);
        company.Run(1.5);
        var ended = company.Of(leg).Single(happened => happened.Kind == CallEventKind.RecordEnded);
        Assert.Equal((5, 1000, false), (ended.Tag, ended.Milliseconds, ended.IsFailure));
        Assert.Equal(8000, recording.Count);
        Assert.InRange(Sounds.Pitch(recording.Last(4000)), 438, 442);
    }

    private static (LegId Leg, SimulatedCall Party) Answered(Company company)
    {
        var (leg, party) = company.Ring();
        party.Answer();
        company.Until(() => company.Story(leg).Contains("Answered", StringComparison.Ordinal));
        return (leg, party);
    }

    private sealed class Ear : IRecording
    {
        private readonly List<byte> _octets = [];

        public int Count => _octets.Count;

        public byte[] Last(int octets) => [.. _octets[^octets..]];

        public void Write(ReadOnlySpan<byte> frame) => _octets.AddRange(frame);

        public bool Complete() => true;
    }
}
