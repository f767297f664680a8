using NodaTime;

namespace CallRouting.E1.Tests;

/// <summary>One interface with its link up, a far end that a test plays octet by octet, and time that the test
/// moves.</summary>
internal sealed class PriLine
{
    private readonly PriOutputs outputs = new();

    public PriLine(PriOptions? options = null, bool isUp = true)
    {
        Layer3 = new PriInterface(options ?? new PriOptions());
        if (!isUp)
            return;
        LinkUp();
        Diary.Clear();
    }

    public PriInterface Layer3 { get; }

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 24, 7, 0);

    /// <summary>What happened since it was last asked: messages sent as <c>&gt; Setup …</c>, outputs as their
    /// kinds.</summary>
    public List<string> Diary { get; } = [];

    /// <summary>The call that was offered, collected or set up last.</summary>
    public PriCall Call { get; private set; }

    public PriOffer? Offer { get; private set; }

    public byte[] LastSent { get; private set; } = [];

    public void LinkUp() => Do(() => Layer3.LinkUp(Now, outputs));

    public void LinkDown() => Do(() => Layer3.LinkDown(Now, outputs));

    public void LinkReset() => Do(() => Layer3.LinkReset(Now, outputs));

    public void Receive(byte[] octets) => Do(() => Layer3.Receive(octets, Now, outputs));

    /// <summary>A message of the far end's call, or of ours when <paramref name="isOurs"/>.</summary>
    public void Receive(MessageType type, string elements = "", int reference = 1, bool isOurs = false) =>
        Receive(Hex.Message(reference, isOurs, type, elements));

    /// <summary>An ordinary SETUP with a complete number.</summary>
    public void ReceiveSetup(int reference = 1, string channel = "18 03 a9 83 85", string called = "70 05 a1 31 30 30 31") =>
        Receive(MessageType.Setup, $"04 03 90 90 a3 {channel} {called}", reference);

    public PriCall SetUp(string called = "1001", byte channel = 0, bool isComplete = true)
    {
        PriCall call = default;
        Do(() => call = Layer3.SetUp(new PriSetup
        {
            Called = new PartyNumber(called), IsComplete = isComplete, Channel = channel,
        }, Now, outputs));
        return Call = call;
    }

    public void Dial(string digits, bool isComplete = false) =>
        Do(() => Layer3.Dial(Call, digits, isComplete, Now, outputs));

    public void Proceed() => Do(() => Layer3.Proceed(Call, Now, outputs));

    public void Alert(bool inBand = false) => Do(() => Layer3.Alert(Call, inBand, Now, outputs));

    public void Progress(byte description = 8) => Do(() => Layer3.Progress(Call, description, Now, outputs));

    public void Connect() => Do(() => Layer3.Connect(Call, Now, outputs));

    public void Disconnect(byte cause = 16, bool inBand = false) =>
        Do(() => Layer3.Disconnect(Call, cause, inBand, Now, outputs));

    public void RestartChannel(byte channel) => Do(() => Layer3.RestartChannel(channel, Now, outputs));

    public void RestartInterface() => Do(() => Layer3.RestartInterface(Now, outputs));

    public void Block(uint slots) => Do(() => Layer3.Block(slots, Now, outputs));

    public void Unblock(uint slots) => Do(() => Layer3.Unblock(slots, Now, outputs));

    /// <summary>Moves time; what is due happens at its instant.</summary>
    public void Advance(double seconds)
    {
        var end = Now + Duration.FromSeconds(seconds);
        while (Layer3.NextDeadline <= end)
        {
            Now = Instant.Max(Now, Layer3.NextDeadline);
            Do(() => Layer3.Expire(Now, outputs));
        }

        Now = end;
    }

    /// <summary>What happened, and forgets it.</summary>
    public string[] Happened()
    {
        string[] all = [.. Diary];
        Diary.Clear();
        return all;
    }

    private void Do(Action input)
    {
        outputs.Clear();
        input();
        foreach (var output in outputs.Items)
        {
            if (output.Kind is PriOutputKind.Offered or PriOutputKind.Collecting)
                (Call, Offer) = (output.Call, output.Offer);
            if (output.Kind == PriOutputKind.Send)
                LastSent = outputs.Octets(output).ToArray();
            Diary.Add(output.Kind == PriOutputKind.Send ? "> " + Described.Message(outputs.Octets(output))
                : Described.Output(output));
        }
    }
}
