using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CallRouting.Audio;
using Microsoft.Extensions.Logging;

namespace CallRouting.Sip;

/// <summary>The media of one transport: one thread that receives, relays, paces and records for all of its sessions.
/// </summary>
/// <remarks>Packets are forwarded when they come. What we send ourselves goes out every 20 ms, each session at one of
/// ten offsets, so that a thousand prompts are no burst. The thread sleeps while no session is open. RTCP is received
/// and thrown away: neither reports nor answers are sent.</remarks>
internal sealed class MediaPlane : IDisposable
{
    private const int Slots = 10, SlotMilliseconds = AudioFrame.Milliseconds / Slots, LongestStall = 1000;

    private readonly MediaOptions _options;
    private readonly ILogger _log;
    private readonly SocketPoll _poll = SocketPoll.Create();
    private readonly PortRange _ports;
    private readonly Dictionary<long, MediaSession> _sessions = [];
    private readonly List<MediaSession>[] _slots =
        [.. Enumerable.Range(0, Slots).Select(_ => new List<MediaSession>())];

    private readonly Socket _waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[2048], _packet = new byte[RtpLeg.LongestPacket];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Thread _thread;
    private MediaNotices _told = new();
    private long _slot, _lastKey;
    private bool _stopping;

    /// <summary>Starts the thread.</summary>
    /// <exception cref="ArgumentException">The options are out of their ranges.</exception>
    public MediaPlane(MediaOptions options, ILogger log)
    {
        options.Demand();
        (_options, _log) = (options, log);
        _ports = new(options.FirstPort, options.LastPort);
        _waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _waker.Connect(_waker.LocalEndPoint!);
        _waker.Blocking = false;
        _poll.Add(_waker, 0);
        _thread = new(Run) { IsBackground = true, Name = "CallRouting media" };
        _thread.Start();
    }

    /// <summary>Sessions open now.</summary>
    public int Count
    {
        get
        {
            lock (Gate) return _sessions.Count;
        }
    }

    /// <summary>Port pairs left.</summary>
    public int FreePorts
    {
        get
        {
            lock (Gate) return _ports.Free;
        }
    }

    /// <summary>Held for all that changes sessions; never while <see cref="IMediaEvents"/> or a sink is
    /// called.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Milliseconds since the plane was made.</summary>
    internal long Now => (long)Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    internal long CurrentTick => _slot / Slots;

    internal MediaNotices Notices { get; private set; } = new();

    /// <summary>Opens a session on a free pair of ports.</summary>
    /// <returns>False where the range or the process has none left; the log says which.</returns>
    public bool TryOpen(IMediaEvents events, [NotNullWhen(true)] out MediaSession? session)
    {
        session = null;
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            for (var tries = _ports.Free; tries > 0 && session is null && _ports.TryTake(out var port); tries--)
            {
                if (!TryBind(port, out var rtp, out var error))
                    _ports.Return(port);
                else if (TryBind(port + 1, out var rtcp, out error))
                    session = Add(port, rtp, rtcp, events);
                else
                {
                    rtp.Dispose();
                    _ports.Return(port);
                }

                if (error is SocketError.Success or SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
                    continue;
                _log.LogError("No RTP socket on {Address}: {Error}", _options.Address, error);
                return false;
            }
        }

        Wake();
        if (session is null)
            _log.LogError("No free RTP port in {First}–{Last}", _options.FirstPort, _options.LastPort);
        return session is not null;
    }

    /// <summary>Closes every session, tells what that ended, and stops the thread.</summary>
    public void Dispose()
    {
        MediaSession[] open;
        lock (Gate)
        {
            if (_stopping) return;
            _stopping = true;
            open = [.. _sessions.Values];
        }

        foreach (var session in open) session.Close();
        Wake();
        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    internal void Tell(in MediaNotice notice) => Notices.List.Add(notice);

    internal void TellUnsendable(int port, IPEndPoint to, SocketError error) =>
        _log.LogWarning("RTP port {Port} cannot send to {To}: {Error}", port, to, error);

    /// <summary>Makes the thread look at once.</summary>
    internal void Wake()
    {
        if (Thread.CurrentThread == _thread) return;
        try
        {
            _waker.Send([1]);
        }
        catch (Exception full) when (full is SocketException or ObjectDisposedException)
        {
            // A full buffer wakes it as well, and a thread that has ended needs no waking.
        }
    }

    internal void Remove(MediaSession session, Socket rtp, Socket rtcp)
    {
        _sessions.Remove(session.Key);
        foreach (var slot in _slots) slot.Remove(session);
        foreach (var socket in (ReadOnlySpan<Socket>)[rtp, rtcp])
        {
            _poll.Remove(socket);
            socket.Dispose();
        }

        _ports.Return(session.LocalPort);
    }

    private MediaSession Add(int port, Socket rtp, Socket rtcp, IMediaEvents events)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var sender = new RtpSender(
            BinaryPrimitives.ReadUInt32BigEndian(random), BinaryPrimitives.ReadUInt16BigEndian(random[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(random[6..]));
        _lastKey += 2;
        var session = new MediaSession(this, _lastKey, port, rtp, rtcp, new(_options, sender), events);
        _sessions.Add(_lastKey, session);
        _slots.MinBy(s => s.Count)!.Add(session);
        _poll.Add(rtp, _lastKey);
        _poll.Add(rtcp, _lastKey + 1);
        return session;
    }

    private bool TryBind(int port, [NotNullWhen(true)] out Socket? socket, out SocketError error)
    {
        (socket, error) = (null, SocketError.Success);
        Socket? made = null;
        try
        {
            made = new(_options.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
            if (_options.Address.Equals(IPAddress.IPv6Any)) made.DualMode = true;
            made.Bind(new IPEndPoint(_options.Address, port));
            socket = made;
            return true;
        }
        catch (SocketException refused)
        {
            made?.Dispose();
            error = refused.SocketErrorCode;
            return false;
        }
    }

    private void Run()
    {
        Span<long> ready = stackalloc long[256];
        var stopped = false;
        while (!stopped)
        {
            try
            {
                var count = _poll.Wait(UntilNextSlot(), ready);
                lock (Gate)
                {
                    foreach (var key in ready[..count]) Receive(key);
                    RunSlots();
                    (Notices, _told) = (_told, Notices);
                }

                Deliver();
                lock (Gate) stopped = _stopping && _sessions.Count == 0 && Notices.List.Count == 0;
            }
            catch (Exception fault)
            {
                // Whatever one session runs into must not silence all the others, nor fill the log.
                _log.LogError(fault, "The media thread goes on after a fault");
                Thread.Sleep(AudioFrame.Milliseconds);
            }
        }

        _poll.Dispose();
        _waker.Dispose();
    }

    private void Receive(long key)
    {
        if (key == 0) Drain();
        else if (_sessions.TryGetValue(key & ~1L, out var session)) session.Receive((key & 1) != 0, _buffer);
    }

    private void Drain()
    {
        while (_waker.Available > 0) _waker.Receive(_buffer, SocketFlags.None, out _);
    }

    private int UntilNextSlot()
    {
        lock (Gate)
        {
            if (Notices.List.Count > 0) return 0;
            for (var i = 0; i < Slots; i++)
                if (_slots[(_slot + i) % Slots].Count > 0)
                {
                    var due = (_slot + i) * SlotMilliseconds - Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
                    return Math.Max(0, (int)Math.Ceiling(due));
                }

            return _stopping ? 0 : 1000;
        }
    }

    private void RunSlots()
    {
        var now = Now;
        if (now - _slot * SlotMilliseconds > LongestStall) _slot = now / SlotMilliseconds;
        while (_slot * SlotMilliseconds <= now)
        {
            var (due, tick) = (_slots[_slot % Slots], CurrentTick);
            _slot++;
            foreach (var session in due) session.Tick(tick, _packet);
        }
    }

    private void Deliver()
    {
        foreach (var notice in _told.List)
        {
            try
            {
                Deliver(notice);
            }
            catch (Exception fault)
            {
                var port = notice.Session.LocalPort;
                if (notice.Kind != MediaNoticeKind.Frame)
                {
                    _log.LogError(fault, "{Kind} on RTP port {Port} was not taken", notice.Kind, port);
                    continue;
                }

                _log.LogWarning(fault, "A sink of RTP port {Port} failed and is taken off", port);
                lock (Gate) notice.Session.SinkFailed(notice.Sink!, fault);
            }
        }

        _told.Clear();
    }

    private void Deliver(in MediaNotice notice)
    {
        var (session, events) = (notice.Session, notice.Session.Events);
        switch (notice.Kind)
        {
            case MediaNoticeKind.Frame:
                if (session.Failed != notice.Sink) notice.Sink!.Write(_told.Frame(notice.Frame));
                break;
            case MediaNoticeKind.PlayEnded:
                events.PlayEnded(session, notice.Play, notice.Ending);
                break;
            case MediaNoticeKind.Digit:
                events.DigitReceived(session, notice.Key);
                break;
            case MediaNoticeKind.RecordingEnded:
                events.RecordingEnded(session, notice.Sink!, notice.Failure);
                break;
            case MediaNoticeKind.TimedOut:
                events.MediaTimedOut(session);
                break;
        }
    }
}
