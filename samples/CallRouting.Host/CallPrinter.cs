using System.Threading.Channels;
using CallRouting.Runtime;
using NodaTime;
using Spectre.Console;

namespace CallRouting.Host;

/// <summary>Prints a line for every event of every call that a person wants to read.</summary>
/// <remarks>Calls do not wait for the terminal: lines are queued, and of a queue that has grown beyond reason the
/// newest are left out and counted.</remarks>
internal sealed class CallPrinter : ICallObserver, IAsyncDisposable
{
    private const int LongestQueue = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<CallId, CallStory> _stories = [];
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(LongestQueue) { SingleReader = true });

    private readonly IAnsiConsole _console;
    private readonly Task _printing;
    private int _leftOut;

    /// <summary>A printer that prints from now on.</summary>
    /// <param name="console">Where to.</param>
    public CallPrinter(IAnsiConsole console)
    {
        _console = console;
        _printing = PrintAsync();
    }

    /// <summary>How many calls have ended.</summary>
    public int Ended { get; private set; }

    /// <inheritdoc/>
    public void OnOffered(in CallMoment moment, CallOffer offer, in Decision decision)
    {
        var story = new CallStory(offer, moment.Plan, moment.At);
        lock (_lock)
            _stories[moment.Call] = story;
        Print(moment, story.Offered(decision));
    }

    /// <inheritdoc/>
    public void OnEvent(in CallMoment moment, in CallEvent happened)
    {
        if (StoryOf(moment.Call) is { } story)
            Print(moment, story.Tell(happened, moment.At));
    }

    /// <inheritdoc/>
    public void OnEffect(in CallMoment moment, in CallEffect effect)
    {
        if (StoryOf(moment.Call) is { } story)
            Print(moment, story.Tell(effect, moment.At));
    }

    /// <inheritdoc/>
    public void OnCompleted(CallRecord record)
    {
        CallStory? story;
        lock (_lock)
        {
            _stories.Remove(record.Call, out story);
            Ended++;
        }

        if (story is not null)
            Print(record.Call, record.Ended, story.Zone, story.Completed(record));
    }

    /// <summary>Prints a line of somebody else's between the calls', in order.</summary>
    /// <param name="markup">The line.</param>
    public void Print(string markup)
    {
        if (!_lines.Writer.TryWrite(markup))
            Interlocked.Increment(ref _leftOut);
    }

    /// <summary>Prints what is queued and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _printing;
    }

    private CallStory? StoryOf(CallId call)
    {
        lock (_lock)
            return _stories.GetValueOrDefault(call);
    }

    private void Print(in CallMoment moment, string? sentence)
    {
        if (!string.IsNullOrEmpty(sentence) && StoryOf(moment.Call) is { } story)
            Print(moment.Call, moment.At, story.Zone, sentence);
    }

    private void Print(CallId call, Instant at, DateTimeZone zone, string sentence) =>
        Print($"[grey]{Shown.TimeOfDay(at, zone)}[/]  [aqua]#{call}[/]  {sentence}");

    private async Task PrintAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            _console.MarkupLine(line);
            var leftOut = Interlocked.Exchange(ref _leftOut, 0);
            if (leftOut > 0)
                _console.MarkupLine($"[yellow]… {leftOut} lines are left out: calls are faster than the terminal[/]");
        }
    }
}
