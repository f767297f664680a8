using FsCheck.Xunit;

namespace CallRouting.Sip.Tests;

/// <summary>Random orders of messages, commands and time: nothing throws, all ends, nobody is told twice.</summary>
public class TransactionLaws
{
    [Property(MaxTest = 300)]
    public void Every_transaction_ends_and_a_final_response_is_told_once(int[] script, bool reliable)
    {
        var line = new VirtualLine(reliable);
        var mine = new List<(TransactionId Id, string Text)>();
        var at = 0L;
        foreach (var step in script)
        {
            var number = (uint)step;
            var branch = "z9hG4bK" + number % 3;
            var method = (number / 3 % 3) switch { 0 => "INVITE", 1 => "OPTIONS", _ => "BYE" };
            switch (number / 9 % 9)
            {
                case 0:
                    var text = VirtualLine.Request(method, $"z9hG4bKmine{mine.Count}", (uint)mine.Count + 1, "mine");
                    mine.Add((line.Send(text), text));
                    break;
                case 1:
                    line.Receive(VirtualLine.Request(method, branch, tag: branch));
                    break;
                case 2:
                    line.Receive(VirtualLine.Request("ACK", branch, tag: branch, toTag: "our"));
                    break;
                case 3:
                    line.Receive(VirtualLine.Request("CANCEL", branch, tag: branch));
                    break;
                case 4 or 5 when mine.Count > 0:
                    var status = (number / 81 % 5) switch { 0 => 100, 1 => 180, 2 => 200, 3 => 302, _ => 486 };
                    line.Receive(status, mine[(int)(number / 405 % (uint)mine.Count)].Text);
                    break;
                case 6 when mine.Count > 0:
                    line.Cancel(mine[(int)(number / 81 % (uint)mine.Count)].Id);
                    break;
                case 7:
                    line.Respond(line.Last, (number / 81 % 4) switch { 0 => 180, 1 => 200, 2 => 404, _ => 487 });
                    break;
                default:
                    at += number / 81 % 9000;
                    line.RunTo(at);
                    break;
            }
        }
        // Unanswered INVITE (1 h), then its refusal's timer H; timer C and the CANCEL's wait are shorter.
        line.RunTo(at + 3_600_000 + 32_000);
        Assert.Equal(0, line.Layer.Count);
        Assert.Equal(NodaTime.Instant.MaxValue, line.Layer.NextDeadline);
    }

    [Property(MaxTest = 300)]
    public void At_most_one_final_response_to_another_request_is_told(byte[] order)
    {
        var line = new VirtualLine();
        var options = VirtualLine.Request("OPTIONS", "z9hG4bKx");
        line.Send(options);
        var at = 0L;
        foreach (var step in order)
        {
            if (step < 128)
                line.Receive(step % 3 == 0 ? 100 : step % 3 == 1 ? 200 : 500, options);
            else
                line.RunTo(at += step * 10);
        }
        line.RunTo(at + 40_000);
        var finals = line.Diary.Count(d => d.Contains("response 200", StringComparison.Ordinal)
            || d.Contains("response 500", StringComparison.Ordinal));
        var given = line.Diary.Count(d => d.EndsWith("TimedOut", StringComparison.Ordinal));
        Assert.Equal(1, finals + given);
        Assert.Equal(1, line.Diary.Count(d => d.EndsWith("Ended", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ten_thousand_transactions_at_once_are_found_and_end_in_order()
    {
        var line = new VirtualLine();
        for (var i = 0; i < 10_000; i++)
            line.Receive(VirtualLine.Request("OPTIONS", "z9hG4bK" + i, tag: "t" + i));
        Assert.Equal(10_000, line.Layer.Count);
        for (var i = 0; i < 10_000; i++)
            line.Receive(VirtualLine.Request("OPTIONS", "z9hG4bK" + i, tag: "t" + i));
        Assert.Equal(10_000, line.Layer.Count);
        line.RunTo(32_000);
        Assert.Equal(0, line.Layer.Count);
    }

    [Property(MaxTest = 200)]
    public void The_heap_gives_the_least_deadline(int[] values)
    {
        var heap = new DeadlineHeap();
        var model = new Dictionary<int, long>();
        for (var i = 0; i < values.Length; i++)
        {
            var slot = Math.Abs(values[i] % 17);
            var due = i % 4 == 3 ? long.MaxValue : Math.Abs((long)values[i]);
            heap.Set(slot, due);
            if (due == long.MaxValue)
                model.Remove(slot);
            else
                model[slot] = due;
            Assert.Equal(model.Count == 0 ? long.MaxValue : model.Values.Min(), heap.Next);
        }
    }
}
