using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CallRouting.Runtime;

/// <summary>A company's call-record file: lines of JSON, only ever appended to, on the disk before they are
/// forgotten.</summary>
/// <remarks>Records wait in memory until one write has taken them all to the disk. While the file cannot be written
/// they wait on, up to <see cref="MostWaiting"/>; beyond that the oldest is dropped, and that is said. A line that a
/// crash cut off stays by itself: the next begins a line of its own.</remarks>
internal sealed class CallRecords : IDisposable
{
    /// <summary>How many records wait for a file that cannot be written.</summary>
    public const int MostWaiting = 10_000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Lock _writing = new();
    private readonly Queue<CallRecord> _waiting = new();
    private readonly string _company;
    private readonly TaskScheduler _scheduler;
    private readonly ILogger _log;
    private readonly ITimer _retry;
    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private FileStream? _file;
    private bool _isScheduled;
    private bool _isFailing;
    private long _dropped;

    public CallRecords(string company, string file, TimeProvider time, TaskScheduler scheduler, ILogger log)
    {
        _company = company;
        File = file;
        _scheduler = scheduler;
        _log = log;
        _retry = time.CreateTimer(_ => Schedule(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where the records are.</summary>
    public string File { get; }

    /// <summary>How many records are not on the disk yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>How many records were lost for want of a file that can be written.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes a record. Does not wait for the disk.</summary>
    public void Add(CallRecord record)
    {
        CallRecord? dropped = null;
        bool isFailing;
        lock (_lock)
        {
            if (_waiting.Count == MostWaiting)
                dropped = _waiting.Dequeue();
            _waiting.Enqueue(record);
            isFailing = _isFailing;
        }

        if (dropped is not null)
        {
            Interlocked.Increment(ref _dropped);
            RouterLog.RecordDropped(_log, _company, dropped.Call.Value, MostWaiting);
        }

        if (!isFailing)
            Schedule();
    }

    /// <summary>Writes what waits, here and now.</summary>
    /// <returns>Whether nothing waits any more.</returns>
    public bool Write()
    {
        lock (_writing)
        {
            while (true)
            {
                CallRecord[] batch;
                lock (_lock)
                {
                    _isScheduled = false;
                    batch = [.. _waiting];
                }

                if (batch.Length == 0)
                    return true;
                if (!TryWrite(batch))
                    return false;
                Forget(batch);
            }
        }
    }

    public void Dispose()
    {
        _retry.Dispose();
        if (!Write())
            RouterLog.RecordsLost(_log, _company, Waiting, File);
        lock (_writing)
            Close();
    }

    /// <summary>The highest call id in the file; 0: none, or no file.</summary>
    public static ulong LastCall(string file)
    {
        const int tail = 1 << 20;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(-Math.Min(stream.Length, tail), SeekOrigin.End);
            var octets = new byte[Math.Min(stream.Length, tail)];
            octets = octets[..stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false)];
            ulong last = 0;
            foreach (var line in octets.AsSpan().Split((byte)'\n'))
                last = Math.Max(last, CallOf(octets.AsSpan(line)));
            return last;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static ulong CallOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            while (json.Read())
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName &&
                    json.ValueTextEquals("call"u8))
                    return json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetUInt64(out var call) ?
                        call : 0;
        }
        catch (JsonException)
        {
            // A line that a crash cut off, or the first one here, of which only the end was read.
        }

        return 0;
    }

    private void Schedule()
    {
        lock (_lock)
        {
            if (_isScheduled)
                return;
            _isScheduled = true;
        }

        Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
    }

    private bool TryWrite(CallRecord[] batch)
    {
        long length = -1;
        try
        {
            _file ??= Open();
            length = _file.Length;
            _lines.ResetWrittenCount();
            foreach (var record in batch)
                CallRecordLine.Write(record, _lines);
            _file.Write(_lines.WrittenSpan);
            _file.Flush(flushToDisk: true);
            Report(null, batch.Length);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            CutBack(length);
            Report(problem, batch.Length);
            return false;
        }
    }

    private FileStream Open()
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(File)!);
        var options = PrivateFiles.Options(FileMode.OpenOrCreate);
        options.Access = FileAccess.ReadWrite;
        options.BufferSize = 0;
        var file = new FileStream(File, options);
        try
        {
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                if (file.ReadByte() != '\n')
                    file.Write("\n"u8);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Half a batch must not stand there twice when it is written again.
    private void CutBack(long length)
    {
        try
        {
            if (_file is not null && length >= 0)
                _file.SetLength(length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            RouterLog.RecordsCutOff(_log, _company, File, problem.Message);
        }

        Close();
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException problem)
        {
            RouterLog.RecordsCutOff(_log, _company, File, problem.Message);
        }

        _file = null;
    }

    private void Forget(CallRecord[] batch)
    {
        lock (_lock)
        {
            // Adding may have dropped some of them meanwhile.
            var written = new HashSet<CallId>(batch.Select(record => record.Call));
            while (_waiting.TryPeek(out var next) && written.Contains(next.Call))
                _waiting.Dequeue();
        }
    }

    private void Report(Exception? problem, int records)
    {
        bool wasFailing;
        lock (_lock)
        {
            wasFailing = _isFailing;
            _isFailing = problem is not null;
        }

        if (problem is not null)
        {
            _retry.Change(RetryAfter, Timeout.InfiniteTimeSpan);
            if (!wasFailing)
                RouterLog.RecordsFail(_log, _company, File, problem.Message);
        }
        else if (wasFailing)
        {
            RouterLog.RecordsWritten(_log, _company, File, records);
        }
    }
}
