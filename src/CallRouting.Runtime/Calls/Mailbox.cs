using System.Collections.Concurrent;
using NodaTime;

namespace CallRouting.Runtime;

internal enum MailKind : byte
{
    None = 0,
    Wake,
    Offer,
    Event,
    DeviceAdded,
    DeviceRemoved,
    Channels,
    Pause,
    Transfer,
    Plan,
    Stop,
    Abort,
}

/// <summary>One thing for a company's loop to do, stamped with the instant at which it arrived.</summary>
internal readonly record struct Mail(MailKind Kind, Instant At)
{
    public CallEvent Event { get; init; }
    public CallId Call { get; init; }
    public DeviceId Device { get; init; }
    public bool Flag { get; init; }
    public ICallTransport? Transport { get; init; }
    public object? Content { get; init; }
}

/// <summary>Mail from any thread, read by one at a time, in the order in which it came.</summary>
/// <remarks>Nothing that was posted is lost. Whoever posts never waits; that the reader falls behind is seen in
/// <see cref="Count"/>, and said once each time it grows beyond <see cref="Backlog"/>.</remarks>
internal sealed class Mailbox
{
    /// <summary>So much mail means that the reader falls behind.</summary>
    public const int Backlog = 10_000;

    // So long does one company keep the thread while others wait.
    private const int Batch = 256;

    private readonly ConcurrentQueue<Mail> _mail = new();
    private readonly TaskScheduler _scheduler;
    private readonly IMailReader _reader;
    private readonly Action _run;
    private int _isScheduled;
    private int _count;
    private int _isBehind;

    public Mailbox(TaskScheduler scheduler, IMailReader reader)
    {
        _scheduler = scheduler;
        _reader = reader;
        _run = Run;
    }

    /// <summary>How much mail waits.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Post(in Mail mail)
    {
        _mail.Enqueue(mail);
        if (Interlocked.Increment(ref _count) > Backlog && Interlocked.Exchange(ref _isBehind, 1) == 0)
            _reader.FellBehind(Backlog);
        Schedule();
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
            Task.Factory.StartNew(_run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    private void Run()
    {
        var read = 0;
        while (read < Batch && _mail.TryDequeue(out var mail))
        {
            read++;
            _reader.Read(mail);
        }

        if (Interlocked.Add(ref _count, -read) < Backlog / 2)
            Interlocked.Exchange(ref _isBehind, 0);
        _reader.BatchRead();
        Interlocked.Exchange(ref _isScheduled, 0);
        if (!_mail.IsEmpty)
            Schedule();
    }
}

/// <summary>Reads mail: one thread at a time, in order. Does not throw.</summary>
internal interface IMailReader
{
    void Read(in Mail mail);

    /// <summary>Some mail was read; perhaps there is no more.</summary>
    void BatchRead();

    void FellBehind(int waiting);
}

/// <summary>A device that has registered: whose it is, and its name, if it told one.</summary>
internal sealed record NamedDevice(string Employee, string? Name);

/// <summary>How many channels of a trunk are in service.</summary>
internal sealed record TrunkChannels(string Trunk, int InService);
