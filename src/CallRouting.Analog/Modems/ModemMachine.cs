using System.Text;
using NodaTime;

namespace CallRouting.Analog;

/// <summary>A modem on a serial port as an analog line: a pure state machine. Octets, commands and instants go in;
/// octets
/// and what happens on the line come out.</summary>
/// <remarks>
/// <para>It sends one command at a time and waits for its result; a modem that owes one is asked whether it is still
/// there
/// and, if not, is out of service: told once, tried again by opening the port anew, and told once when it is back. No
/// octets make it fail otherwise.</para>
/// <para>Deadlines are state: <see cref="Expire"/> is called at <see cref="NextDeadline"/>. All members are called by
/// one
/// thread at a time, and none of them from within what it tells.</para>
/// </remarks>
internal sealed partial class ModemMachine(ModemLineOptions options, IModemSurroundings surroundings)
{
    private const int WakeTries = 5;
    private const int CheckTries = 3;

    // As long as any command: a modem that answers late, but in that time, is never asked twice.
    private const int AskedFor = 3000;
    private static readonly Duration Gap = Duration.FromMilliseconds(30);
    private static readonly Duration Quiet = Duration.FromMilliseconds(300);

    private readonly ResultReader _reader = new();
    private readonly List<ModemStep> _queue = [];
    private readonly List<string> _lines = [];
    private ModemStep? _step;
    private Instant _stepDue = Instant.MaxValue;
    private Instant _sendAt = Instant.MinValue;
    private Instant _retryAt = Instant.MaxValue;
    private int _tries;
    private int _failures;
    private bool _isInService;
    private bool _wasInService;

    /// <summary>Where the line is.</summary>
    public ModemPhase Phase { get; private set; }

    /// <summary>What is wrong, while <see cref="Phase"/> is <see cref="ModemPhase.Failed"/>; else empty.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>Whether the port is to be opened anew.</summary>
    public bool WantsPort { get; private set; }

    /// <summary>When <see cref="Expire"/> is to be called.</summary>
    public Instant NextDeadline
    {
        get
        {
            var due = Instant.Min(Instant.Min(_stepDue, _retryAt), Instant.Min(_streamDue, _paceAt));
            due = Instant.Min(due, Instant.Min(_callerDue, _pollAt));
            return _sendAt > Instant.MinValue ? Instant.Min(due, _sendAt) : due;
        }
    }

    /// <summary>The port is open.</summary>
    /// <param name="now">The time.</param>
    public void Opened(Instant now)
    {
        Forget();
        _reader.Reset();
        (Phase, Trouble, WantsPort, _tries) = (ModemPhase.Initialising, "", false, 0);
        _queue.Add(new(ModemStepKind.Wake, "Q0", AskedFor));
        Pump(now);
    }

    /// <summary>The port cannot be opened, or the device is gone.</summary>
    /// <param name="why">Why, in words for a log.</param>
    /// <param name="now">The time.</param>
    public void Lost(string why, Instant now) => Fail(why, now);

    /// <summary>Octets have come.</summary>
    /// <param name="octets">The octets.</param>
    /// <param name="now">The time.</param>
    public void Received(ReadOnlySpan<byte> octets, Instant now)
    {
        while (octets.Length > 0 && Phase is not (ModemPhase.Closed or ModemPhase.Failed))
        {
            if (IsHearing)
                Hear(ref octets, now);
            else if (_reader.Read(ref octets, out var said))
                Take(said, now);
        }

        Pump(now);
    }

    /// <summary>Deadlines have come.</summary>
    /// <param name="now">The time.</param>
    public void Expire(Instant now)
    {
        if (now >= _sendAt)
            _sendAt = Instant.MinValue;
        if (now >= _retryAt)
            (_retryAt, WantsPort) = (Instant.MaxValue, true);
        if (now >= _callerDue)
            GiveCaller();
        if (now >= _stepDue)
            StepExpired(now);
        if (now >= _streamDue)
            StreamExpired(now);
        if (now >= _paceAt)
            SendSound(now);
        if (now >= _pollAt)
            Poll(now);
        Pump(now);
    }

    private void Take(in ModemSaid said, Instant now)
    {
        switch (said.Word)
        {
            case ModemWord.Code:
                Noticed(said.Code, now);
                break;
            case ModemWord.Text:
                TakeText(said.Text, now);
                break;
            case ModemWord.Ring:
                Rung(said.RingPattern, now);
                break;
            case ModemWord.Ringing:
                TellTone(FxoTone.Ringback);
                break;
            default:
                if (Stream != ModemStream.None)
                    StreamEnded(said.Word, now);
                else if (_step is { } step && Ends(step.Kind, said.Word))
                    Done(step, said.Word, now);
                else
                    Unasked(said.Word);
                break;
        }
    }

    private void TakeText(string line, Instant now)
    {
        if (line.StartsWith("AT", StringComparison.OrdinalIgnoreCase))
            return;
        if (_caller.Take(line))
            _callerDue = now + CallerSettles;
        else if (!_rhythm.Take(line) && _step is not null && _lines.Count < 64)
            _lines.Add(line);
    }

    // Sends the next command, once the last one is done and the modem has had a moment to breathe.
    private void Pump(Instant now)
    {
        if (Phase is ModemPhase.Closed or ModemPhase.Failed || _step is not null || _sendAt > now)
            return;
        if (_isHangUpWanted && Stream == ModemStream.None)
            QueueHangUp();
        if (Stream != ModemStream.None)
        {
            if (_isHangUpWanted || _queue.Count > 0)
                EndStream(now);
            return;
        }

        if (_queue.Count == 0 && Phase == ModemPhase.OffHook)
            QueueSound();
        if (_queue.Count == 0)
            return;
        var next = _queue[0];
        _queue.RemoveAt(0);
        Send(next, now);
    }

    private void Send(in ModemStep step, Instant now)
    {
        _lines.Clear();
        _step = step;
        _stepDue = now + Duration.FromMilliseconds(step.Milliseconds);
        _pollAt = Instant.MaxValue;
        SendText($"AT{step.Command}\r");
        if (step.Kind == ModemStepKind.OffHook && Dialect.AnswersForCarrier && step.Command == Dialect.Answer)
        {
            _stepDue = Instant.MaxValue;
            IsOffHook();
        }
    }

    private void SendText(string text)
    {
        Span<byte> octets = stackalloc byte[text.Length];
        surroundings.Send(octets[..Encoding.ASCII.GetBytes(text, octets)]);
    }

    private void Fail(string why, Instant now)
    {
        Forget();
        (Phase, Trouble, WantsPort) = (ModemPhase.Failed, why, false);
        // 1, 2, 4, 8 … times the wish, at most 12: a modem that is gone for the night is asked once a minute.
        _retryAt = now + options.RetryAfter * Math.Min(1 << Math.Min(_failures++, 4), 12);
        if (!_isInService)
            return;
        _isInService = false;
        surroundings.Happened(FxoEvent.Failed(why));
    }

    private void Forget()
    {
        _queue.Clear();
        _lines.Clear();
        _reader.Clear();
        _caller.Give();
        (_step, _stepDue, _sendAt, _retryAt) = (null, Instant.MaxValue, Instant.MinValue, Instant.MaxValue);
        (_callerDue, _pollAt) = (Instant.MaxValue, Instant.MaxValue);
        (_isHangUpWanted, _offHookWishes, _onHookWishes) = (false, 0, 0);
        (_checks, _rhythm, _digits) = (0, default, default);
        ForgetSound();
    }
}
