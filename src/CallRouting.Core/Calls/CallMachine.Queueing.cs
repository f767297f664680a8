using NodaTime;

namespace CallRouting;

// Waiting in a department's line until a member is free (SPEC C2, S15, X16, X17). Whose turn it is, the office says.
public static partial class CallMachine
{
    // Music shorter than this, played again and again, would keep the router busy and the caller annoyed.
    private const long ShortestMusic = NodaConstants.TicksPerSecond;

    /// <summary>Where a call stands among all that wait for the department it is at.</summary>
    internal static WaitingKey KeyOf(in CallState call, RoutingPlan plan, QueueEntry queue)
    {
        var isFirstClass = call.CallerEmployee < 0 || queue.HasGuardedMember
            || plan.Source.Employees[call.CallerEmployee].GuardedBy is not null;
        return new WaitingKey(
            call.Priority + (isFirstClass ? WaitingKey.FirstClass : 0), call.ArrivedAt, call.Id.Value);
    }

    /// <summary>The position that was asked for in the line of the department that the call is at; 0: none.</summary>
    internal static int WantedPosition(in CallState call, RoutingPlan plan)
    {
        if (call.RankNode == 0)
            return 0;
        ref readonly var rank = ref plan.NodeTable[call.RankNode - 1];
        return rank.Next == call.Node ? plan.RankTable[rank.Index].Position : 0;
    }

    /// <summary>Whether a member of the department whose line the call stands in could be rung for it now.</summary>
    internal static bool CanBeOffered(ref CallState call, in OfficeView view)
    {
        var department = DepartmentOf(call, view.Plan);
        for (var i = 0; i < department.MemberTable.Length; i++)
            if (CanRing(ref call, view, department, (ushort)i))
                return true;
        return false;
    }

    /// <summary>How many kinds of callers there are for which other members, or other devices of theirs, are
    /// there.</summary>
    internal const int Kinds = 3;

    /// <summary>Which kind a call is of: from outside, from outside and screened, internal. It is the same as long as
    /// the call stands in a line.</summary>
    internal static int KindOf(in CallState call) => call.CallerEmployee >= 0 ? 2 : call.IsScreened ? 1 : 0;

    /// <summary>Whether a member of the department that the call is at is free for a call of its kind, if not for
    /// itself.</summary>
    internal static bool IsAnyoneFree(in CallState call, in OfficeView view)
    {
        var department = DepartmentOf(call, view.Plan);
        foreach (var member in department.MemberTable)
            if (!IsGuardedFrom(call, view.Plan.EmployeeTable[member])
                && Availability.CanRing(view, department, member, isInternal: call.CallerEmployee >= 0))
                return true;
        return false;
    }

    /// <summary>How many members of the department that the call is at are at work for such a call and no part of it;
    /// counted up to three: a call has at most two such parts.</summary>
    internal static int CountAtWork(in CallState call, in OfficeView view)
    {
        var count = 0;
        foreach (var member in DepartmentOf(call, view.Plan).MemberTable)
            if (!IsPartOf(call, member) && !IsGuardedFrom(call, view.Plan.EmployeeTable[member])
                && Availability.IsAtWork(view, member, isInternal: call.CallerEmployee >= 0) && ++count == 3)
                break;
        return count;
    }

    // Nobody is rung for their own call, and who passes a call on is not offered it again.
    private static bool IsPartOf(in CallState call, int employee) =>
        employee == call.CallerEmployee || (employee == call.PassedBy - 1 && !call.IsReturning);

    private static int TakeRank(ref CallState call, int node, in RankEntry rank, int next)
    {
        if (rank.Priority >= 0)
            call.Priority = (byte)rank.Priority;
        call.RankNode = node + 1;
        return next;
    }

    // Counted for each way back of its own.
    private static bool GoesBack(ref CallState call, int node, int times)
    {
        foreach (ref var mark in call.Legs.All)
            if (mark.Phase == LegPhase.Back && mark.Index == node)
                return mark.Member++ < times;
        ref var first = ref call.Legs.Add();
        first.Phase = LegPhase.Back;
        first.Index = node;
        first.Member = 1;
        return true;
    }

    /// <returns>The node that the call goes on to at once; −1: it stands in the line.</returns>
    private static int JoinQueue(ref Turn turn, int department, QueueEntry queue)
    {
        ref var call = ref turn.Call;
        if (CountAtWork(call, turn.View) == 0)
            return queue.WhenEmptyNode;
        // A free member whom nobody before this call waits for makes the wait none.
        if (turn.View.CountWaiting(department) >= queue.MaxLength
            && (turn.View.IsAnyoneReady(department) || !CanBeOffered(ref call, turn.View)))
            return queue.WhenFullNode;

        if (call.ArrivedAt == CallState.Never)
            call.ArrivedAt = turn.Now;
        call.Phase = CallPhase.Queueing;
        call.PhaseDue = turn.After(queue.MaxWaitTicks);
        call.GiveUpAt = call.Lane.NextAt = CallState.Never;
        call.IsQueued = true;
        call.IsResting = call.IsMusicBroken = false;
        call.Sound = QueueSound.None;
        TellQueue(turn, turn.View.PositionFor(
            department, KeyOf(call, turn.Plan, queue), WantedPosition(call, turn.Plan)));
        return -1;
    }

    private static void LeaveQueue(ref Turn turn)
    {
        if (!turn.Call.IsQueued)
            return;
        turn.Call.IsQueued = false;
        turn.Call.Sound = QueueSound.None;
        TellQueue(turn, position: 0);
    }

    private static void TellQueue(in Turn turn, int position) => turn.Do(
        new CallEffect(CallEffectKind.Queue, turn.Caller)
        {
            Index = turn.Plan.NodeTable[turn.Call.Node].Index,
            Priority = turn.Call.Priority,
            Position = position,
        });

    private static void BeginAttempt(ref Turn turn)
    {
        turn.Call.IsResting = false;
        if (!BeginHunt(ref turn, turn.Plan.NodeTable[turn.Call.Node]))
            GiveUp(ref turn);
    }

    // The call keeps its place, and others go first for a while.
    private static void WaitAgain(ref Turn turn)
    {
        ref var call = ref turn.Call;
        var queue = QueueOf(turn);
        call.Phase = CallPhase.Queueing;
        call.IsResting = true;
        call.Lane.NextAt = turn.After(queue.RetryTicks);
        call.GiveUpAt = call.Sound == QueueSound.None ? CallState.Never : NextAnnouncement(turn, queue);
        WaitOn(ref turn);
    }

    // Whoever is not dispatched at once hears what waiting callers hear; where nobody is at work there is no waiting.
    private static void WaitOn(ref Turn turn)
    {
        if (CountAtWork(turn.Call, turn.View) == 0)
        {
            GoOn(ref turn, QueueOf(turn).WhenEmptyNode);
        }
        else if (turn.Call.Sound == QueueSound.None)
        {
            turn.AnswerCaller();
            if (QueueOf(turn).AnnounceTicks > 0)
                Announce(ref turn);
            else
                PlayMusic(ref turn);
        }
    }

    private static void QueueDue(ref Turn turn)
    {
        ref var call = ref turn.Call;
        if (call.PhaseDue <= turn.Now)
        {
            EndWait(ref turn);
        }
        else if (call.Lane.NextAt <= turn.Now)
        {
            call.Lane.NextAt = CallState.Never;
            call.IsResting = false;
        }
        else
        {
            Announce(ref turn);
        }
    }

    // Waited long enough, perhaps in the middle of an attempt.
    private static void EndWait(ref Turn turn)
    {
        StopRinging(ref turn);
        GoOn(ref turn, QueueOf(turn).WhenWaitedNode);
    }

    private static void GoOn(ref Turn turn, int node)
    {
        LeaveQueue(ref turn);
        turn.StopPlay();
        Enter(ref turn, node);
    }

    private static void Announce(ref Turn turn)
    {
        turn.Call.Sound = QueueSound.Position;
        turn.PlayToCaller(PromptId.Position(turn.View.Position));
        turn.Call.GiveUpAt = NextAnnouncement(turn, QueueOf(turn));
    }

    // Counted from the entry, so that neither attempts nor late timers shift them.
    private static long NextAnnouncement(in Turn turn, QueueEntry queue)
    {
        if (queue.AnnounceTicks == 0 || turn.Call.PhaseDue == CallState.Never)
            return CallState.Never;
        var entered = turn.Call.PhaseDue - queue.MaxWaitTicks;
        return entered + ((turn.Now - entered) / queue.AnnounceTicks + 1) * queue.AnnounceTicks;
    }

    private static void PlayMusic(ref Turn turn)
    {
        ref var call = ref turn.Call;
        var music = QueueOf(turn).Music;
        var isTone = music.IsNone || call.IsMusicBroken;
        call.Sound = isTone ? QueueSound.Tone : QueueSound.Music;
        call.MusicAt = SinceArrival(turn);
        turn.PlayToCaller(isTone ? PromptId.Ringback : music);
    }

    // Outside a queue what has ended is not followed by anything.
    private static void QueueSoundEnded(ref Turn turn, in CallEvent ended)
    {
        ref var call = ref turn.Call;
        call.PlayTag = 0;
        if (call.Sound is not (QueueSound.Music or QueueSound.Position))
            return;
        var lasted = (SinceArrival(turn) - call.MusicAt) * NodaConstants.TicksPerMillisecond;
        call.IsMusicBroken |= call.Sound == QueueSound.Music && (ended.IsFailure || lasted < ShortestMusic);
        PlayMusic(ref turn);
    }

    // The difference of two is right even where one has gone round.
    private static uint SinceArrival(in Turn turn) =>
        unchecked((uint)((turn.Now - turn.Call.ArrivedAt) / NodaConstants.TicksPerMillisecond));

    private static QueueEntry QueueOf(in Turn turn) => DepartmentOf(turn).Queue!;
}
