using CallRouting.Audio;

namespace CallRouting.Analog;

/// <summary>The exchange at the other end of a simulated line, and whoever it connects.</summary>
/// <remarks>Members may be called from any thread. One call at a time, as a line has.</remarks>
public sealed partial class SimulatedExchange
{
    private readonly SimulatedLineOptions _options;
    private readonly Lock _sync;
    private readonly Action _wake;
    private readonly Dictionary<string, SimulatedDestination> _known = [];
    private readonly Queue<byte[]> _toSay = [];
    private readonly DtmfDetector _keys;
    private IFrameSink? _ear;

    internal SimulatedExchange(SimulatedLineOptions options, Lock sync, Action wake)
    {
        (_options, _sync, _wake) = (options, sync, wake);
        _keys = new(options.Country.Tones);
    }

    /// <summary>Whether a call rings at the office.</summary>
    public bool IsRinging => Ask(() => _state == State.Ringing);

    /// <summary>Whether a number that the office has dialled rings.</summary>
    public bool IsDestinationRinging => Ask(() => _state == State.Alerting);

    /// <summary>Whether the office and a far end are connected.</summary>
    public bool IsConnected => Ask(() => _state == State.Connected);

    /// <summary>Whether there is no call, and no far end that waits for anything.</summary>
    public bool IsIdle => Ask(() => _state is State.Idle or State.Gone);

    /// <summary>The digits that the office has dialled in this call, or the one before.</summary>
    public string Dialled => Ask(() => _dialled);

    /// <summary>The keys that a far end who is connected has heard in this call, or the one before.</summary>
    public string KeysHeard => Ask(() => _keysHeard);

    /// <summary>Where the office passed the far end on to by a flash; empty: it did not.</summary>
    public string PassedOnTo => Ask(() => _passedOnTo);

    /// <summary>Takes what the far end, or the exchange, hears of the office, a frame at a time; <c>null</c>:
    /// nobody.</summary>
    public IFrameSink? Ear
    {
        get => Ask(() => _ear);
        set => Act(() => _ear = value);
    }

    /// <summary>Says what happens when the office dials a number. A number that nothing is said of cannot be
    /// reached.</summary>
    /// <param name="digits">The digits as they are dialled.</param>
    /// <param name="destination">What happens.</param>
    public void When(string digits, SimulatedDestination destination)
    {
        ArgumentException.ThrowIfNullOrEmpty(digits);
        Act(() => _known[digits] = destination);
    }

    /// <summary>Somebody calls.</summary>
    /// <param name="number">The number to be told; <c>null</c>: none.</param>
    /// <param name="name">The name to be told; <c>null</c>: none.</param>
    /// <param name="isWithheld">Whether the caller withholds the number.</param>
    /// <returns>False: the line is busy, or unplugged.</returns>
    public bool Call(string? number = null, string? name = null, bool isWithheld = false)
    {
        lock (_sync)
        {
            if (_state != State.Idle)
                return false;
            var caller = new Audio.CallerId
            {
                Number = number ?? "", Name = name ?? "",
                NumberAbsence = isWithheld ? CallerIdAbsence.Private
                    : number is null ? CallerIdAbsence.Unavailable : CallerIdAbsence.None,
            };
            BeginRinging(CallerIdGenerator.Render(caller, _options.CallerIdCoding));
        }

        _wake();
        return true;
    }

    /// <summary>The number that the office has dialled answers.</summary>
    public void Answer() => Act(() => _wantsAnswer = _state == State.Alerting);

    /// <summary>The number that the office has dialled is busy, or cannot be reached.</summary>
    /// <param name="isBusy">Whether it is busy; else congestion.</param>
    public void Reject(bool isBusy = true) => Act(() =>
    {
        if (_state == State.Alerting)
            Enter(isBusy ? State.Busy : State.Congestion);
    });

    /// <summary>The far end hangs up, or gives up calling.</summary>
    public void HangUp() => Act(() => _wantsHangUp = _state is State.Ringing or State.Connected or State.Held);

    /// <summary>The far end presses keys: 80 ms each, with pauses of 80 ms.</summary>
    /// <param name="keys"><c>0</c>–<c>9</c>, <c>*</c>, <c>#</c>, <c>A</c>–<c>D</c>; a comma is a pause of two
    /// seconds.</param>
    public void Press(string keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(keys);
        Say(AnalogOutbound.Tones(keys));
    }

    /// <summary>The far end says something, after what it is saying.</summary>
    /// <param name="alaw">G.711 A-law octets at 8 kHz.</param>
    public void Say(ReadOnlySpan<byte> alaw)
    {
        var said = alaw.ToArray();
        Act(() => _toSay.Enqueue(said));
    }

    /// <summary>The exchange opens the loop for a moment.</summary>
    public void BreakLoop() => Act(() => _due.Add(new FxoEvent(FxoEventKind.LoopBroken)));

    /// <summary>The exchange swaps the wires.</summary>
    public void ReversePolarity() => Act(() => _due.Add(new FxoEvent(FxoEventKind.PolarityReversed)));

    /// <summary>A current on the line that is none of a call.</summary>
    /// <param name="milliseconds">How long it lasts.</param>
    public void Disturb(int milliseconds) => Act(() => _disturbanceLeft = milliseconds);

    private T Ask<T>(Func<T> question)
    {
        lock (_sync)
            return question();
    }

    private void Act(Action act)
    {
        lock (_sync)
            act();
        _wake();
    }
}
