using CallRouting.Audio;
using CallRouting.Testing;
using NodaTime;

namespace CallRouting.Analog.Tests;

/// <summary>The analog transport with five lines of a simulated exchange on virtual time, for the conformance
/// suite.</summary>
internal sealed class AnalogUnderTest : ITransportUnderTest
{
    private const string Number = "+74951110001";
    private const string Dialled = "84951110001";

    private readonly VirtualTime _time = new();
    private readonly List<SimulatedLine> _lines = [];
    private readonly List<AnalogLine> _settings = [];
    private readonly AnalogTransport _transport;
    private int _taken;

    // Everything by sound as in Russia, but for rings that come sooner: the suite waits three seconds for most things.
    public static readonly AnalogCountry Quick = AnalogCountries.Russia with
    {
        Tones = Tones.Russia with { Ringback = new(true, new(new Tone(425), 400), new(default, 1200)) },
        LongestRingPause = Duration.FromSeconds(1.8),
        HookGuard = Duration.FromMilliseconds(200),
    };

    public AnalogUnderTest()
    {
        for (ushort i = 1; i <= 5; i++)
        {
            var line = new SimulatedLine(_time, $"simulated {i}", new() { Country = Quick });
            _lines.Add(line);
            _settings.Add(new()
            {
                Domain = Domain, Trunk = $"analog-{i}", Line = new(i), Device = line, Country = Quick,
            });
        }

        // Nobody moves time while the suite waits for the end.
        _transport = new(new() { Lines = _settings, StopWithin = Duration.Zero }, _time);
    }

    public ICallTransport Transport => _transport;

    public DomainId Domain { get; } = new(1);

    public Duration GivesUpWithin => Duration.FromSeconds(20);

    public RingDestination Nowhere => To(_taken++, "+74959999999");

    // An exchange has a busy tone for whoever declines too.
    public Cause Tells(Cause cause) => Cause.UserBusy;

    public Task<IFarEnd> CallAsync()
    {
        var exchange = _lines[_taken++].Exchange;
        Assert.True(exchange.Call("9031234567"));
        return Task.FromResult<IFarEnd>(new ExchangeEnd(exchange, this));
    }

    public IFarEnd Place(out RingDestination destination)
    {
        var exchange = _lines[_taken].Exchange;
        exchange.When(Dialled, SimulatedDestination.Rings);
        destination = To(_taken++, Number);
        return new ExchangeEnd(exchange, this);
    }

    public Task<bool> UntilAsync(Func<bool> condition, Duration limit)
    {
        for (var end = _time.Now + limit; !condition() && _time.Now < end;)
            _time.Advance(Duration.FromMilliseconds(20));
        return Task.FromResult(condition());
    }

    public async ValueTask DisposeAsync() => await _transport.DisposeAsync();

    private RingDestination To(int line, string number) => new()
    {
        Domain = Domain, Kind = LegKind.External, Number = PhoneNumber.Parse(number),
        Trunk = new() { Id = _settings[line].Trunk, Kind = TrunkKind.Fxo, Line = _settings[line].Line },
    };

    /// <summary>The exchange's end of one line.</summary>
    private sealed class ExchangeEnd(SimulatedExchange exchange, AnalogUnderTest test) : IFarEnd
    {
        private bool _isGone;

        public bool IsRinging => exchange.IsDestinationRinging;

        public bool IsConnected => exchange.IsConnected;

        public bool IsEnded => exchange.IsIdle;

        public Task AnswerAsync() => Do(exchange.Answer);

        public Task RejectAsync(Cause cause) => Do(() => exchange.Reject());

        public Task HangUpAsync() => Do(exchange.HangUp);

        public Task PressAsync(char digit) => Do(() => exchange.Press(digit.ToString()));

        public Task VanishAsync()
        {
            _isGone = true;
            return Task.CompletedTask;
        }

        private Task<bool> Do(Action act)
        {
            if (!_isGone)
                act();
            return test.UntilAsync(() => false, Duration.FromMilliseconds(20));
        }
    }
}
