using NodaTime;

namespace CallRouting.E1;

/// <summary>The data link of a primary rate access: Q.921 point to point, SAPI 0, TEI 0, modulo 128, either
/// side.</summary>
/// <remarks>
/// <para>A state machine without clock, socket or thread. The caller gives it the frames that come in, and calls
/// <see cref="Expire"/> at <see cref="NextDeadline"/> or whenever later. While a link is wanted
/// (<see cref="Establish"/>) it never gives up: what fails is told to layer 3 and tried again.</para>
/// <para>It throws for no octets, and allocates for no message once its queue has its size.</para>
/// </remarks>
internal sealed partial class LapdLink
{
    private const int Modulo = 128;

    private readonly bool _isNetwork;
    private readonly LapdOptions _options;
    private readonly ILapdUser _user;
    private readonly SendQueue _queue;
    private readonly byte[] _frame;
    private bool _isWanted;
    private bool _wasEstablished;
    private int _lost;

    // V(A) and V(R) of §3.5.2; V(S) is V(A) and what the queue counts as sent.
    private int _acknowledged;
    private int _awaited;
    private int _repeats;
    private bool _isPeerBusy;
    private bool _isRejecting;
    private bool _owesAcknowledgement;
    private Instant _t200 = Instant.MaxValue;
    private Instant _t203 = Instant.MaxValue;
    private Instant _retry = Instant.MaxValue;

    /// <summary>Makes a link that is not wanted yet.</summary>
    /// <param name="isNetwork">Whether this is the network's side; each end must be another.</param>
    /// <param name="options">Times and counts.</param>
    /// <param name="user">The line and layer 3.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public LapdLink(bool isNetwork, LapdOptions options, ILapdUser user)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(user);
        options.Check();
        (_isNetwork, _options, _user) = (isNetwork, options, user);
        _queue = new(options.N201, options.MaxQueue);
        _frame = new byte[options.N201 + 4];
    }

    /// <summary>Where the link is.</summary>
    public LapdState State { get; private set; } = LapdState.TeiAssigned;

    /// <summary>Whether messages pass: states 7 and 8.</summary>
    public bool IsEstablished => State is LapdState.Established or LapdState.TimerRecovery;

    /// <summary>Messages of ours that are not acknowledged yet.</summary>
    public int Unacknowledged => _queue.Count;

    /// <summary>When <see cref="Expire"/> is to be called; <see cref="Instant.MaxValue"/>: nothing waits.</summary>
    public Instant NextDeadline => Instant.Min(_retry, Instant.Min(_t200, _t203));

    /// <summary>The line is there and a link is wanted, from now on: DL-ESTABLISH request. An established link is
    /// reset.</summary>
    public void Establish(Instant now)
    {
        _isWanted = true;
        switch (State)
        {
            case LapdState.TeiAssigned:
                _wasEstablished = false;
                SendSabme(now);
                break;
            case LapdState.Established or LapdState.TimerRecovery:
                _lost = _queue.Clear();
                _wasEstablished = true;
                SendSabme(now);
                break;
        }
    }

    /// <summary>No link is wanted any more: DL-RELEASE request. The far end is told, and
    /// <see cref="ILapdUser.Released"/> follows unless there was nothing.</summary>
    public void Release(Instant now)
    {
        _isWanted = false;
        _retry = Instant.MaxValue;
        if (State is LapdState.TeiAssigned or LapdState.AwaitingRelease)
            return;
        _queue.Clear();
        _repeats = 0;
        State = LapdState.AwaitingRelease;
        SendUnnumbered(Disc, isCommand: true, isPoll: true);
        StartT200(now);
    }

    /// <summary>The line is gone, and nobody can be told: PH-DEACTIVATE indication. No link is wanted until
    /// <see cref="Establish"/>.</summary>
    public void Deactivate()
    {
        _isWanted = false;
        _retry = Instant.MaxValue;
        if (State != LapdState.TeiAssigned)
            Fall(Instant.MaxValue);
    }

    /// <summary>Sends a message of layer 3: DL-DATA request. It arrives once and in its order, unless
    /// <see cref="ILapdUser.Reset"/> or <see cref="ILapdUser.Released"/> says that it may be lost.</summary>
    /// <param name="message">At most N201 octets.</param>
    /// <param name="now">The instant.</param>
    /// <returns>False: it is not taken, because there is no link, too many wait, or it is too long.</returns>
    public bool Send(ReadOnlySpan<byte> message, Instant now)
    {
        var isOpen = IsEstablished || (State == LapdState.AwaitingEstablishment && _wasEstablished);
        if (!isOpen || message.Length > _options.N201 || !_queue.TryAdd(message))
            return false;
        Finish(now);
        return true;
    }

    /// <summary>Takes a frame that has come in.</summary>
    /// <param name="frame">Any octets; without flags and check sequence.</param>
    /// <param name="now">The instant.</param>
    public void Receive(ReadOnlySpan<byte> frame, Instant now)
    {
        var read = LapdFrame.Read(frame, isFromNetwork: !_isNetwork, _options.N201);
        switch (read.Kind)
        {
            case LapdFrameKind.I:
                ReceiveInformation(read, now);
                break;
            case LapdFrameKind.Rr or LapdFrameKind.Rnr or LapdFrameKind.Rej:
                ReceiveSupervisory(read, now);
                break;
            case LapdFrameKind.Sabme:
                ReceiveSabme(read.IsPoll, now);
                break;
            case LapdFrameKind.Disc:
                ReceiveDisc(read.IsPoll, now);
                break;
            case LapdFrameKind.Ua:
                ReceiveUa(read.IsPoll, now);
                break;
            case LapdFrameKind.Dm:
                ReceiveDm(read.IsPoll, now);
                break;
            case LapdFrameKind.Frmr:
                Reject(LapdError.FrameRejected, now);
                break;
            case LapdFrameKind.Wrong:
                Reject(read.Error, now);
                break;
            // UI carries nothing on a primary rate access, and XID may be left unanswered (§5.4): the far end
            // keeps its own values then. The rest is invalid or of another data link.
            case LapdFrameKind.Ui or LapdFrameKind.Xid or LapdFrameKind.None:
                break;
        }

        Finish(now);
    }

    /// <summary>Does what is due.</summary>
    public void Expire(Instant now)
    {
        if (now >= _t200)
            ExpireT200(now);
        if (now >= _t203)
            Enquire(now);
        if (now >= _retry)
            SendSabme(now);
        Finish(now);
    }

    // What every step ends with: what may be sent is sent, and what was received is acknowledged at the latest now.
    private void Finish(Instant now)
    {
        while (State == LapdState.Established && !_isPeerBusy
            && _queue.Sent < Math.Min(_queue.Count, _options.Window))
            SendInformation(now);
        if (_owesAcknowledgement && IsEstablished)
            SendSupervisory(Rr, isCommand: false, isPoll: false);
    }
}
