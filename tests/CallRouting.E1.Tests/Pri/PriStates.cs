using System.Text;

namespace CallRouting.E1.Tests;

/// <summary>One call in one state.</summary>
/// <param name="Side">The side.</param>
/// <param name="Number">The state's number.</param>
/// <param name="Name">The standard's name for it.</param>
/// <param name="IsOwn">Whether this side made the call.</param>
/// <param name="Path">What leads there.</param>
internal sealed record PriScene(PriSide Side, int Number, string Name, bool IsOwn, Action<PriLine> Path)
{
    public PriLine Line()
    {
        var overlap = new OverlapReceiving { IsAllowed = true };
        var line = new PriLine(new PriOptions { Side = Side, Overlap = overlap });
        Path(line);
        Assert.Equal(Number, line.Layer3.State(line.Call));
        line.Happened();
        return line;
    }
}

/// <summary>What one input does in one state.</summary>
internal sealed record PriRow(string Input, string[] Sent, string[] Told, int Next, bool IsChanged);

/// <summary>Every state against every message, command and timer, as the machine does it; written down in
/// <c>docs/e1-states.md</c>.</summary>
internal static class PriStates
{
    private const string Cause = "08 02 80 90";

    public static IReadOnlyList<PriScene> Scenes() => [.. Of(PriSide.User), .. Of(PriSide.Network)];

    public static IReadOnlyList<(string Name, Action<PriLine, bool> Do)> Inputs() =>
    [
        .. Enum.GetValues<MessageType>().Where(MessageTable.IsKnown).Select(Message),
        ("DISCONNECT with a tone", (line, isOwn) => line.Receive(MessageType.Disconnect, Cause + " 1e 02 82 88", 1, isOwn)),
        ("STATUS of state 0", (line, isOwn) => line.Receive(MessageType.Status, "08 02 80 9e 14 01 00", 1, isOwn)),
        ("SEGMENT", (line, isOwn) => line.Receive(MessageType.Segment, "", 1, isOwn)),
        ("*proceed*", (line, _) => line.Proceed()),
        ("*alert*", (line, _) => line.Alert()),
        ("*progress*", (line, _) => line.Progress()),
        ("*connect*", (line, _) => line.Connect()),
        ("*dial*", (line, _) => line.Dial("2")),
        ("*disconnect*", (line, _) => line.Disconnect(17)),
        ("*disconnect with a tone*", (line, _) => line.Disconnect(17, inBand: true)),
        ("the data link is reset", (line, _) => line.LinkReset()),
        ("the data link is lost", (line, _) => line.LinkDown()),
        ("its timer expires", (line, _) => Expire(line)),
        ("its timer expires twice", (line, _) =>
        {
            Expire(line);
            Expire(line);
        }),
    ];

    public static IEnumerable<PriRow> Rows(PriScene scene)
    {
        foreach (var (name, input) in Inputs())
        {
            var line = scene.Line();
            var deadline = line.Layer3.NextDeadline;
            input(line, scene.IsOwn);
            var happened = line.Happened();
            var next = line.Layer3.State(line.Call);
            string[] sent = [.. happened.Where(entry => entry[0] == '>').Select(entry => entry[2..])];
            string[] told = [.. happened.Where(entry => entry[0] != '>' && entry is not ("LinkDown" or "Establish"))];
            yield return new PriRow(name, sent, told, next, sent.Length + told.Length > 0 || next != scene.Number
                || line.Layer3.NextDeadline != deadline);
        }
    }

    public static string Document()
    {
        var text = new StringBuilder("""
            # The states of an E1 call

            Written by a test that brings a call into each state and tries everything there; see [e1.md](e1.md). Names and
            numbers are those of Q.931 §2.1 and §2.2. *Italics* are commands of this side's user; *told* is what he hears. Of
            timers see the table in e1.md. Messages carry what they must, with cause 16, and a call of the far end's is on
            channel 5.

            """);
        foreach (var scene in Scenes())
        {
            var side = scene.Side == PriSide.User ? 'U' : 'N';
            var maker = scene.IsOwn ? "this side's call" : "the far end's call";
            text.Append($"\n## {side}{scene.Number} {scene.Name}: {maker}\n\n| what comes | sent | told | then |\n|---|---|---|---|\n");
            PriRow[] rows = [.. Rows(scene)];
            foreach (var row in rows.Where(row => row.IsChanged))
                text.Append($"| {row.Input} | {Cell(row.Sent)} | {Cell(row.Told)} | {side}{row.Next} |\n");
            text.Append($"\nNothing: {string.Join(", ", rows.Where(row => !row.IsChanged).Select(row => row.Input))}.\n");
        }

        return text.ToString();
    }

    private static string Cell(string[] entries) =>
        string.Join(", ", entries.Select(entry => entry.Replace("!", "", StringComparison.Ordinal)));

    private static (string, Action<PriLine, bool>) Message(MessageType type)
    {
        var elements = type switch
        {
            MessageType.Setup => "04 03 90 90 a3 70 03 80 31 32 a1",
            MessageType.Disconnect or MessageType.Release or MessageType.ReleaseComplete => Cause,
            MessageType.Progress => "1e 02 82 88",
            MessageType.Information => "70 02 80 33",
            MessageType.Notify => "27 01 80",
            MessageType.Status => "08 02 80 9e 14 01 0a",
            MessageType.Restart or MessageType.RestartAcknowledge => "79 01 80",
            _ => "",
        };
        var name = string.Concat(type.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + letter : $"{letter}"));
        return (name.ToUpperInvariant(), (line, isOwn) => line.Receive(type, elements, 1, isOwn));
    }

    private static void Expire(PriLine line)
    {
        var due = line.Layer3.NextDeadline;
        if (due != NodaTime.Instant.MaxValue)
            line.Advance((due - line.Now).TotalSeconds);
    }

    private static IEnumerable<PriScene> Of(PriSide side)
    {
        var isUser = side == PriSide.User;
        int present = isUser ? 1 : 6, overlap = isUser ? 2 : 25, proceeding = isUser ? 3 : 9, alerting = isUser ? 4 : 7;
        yield return new(side, present, isUser ? "call initiated" : "call present", true, line => line.SetUp(isComplete: false));
        yield return new(side, overlap, isUser ? "overlap sending" : "overlap receiving", true, line => Answered(line, MessageType.SetupAcknowledge));
        yield return new(side, proceeding, isUser ? "outgoing call proceeding" : "incoming call proceeding", true, line => Answered(line, MessageType.CallProceeding));
        yield return new(side, alerting, isUser ? "call delivered" : "call received", true, line => Answered(line, MessageType.Alerting));
        yield return new(side, 10, "active", true, line => Answered(line, MessageType.Connect));
        (present, overlap, proceeding, alerting) = isUser ? (6, 25, 9, 7) : (1, 2, 3, 4);
        yield return new(side, present, isUser ? "call present" : "call initiated", false, line => Offered(line));
        yield return new(side, overlap, isUser ? "overlap receiving" : "overlap sending", false, line => line.ReceiveSetup());
        yield return new(side, proceeding, isUser ? "incoming call proceeding" : "outgoing call proceeding", false, line =>
        {
            Offered(line);
            line.Proceed();
        });
        yield return new(side, alerting, isUser ? "call received" : "call delivered", false, line =>
        {
            Offered(line);
            line.Alert();
        });
        if (isUser)
            yield return new(side, 8, "connect request", false, line =>
            {
                Offered(line);
                line.Connect();
            });
        yield return new(side, 10, "active", false, Talking);
        yield return new(side, isUser ? 11 : 12, isUser ? "disconnect request" : "disconnect indication", false, line =>
        {
            Talking(line);
            line.Disconnect();
        });
        yield return new(side, isUser ? 12 : 11, isUser ? "disconnect indication" : "disconnect request", false, line =>
        {
            Talking(line);
            line.Receive(MessageType.Disconnect, "08 02 80 90 1e 02 82 88");
        });
        yield return new(side, 19, "release request", false, line =>
        {
            Talking(line);
            line.Receive(MessageType.Disconnect, Cause);
        });
    }

    private static void Answered(PriLine line, MessageType type)
    {
        line.SetUp(isComplete: false);
        line.Receive(type, isOurs: true);
    }

    private static void Offered(PriLine line) => line.ReceiveSetup(called: "70 03 80 31 32 a1");

    private static void Talking(PriLine line)
    {
        Offered(line);
        line.Connect();
        line.Receive(MessageType.ConnectAcknowledge);
    }
}
