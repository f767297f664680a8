using CallRouting.Audio;

namespace CallRouting.E1;

/// <summary>One call at a <see cref="SimulatedExchange"/>, seen from the network.</summary>
public sealed class SimulatedCall : IRecording
{
    private const int RememberedOctets = 10 * AudioFrame.SampleRate;

    private readonly Lock _gate = new();
    private readonly SimulatedExchange _exchange;
    private readonly Queue<PromptAudio> _sayings = new();
    private byte[] _heard = [];
    private long _heardOctets;
    private ushort _tag;
    private bool _isSaying;
    private bool _isVanished;

    internal SimulatedCall(
        SimulatedExchange exchange, LegId leg, CalledId called, CallerId caller, bool isFromRouter) =>
        (_exchange, Leg, Called, Caller, IsFromRouter) = (exchange, leg, called, caller, isFromRouter);

    /// <summary>Whether it is a call out of the company; else the exchange calls in.</summary>
    public bool IsFromRouter { get; }

    /// <summary>The number called, as SETUP said it.</summary>
    public CalledId Called { get; }

    /// <summary>Who calls.</summary>
    public CallerId Caller { get; }

    /// <summary>Whether the party called is being rung.</summary>
    public bool IsRinging { get; private set; }

    /// <summary>Whether something can be heard before the answer.</summary>
    public bool HasEarlySound { get; private set; }

    /// <summary>Whether it was answered, by whichever side.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Whether it is over.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The cause with which it ended.</summary>
    public Cause Cause { get; private set; }

    /// <summary>The keys that the other party pressed, in order.</summary>
    public string Keys { get; private set; } = "";

    internal LegId Leg { get; }

    /// <summary>Says that the party called is being rung; of a call out of the company. A network gives ringback with
    /// it.</summary>
    public void Alert() => Do(CallEffectKind.Alert);

    /// <summary>Has something to be heard before the answer; of a call out of the company.</summary>
    public void Progress() => Do(CallEffectKind.Progress);

    /// <summary>Answers a call out of the company.</summary>
    public void Answer()
    {
        if (_isVanished)
            return;
        IsConnected = true;
        Do(CallEffectKind.Answer);
    }

    /// <summary>Hangs up, gives up, or rejects.</summary>
    /// <param name="cause">Why.</param>
    public void HangUp(Cause cause = Cause.NormalClearing)
    {
        if (!_isVanished)
            _exchange.Execute(new CallEffect(CallEffectKind.Release, Leg) { Cause = cause }, null, null);
    }

    /// <summary>Presses keys, which go as tones: 100 ms each with as much silence after it.</summary>
    /// <param name="keys">Of 0–9, *, #, A–D.</param>
    public void Press(string keys) => Say(Dtmf.Render(keys));

    /// <summary>Sends digits by signalling: more of the called number, or keys once it is complete.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="isComplete">Whether they are the last.</param>
    public void Dial(string digits, bool isComplete = false) => _exchange.Dial(Leg, digits, isComplete);

    /// <summary>Says something, after what is being said.</summary>
    /// <param name="alaw">G.711 A-law.</param>
    /// <param name="isLoop">Whether it is said without end.</param>
    public void Say(ReadOnlyMemory<byte> alaw, bool isLoop = false)
    {
        lock (_gate)
        {
            _sayings.Enqueue(new(alaw, isLoop));
            if (!_isSaying)
                SayNext();
        }
    }

    /// <summary>What was heard last.</summary>
    /// <param name="milliseconds">How much, at most 10 s; less where less was heard.</param>
    /// <returns>G.711 A-law.</returns>
    public byte[] Heard(int milliseconds)
    {
        lock (_gate)
        {
            var octets = Math.Min((long)milliseconds * AudioFrame.SampleRate / 1000,
                Math.Min(_heardOctets, RememberedOctets));
            var heard = new byte[octets];
            for (var i = 0; i < octets; i++)
                heard[i] = _heard[(_heardOctets - octets + i) % RememberedOctets];
            return heard;
        }
    }

    /// <summary>Loses power: the call's party never says anything again, and its equipment confirms nothing.</summary>
    public void Vanish()
    {
        _isVanished = true;
        _exchange.Silence(Leg);
    }

    void IFrameSink.Write(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_heard.Length == 0)
                _heard = new byte[RememberedOctets];
            frame.CopyTo(_heard.AsSpan((int)(_heardOctets % RememberedOctets)));
            _heardOctets += frame.Length;
        }
    }

    bool IRecording.Complete() => true;

    internal void Listen() => _exchange.Execute(
        new CallEffect(CallEffectKind.Record, Leg) { Milliseconds = int.MaxValue, Tag = 1 }, null, this);

    internal void Take(in CallEvent happened)
    {
        switch (happened.Kind)
        {
            case CallEventKind.Ringing:
                IsRinging = true;
                break;
            case CallEventKind.Progressed:
                HasEarlySound = true;
                break;
            case CallEventKind.Answered:
                IsConnected = true;
                break;
            case CallEventKind.DigitPressed:
                Keys += happened.Digit;
                break;
            case CallEventKind.PlayEnded:
                lock (_gate)
                    if (happened.Tag == _tag)
                        SayNext();
                break;
            case CallEventKind.Failed or CallEventKind.Cleared:
                (Cause, IsEnded, IsRinging) = (happened.Cause, true, false);
                break;
        }
    }

    internal void Rung() => IsRinging = true;

    private void SayNext()
    {
        _isSaying = _sayings.TryDequeue(out var saying);
        if (!_isSaying)
            return;
        _tag = (ushort)(_tag % ushort.MaxValue + 1);
        _exchange.Execute(new CallEffect(CallEffectKind.Play, Leg) { Tag = _tag }, saying, null);
    }

    private void Do(CallEffectKind kind)
    {
        if (!_isVanished)
            _exchange.Execute(new CallEffect(kind, Leg), null, null);
    }
}
