using CallRouting.Audio;
using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Analog.Tests.Flows;

/// <summary>One simulated line, its transport, and an office that notes what it is told, on virtual time.</summary>
internal sealed class AnalogStage : ITransportHost
{
    private ulong _lastCall;
    private ushort _lastTag;

    public AnalogStage(SimulatedLineOptions? simulated = null, Func<AnalogLine, AnalogLine>? change = null,
        bool isPluggedIn = true)
    {
        Simulated = new(Time, "port", simulated);
        if (!isPluggedIn)
            Simulated.Unplug();
        Line = new()
        {
            Domain = new(1), Trunk = "analog-2", Line = new(2), Device = Simulated,
            Country = simulated?.Country ?? AnalogCountries.Russia,
        };
        Line = change?.Invoke(Line) ?? Line;
        Transport = new(new() { Lines = [Line] }, Time, Log);
        Time.Run(() => Transport.StartAsync(this, CancellationToken.None));
    }

    public VirtualTime Time { get; } = new();

    public SimulatedLine Simulated { get; }

    public SimulatedExchange Exchange => Simulated.Exchange;

    public AnalogLine Line { get; }

    public AnalogTransport Transport { get; }

    public LogLines Log { get; } = new();

    public List<(LegId Leg, CallOffer Offer, Instant At)> Offers { get; } = [];

    public List<(CallEvent Event, Instant At)> Events { get; } = [];

    public List<int> Channels { get; } = [];

    public LegId Offer(DomainId domain, ICallTransport transport, CallOffer offer)
    {
        var leg = new CallId(++_lastCall).Caller;
        Offers.Add((leg, offer, Time.Now));
        return leg;
    }

    public void Post(in CallEvent happened) => Events.Add((happened, Time.Now));

    public DeviceId AddDevice(DomainId domain, ICallTransport transport, string employee, string? name) => new(1);

    public void RemoveDevice(DeviceId device)
    {
    }

    public void SetChannels(DomainId domain, string trunk, int inService)
    {
        Assert.Equal((Line.Domain, Line.Trunk), (domain, trunk));
        Channels.Add(inService);
    }

    public void Wait(double seconds) => Time.Advance(Duration.FromSeconds(seconds));

    /// <summary>Lets time go on until something is so; how long it took.</summary>
    public Duration Until(Func<bool> condition, double limit = 30)
    {
        var start = Time.Now;
        while (!condition())
        {
            Assert.True(Time.Now - start < Duration.FromSeconds(limit), "It does not come to be so.");
            Time.Advance(Duration.FromMilliseconds(20));
        }

        return Time.Now - start;
    }

    public Duration Until(LegId leg, CallEventKind kind, double limit = 30) =>
        Until(() => Of(leg).Any(happened => happened.Kind == kind), limit);

    public List<CallEvent> Of(LegId leg) => [.. Events.Select(e => e.Event).Where(e => e.Leg == leg)];

    public string Keys(LegId leg) =>
        new([.. Of(leg).Where(e => e.Kind == CallEventKind.DigitPressed).Select(e => e.Digit)]);

    /// <summary>A caller who has been answered.</summary>
    public LegId AnsweredCaller(string? number = "9031234567")
    {
        var leg = Caller(number);
        Do(CallEffectKind.Answer, leg);
        Until(() => Exchange.IsConnected);
        return leg;
    }

    public LegId Caller(string? number = "9031234567")
    {
        var before = Offers.Count;
        Assert.True(Exchange.Call(number));
        Until(() => Offers.Count > before);
        return Offers[^1].Leg;
    }

    public void Do(CallEffectKind kind, LegId leg, Cause cause = Cause.NormalClearing) =>
        Transport.Execute(new CallEffect(kind, leg) { Cause = cause }, null, null);

    public ushort Play(LegId leg, byte[]? sound, bool isLoop = false)
    {
        var play = new CallEffect(CallEffectKind.Play, leg) { Tag = ++_lastTag };
        Transport.Execute(play, sound is null ? null : new PromptAudio(sound, isLoop), null);
        return _lastTag;
    }

    public ushort Record(LegId leg, IRecording recording, int milliseconds = 60_000)
    {
        var record = new CallEffect(CallEffectKind.Record, leg) { Tag = ++_lastTag, Milliseconds = milliseconds };
        Transport.Execute(record, null, recording);
        return _lastTag;
    }

    public LegId Ring(string number = "+74951110001", bool isEmergency = false)
    {
        var leg = new CallId(++_lastCall).Leg(1);
        Transport.Ring(leg, new()
        {
            Domain = Line.Domain, Kind = LegKind.Dialled, Number = PhoneNumber.Parse(number),
            IsEmergency = isEmergency, Trunk = new() { Id = Line.Trunk, Kind = TrunkKind.Fxo, Line = Line.Line },
        });
        return leg;
    }

    /// <summary>A leg that was rung and rings at its far end.</summary>
    public LegId RingingLeg()
    {
        Exchange.When("84951110001", SimulatedDestination.Rings);
        var leg = Ring();
        Until(() => Exchange.IsDestinationRinging);
        return leg;
    }

    public LegId AnsweredLeg()
    {
        var leg = RingingLeg();
        Wait(1);
        Exchange.Answer();
        Until(leg, CallEventKind.Answered);
        return leg;
    }

    /// <summary>A sine of so many seconds.</summary>
    public static byte[] Sine(int hertz, double seconds)
    {
        var sound = new byte[(int)(seconds * AudioFrame.SampleRate)];
        new Cadence(true, new CadenceStep(new Tone(hertz), 1000)).Fill(0, sound);
        return sound;
    }

    /// <summary>Something like a voice: harmonics that come and go as syllables do.</summary>
    public static byte[] Voice(double seconds)
    {
        var samples = new short[(int)(seconds * AudioFrame.SampleRate)];
        for (var i = 0; i < samples.Length; i++)
        {
            var t = (double)i / AudioFrame.SampleRate;
            var pitch = 120 + 20 * Math.Sin(2 * Math.PI * 2.3 * t);
            var sum = 0.0;
            for (var k = 1; k <= 20; k++)
                sum += Math.Sin(2 * Math.PI * pitch * k * t) / k * (1 + Math.Cos(k * (1 + Math.Sin(7 * t))));
            samples[i] = (short)(2500 * sum * (0.55 + 0.45 * Math.Sin(2 * Math.PI * 4 * t)));
        }

        var sound = new byte[samples.Length];
        G711.EncodeAlaw(samples, sound);
        return sound;
    }
}

/// <summary>Keeps all that is said into it.</summary>
internal sealed class Tape : IRecording
{
    public List<byte> Octets { get; } = [];

    public int Completed { get; private set; }

    public void Write(ReadOnlySpan<byte> frame) => Octets.AddRange(frame);

    public bool Complete()
    {
        Completed++;
        return true;
    }

    /// <summary>How loud a frequency is, in dBm0.</summary>
    public double Level(int hertz)
    {
        var samples = new short[Octets.Count];
        G711.DecodeAlaw(Octets.ToArray(), samples);
        return Goertzel.Level(samples, hertz);
    }
}
