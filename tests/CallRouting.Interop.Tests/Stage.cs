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

    /// <summary>Where <see cref="WritePlanAsync"/> writes.</summary>
    public string PlanFile => Path.Combine(Folder.Path, "plan.yaml");

    /// <summary>Starts a router.</summary>
    /// <param name="plan">The plan file's text.</param>
    /// <param name="prompts">Prompts to be made: name, pitch and length in milliseconds.</param>
    /// <param name="at">What time it is; <c>null</c>: as it is.</param>
    /// <param name="seed">What decides chances.</param>
    /// <param name="e1">The trunk that is an E1; <c>null</c>: there is none.</param>
    public static async Task<Stage> OpenAsync(
        string plan, (string Name, int Hertz, int Milliseconds)[]? prompts = null, Instant? at = null, ulong seed = 1,
        string? e1 = null)
    {
        Skip.IfMissing("sipp", "sip-tester");
        Skip.IfMissing("sox", "sox");
        var folder = new TestFolder();
        foreach (var (name, hertz, milliseconds) in prompts ?? [("leave-message.wav", 700, 1000)])
            await Sox.ToneAsync(Path.Combine(folder.Sub("prompts"), name), hertz, milliseconds / 1000.0);
        return new(await RouterUnderTest.StartAsync(plan, folder, at, seed, e1), folder);
    }

    /// <summary>Saves a plan as an editor does.</summary>
    public Task WritePlanAsync(string plan) => File.WriteAllTextAsync(PlanFile, plan);

    /// <summary>Registers a SIPp phone for an employee and lets it wait for one call or more.</summary>
    /// <param name="user">The employee.</param>
    /// <param name="ring">How many milliseconds it rings before it answers; 60000: for ever.</param>
    /// <param name="calls">How many calls it takes.</param>
    /// <param name="callers">What the From of callers holds whom it answers; for others it rings for ever.</param>
    public Task<Sipp> PhoneAsync(string user, int ring, int calls = 1, string callers = ".") =>
        PhoneAsync(user, "phone", calls, ("ring", $"{ring}"), ("callers", callers));

    /// <summary>Registers a SIPp phone for an employee and lets it wait for calls.</summary>
    public async Task<Sipp> PhoneAsync(
        string user, string scenario, int calls, params (string Word, string Value)[] words)
    {
        var local = new IPEndPoint(IPAddress.Loopback, FreePorts.Take());
        var password = RouterUnderTest.PasswordOf(user);
        Assert.Equal(200, await Registration.SendAsync(Router.Address, local, user, password));
        return await ListenAsync(local, scenario, calls, words);
    }

    /// <summary>Lets a SIPp of somebody outside, a gateway or another company, wait for calls.</summary>
    public async Task<Sipp> ListenAsync(
        IPEndPoint local, string scenario, int calls, params (string Word, string Value)[] words)
    {
        var farEnd = Keep(Sipp.Start(Router.Address, Folder, new()
        {
            Scenario = scenario, Words = words.ToDictionary(w => w.Word, w => w.Value), Local = local, Calls = calls
        }));
        await Sipp.ListeningAsync(local);
        return farEnd;
    }

    /// <summary>Starts a SIPp caller at the provider.</summary>
    public Sipp Call(string number, string scenario, params (string Word, string Value)[] words) =>
        Keep(Sipp.Start(Router.Address, Folder, new()
        {
            Scenario = scenario, Words = words.ToDictionary(w => w.Word, w => w.Value), Number = number,
            Local = new(RouterUnderTest.Provider, FreePorts.Take())
        }));

    /// <summary>A phone of ours at the provider.</summary>
    /// <param name="number">The caller's number.</param>
    public SipPhone Caller(string number = "+74957654321") => Keep(SipPhone.Open(new()
    {
        User = number, DisplayName = "Caller", Server = Router.Address, Patience = TimeSpan.FromSeconds(30),
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

    /// <summary>A baresip that is registered for an employee.</summary>
    /// <param name="user">The employee.</param>
    /// <param name="hertz">What it says.</param>
    /// <param name="answers">Whether it answers by itself.</param>
    public async Task<Baresip> BaresipAsync(string user, int hertz, bool answers = false)
    {
        var phone = Keep(await Baresip.StartAsync(
            Router.Address, Folder, user, RouterUnderTest.PasswordOf(user), hertz, answers));
        await phone.SaysAsync("200 OK (CallRouting) [1 binding]");
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
