using System.Text.Json;
using CallRouting.Audio;
using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Runtime.Tests;

/// <summary>A router on virtual time with one company and a fake transport.</summary>
internal sealed class Rig : IDisposable
{
    private Task? _stop;

    public Rig(RoutingPlan? plan = null, ICallObserver? observer = null, Action<string>? prepareData = null,
        bool hasPrompts = true, bool servesTrunks = true, Action<CallRouterOptions>? set = null,
        DomainOptions? domain = null)
    {
        Folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        Prompts = Directory.CreateDirectory(Path.Combine(Folder, "prompts")).FullName;
        Data = Path.Combine(Folder, "data");
        prepareData?.Invoke(Data);
        if (hasPrompts)
            foreach (var prompt in (plan ?? Plans.Office).Prompts)
                WritePrompt(prompt, Duration.FromSeconds(2));
        var options = new CallRouterOptions { DataFolder = Data, Time = Time, Scheduler = Time.Scheduler, Seed = 7 };
        options.PromptFolders.Add(Prompts);
        set?.Invoke(options);
        Router = new CallRouter(options, observer is null ? [] : [observer], Log);
        Domain = Router.AddDomain("office", plan ?? Plans.Office, domain ?? new());
        Line = new FakeTransport(Time);
        Router.AddTransport(Line, servesTrunks ? [TrunkKind.Sip] : []);
    }

    public VirtualTime Time { get; } = new();

    public LogLines Log { get; } = new();

    public CallRouter Router { get; }

    public FakeTransport Line { get; }

    public DomainId Domain { get; }

    public string Folder { get; }

    public string Prompts { get; }

    public string Data { get; }

    public string RecordFile => Path.Combine(Data, "office", "calls.jsonl");

    public string RecordingFolder => Path.Combine(Data, "office", "recordings");

    public string[] RecordingFiles() => Directory.Exists(RecordingFolder)
        ? Directory.GetFiles(RecordingFolder, "*", SearchOption.AllDirectories) : [];

    public Rig Start()
    {
        Time.Run(() => Router.StartAsync());
        return this;
    }

    public FakeLeg Call(string called = Plans.MainNumber, string? caller = "+79031234567", DomainId domain = default)
    {
        var leg = Line.Call(domain.IsNone ? Domain : domain, new CallOffer
        {
            Trunk = "provider",
            Called = new CalledId(called, Source: CalledIdSource.RequestUri),
            Caller = new CallerId(caller, "Пётр"),
        });
        Time.Settle();
        return leg;
    }

    public void Wait(double seconds) => Time.Advance(Duration.FromSeconds(seconds));

    /// <summary>The party says something, a frame every 20 ms, for a time.</summary>
    public void Talk(FakeLeg leg, double seconds, int hertz = 440)
    {
        var frames = (int)(seconds * AudioFrame.PerSecond);
        var tone = new Cadence(true, new CadenceStep(new Tone(hertz), 1000)).Render();
        for (var i = 0; i < frames; i++)
        {
            leg.Say(tone.AsSpan(i % AudioFrame.PerSecond * AudioFrame.Samples, AudioFrame.Samples));
            Wait(0.02);
        }
    }

    public void WritePrompt(string name, Duration length, int hertz = 700)
    {
        using var file = new WavWriter(File.Create(Path.Combine(Prompts, name)));
        var tone = new byte[(int)(length.TotalSeconds * AudioFrame.SampleRate)];
        new Cadence(true, new CadenceStep(new Tone(hertz), 1000)).Fill(0, tone);
        file.Write(tone);
    }

    public List<JsonElement> Records() => Records(RecordFile);

    public static List<JsonElement> Records(string file) =>
        [.. File.ReadAllLines(file).Select(line => JsonDocument.Parse(line).RootElement)];

    public void BeginStop() => _stop ??= Time.Start(() => Router.StopAsync());

    public void Stop()
    {
        BeginStop();
        if (!_stop!.IsCompleted)
            Wait(5);
        Time.Complete(_stop);
    }

    public void Dispose()
    {
        Stop();
        Time.Run(() => Router.DisposeAsync().AsTask());
        Directory.Delete(Folder, recursive: true);
    }
}
