using NodaTime;

namespace CallRouting.Runtime;

// What is kept of calls beside their records: what trunks write, who missed whom, how quickly calls are answered.
internal sealed partial class Domain
{
    public ObservedCalls Observed { get; } = new();

    public MissedCalls Missed { get; }

    public StatisticsTally Tally { get; }

    private void Observe(LiveCall call, Instant now)
    {
        if (call.Offer.Employee is not null)
            return;
        var dropped = Observed.Dropped;
        if (Observed.Note(call.Offer, call.Decision, call.Plan.Plan, now) is not { } observed)
            return;
        if (dropped == 0 && Observed.Dropped > 0)
            RouterLog.ObservedFull(_log, Name, ObservedCalls.Most);
        Observers.OnObserved(Id, observed);
    }

    // The lists of missed calls go on where the records of earlier runs end.
    private MissedCalls MissedBefore()
    {
        var missed = new MissedCalls();
        try
        {
            foreach (var record in CallRecordFile.ReadTail(Files.Records.File, MissedCalls.MostRecords))
                missed.Add(record);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            RouterLog.RecordsUnread(_log, Name, Files.Records.File, problem.Message);
        }

        return missed;
    }

    private void Count(CallRecord record)
    {
        foreach (var times in Tally.Add(record))
        {
            _router.Meter.Measured(Name, times);
            if (times.IsLate(_router.Limits))
                RouterLog.Late(_log, Name, record.Call, times.Words(_router.Limits));
        }

        foreach (var missed in Missed.Add(record))
            Observers.OnMissed(Id, missed);
    }
}
