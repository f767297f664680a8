using NodaTime;

namespace CallRouting;

// Ways out of the company: which trunk carries a leg, and the next one when it cannot (SPEC S13, G30).
public static partial class CallMachine
{
    // How long a number that an employee dialled may ring: T301 of ITU-T Q.931.
    private const long DialLimit = NodaConstants.TicksPerMinute * 3;

    /// <summary>Whether another trunk may succeed where one failed: the network, its resources, its services or its
    /// protocol were at fault, not the far end (the classes of ITU-T Q.850).</summary>
    internal static bool IsTrunkAtFault(Cause cause) => (byte)cause is 2 or 3 or 25 or 27 or >= 32;

    private static bool RingDialled(ref Turn turn, int index)
    {
        turn.Call.GiveUpAt = turn.After(DialLimit);
        return StartLeg(ref turn, ref Add(ref turn, LegKind.Dialled, index, 0), default);
    }

    // A leg that failed for its trunk's sake starts again by the next one. An emergency call tries every trunk,
    // whatever the one before said.
    private static bool TryNextTrunk(ref Turn turn, in LegState lost, Cause cause)
    {
        ref var call = ref turn.Call;
        if (lost.Kind == LegKind.Dialled)
            call.LastCause = cause;
        if (lost.TrunkHeld == 0 || lost.Phase != LegPhase.Ringing)
            return false;
        if (!IsTrunkAtFault(cause) && !IsEmergency(turn, lost))
            return false;
        call.CallerHearsPeer = false;
        ref var next = ref Add(ref turn, lost.Kind, lost.Index, lost.Member);
        next.Confirm = lost.Confirm;
        return StartLeg(ref turn, ref next, default, lost.TrunkHeld - 1);
    }

    private static void NotReached(ref Turn turn)
    {
        var cause = turn.Call.LastCause;
        End(ref turn, IsTrunkAtFault(cause) ? Outcome.NoWayOut : Outcome.NotReached, cause);
    }

    private static bool LeavesByTrunk(in Turn turn, in LegState leg) => leg.Kind switch
    {
        LegKind.Mobile or LegKind.Dialled => true,
        LegKind.External => turn.Plan.ExternalTable[leg.Index].Address.Length == 0,
        _ => false,
    };

    /// <summary>The first trunk with a free channel after the one that was tried; −1: there is none.</summary>
    private static int NextTrunk(in Turn turn, in LegState leg, int tried)
    {
        var trunks = leg.Kind switch
        {
            LegKind.Mobile => turn.Plan.EmployeeTable[leg.Index].MobileTrunks,
            LegKind.External => turn.Plan.ExternalTable[leg.Index].Trunks,
            _ => turn.Plan.OutgoingTable[leg.Index].Trunks,
        };
        var isEmergency = IsEmergency(turn, leg);
        var isPassed = tried < 0;
        for (var i = 0; i < trunks.Count; i++)
        {
            if (isPassed && (isEmergency
                || Availability.HasRoom(turn.View, trunks[i], turn.Call.CallerEmployee >= 0, turn.Call.Legs.All)))
                return trunks[i];
            isPassed |= trunks[i] == tried;
        }

        return -1;
    }

    private static bool IsEmergency(in Turn turn, in LegState leg) =>
        leg.Kind == LegKind.Dialled && turn.Plan.OutgoingTable[leg.Index].IsEmergency;
}
