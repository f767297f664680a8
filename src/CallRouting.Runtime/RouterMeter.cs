using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CallRouting.Runtime;

/// <summary>A router's metrics and traces. No number of a person is in them.</summary>
internal sealed class RouterMeter : IDisposable
{
    private static readonly ActivitySource Traces = new(CallRouter.MeterName);

    private readonly Meter _meter = new(CallRouter.MeterName);
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _ringing;
    private readonly Histogram<double> _firstRing;
    private readonly Histogram<double> _answer;

    public RouterMeter(Func<IEnumerable<Domain>> domains)
    {
        _started = _meter.CreateCounter<long>("calls.started", "{call}", "Calls that have arrived.");
        _ended = _meter.CreateCounter<long>("calls.ended", "{call}", "Calls that have ended, by outcome.");
        _ringing = _meter.CreateHistogram<double>(
            "calls.ringing.duration", "s", "How long a leg rang until it was answered or ended.");
        _firstRing = _meter.CreateHistogram<double>("calls.first_ring.duration", "s",
            "From a call's arrival at a number, department, employee or outside number until the first phone rang.");
        _answer = _meter.CreateHistogram<double>("calls.answer.duration", "s",
            "From a call's arrival at a number, department, employee or outside number until somebody answered.");
        Gauge("calls.live", "{call}", "Calls under way.", domain => domain.LiveCalls);
        Gauge("mailbox.length", "{event}", "Events that wait for the router.", domain => domain.MailWaiting);
        Gauge("records.waiting", "{record}", "Call records that are not on the disk yet.",
            domain => domain.RecordsWaiting);

        ByTrunk("trunk.channels.in_use", "Channels of a trunk that carry a call.", trunk => trunk.InUse);
        ByTrunk("trunk.channels.in_service", "Channels of a trunk that can carry a call, where they are limited.",
            trunk => trunk.InService);

        void ByTrunk(string name, string description, Func<TrunkStatus, int?> value) =>
            _meter.CreateObservableGauge(name, () => domains().SelectMany(domain =>
                domain.Trunks.Read(domain.Announced.Plan).Where(trunk => value(trunk) is not null).Select(trunk =>
                    new Measurement<int>(value(trunk)!.Value, Tag("domain", domain.Name), Tag("trunk", trunk.Trunk)))),
                "{channel}", description);

        void Gauge(string name, string unit, string description, Func<Domain, int> value) =>
            _meter.CreateObservableGauge(name, () => domains().Select(domain =>
                new Measurement<int>(value(domain), Tag("domain", domain.Name))), unit, description);
    }

    public void CallStarted(string domain) => _started.Add(1, Tag("domain", domain));

    public void CallEnded(CallRecord record)
    {
        var domain = Tag("domain", record.Domain);
        _ended.Add(1, domain, Tag("outcome", record.Outcome.ToString()));
        if (_ringing.Enabled)
            foreach (var leg in record.Legs)
                if ((leg.Answered ?? leg.Ended) is { } end)
                    _ringing.Record((end - leg.Started).TotalSeconds, domain);
        if (Traces.HasListeners())
            Trace(record);
    }

    public void Measured(string domain, CallTimes times)
    {
        var (company, place) = (Tag("domain", domain), Tag(times.Of.ToString().ToLowerInvariant(), times.Id));
        if (times.FirstRing is { } ring)
            _firstRing.Record(ring.TotalSeconds, company, place);
        if (times.Answer is { } answer)
            _answer.Record(answer.TotalSeconds, company, place);
    }

    public void Dispose() => _meter.Dispose();

    // Made when the call is over, so that no call is the parent of what happens beside it.
    private static void Trace(CallRecord record)
    {
        var parent = Activity.Current;
        Activity.Current = null;
        try
        {
            using var activity = Traces.StartActivity("call", ActivityKind.Server, default(ActivityContext),
            [
                Tag("domain", record.Domain),
                Tag("call", record.Call.Value),
                Tag("number", record.Number),
                Tag("caller", record.Offer.Caller.Masked()),
                Tag("outcome", record.Outcome.ToString()),
            ], startTime: record.Started.ToDateTimeOffset());
            if (activity is null)
                return;
            foreach (var step in record.Route)
                activity.AddEvent(new ActivityEvent(step.Node, step.At.ToDateTimeOffset()));
            activity.SetEndTime(record.Ended.ToDateTimeUtc());
        }
        finally
        {
            Activity.Current = parent;
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
