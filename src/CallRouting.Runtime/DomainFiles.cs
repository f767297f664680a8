using Microsoft.Extensions.Logging;

namespace CallRouting.Runtime;

/// <summary>The files of one company, in a folder of its own.</summary>
internal sealed class DomainFiles : IDisposable
{
    private bool _isClosed;

    public DomainFiles(string company, string folder, TimeProvider time, TaskScheduler scheduler, ILogger log)
    {
        Folder = folder;
        Recordings = new Recordings(company, Path.Combine(folder, "recordings"), time, scheduler, log);
        Messages = new TakenMessages(company, Path.Combine(folder, "messages.jsonl"), log);
        Records = new CallRecords(company, Path.Combine(folder, "calls.jsonl"), time, scheduler, log);
    }

    public string Folder { get; }

    public Recordings Recordings { get; }

    public CallRecords Records { get; }

    public TakenMessages Messages { get; }

    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        Recordings.Dispose();
        Records.Dispose();
    }
}
