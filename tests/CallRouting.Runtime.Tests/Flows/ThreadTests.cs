using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

// On real threads: what comes out must not depend on their order.
public class ThreadTests
{
    [Fact]
    public async Task Calls_from_many_threads_each_end_once_with_one_record()
    {
        const int threads = 4, calls = 250;
        var folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        var completed = new Completed();
        var log = new LogLines();
        var line = new FakeTransport(TimeProvider.System);
        await using (var router = new CallRouter(new CallRouterOptions { DataFolder = folder }, [completed], log))
        {
            var domains = new[] { "first", "second" }.Select(name => router.AddDomain(name, Plans.Office)).ToArray();
            router.AddTransport(line, TrunkKind.Sip);
            await router.StartAsync(TestContext.Current.CancellationToken);
            await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < calls; i++)
                {
                    var domain = domains[(thread + i) % 2];
                    var device = line.Register(domain, "ivan", FarEnd.Answers(0));
                    var caller = line.Call(domain, new CallOffer
                    {
                        Trunk = "provider",
                        Called = new CalledId(i % 3 == 0 ? Plans.MenuNumber : Plans.MainNumber),
                    });
                    caller.Press('1');
                    if (i % 5 != 0)
                        caller.HangUp();
                    line.Unregister(device);
                }
            })));
            await router.StopAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, router.LiveCalls);
        }

        Assert.Equal(0, line.LiveLegs);
        Assert.Equal(threads * calls, completed.Calls.Distinct().Count());
        Assert.Equal(threads * calls, completed.Calls.Count);
        var lines = new[] { "first", "second" }.Sum(name => Rig.Records(Path.Combine(folder, name, "calls.jsonl")).Count);
        Assert.Equal(threads * calls, lines);
        Assert.Equal(0, log.Count("fault"));
        Assert.Equal(0, log.Count("threw"));
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Completed : ICallObserver
    {
        public List<CallId> Calls { get; } = [];

        public void OnCompleted(CallRecord record)
        {
            lock (Calls)
                Calls.Add(record.Call);
        }
    }
}
