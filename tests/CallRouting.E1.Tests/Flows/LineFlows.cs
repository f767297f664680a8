namespace CallRouting.E1.Tests;

/// <summary>Alarms, links, devices, channels: what the office and the calls see of them.</summary>
public class LineFlows
{
    [Fact]
    public void The_office_learns_how_many_channels_carry_calls()
    {
        using var company = new Company(spans: 2, isStarted: false);
        company.Start();
        company.Until(() => company.Channels is [.., 60], within: 3);
        Assert.Equal(0, company.Channels[0]);
    }

    [Theory]
    [InlineData(SpanAlarm.Red)]
    [InlineData(SpanAlarm.Blue)]
    [InlineData(SpanAlarm.Yellow)]
    [InlineData(SpanAlarm.Recovering)]
    public void An_alarm_takes_the_channels_of_its_span_away_until_it_is_over(SpanAlarm alarm)
    {
        using var company = new Company(spans: 2);
        company.Near[0].SetAlarm(alarm);
        company.Run(0.1);
        Assert.Equal(30, company.Channels[^1]);
        Assert.Equal(alarm, company.Transport.Spans[0].Alarm);
        company.Ring();
        Assert.Equal((0, 1), (company.Exchanges[0].Taken.Count, company.Exchanges[1].Taken.Count));
        company.Near[0].SetAlarm(SpanAlarm.None);
        company.Until(() => company.Channels[^1] == 60);
    }

    [Fact]
    public void With_an_alarm_on_every_span_a_leg_fails_at_once()
    {
        using var company = new Company();
        company.Near[0].SetAlarm(SpanAlarm.Red);
        company.Run(0.1);
        var leg = company.Dial();
        Assert.Equal(Cause.NoCircuitAvailable, company.Of(leg).Single().Cause);
    }

    [Fact]
    public void A_call_outlives_a_short_loss_of_the_line_and_talks_on()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        company.Near[0].SetAlarm(SpanAlarm.Red);
        company.Run(20);
        company.Near[0].SetAlarm(SpanAlarm.None);
        company.Until(() => company.Channels[^1] == 30, within: 10);
        Assert.Empty(company.Of(leg));
        company.Play(leg, Sounds.Tone(440, 2000));
        company.Run(1);
        Assert.InRange(Sounds.Pitch(caller.Heard(400)), 438, 442);
        caller.HangUp();
        Assert.Equal(Cause.NormalClearing, company.EndOf(leg));
    }

    [Fact]
    public void A_call_that_does_not_talk_yet_ends_with_the_line()
    {
        using var company = new Company();
        var (leg, _) = company.Call();
        company.Near[0].SetAlarm(SpanAlarm.Red);
        Assert.Equal(Cause.DestinationOutOfOrder, company.EndOf(leg, within: 1));
    }

    [Fact]
    public void T309_ends_the_calls_of_a_line_that_does_not_come_back()
    {
        using var company = new Company();
        var (leg, _) = company.Talk();
        var tag = company.Play(leg, Sounds.Tone(440, 1000), isLoop: true);
        company.Near[0].SetAlarm(SpanAlarm.Red);
        company.Run(89);
        Assert.DoesNotContain("Cleared", company.Story(leg), StringComparison.Ordinal);
        company.EndOf(leg, within: 2);
        Assert.Single(company.Of(leg), happened => happened.Kind == CallEventKind.PlayEnded && happened.Tag == tag);
        Assert.Equal(0, company.Transport.Spans[0].Calls);
    }

    [Fact]
    public void A_data_link_that_stays_down_takes_the_channels_away_after_T309_and_gives_them_back()
    {
        using var company = new Company();
        var (leg, _) = company.Talk();
        company.LoseFrames(true);
        company.Until(() => !company.Transport.Spans[0].IsLinkUp, within: 20);
        company.Run(85);
        Assert.Equal(30, company.Channels[^1]);
        Assert.Empty(company.Of(leg));
        company.Run(6);
        Assert.Equal(0, company.Channels[^1]);
        Assert.Equal("Cleared", company.Story(leg));
        company.LoseFrames(false);
        company.Until(() => company.Channels[^1] == 30, within: 10);
    }

    [Fact]
    public void A_data_link_that_comes_back_keeps_the_calls_that_talk()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        company.LoseFrames(true);
        company.Until(() => !company.Transport.Spans[0].IsLinkUp, within: 20);
        company.Run(30);
        company.LoseFrames(false);
        company.Until(() => company.Transport.Spans[0].IsLinkUp, within: 10);
        company.Run(10);
        Assert.Empty(company.Of(leg));
        Assert.False(caller.IsEnded);
        Assert.Equal(30, company.Channels[^1]);
        company.Release(leg);
        company.Until(() => caller.IsEnded);
    }

    [Fact]
    public void A_device_that_is_absent_is_looked_for_until_it_is_there_while_the_others_work()
    {
        using var company = new Company(spans: 2, isStarted: false);
        company.Near[0].Unplug("no such file or directory");
        company.Start();
        company.Until(() => company.Channels is [.., 30], within: 3);
        company.Run(2);
        company.Ring();
        company.Run(60);
        Assert.False(company.Transport.Spans[0].IsOpen);
        company.Near[0].Plug();
        company.Until(() => company.Channels[^1] == 60, within: 12);
    }

    [Fact]
    public void A_device_that_is_taken_away_and_put_back_carries_its_calls_on()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        company.Near[0].Unplug();
        company.Run(0.1);
        Assert.Equal(0, company.Channels[^1]);
        company.Run(20);
        company.Near[0].Plug();
        company.Until(() => company.Channels[^1] == 30, within: 12);
        company.Play(leg, Sounds.Tone(440, 2000));
        company.Run(1);
        Assert.InRange(Sounds.Pitch(caller.Heard(400)), 438, 442);
    }

    [Fact]
    public void Channels_that_are_blocked_take_no_new_call_and_keep_theirs()
    {
        using var company = new Company(bearers: 2);
        var (leg, _) = company.Talk();
        company.Transport.Block("line-1/a", 1, 2);
        company.Run(0.1);
        Assert.Equal(0, company.Channels[^1]);
        Assert.Equal(Cause.NoCircuitAvailable, company.EndOf(company.Dial()));
        Assert.Empty(company.Of(leg));
        company.Transport.Unblock("line-1/a", 1, 2);
        company.Run(0.1);
        Assert.Equal(2, company.Channels[^1]);
        company.Ring();
        Assert.Throws<ArgumentException>(() => company.Transport.Block("line-1/a", 16));
        Assert.Throws<ArgumentException>(() => company.Transport.Block("line-9/a", 1));
    }

    [Fact]
    public void A_span_without_all_its_channels_counts_those_it_has()
    {
        using var company = new Company(bearers: 17);
        Assert.Equal(17, company.Channels[^1]);
        var slots = company.Near[0].Bearers.Select(bearer => bearer.Slot);
        Assert.Equal([.. Enumerable.Range(1, 15), 17, 18], slots);
    }

    [Fact]
    public void Stopping_waits_no_longer_than_it_should_for_a_far_end_that_is_gone()
    {
        using var company = new Company();
        var (leg, caller) = company.Talk();
        caller.Vanish();
        var before = company.Time.Now;
        company.Stop();
        Assert.InRange((company.Time.Now - before).TotalSeconds, 0, 6);
        Assert.Equal("Cleared", company.Story(leg));
    }
}
