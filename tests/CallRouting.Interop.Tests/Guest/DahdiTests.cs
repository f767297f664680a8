namespace CallRouting.Tests.Interop;

/// <summary>Lines and spans of the DAHDI driver, at their ports and under their transports, as the virtual machine
/// played them.</summary>
public sealed class DahdiTests(DahdiGuest guest) : IClassFixture<DahdiGuest>
{
    [Fact]
    public void An_FXO_line_tells_rings_is_answered_and_hears_that_the_far_end_is_gone() =>
        guest.Passed("line-rings-and-is-answered");

    [Fact]
    public async Task An_FXO_line_dials_by_tones_and_pulses()
    {
        guest.Passed("line-dials");
        Assert.Equal("0123456789*#", await KeysAsync("line-dials"));
    }

    [Fact]
    public async Task An_FXO_line_hears_tones_and_keys()
    {
        guest.Passed("line-hears");
        Assert.Equal("159D", await KeysAsync("line-hears"));
    }

    [Fact]
    public void An_FXO_line_flashes() => guest.Passed("line-flashes");

    [Fact]
    public void A_channel_that_another_program_holds_is_named() => guest.Passed("line-is-held");

    [Fact]
    public void A_channel_that_is_not_there_is_named() => guest.Passed("line-is-not-there");

    [Fact]
    public void A_line_without_battery_is_out_of_service_once_and_comes_back() =>
        guest.Passed("line-loses-its-battery");

    [Fact]
    public void A_span_carries_frames_and_sound_octet_by_octet() => guest.Passed("span-frames-and-sound");

    [Fact]
    public void A_span_or_slot_that_another_program_holds_is_named() => guest.Passed("span-is-held");

    [Fact]
    public void A_span_without_signal_has_a_red_alarm_until_it_is_back() => guest.Passed("span-loses-its-signal");

    [Fact, Trait("Spec", "O3")]
    public void A_call_by_E1_is_answered_heard_both_ways_octet_by_octet_and_released_by_either_side() =>
        guest.Passed("e1-incoming");

    [Fact]
    public void A_call_out_by_E1_is_answered_released_by_either_side_or_busy() => guest.Passed("e1-outgoing");

    [Fact]
    public void E1_loses_its_line_refuses_calls_and_serves_again() => guest.Passed("e1-link-loss");

    [Fact, Trait("Spec", "O2")]
    public void An_analog_call_is_answered_with_its_caller_its_keys_are_heard_and_busy_tone_ends_it() =>
        guest.Passed("analog-incoming");

    [Fact]
    public async Task An_analog_call_out_is_dialled_after_the_dial_tone()
    {
        guest.Passed("analog-outgoing");
        Assert.Equal("89030000002", await KeysAsync("analog-outgoing"));
    }

    // multimon-ng hears what the driver brought.
    private async Task<string> KeysAsync(string name)
    {
        Skip.IfMissing("multimon-ng", "multimon-ng");
        Skip.IfMissing("sox", "sox");
        using var folder = new TestFolder();
        var (alaw, raw) = (Path.Combine(folder.Path, "heard.al"), Path.Combine(folder.Path, "heard.raw"));
        await guest.GetAsync(name, alaw);
        await using var sox = Peer.Start("sox", folder.Path, "-t", "raw", "-r", "8000", "-e", "a-law", "-c", "1", alaw,
            "-t", "raw", "-r", "22050", "-e", "signed", "-b", "16", "-c", "1", raw);
        Assert.Equal(0, await sox.ExitAsync(TimeSpan.FromSeconds(30)));
        await using var multimon = Peer.Start("multimon-ng", folder.Path, "-q", "-t", "raw", "-a", "DTMF", raw);
        await multimon.ExitAsync(TimeSpan.FromSeconds(30));
        return string.Concat(multimon.Output.Split('\n').Where(line => line.StartsWith("DTMF: ", StringComparison.Ordinal))
            .Select(line => line["DTMF: ".Length..].Trim()));
    }
}
