using System.Security.Cryptography;
using CallRouting.PlanFiles;
using Microsoft.Win32.SafeHandles;

namespace CallRouting.Runtime;

/// <summary>Puts a plan file into force again whenever its content changes, while calls are up (SPEC X8).</summary>
/// <remarks>
/// <para>The file is looked at every <see cref="LooksEvery"/>, by its name: an editor may write it in place, replace
/// it, or move a link. A new content counts when two looks in a row have found it, so that a file that is being written
/// is left alone until it stands still.</para>
/// <para>Then it is read, checked, compiled and put into force with its prompts. A file with mistakes, or one that is
/// gone, changes nothing: the plan before goes on serving, and the log and <see cref="ICallObserver.OnPlanRead"/> say
/// why, once for each content. A content that says what the plan in force says changes nothing either.</para>
/// </remarks>
public sealed class PlanFileWatch : IDisposable
{
    // So long a file is read at every look; of a longer one the time and the length are looked at first.
    private const int ShortFile = 1 << 20;

    private readonly Lock _looking = new();
    private readonly CallRouter _router;
    private readonly DomainId _domain;
    private readonly TaskScheduler _scheduler;
    private readonly ITimer _timer;
    private Sight _handled;
    private Sight _last;
    private bool _isClosed;

    internal PlanFileWatch(CallRouter router, DomainId domain, string file, TimeProvider time, TaskScheduler scheduler)
    {
        _router = router;
        _domain = domain;
        File = file;
        _scheduler = scheduler;
        // What the company was started with need not be this file: the first content is compared by its hash.
        _timer = time.CreateTimer(_ => Tick(), null, LooksEvery, LooksEvery);
    }

    /// <summary>How often the file is looked at: 1 s.</summary>
    public static TimeSpan LooksEvery { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Ends the watching; the plan in force stays.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_looking)
            _isClosed = true;
    }

    private void Tick() => Task.Factory.StartNew(
        Look, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);

    private void Look()
    {
        if (!_looking.TryEnter())
            return; // A plan of a million numbers takes longer than the time between two looks.
        try
        {
            if (_isClosed)
                return;
            var sight = Sight.Of(File, _last);
            var isSettled = sight.Content == _last.Content;
            _last = sight;
            if (!isSettled || sight.Content == _handled.Content)
                return;
            // The first content that is seen is usually the plan in force: that is no news.
            var isFirst = _handled.Content is null;
            _handled = sight;
            Handle(isFirst);
        }
        catch (Exception fault)
        {
            _router.WatchFailed(_domain, File, fault);
        }
        finally
        {
            _looking.Exit();
        }
    }

    private void Handle(bool isFirst)
    {
        var read = PlanFile.Load(File);
        var reload = read.Plan is { } plan ? Use(read, plan) : New(PlanReloadKind.Broken, read);
        if (reload.Kind != PlanReloadKind.Unchanged || !isFirst)
            _router.Tell(reload);
    }

    private PlanReload Use(PlanFileResult read, RoutingPlan plan)
    {
        try
        {
            var before = _router.PlanHashOf(_domain);
            var isUsed = _router.TryUse(_domain, plan, out var prompts);
            var kind = !isUsed || before == read.Hash ? PlanReloadKind.Unchanged : PlanReloadKind.InForce;
            return New(kind, read) with { Prompts = prompts };
        }
        catch (EmployeeLimitException problem)
        {
            return New(PlanReloadKind.Refused, read) with { Problem = problem.Message };
        }
    }

    private PlanReload New(PlanReloadKind kind, PlanFileResult read) => new()
    {
        Domain = _domain,
        Company = _router.NameOf(_domain),
        File = File,
        At = _router.Clock.GetCurrentInstant(),
        Kind = kind,
        Read = read,
    };

    /// <summary>What one look has seen: the hash of the content, or why there is none.</summary>
    private readonly record struct Sight(string? Content, DateTime Written, long Length)
    {
        public static Sight Of(string file, in Sight last)
        {
            try
            {
                using var handle = System.IO.File.OpenHandle(file);
                var (written, length) = (System.IO.File.GetLastWriteTimeUtc(handle), RandomAccess.GetLength(handle));
                if (length > ShortFile && last.Content is not null && last.Written == written && last.Length == length)
                    return last;
                return new Sight(Hash(handle), written, length);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return new Sight(problem.GetType().Name, default, 0);
            }
        }

        private static string Hash(SafeFileHandle handle)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var octets = new byte[1 << 16];
            for (long at = 0; RandomAccess.Read(handle, octets, at) is > 0 and var count; at += count)
                hash.AppendData(octets.AsSpan(0, count));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
