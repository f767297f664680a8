using System.Numerics;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CallRouting.E1;

/// <summary>One span at work: its device, its data link, its calls and their sound, all on one thread.</summary>
/// <remarks>What other threads ask for waits in a queue until the thread comes to it.</remarks>
internal sealed partial class E1Line : ILapdUser
{
    private static readonly Duration AnnouncementLimit = Duration.FromSeconds(20);

    private readonly E1SpanOptions _options;
    private readonly E1Domain _domain;
    private readonly Duration _retryAfter;
    private readonly E1Desk _desk;
    private readonly ILogger _log;
    private readonly ISpan _span;
    private readonly LapdLink _lapd;
    private readonly PriInterface _pri;
    private readonly PriOutputs _outputs = new();
    private readonly Dictionary<PriCall, E1Leg> _calls = [];
    private readonly uint _bearers;
    private readonly byte[] _frame = new byte[266];
    private Instant _now;
    private Instant _openAt = Instant.MinValue;
    private Instant _inServiceUntil = Instant.MinValue;
    private string _toldFault = "";
    private SpanAlarm _toldAlarm;
    private bool _wasOpen;
    private bool _isCarrying;
    private bool _isLineUp;
    private bool _isPublished;
    private int _channels;
    private int _free;
    private int _pending;

    public E1Line(E1SpanOptions options, E1Domain domain, Duration retryAfter, E1Desk desk, ILogger log)
    {
        (_options, _domain, _retryAfter, _desk, _log) = (options, domain, retryAfter, desk, log);
        _span = options.Span;
        foreach (var bearer in _span.Bearers)
            _bearers |= 1u << bearer.Slot;
        Audio.Tones.TryZone(options.Country, out var zone);
        Tones = new(zone);
        _lapd = new(options.Side == PriSide.Network, options.Lapd, this);
        _pri = new(new PriOptions
        {
            Side = options.Side,
            Channels = _bearers,
            Selection = options.Selection,
            Exclusive = options.Exclusive,
            LogicalNumbering = options.CountsChannels,
            SendingComplete = options.SendsComplete,
            RestartsOnLinkUp = options.Restarts ?? options.Side == PriSide.User,
            Times = options.Times,
            Overlap = options.Overlap == E1Overlap.None ? OverlapReceiving.None : new OverlapReceiving
            {
                IsAllowed = true,
                Length = options.Overlap == E1Overlap.ByLength ? options.Digits : 0,
                Plan = options.Overlap == E1Overlap.ByPlan
                    ? number => E1Numbers.Completeness(_domain.Plan, options.Trunk, number)
                    : null,
                DialTone = options.Side == PriSide.Network,
            },
        });
    }

    public string Name => _span.Name;

    public DomainId Domain => _options.Domain;

    public string Trunk => _options.Trunk;

    public E1Tones Tones { get; }

    /// <summary>The channels that can carry calls, those that carry one counted. From any thread.</summary>
    public int Channels => Volatile.Read(ref _channels);

    /// <summary>How many calls can be given to it now. From any thread.</summary>
    public int Free => Volatile.Read(ref _free) - Volatile.Read(ref _pending);

    /// <summary>How it is. From any thread.</summary>
    public E1SpanState State
    {
        get
        {
            long underruns = 0, overruns = 0;
            foreach (var bearer in _span.Bearers)
                (underruns, overruns) = (underruns + bearer.Underruns, overruns + bearer.Overruns);
            return new(_span.Name, Trunk, _span.IsOpen, _span.Alarm, _pri.IsLinkUp, Channels, _pri.Count, underruns,
                overruns);
        }
    }

    private bool IsNetwork => _options.Side == PriSide.Network;

    private bool CanCall => _isLineUp && _pri.IsLinkUp && !_isStopping;

    void ILapdUser.Transmit(ReadOnlySpan<byte> frame)
    {
        if (_span.Signalling.TrySend(frame))
            Capture(frame, isOutgoing: true);
    }

    void ILapdUser.Received(ReadOnlySpan<byte> message)
    {
        if (IsSilenced(message))
            return;
        EndDialTone(message);
        _pri.Receive(message, _now, _outputs);
    }

    void ILapdUser.Established() => _pri.LinkUp(_now, _outputs);

    void ILapdUser.Reset(int lost) => _pri.LinkReset(_now, _outputs);

    void ILapdUser.Released() => _pri.LinkDown(_now, _outputs);

    void ILapdUser.Erred(LapdError error)
    {
        if (_log.IsEnabled(LogLevel.Debug))
            LogLinkError(_span.Name, (char)error);
    }

    // The device: there or not, and what it says of the line.
    private void Watch()
    {
        if (!_span.IsOpen)
        {
            if (_wasOpen)
            {
                _wasOpen = false;
                LogGone(_span.Name, _span.Fault);
                _openAt = _now + _retryAfter;
            }

            if (!_isStopping && _now >= _openAt)
                TryOpen();
        }

        if (_span.IsOpen && _span.Alarm != _toldAlarm)
        {
            _toldAlarm = _span.Alarm;
            LogAlarm(_span.Name, _toldAlarm);
        }

        var isUp = _span.IsOpen && _span.Alarm == SpanAlarm.None && _isCarrying;
        if (isUp == _isLineUp)
            return;
        _isLineUp = isUp;
        if (isUp)
            _lapd.Establish(_now);
        else
            _lapd.Deactivate();
    }

    private void TryOpen()
    {
        try
        {
            _span.Open();
        }
        catch (IOException absent)
        {
            // Told once: a device may be away for days.
            if (_toldFault != absent.Message)
                LogAbsent(_span.Name, absent.Message);
            _toldFault = absent.Message;
            _openAt = _now + _retryAfter;
            return;
        }

        (_wasOpen, _isCarrying, _toldFault, _toldAlarm) = (true, true, "", SpanAlarm.None);
        LogOpen(_span.Name);
        foreach (var leg in _calls.Values)
            if (leg.Bearer is { IsOpen: false } bearer)
                TryOpen(bearer);
    }

    private void ReadLink()
    {
        while (_span.Signalling.Receive(_frame, out var length) is var received and not HdlcReceived.None)
            switch (received)
            {
                case HdlcReceived.Frame:
                    Capture(_frame.AsSpan(0, length), isOutgoing: false);
                    _lapd.Receive(_frame.AsSpan(0, length), _now);
                    Drain();
                    break;
                case HdlcReceived.Up or HdlcReceived.Down:
                    _isCarrying = received == HdlcReceived.Up;
                    Watch();
                    Drain();
                    break;
                default:
                    // Lost on the way: the data link asks for it again.
                    break;
            }
    }

    // How many channels there are for the office and for whoever chooses a line.
    private void Publish()
    {
        var isInService = _isLineUp && (_pri.IsLinkUp || _now < _inServiceUntil) && !_isStopping;
        var channels = isInService ? BitOperations.PopCount(_pri.InService & _bearers) : 0;
        Volatile.Write(ref _free, CanCall ? channels - _pri.Count : 0);
        if (channels == _channels && _isPublished)
            return;
        _isPublished = true;
        Volatile.Write(ref _channels, channels);
        _desk.CountChannels(Domain, Trunk);
    }
}
