using System.Net;
using System.Net.Sockets;
using CallRouting.Sip;

namespace CallRouting.Tests.Phones;

/// <summary>Two phones call each other directly over loopback; each wait is for a condition.</summary>
public sealed class SipPhoneTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private readonly List<SipPhone> _phones = [];

    [Fact]
    public async Task Both_parties_hear_the_pitch_that_the_other_plays()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.Answers(Soon, tone: 600));
        var call = await alice.CallAsync(number);
        call.PlayTone(440);
        var other = await bob.WaitForCallAsync();
        await call.WaitForToneAsync(600);
        await other.WaitForToneAsync(440);
        Assert.InRange(call.HeardPitch.Hertz, 598, 602);
        Assert.InRange(other.HeardPitch.Hertz, 438, 442);
        Assert.Equal((200, PhoneCallState.Talking), (call.Status, call.State));
        await call.HangUpAsync();
        await other.WaitForEndAsync();
        Assert.False(other.IsCancelled);
    }

    [Fact]
    public async Task The_one_who_is_called_sees_number_and_name()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.NeverAnswers);
        alice.Call(number, new()
        {
            From = "+74951234567", DisplayName = "Иван \"Jr\"", Fields = [("Diversion", "<sip:9@x>")]
        });
        var call = await bob.WaitForCallAsync();
        Assert.Equal(("+74951234567", "Иван \"Jr\""), (call.Number, call.DisplayName));
        Assert.Contains("Diversion: <sip:9@x>", call.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_arrive_both_ways_as_telephone_events_and_as_INFO()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.Answers());
        var call = await alice.CallAsync(number);
        var other = await bob.WaitForCallAsync();
        Assert.True(call.SendDigits("12#"));
        await other.WaitForDigitsAsync("12#");
        Assert.True(other.SendDigits("90*"));
        await call.WaitForDigitsAsync("90*");
        Assert.Equal(200, await call.SendInfoDigitsAsync("4*"));
        Assert.Equal(200, await other.SendInfoDigitsAsync("D"));
        Assert.Equal(("12#4*", "90*D"), (other.Digits, call.Digits));
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_it_rings_is_seen_as_CANCEL()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.NeverAnswers);
        var call = alice.Call(number);
        await call.WaitForRingingAsync();
        await call.HangUpAsync();
        var other = await bob.WaitForCallAsync();
        await other.WaitForEndAsync();
        Assert.True(other.IsCancelled);
        Assert.Equal((487, PhoneCallState.Ended), (call.Status, call.State));
        Assert.NotNull(call.RingingAt);
        Assert.Null(call.AnsweredAt);
        Assert.Contains(bob.Log, line => !line.IsSent && line.IsRequest("CANCEL"));
        await bob.WaitForAsync(() => bob.Log.Any(line => !line.IsSent && line.IsRequest("ACK")));
    }

    [Theory]
    [InlineData(486, false)]
    [InlineData(603, true)]
    [InlineData(404, true)]
    public async Task A_refusal_reaches_the_caller_with_its_status(int status, bool rings)
    {
        var (alice, bob, number) = Pair(
            status == 486 ? PhoneBehaviour.Busy : PhoneBehaviour.Refuses(status, TimeSpan.FromMilliseconds(20)));
        var call = await alice.CallAsync(number);
        Assert.Equal((status, rings), (call.Status, call.RingingAt is not null));
        Assert.Equal(PhoneCallState.Ended, (await bob.WaitForCallAsync()).State);
    }

    [Fact]
    public async Task The_one_who_answered_can_hang_up_too()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.Answers() with { HangsUpAfter = Soon });
        var call = await alice.CallAsync(number);
        await call.WaitForEndAsync();
        Assert.Contains(alice.Log, line => !line.IsSent && line.IsRequest("BYE"));
        await bob.WaitForAsync(() => bob.Log.Any(line => line.IsResponse(200, "BYE")));
    }

    [Fact]
    public async Task Hold_silences_the_other_party_and_resume_brings_it_back()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.Answers(tone: 600));
        var call = await alice.CallAsync(number);
        var other = await bob.WaitForCallAsync();
        await call.WaitForToneAsync(600);
        Assert.Equal(200, await call.HoldAsync());
        Assert.Equal((true, true), (call.IsOnHold, other.IsHeld));
        await call.WaitForSilenceAsync();
        Assert.True(call.HeardPitch.Level < -60);
        Assert.Equal(200, await call.ResumeAsync());
        Assert.Equal((false, false), (call.IsOnHold, other.IsHeld));
        await call.WaitForToneAsync(600);
    }

    [Fact]
    public async Task A_program_decides_call_by_call()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.NeverAnswers);
        bob.CallArrived += call => bob.Behaviour = call.Number == "alice" ? PhoneBehaviour.Busy : default;
        Assert.Equal(486, (await alice.CallAsync(number)).Status);
        var second = alice.Call(number, new() { From = "carol" });
        await second.WaitForRingingAsync();
        bob.Calls[1].Answer();
        Assert.Equal(200, await second.WaitForAnswerAsync());
        Assert.Throws<InvalidOperationException>(bob.Calls[1].Answer);
    }

    [Fact]
    public async Task The_log_tells_the_call_in_order_with_times()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.Answers(Soon));
        var call = await alice.CallAsync(number);
        await call.HangUpAsync();
        string[] expected = ["-> INVITE", "<- 180", "<- 200", "-> ACK", "-> BYE", "<- 200"];
        // A 100 comes first where the other phone is slow to think.
        Assert.Equal(expected, alice.Log.Where(line => line.Status != 100).Select(Short));
        Assert.Equal(alice.Log.OrderBy(line => line.At).ToList(), alice.Log);
        Assert.True(call.AnsweredAt - call.RingingAt >= NodaTime.Duration.FromMilliseconds(45));
    }

    private static string Short(PhoneLogLine line)
    {
        // Time, arrow, then the method, or the version and the status.
        var words = line.ToString().Split(' ');
        return $"{words[1]} {(words[2] == "SIP/2.0" ? words[3] : words[2])}";
    }

    [Fact]
    public async Task A_phone_that_nobody_answers_says_what_it_saw()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var alice = Open("alice", default);
        var fault = await Assert.ThrowsAsync<TimeoutException>(() =>
            alice.CallAsync($"sip:bob@{silent.LocalEndPoint}", within: TimeSpan.FromMilliseconds(100)));
        Assert.Contains("an answer of the call to bob", fault.Message, StringComparison.Ordinal);
        Assert.Contains("-> INVITE sip:bob@", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_that_closes_hangs_up_and_gives_its_port_back()
    {
        var (alice, bob, number) = Pair(PhoneBehaviour.Answers());
        await alice.CallAsync(number);
        var ringing = bob.Call($"sip:alice@{alice.LocalEndPoint}");
        await ringing.WaitForRingingAsync();
        var local = bob.LocalEndPoint;
        await bob.DisposeAsync();
        Assert.All(alice.Calls, call => Assert.Equal(PhoneCallState.Ended, call.State));
        Assert.True(alice.Calls[1].IsCancelled);
        await using var again = SipPhone.Open(new() { User = "bob", Local = local });
        Assert.Throws<ObjectDisposedException>(() => bob.Call(number));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a@b")]
    public void A_user_that_makes_no_address_is_refused(string user) =>
        Assert.Throws<ArgumentException>(() => SipPhone.Open(new() { User = user }));

    [Fact]
    public void A_number_without_a_server_is_refused_with_the_reason()
    {
        var alice = Open("alice", default);
        Assert.Throws<ArgumentException>(() => alice.Call("sip:a@b@c"));
        var fault = Assert.Throws<InvalidOperationException>(() => alice.Call("sip:100@example.com"));
        Assert.Contains("no server", fault.Message, StringComparison.Ordinal);
        Assert.Empty(alice.Calls);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones)
            await phone.DisposeAsync();
    }

    private SipPhone Open(string user, PhoneBehaviour behaviour)
    {
        var phone = SipPhone.Open(new() { User = user, Behaviour = behaviour });
        _phones.Add(phone);
        return phone;
    }

    private (SipPhone Alice, SipPhone Bob, string Number) Pair(PhoneBehaviour behaviour)
    {
        var bob = Open("bob", behaviour);
        return (Open("alice", PhoneBehaviour.NeverAnswers), bob, $"sip:bob@{bob.LocalEndPoint}");
    }
}
