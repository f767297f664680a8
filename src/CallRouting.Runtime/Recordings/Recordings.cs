using System.Globalization;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace CallRouting.Runtime;

/// <summary>A company's recorded messages: a folder for each employee they are for, with one WAV file each, 16 bit,
/// 8 kHz, mono.</summary>
/// <remarks>Frames are taken on the transports' threads without waiting and go to the disk once a second, so that a
/// process that dies leaves files that lack the last second. That the folder cannot be written is said once, and once
/// that it can be again; calls go on.</remarks>
internal sealed class Recordings : IDisposable
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);
    private static readonly InstantPattern InName = InstantPattern.CreateWithInvariantCulture(
        "uuuu-MM-dd'T'HH-mm-ss.fff'Z'");

    private readonly Lock _lock = new();
    private readonly List<Recording> _open = [];
    private readonly TaskScheduler _scheduler;
    private readonly ITimer _timer;
    private readonly ILogger _log;
    private readonly string _company;
    private bool _isFailing;
    private bool _isTicking;

    public Recordings(string company, string folder, TimeProvider time, TaskScheduler scheduler, ILogger log)
    {
        _company = company;
        Folder = folder;
        _scheduler = scheduler;
        _log = log;
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Begins a message for an employee. Never fails: one that cannot be kept says so when it is
    /// complete.</summary>
    public Recording Open(CallId call, string addressee, Instant at)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{addressee}/{InName.Format(at)}-call-{call.Value}.wav");
        var recording = new Recording(this, name);
        lock (_lock)
        {
            _open.Add(recording);
            if (!_isTicking)
                _timer.Change(WriteEvery, WriteEvery);
            _isTicking = true;
        }

        return recording;
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var recording in Snapshot())
            recording.Complete();
    }

    internal void Completed(Recording recording)
    {
        lock (_lock)
        {
            _open.Remove(recording);
            if (_open.Count > 0)
                return;
            _isTicking = false;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    internal void Report(string file, Exception? problem)
    {
        lock (_lock)
        {
            if (_isFailing == problem is not null)
                return;
            _isFailing = problem is not null;
        }

        if (problem is null)
            RouterLog.RecordingsWritten(_log, _company, Folder);
        else
            RouterLog.RecordingsFail(_log, _company, Path.Combine(Folder, file), problem.Message);
    }

    private void Tick() =>
        Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);

    private void WriteAll()
    {
        foreach (var recording in Snapshot())
            recording.Flush();
    }

    private Recording[] Snapshot()
    {
        lock (_lock)
            return [.. _open];
    }
}
