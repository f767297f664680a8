using System.Net;
using CallRouting.Sip;
using NodaTime;

namespace CallRouting.Tests.Interop;

/// <summary>A router with the phones and callers of one test; all of them end with it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _peers = [];

    private Stage(RouterUnderTest router, TestFolder folder) => (Router, Folder) = (router, folder);

    public RouterUnderTest Router { get; }

    public TestFolder Folder { get; }

    /// <summary>Starts a router.</summary>
    /// <param name="plan">The plan file's text.</param>
    /// <param name="prompts">Prompts to be made: name, pitch and length in milliseconds.</param>
    /// <param name="at">What time it is; <c>null</c>: as it is.</param>
    public static async Task<Stage> OpenAsync(
        string plan, (string Name, int Hertz, int Milliseconds)[]? prompts = null, Instant? at = null)
    {
        Skip.IfMissing("sipp", "sip-tester");
        Skip.IfMissing("sox", "sox");
        var folder = new TestFolder();
        foreach (var (name, hertz, milliseconds) in prompts ?? [("leave-message.wav", 700, 1000)])
            await Sox.ToneAsync(Path.Combine(folder.Sub("prompts"), name), hertz, milliseconds / 1000.0);
        return new(await RouterUnderTest.StartAsync(plan, folder, at), folder);
    }

    /// <summary>Registers a SIPp phone for an employee and lets it wait for one call.</summary>
    /// <param name="user">The employee.</param>
    /// <param name="ring">How many milliseconds it rings before it answers; 60000: for ever.</param>
    /// <param name="calls">How many calls it takes.</param>
    public Task<Sipp> PhoneAsync(string user, int ring, int calls = 1) =>
        PhoneAsync(user, "phone", calls, ("ring", $"{ring}"));

    /// <summary>Registers a SIPp phone for an employee and lets it wait for calls.</summary>
    public async Task<Sipp> PhoneAsync(
        string user, string scenario, int calls, params (string Word, string Value)[] words)
    {
        var local = new IPEndPoint(IPAddress.Loopback, FreePorts.Take());
        var password = RouterUnderTest.PasswordOf(user);
        Assert.Equal(200, await Registration.SendAsync(Router.Address, local, user, password));
        var phone = Keep(Sipp.Start(Router.Address, Folder, new()
        {
            Scenario = scenario, Words = words.ToDictionary(w => w.Word, w => w.Value), Local = local, Calls = calls
        }));
        await Sipp.ListeningAsync(local);
        return phone;
    }

    /// <summary>Starts a SIPp caller at the provider.</summary>
    public Sipp Call(string number, string scenario, params (string Word, string Value)[] words) =>
        Keep(Sipp.Start(Router.Address, Folder, new()
        {
            Scenario = scenario, Words = words.ToDictionary(w => w.Word, w => w.Value), Number = number,
            Local = new(RouterUnderTest.Provider, FreePorts.Take())
        }));

    /// <summary>A phone of ours at the provider.</summary>
    public SipPhone Caller() => Keep(SipPhone.Open(new()
    {
        User = "+74957654321", DisplayName = "Caller", Server = Router.Address, Patience = TimeSpan.FromSeconds(30),
        Local = new(RouterUnderTest.Provider, 0)
    }));

    /// <summary>A phone of ours that is registered for an employee.</summary>
    public async Task<SipPhone> PhoneOfOursAsync(string user, PhoneBehaviour behaviour)
    {
        var phone = Keep(SipPhone.Open(new()
        {
            User = user, Server = Router.Address, Password = RouterUnderTest.PasswordOf(user), Behaviour = behaviour,
            Patience = TimeSpan.FromSeconds(30)
        }));
        Assert.Equal(200, await phone.RegisterAsync());
        return phone;
    }

    public T Keep<T>(T peer) where T : IAsyncDisposable
    {
        _peers.Add(peer);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();
        await Router.DisposeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(Router.Story);
        Folder.Dispose();
    }
}
