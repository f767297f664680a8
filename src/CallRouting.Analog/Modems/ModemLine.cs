using NodaTime;

namespace CallRouting.Analog;

/// <summary>An analog line on a modem at a serial port: with voice by V.253 or Rockwell's commands, or
/// without.</summary>
/// <remarks>The modem is asked what it is when the line is opened. Most voice modems carry sound one way at a time:
/// they
/// greet, collect digits and record. A modem that hangs or is unplugged is a <see cref="FxoEventKind.Fault"/>, and a
/// <see cref="FxoEventKind.Restored"/> when it is back.</remarks>
public sealed partial class ModemLine : IFxoLine
{
    private static readonly TimeSpan HangsUpWithin = TimeSpan.FromSeconds(3);

    private readonly ModemLineOptions _options;
    private readonly ModemMachine _machine;
    private readonly Queue<ModemCommand> _commands = [];
    private readonly object _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _isKnown = new();
    private byte[] _incoming = new byte[ModemPort.Longest];
    private byte[] _work = new byte[ModemPort.Longest];
    private int _incomingOctets;
    private string? _lost;
    private ModemPort? _port;
    private IFxoEvents? _events;
    private Thread? _thread;
    private bool _isStopping;

    /// <summary>Makes a line; nothing is opened yet.</summary>
    /// <param name="options">Where the modem is and how it is used.</param>
    /// <exception cref="ArgumentException">An option is outside its bounds.</exception>
    public ModemLine(ModemLineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Demand();
        _options = options;
        _machine = new(options, new Surroundings(this));
    }

    /// <inheritdoc/>
    public string Name => _options.Port;

    /// <inheritdoc/>
    public FxoCapabilities Capabilities => _machine.Capabilities ?? new();

    /// <summary>What the modem is, in words for a log: its family, how it codes sound, what it says of itself. Empty
    /// before
    /// <see cref="Open"/>.</summary>
    public string Description { get; private set; } = "";

    // So that times do not jump with the machine's clock.
    private static Instant Now =>
        Instant.FromUnixTimeTicks(Environment.TickCount64 * NodaConstants.TicksPerMillisecond);

    /// <inheritdoc/>
    public void Open(IFxoEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (_thread is not null)
            throw new InvalidOperationException($"{Name} is open.");
        _events = events;
        _isStopping = false;
        _isKnown.Reset();
        // Opened here, so that a port that is not there is told at once and with its own words.
        OpenPort();
        _thread = new Thread(Run) { IsBackground = true, Name = $"modem {Name}" };
        _thread.Start();
        _isKnown.Wait();
        if (_machine.Phase != ModemPhase.Failed)
        {
            Description = string.Join(", ", new[]
            {
                _machine.Dialect.Name, _machine.Coding == VoiceCoding.None ? "no sound" : _machine.Coding.ToString(),
                Capabilities.FullDuplex ? "full duplex" : "half duplex", _machine.Model
            }.Where(part => part.Length > 0));
            return;
        }

        var why = _machine.Trouble;
        Stop();
        _thread.Join();
        _thread = null;
        throw new IOException($"{Name}: {why}");
    }

    /// <inheritdoc/>
    public void Seize() => Tell(new(ModemCommandKind.Seize));

    /// <inheritdoc/>
    public void Answer() => Tell(new(ModemCommandKind.Answer));

    /// <inheritdoc/>
    public void HangUp() => Tell(new(ModemCommandKind.HangUp));

    /// <inheritdoc/>
    public void Flash(int milliseconds) => Tell(new(ModemCommandKind.Flash));

    /// <inheritdoc/>
    public void Dial(string digits, bool pulses)
    {
        ArgumentNullException.ThrowIfNull(digits);
        Tell(new(ModemCommandKind.Dial, digits, IsSo: pulses));
    }

    /// <inheritdoc/>
    public void Play(ReadOnlyMemory<byte> alaw, bool isLoop) =>
        Tell(new(ModemCommandKind.Play, Sound: alaw, IsSo: isLoop));

    /// <inheritdoc/>
    public void StopPlay() => Tell(new(ModemCommandKind.StopPlay));

    /// <inheritdoc/>
    public void Record() => Tell(new(ModemCommandKind.Record));

    /// <inheritdoc/>
    public void StopRecord() => Tell(new(ModemCommandKind.StopRecord));

    /// <summary>Hangs up and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_thread is null)
            return;
        Stop();
        await _stopped.Task.ConfigureAwait(false);
        _isKnown.Dispose();
    }

    private void Stop()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Tell(in ModemCommand command)
    {
        lock (_gate)
        {
            _commands.Enqueue(command);
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        _machine.Opened(Now);
        long? stopAt = null;
        while (stopAt is null || Environment.TickCount64 < stopAt && IsOffHook)
        {
            Turn();
            if (_machine.Phase is ModemPhase.OnHook or ModemPhase.Failed)
                _isKnown.Set();
            bool isStopping;
            lock (_gate)
                isStopping = _isStopping;
            if (!isStopping || stopAt is not null)
                continue;
            stopAt = Environment.TickCount64 + (long)HangsUpWithin.TotalMilliseconds;
            if (IsOffHook)
                _machine.HangUp(Now);
        }

        ClosePort();
        _stopped.TrySetResult();
    }

    private bool IsOffHook => _machine.Phase is ModemPhase.GoingOffHook or ModemPhase.OffHook or ModemPhase.GoingOnHook;

    // Waits for octets, a command or a deadline, and gives them to the machine. Nothing is told while the lock is held.
    private void Turn()
    {
        int octets;
        bool isCommand;
        ModemCommand command;
        string? lost;
        lock (_gate)
        {
            var wait = _machine.NextDeadline - Now;
            if (_incomingOctets == 0 && _commands.Count == 0 && _lost is null && wait > Duration.Zero)
                Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(wait.TotalMilliseconds), 500));
            (_incoming, _work) = (_work, _incoming);
            (octets, _incomingOctets) = (_incomingOctets, 0);
            isCommand = _commands.TryDequeue(out command);
            (lost, _lost) = (_lost, null);
            Monitor.PulseAll(_gate);
        }

        if (octets > 0)
            _machine.Received(_work.AsSpan(0, octets), Now);
        if (isCommand)
            Do(command);
        if (lost is not null)
        {
            ClosePort();
            _machine.Lost(lost, Now);
        }

        if (_machine.NextDeadline <= Now)
            _machine.Expire(Now);
        if (_machine.Phase == ModemPhase.Failed)
            ClosePort();
        if (_machine.WantsPort)
            Reopen();
    }

    private void Do(in ModemCommand command)
    {
        switch (command.Kind)
        {
            case ModemCommandKind.Seize:
                _machine.Seize(Now);
                break;
            case ModemCommandKind.Answer:
                _machine.Answer(Now);
                break;
            case ModemCommandKind.HangUp:
                _machine.HangUp(Now);
                break;
            case ModemCommandKind.Flash:
                _machine.FlashHook(Now);
                break;
            case ModemCommandKind.Dial:
                _machine.Dial(command.Digits, command.IsSo, Now);
                break;
            case ModemCommandKind.Play:
                _machine.Play(command.Sound, command.IsSo, Now);
                break;
            case ModemCommandKind.StopPlay:
                _machine.StopPlay(Now);
                break;
            case ModemCommandKind.Record:
                _machine.Record(Now);
                break;
            case ModemCommandKind.StopRecord:
                _machine.StopRecord(Now);
                break;
        }
    }
}
