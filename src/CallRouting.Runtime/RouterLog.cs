using Microsoft.Extensions.Logging;

namespace CallRouting.Runtime;

/// <summary>What the router says in its log. Numbers of callers and of people called appear masked (SPEC P6).</summary>
internal static partial class RouterLog
{
    [LoggerMessage(1, LogLevel.Information, "{Company}: call {Call} from {Caller} to {Called} goes to {Node}")]
    public static partial void Offered(ILogger log, string company, CallId call, string caller, string called,
        string node);

    [LoggerMessage(2, LogLevel.Information, "{Company}: call {Call} ended: {Outcome} after {Seconds:0.0} s")]
    public static partial void Ended(ILogger log, string company, CallId call, Outcome outcome, double seconds);

    [LoggerMessage(3, LogLevel.Debug, "{Company}: leg {Leg}: {Kind} {Cause}")]
    public static partial void Happened(ILogger log, string company, LegId leg, CallEventKind kind, Cause cause);

    [LoggerMessage(4, LogLevel.Debug, "{Company}: leg {Leg}: do {Kind}")]
    public static partial void Do(ILogger log, string company, LegId leg, CallEffectKind kind);

    [LoggerMessage(5, LogLevel.Warning,
        "{Company}: leg {Leg}: nothing here can ring {Target}: no transport for {Missing}")]
    public static partial void NoTransport(ILogger log, string company, LegId leg, string target, string missing);

    [LoggerMessage(6, LogLevel.Error, "{Company}: a fault in the router ended call {Call}; other calls go on")]
    public static partial void CallFault(ILogger log, string company, CallId call, Exception fault);

    [LoggerMessage(7, LogLevel.Error,
        "{Company}: transport {Transport} threw on {Kind} of leg {Leg}; the call goes on without")]
    public static partial void TransportThrew(
        ILogger log, string company, string transport, CallEffectKind kind, LegId leg, Exception fault);

    [LoggerMessage(8, LogLevel.Error, "{Company}: an observer of calls threw; calls go on")]
    public static partial void ObserverThrew(ILogger log, string company, Exception fault);

    [LoggerMessage(9, LogLevel.Warning, "{Company}: more than {Waiting} events wait: the router falls behind")]
    public static partial void FallsBehind(ILogger log, string company, int waiting);

    [LoggerMessage(10, LogLevel.Error, "{Company}: a fault in the router; calls go on")]
    public static partial void LoopFault(ILogger log, string company, Exception fault);

    [LoggerMessage(11, LogLevel.Warning, "{Company}: {Finding}")]
    public static partial void PromptMissing(ILogger log, string company, PromptFinding finding);

    [LoggerMessage(12, LogLevel.Information,
        "{Company}: plan {Plan} ({Hash}) is in force; calls under way keep theirs")]
    public static partial void PlanInForce(ILogger log, string company, string plan, string hash);

    [LoggerMessage(13, LogLevel.Error,
        "{Company}: the plan file {File} has mistakes; the plan before goes on serving:{Mistakes}")]
    public static partial void PlanBroken(ILogger log, string company, string file, string mistakes);

    [LoggerMessage(14, LogLevel.Error,
        "{Company}: the plan file {File} is not used; the plan before goes on serving: {Problem}")]
    public static partial void PlanRefused(ILogger log, string company, string file, string problem);

    [LoggerMessage(15, LogLevel.Information,
        "{Company}: the plan file {File} was written and says what the plan in force says")]
    public static partial void PlanUnchanged(ILogger log, string company, string file);

    [LoggerMessage(16, LogLevel.Error, "{Company}: a fault in the router while the plan file {File} was read")]
    public static partial void WatchFailed(ILogger log, string company, string file, Exception fault);

    [LoggerMessage(17, LogLevel.Warning, "{Company}: {Employee} asked to change the plan and may not")]
    public static partial void ChangeRefused(ILogger log, string company, string employee);

    [LoggerMessage(18, LogLevel.Warning,
        "{Company}: trunks have written more than {Most} called numbers: of those observed the oldest "
        + "without a number are forgotten")]
    public static partial void ObservedFull(ILogger log, string company, int most);

    [LoggerMessage(19, LogLevel.Warning, "{Company}: call {Call} was slow: {Times}")]
    public static partial void Late(ILogger log, string company, CallId call, string times);

    [LoggerMessage(20, LogLevel.Error,
        "{Company}: call records cannot be written to {File}: {Problem}. They wait in memory; calls go on")]
    public static partial void RecordsFail(ILogger log, string company, string file, string problem);

    [LoggerMessage(21, LogLevel.Information,
        "{Company}: call records are written to {File} again, {Records} caught up")]
    public static partial void RecordsWritten(ILogger log, string company, string file, int records);

    [LoggerMessage(22, LogLevel.Error,
        "{Company}: the record of call {Call} is lost: {Most} wait for the disk already")]
    public static partial void RecordDropped(ILogger log, string company, ulong call, int most);

    [LoggerMessage(23, LogLevel.Error,
        "{Company}: {Records} call records are lost: {File} cannot be written to the end")]
    public static partial void RecordsLost(ILogger log, string company, int records, string file);

    [LoggerMessage(24, LogLevel.Warning, "{Company}: the end of {File} may hold a line twice or cut off: {Problem}")]
    public static partial void RecordsCutOff(ILogger log, string company, string file, string problem);

    [LoggerMessage(25, LogLevel.Error,
        "{Company}: recording {File} cannot be written: {Problem}. Messages are lost until it can; calls go on")]
    public static partial void RecordingsFail(ILogger log, string company, string file, string problem);

    [LoggerMessage(26, LogLevel.Information, "{Company}: recordings are written to {Folder} again")]
    public static partial void RecordingsWritten(ILogger log, string company, string folder);

    [LoggerMessage(27, LogLevel.Information, "{Company}: message {Number} is taken for {Employee}")]
    public static partial void MessageTaken(ILogger log, string company, long number, string employee);

    [LoggerMessage(28, LogLevel.Warning,
        "{Company}: line {Line} of {File} is no message and is left out; it may have been cut off by a crash")]
    public static partial void MessageDamaged(ILogger log, string company, string file, int line);

    [LoggerMessage(29, LogLevel.Warning,
        "{Company}: the records of earlier calls in {File} cannot be read: {Problem}. The lists of missed "
        + "calls begin empty")]
    public static partial void RecordsUnread(ILogger log, string company, string file, string problem);
    [LoggerMessage(34, LogLevel.Warning,
        "{Company}: all channels of trunk {Trunk} are in use since call {Call}: clients cannot reach the company by it")]
    public static partial void TrunkFull(ILogger log, string company, string trunk, CallId call);

    [LoggerMessage(35, LogLevel.Warning,
        "{Company}: {Employee} has missed too many offers of department {Department} and is paused")]
    public static partial void MemberPaused(ILogger log, string company, string employee, string department);

    [LoggerMessage(36, LogLevel.Warning,
        "{Company}: trunk {Trunk} is out of service: nobody can call by it; calls out leave by others")]
    public static partial void TrunkOut(ILogger log, string company, string trunk);

    [LoggerMessage(37, LogLevel.Information, "{Company}: trunk {Trunk} is back, {Channels} channels are in service")]
    public static partial void TrunkBack(ILogger log, string company, string trunk, int? channels);

    [LoggerMessage(38, LogLevel.Information, "{Company}: trunk {Trunk} has {Channels} channels in service from now on")]
    public static partial void TrunkChanged(ILogger log, string company, string trunk, int? channels);

    [LoggerMessage(30, LogLevel.Information, "router started: {Companies} companies, transports {Transports}")]
    public static partial void Started(ILogger log, int companies, string transports);

    [LoggerMessage(31, LogLevel.Information, "router stops: {Calls} calls are brought to their end")]
    public static partial void Stops(ILogger log, int calls);

    [LoggerMessage(32, LogLevel.Warning,
        "router stopped; {Calls} calls did not end in time and are recorded as they stood")]
    public static partial void StoppedHard(ILogger log, int calls);

    [LoggerMessage(33, LogLevel.Error, "transport {Transport} threw while it stopped")]
    public static partial void StopThrew(ILogger log, string transport, Exception fault);
}
