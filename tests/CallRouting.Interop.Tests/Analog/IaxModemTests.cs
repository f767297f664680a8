using CallRouting.Analog;

namespace CallRouting.Tests.Interop;

/// <summary>iaxmodem, a modem that nobody here wrote, without a voice class: it rings our line, is answered, and says
/// when
/// the caller is gone.</summary>
/// <remarks>Once it has answered it takes no command until the caller is gone: that we hang up first cannot be tried
/// with
/// it.</remarks>
public sealed class IaxModemTests
{
    [Fact]
    [Trait("Spec", "O2")]
    public async Task Iaxmodem_rings_our_line_with_caller_id_is_answered_and_says_that_the_caller_is_gone()
    {
        Skip.IfMissing("iaxmodem", "iaxmodem");
        using var folder = new TestFolder();
        var port = FreePorts.Take();
        var device = Path.Combine(folder.Path, "tty");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "modem"), $"""
            device {device}
            port {port}
            refresh 0
            server 127.0.0.1
            peername test
            codec alaw

            """, TestContext.Current.CancellationToken);
        // It looks in /etc/iaxmodem for the name that it is given.
        await using var iaxmodem = Peer.Start("iaxmodem", folder.Path, $"../..{folder.Path}/modem");
        await Wait.ForAsync(() => File.Exists(device), "iaxmodem's terminal", story: () => iaxmodem.Output);
        await using var line = new ModemLine(new() { Port = device });
        var events = new LineEvents();
        line.Open(events);
        Assert.StartsWith("class 0, no sound", line.Description, StringComparison.Ordinal);

        await using var caller = await CallAsync(port);
        await events.Async(FxoEventKind.RingBegan);
        line.Answer();
        await events.Async(FxoEventKind.OffHook);
        await Wait.ForAsync(() => caller.IsAnswered, "an answer");
        caller.HangUp();
        await events.Async(FxoEventKind.LoopBroken);
        line.HangUp();
        await events.Async(FxoEventKind.OnHook);
        Assert.Equal(FxoEvent.Called(new("4951234567", "IVANOV")), events.All[0]);
        Assert.DoesNotContain(FxoEventKind.Fault, events.Kinds);
    }

    // It is busy for some seconds after it has been told to go on hook, as when our line is opened.
    private static async Task<IaxCaller> CallAsync(int port)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var caller = new IaxCaller(port);
            caller.Call("100", "4951234567", "IVANOV");
            await Wait.ForAsync(() => caller.IsAccepted || caller.IsRefused, "an answer to the call");
            if (caller.IsAccepted)
                return caller;
            await caller.DisposeAsync();
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("iaxmodem stays busy.");
    }
}
