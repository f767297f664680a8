using CallRouting.E1;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>What real exchanges send and no book shows, octet by octet; the network is the test.</summary>
public class OddInputTests
{
    private const string Bearer = "04 03 80 90 a3 ", Channel = "18 03 a9 83 85 ";
    private const string Caller = "6c 0b 21 81 34 39 35 37 36 35 34 33 32 ";
    private const string Called = "70 08 c1 31 31 31 30 30 30 31 ", Complete = "a1 ";
    private const byte Alerting = 0x01, Proceeding = 0x02, Setup = 0x05, SetupAcknowledge = 0x0D, Disconnect = 0x45,
        Release = 0x4D, ReleaseComplete = 0x5A, Status = 0x7D;

    private static readonly PriTimes Short = PriTimes.Standard with
    {
        T302 = Duration.FromMilliseconds(500), T303 = Duration.FromMilliseconds(300),
        T305 = Duration.FromMilliseconds(500), T308 = Duration.FromMilliseconds(300)
    };

    [Theory]
    [InlineData(Bearer + Channel + Caller + Called + Complete)]
    [InlineData(Bearer + Channel + Called)] // no sending complete
    [InlineData(Bearer + "18 03 a1 83 85 " + Called + Complete)] // the channel is only preferred
    [InlineData(Bearer + "18 01 a3 " + Called + Complete)] // any channel
    [InlineData(Bearer + "18 06 a9 93 00 00 00 20 " + Called + Complete)] // a slot map
    [InlineData(Bearer + "18 04 e9 80 83 85 " + Called + Complete)] // an explicit interface
    [InlineData(Complete + Called + Channel + Bearer)] // elements out of order
    [InlineData(Bearer + Channel + Called + "96 2a 02 31 32 ")] // a shift to codeset 6 at the end
    [InlineData(Bearer + Channel + "9e 01 02 31 32 " + Called + Complete)] // a non-locking shift
    [InlineData(Bearer + Channel + "45 01 80 " + Called + Complete)] // an element that nobody knows
    [InlineData(Bearer + Channel + Called + Called + Complete)] // one twice
    [InlineData("04 03 90 90 a3 " + Channel + Called + Complete)] // 3.1 kHz audio
    [InlineData(Bearer + Channel + "1e 02 80 83 " + Called + Complete)] // a progress indicator
    [InlineData(Bearer + Channel + "70 01 80 " + Complete)] // an empty called number
    public async Task Every_SETUP_of_a_telephone_call_is_a_call(string elements)
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await RawAsync(line);
        network.Message(1, Setup, elements);
        await line.OfferAsync();
        var answer = await network.AnswerAsync(1);
        Assert.Equal(Proceeding, answer[4]);
        // It came again because its acknowledgement was late: still one call.
        network.Message(1, Setup, elements);
        network.Message(1, 0x75, "");
        Assert.Equal(Status, (await network.AnswerAsync(1))[4]);
        Assert.Single(line.Offers);
        network.Message(1, ReleaseComplete, "08 02 81 90");
        await line.IdleAsync();
    }

    [Theory]
    [InlineData("02 01 80 " + Bearer + Channel + Called + Complete, 96)] // an unknown element that must be understood
    [InlineData("04 02 88 90 " + Channel + Called + Complete, 65)] // data, not speech
    [InlineData(Channel + Called + Complete, 96)] // no bearer capability
    [InlineData(Bearer + "18 03 a9 83 90 " + Called + Complete, 82)] // the signalling channel is no channel
    public async Task A_SETUP_that_cannot_be_a_call_is_refused_with_its_cause(string elements, int cause)
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await RawAsync(line);
        network.Message(2, Setup, elements);
        var answer = await network.AnswerAsync(2);
        Assert.Equal(ReleaseComplete, answer[4]);
        Assert.Equal(cause, CauseOf(answer));
        Assert.Empty(line.Offers);
        await line.IdleAsync();
    }

    [Theory]
    [InlineData(0x75, "", Status)] // STATUS ENQUIRY: of a call that is not there, call state 0
    [InlineData(0x45, "08 02 81 90 ", ReleaseComplete)]
    [InlineData(0x4D, "08 02 81 90 ", ReleaseComplete)]
    [InlineData(0x07, "", Release)] // CONNECT
    [InlineData(0x5A, "08 02 81 90 ", 0)]
    [InlineData(0x7D, "08 02 81 9e 14 01 00 ", 0)] // STATUS in state 0
    public async Task A_message_of_a_call_that_is_not_there_is_answered_as_Q931_says(
        byte type, string elements, byte expected)
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await RawAsync(line);
        network.Message(3, type, elements);
        // Whatever came before is answered before this.
        network.Message(4, 0x75, "");
        var answers = new List<byte[]>();
        await Wait.ForAsync(() => network.TryAnswer(4, out _), "the answer to STATUS ENQUIRY", 20, () => network.Story);
        while (network.TryAnswer(3, out var answer))
            answers.Add(answer);
        if (expected == 0)
            Assert.Empty(answers);
        else
            Assert.Contains(Assert.Single(answers)[4], new[] { expected, ReleaseComplete });
        Assert.Empty(line.Offers);
    }

    [Fact]
    public async Task An_unknown_message_in_a_call_is_told_and_the_call_goes_on()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await RawAsync(line);
        network.Message(1, Setup, Bearer + Channel + Called + Complete);
        var (leg, _) = await line.OfferAsync();
        Assert.Equal(Proceeding, (await network.AnswerAsync(1))[4]);
        network.Message(1, 0x50, "");
        var answer = await network.AnswerAsync(1);
        Assert.Equal(Status, answer[4]);
        Assert.Contains(CauseOf(answer), new[] { 97, 98 });
        line.Do(CallEffectKind.Alert, leg);
        Assert.Equal(Alerting, (await network.AnswerAsync(1))[4]);
        network.Message(1, ReleaseComplete, "08 02 81 90");
        await line.IdleAsync();
    }

    [Fact]
    public async Task Rubbish_of_every_length_leaves_a_line_that_takes_calls()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await RawAsync(line);
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var rubbish = new byte[random.Next(40)];
            random.NextBytes(rubbish);
            if (rubbish.Length > 3 && i % 2 == 0)
                (rubbish[0], rubbish[1], rubbish[2]) = (0x08, 0x02, 0x00);
            network.Link.Send(rubbish);
        }

        network.Message(9, Setup, Bearer + "18 01 a3 " + Called + Complete);
        await Wait.ForAsync(() => line.Offers.Any(offer => offer.Offer.Called.Raw == "1110001"), "the call", 60,
            () => line.Story);
        Assert.DoesNotContain(line.Troubles, trouble => trouble.Contains("fault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_far_end_silent_after_DISCONNECT_gets_RELEASE_twice_and_the_call_is_over()
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder, o => o with { Times = Short });
        await using var network = await RawAsync(line);
        network.Message(1, Setup, Bearer + Channel + Called + Complete);
        var (leg, _) = await line.OfferAsync();
        Assert.Equal(Proceeding, (await network.AnswerAsync(1))[4]);
        line.Release(leg, Cause.UserBusy);
        var disconnect = await network.AnswerAsync(1);
        Assert.Equal((Disconnect, 17), (disconnect[4], CauseOf(disconnect)));
        // T305, then T308 twice.
        Assert.Equal(Release, (await network.AnswerAsync(1))[4]);
        Assert.Equal(Release, (await network.AnswerAsync(1))[4]);
        await line.EventAsync(leg, CallEventKind.Cleared);
        await line.IdleAsync();
    }

    [Theory]
    [InlineData("18 03 a9 83 85 79 01 80")] // a channel
    [InlineData("79 01 87")] // all interfaces
    [InlineData("18 01 a1 79 01 86")] // one interface
    public async Task A_restart_is_acknowledged_whatever_it_names(string elements)
    {
        using var folder = new TestFolder();
        await using var line = await LineUnderTest.StartAsync(folder);
        await using var network = await RawAsync(line);
        network.Message(0, 0x46, elements);
        var answer = await network.AnswerAsync(0);
        Assert.Equal(0x4E, answer[4]);
        await Decoded.CheckAsync(line, "RESTART", "RESTART ACKNOWLEDGE");
    }

    private static async Task<RawNetwork> RawAsync(LineUnderTest line)
    {
        var network = new RawNetwork(line);
        await network.Link.ToldAsync("established");
        await line.UpAsync();
        return network;
    }

    private static int CauseOf(byte[] message)
    {
        for (var at = 5; at + 1 < message.Length; at += message[at] >= 0x80 ? 1 : 2 + message[at + 1])
            if (message[at] == 0x08)
                return message[at + 3] & 0x7F;
        return 0;
    }

    /// <summary>The network's side of a data link whose layer 3 is the test.</summary>
    private sealed class RawNetwork : IAsyncDisposable
    {
        private int _read;
        private readonly List<byte[]> _waiting = [];

        public RawNetwork(LineUnderTest line) =>
            Link = new(DatagramSpan.Connect(line.Socket), isNetwork: true, line.Socket + ".pcap");

        public LinkUnderTest Link { get; }

        public string Story => Link.Story;

        /// <summary>Sends a message of the side that began the call: ours.</summary>
        public void Message(int reference, byte type, string elements) => Link.Send(
        [
            0x08, 0x02, (byte)(reference >> 8), (byte)reference, type,
            .. Convert.FromHexString(elements.Replace(" ", "", StringComparison.Ordinal))
        ]);

        /// <summary>Waits for the next message of a call of ours.</summary>
        public async Task<byte[]> AnswerAsync(int reference)
        {
            byte[] answer = [];
            await Wait.ForAsync(() => TryAnswer(reference, out answer), $"an answer in call {reference}", 20,
                () => Story);
            return answer;
        }

        public bool TryAnswer(int reference, out byte[] answer)
        {
            var messages = Link.Messages;
            for (; _read < messages.Count; _read++)
                _waiting.Add(messages[_read]);
            var index = _waiting.FindIndex(message => message.Length > 4 && message[1] == 2
                && (((message[2] & 0x7F) << 8) | message[3]) == reference);
            answer = index < 0 ? [] : _waiting[index];
            if (index >= 0)
                _waiting.RemoveAt(index);
            return index >= 0;
        }

        public ValueTask DisposeAsync() => Link.DisposeAsync();
    }
}
