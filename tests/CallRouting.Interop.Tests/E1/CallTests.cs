using CallRouting.E1;

namespace CallRouting.Tests.Interop;

/// <summary>Calls both ways between our E1 transport and libpri, either being the network: Q.931, EuroISDN.</summary>
public class CallTests
{
    [Fact, Trait("Spec", "O3")]
    public async Task A_call_comes_in_with_its_number_is_answered_and_ended_by_its_caller()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line);
        var call = await network.DialAsync("4951110001", "9261112233");
        var (leg, offer) = await line.OfferAsync();
        Assert.Equal(new("4951110001", TypeOfNumber.National, CalledIdSource.Signalling), offer.Called);
        Assert.Equal("+79261112233", offer.Caller.Number);
        Assert.Equal(LineUnderTest.Trunk, offer.Trunk);
        Assert.Equal("1", (await network.EventAsync("proceeding", call))["channel"]);
        line.Do(CallEffectKind.Alert, leg);
        await network.EventAsync("alerting", call);
        line.Do(CallEffectKind.Answer, leg);
        Assert.Equal("1", (await network.EventAsync("connected", call))["channel"]);
        await network.DoAsync($"hangup {call} 16");
        Assert.Equal(Cause.NormalClearing, (await line.EventAsync(leg, CallEventKind.Cleared)).Cause);
        await network.EventAsync("released", call);
        await line.IdleAsync();
        await Decoded.CheckAsync(line, "SETUP", "CALL PROCEEDING", "ALERTING", "CONNECT", "CONNECT ACKNOWLEDGE",
            "DISCONNECT", "RELEASE", "RELEASE COMPLETE");
        Assert.Equal("4951110001|9261112233|1",
            Assert.Single(await Tshark.FieldsAsync(line.Capture, "q931.message_type == 0x05",
                "q931.called_party_number.digits", "q931.calling_party_number.digits", "q931.channel.number")));
    }

    [Fact]
    public async Task A_call_comes_in_by_a_withheld_number_and_is_ended_by_us()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line);
        // Presentation restricted, screened by the network.
        var call = await network.DialAsync("1110002", "9261112233", "17 exclusive", "complete 0x41 0x23");
        var (leg, offer) = await line.OfferAsync();
        Assert.Equal(new("1110002", TypeOfNumber.Subscriber, CalledIdSource.Signalling), offer.Called);
        Assert.Null(offer.Caller.Number);
        line.Do(CallEffectKind.Answer, leg);
        await network.EventAsync("connected", call);
        line.Release(leg);
        Assert.Equal("16", (await network.EventAsync("disconnect", call))["cause"]);
        await network.EventAsync("released", call);
        await line.EventAsync(leg, CallEventKind.Cleared);
        await line.IdleAsync();
    }

    [Theory]
    [InlineData("-", "1110001", "complete 0x41")] // no caller
    [InlineData("9261112233", "-", "complete")] // no called number, said to be complete (SPEC O17)
    [InlineData("9261112233", "84951110001", "complete 0x00")] // of an unknown plan
    [InlineData("9261112233", "74951110001", "complete 0x11")] // international
    public async Task A_call_is_taken_whatever_its_numbers_are(string caller, string called, string rest)
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line);
        var call = await network.DialAsync(called, caller, "3 preferred", rest);
        var (leg, offer) = await line.OfferAsync();
        Assert.Equal(called == "-" ? "" : called, offer.Called.Raw ?? "");
        line.Do(CallEffectKind.Answer, leg);
        await network.EventAsync("connected", call);
        await network.DoAsync($"hangup {call}");
        await line.IdleAsync();
    }

    [Theory]
    [InlineData(Cause.UserBusy, "17")]
    [InlineData(Cause.CallRejected, "21")]
    [InlineData(Cause.NoAnswer, "19")]
    [InlineData(Cause.UnallocatedNumber, "1")]
    public async Task A_call_that_the_office_refuses_ends_with_its_cause(Cause cause, string value)
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line);
        var call = await network.DialAsync("4951110001", "9261112233");
        var (leg, _) = await line.OfferAsync();
        line.Release(leg, cause);
        Assert.Equal(value, (await network.EventAsync("disconnect", call))["cause"]);
        await line.EventAsync(leg, CallEventKind.Cleared);
        await line.IdleAsync();
        Assert.Contains(value, await Tshark.FieldsAsync(line.Capture, "q931.cause_value", "q931.cause_value"));
    }

    [Fact, Trait("Spec", "G30")]
    public async Task A_call_goes_out_with_our_number_rings_is_answered_and_ended_by_the_far_end()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line, "on-setup ring");
        var leg = line.Ring("+79261112233");
        var setup = await network.EventAsync("setup");
        Assert.Equal(("9261112233", "0x21", "4951110001", "0x21", "1", "0x10", "0x23"),
            (setup["called"], setup["plan"], setup["calling"], setup["calling-plan"], setup["complete"],
                setup["capability"], setup["layer1"]));
        await line.EventAsync(leg, CallEventKind.Ringing);
        // libpri says that there is ringback to hear.
        await line.EventAsync(leg, CallEventKind.Progressed);
        await network.DoAsync($"answer {setup.Call}");
        await line.EventAsync(leg, CallEventKind.Answered);
        await network.DoAsync($"hangup {setup.Call} 16");
        Assert.Equal(Cause.NormalClearing, (await line.EventAsync(leg, CallEventKind.Cleared)).Cause);
        await line.IdleAsync();
        await Decoded.CheckAsync(line, "SETUP", "CALL PROCEEDING", "ALERTING", "CONNECT", "DISCONNECT", "RELEASE");
    }

    [Fact]
    public async Task A_call_abroad_without_a_caller_s_number_goes_out_and_is_withdrawn_while_it_rings()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line, "on-setup ring");
        var leg = line.Ring("+4930123456", caller: null);
        var setup = await network.EventAsync("setup");
        Assert.Equal(("4930123456", "0x11", ""), (setup["called"], setup["plan"], setup["calling"]));
        // Restricted: else the network would show the number of the line.
        Assert.Equal("0x20", "0x" + (Convert.ToInt32(setup["presentation"], 16) & 0x60).ToString("x2", null));
        await line.EventAsync(leg, CallEventKind.Ringing);
        line.Release(leg);
        await network.EventAsync("disconnect", setup.Call);
        Assert.Equal(CallEventKind.Failed, (await line.EventAsync(leg, CallEventKind.Failed)).Kind);
        await line.IdleAsync();
    }

    [Theory]
    [InlineData(17, Cause.UserBusy)]
    [InlineData(21, Cause.CallRejected)]
    [InlineData(1, Cause.UnallocatedNumber)]
    [InlineData(34, Cause.NoCircuitAvailable)]
    [InlineData(88, Cause.IncompatibleDestination)]
    public async Task A_call_that_the_far_end_refuses_fails_with_its_cause(int value, Cause cause)
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await NetworkAsync(line, $"on-setup reject {value}");
        var leg = line.Ring("+79261112233");
        Assert.Equal(cause, (await line.EventAsync(leg, CallEventKind.Failed)).Cause);
        await line.IdleAsync();
    }

    [Fact]
    public async Task As_the_network_of_a_PBX_calls_go_both_ways()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Side = PriSide.Network });
        await using var pbx = await PriPeer.StartAsync("user", "connect", line.Socket);
        await pbx.EventAsync("up");
        await line.UpAsync();
        var call = await pbx.DialAsync("84951110001", "101", "5 preferred", "complete 0x00");
        var (leg, offer) = await line.OfferAsync();
        Assert.Equal("84951110001", offer.Called.Raw);
        line.Do(CallEffectKind.Alert, leg);
        // Who is behind a PBX hears ringback from us.
        Assert.Equal("0x8", (await pbx.EventAsync("alerting", call))["progress"]);
        line.Do(CallEffectKind.Answer, leg);
        await pbx.EventAsync("connected", call);

        var out1 = line.Ring("+74951110002");
        var setup = await pbx.EventAsync("setup");
        Assert.NotEqual("5", setup["channel"]);
        await line.EventAsync(out1, CallEventKind.Answered);
        await pbx.DoAsync($"hangup {call}");
        await line.EventAsync(leg, CallEventKind.Cleared);
        line.Release(out1);
        await pbx.EventAsync("disconnect", setup.Call);
        await line.IdleAsync();
        await Decoded.CheckAsync(line, "SETUP", "CONNECT ACKNOWLEDGE");
    }

    private static async Task<PriPeer> NetworkAsync(LineUnderTest line, string command = "on-setup answer")
    {
        var network = await PriPeer.StartAsync("network", "connect", line.Socket);
        await network.EventAsync("up");
        await line.UpAsync();
        await network.DoAsync(command);
        return network;
    }
}

/// <summary>What tshark makes of a line's frames.</summary>
internal static class Decoded
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["ALERTING"] = "0x01", ["CALL PROCEEDING"] = "0x02", ["PROGRESS"] = "0x03", ["SETUP"] = "0x05",
        ["CONNECT"] = "0x07", ["SETUP ACKNOWLEDGE"] = "0x0d", ["CONNECT ACKNOWLEDGE"] = "0x0f",
        ["DISCONNECT"] = "0x45", ["RESTART"] = "0x46", ["RELEASE"] = "0x4d", ["RESTART ACKNOWLEDGE"] = "0x4e",
        ["RELEASE COMPLETE"] = "0x5a", ["STATUS ENQUIRY"] = "0x75", ["INFORMATION"] = "0x7b", ["STATUS"] = "0x7d"
    };

    /// <summary>Nothing is malformed, and messages of these kinds went by.</summary>
    public static async Task CheckAsync(LineUnderTest line, params string[] messages)
    {
        Tshark.Demand();
        await Tshark.NothingMalformedAsync(line.Capture);
        var seen = await Tshark.FieldsAsync(line.Capture, "q931", "q931.message_type");
        Assert.All(messages, message => Assert.Contains(Types[message], seen.Select(type => type.ToLowerInvariant())));
    }
}
