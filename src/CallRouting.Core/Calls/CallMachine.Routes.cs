using NodaTime;

namespace CallRouting;

// Through the route's nodes, greetings and announcements.
public static partial class CallMachine
{
    // A transport that never says that a prompt has ended must not hold the call for ever.
    private const long LongestPrompt = NodaConstants.TicksPerMinute * 10;

    private static void Begin(ref Turn turn)
    {
        ref var caller = ref turn.Call.Legs.Add();
        caller.Kind = LegKind.Caller;
        caller.Phase = LegPhase.Talking;
        caller.Index = turn.Call.CallerEmployee;
        if (turn.Call.CallerEmployee >= 0)
            turn.Occupy(ref caller, Occupation.Talking);
        if (turn.Call.Trunk >= 0)
            turn.Seize(ref caller, turn.Call.Trunk);

        if (turn.Call.Node < 0)
            End(ref turn, Outcome.NoSuchNumber, Cause.UnallocatedNumber);
        else
            Enter(ref turn, turn.Call.Node);
    }

    // Walks on until a node takes time. Nodes that take none cannot form a circle: the compiler refuses that.
    private static void Enter(ref Turn turn, int node)
    {
        ref var call = ref turn.Call;
        if (call.IsReturning)
            call.PassedBy = 0;
        call.IsReturning = false;
        while (true)
        {
            // Whoever leaves the target of a transfer was not taken there.
            if (call.PassedBy != 0 && call.Node >= 0 && RingsSomebody(turn.Plan.NodeTable[call.Node].Kind))
            {
                if (BeginReturn(ref turn))
                    return;
                node = turn.Plan.NodeTable[call.Node].Next;
            }

            if (++call.Steps > MaxSteps)
            {
                End(ref turn, Outcome.TooManySteps, Cause.NormalUnspecified);
                return;
            }

            call.Node = node;
            call.PhaseDue = CallState.Never;
            turn.Do(new CallEffect(CallEffectKind.Enter, turn.Caller) { Index = node });
            ref readonly var step = ref turn.Plan.NodeTable[node];
            switch (step.Kind)
            {
                case NodeKind.Schedule or NodeKind.Switch or NodeKind.Guard:
                    Router.TryFollow(turn.Plan, node, call.Facts, Instant.FromUnixTimeTicks(turn.Now), out node);
                    continue;

                // Whoever cannot talk is not connected: the line passes them on by itself, or the call goes on as if
                // nobody were there.
                case NodeKind.Department or NodeKind.Employee or NodeKind.External or NodeKind.Sticky
                    when call.CannotTalk:
                    if (call.IsHandedOver)
                    {
                        HandOver(ref turn);
                        return;
                    }

                    node = step.Next;
                    continue;

                case NodeKind.Department when turn.Plan.DepartmentTable[step.Index].Queue is { } queue:
                    node = JoinQueue(ref turn, step.Index, queue);
                    if (node < 0)
                        return;
                    continue;

                case NodeKind.Department or NodeKind.Employee or NodeKind.External:
                    if (BeginHunt(ref turn, step))
                        return;
                    node = step.Next;
                    continue;

                case NodeKind.Rank:
                    node = TakeRank(ref call, node, turn.Plan.RankTable[step.Index], step.Next);
                    continue;

                case NodeKind.Return:
                    node = GoesBack(ref call, node, step.Index) ? step.Next : step.Else;
                    continue;

                case NodeKind.Outgoing:
                    if (!BeginHunt(ref turn, step))
                        End(ref turn, Outcome.NoWayOut, Cause.NoCircuitAvailable);
                    return;

                case NodeKind.Play:
                    Play(ref turn, PromptId.FromPlan(step.Index), CallPhase.Greeting);
                    return;

                case NodeKind.Sticky:
                    if (BeginSticky(ref turn, step))
                        return;
                    node = step.Next;
                    continue;

                case NodeKind.Ask:
                    call.WrongKeys = 0;
                    Ask(ref turn);
                    return;

                case NodeKind.Announce:
                    Announce(ref turn, PromptId.FromPlan(step.Index), Outcome.Announced);
                    return;

                case NodeKind.End:
                    EndWith(ref turn, (StockEnding)step.Index);
                    return;

                case NodeKind.Reject:
                    End(ref turn, Outcome.Refused, CauseOf((RejectReason)step.Index));
                    return;

                case NodeKind.Menu:
                    call.NoInputs = call.WrongKeys = 0;
                    PlayMenu(ref turn);
                    return;

                case NodeKind.Voicemail:
                    Play(ref turn, turn.Plan.VoicemailTable[step.Index].Greeting, CallPhase.MessageGreeting);
                    return;

                default:
                    End(ref turn, Outcome.NoSuchNumber, Cause.UnallocatedNumber);
                    return;
            }
        }
    }

    // A stock phrase, then the end: nobody is rung (SPEC S3, S4).
    private static void EndWith(ref Turn turn, StockEnding ending)
    {
        if (ending == StockEnding.WrongNumber)
            Announce(ref turn, PromptId.WrongNumber, Outcome.WrongNumber);
        else
            Announce(ref turn, PromptId.Declined, Outcome.Declined);
    }

    private static void Announce(ref Turn turn, PromptId prompt, Outcome ending)
    {
        turn.Call.Ending = ending;
        Play(ref turn, prompt, CallPhase.Announcement);
    }

    private static void AnnouncementEnded(ref Turn turn) => End(ref turn, turn.Call.Ending, Cause.NormalClearing);

    private static Cause CauseOf(RejectReason reason) => reason switch
    {
        RejectReason.Busy => Cause.UserBusy,
        RejectReason.NoSuchNumber => Cause.UnallocatedNumber,
        _ => Cause.CallRejected,
    };

    private static void Play(ref Turn turn, PromptId prompt, CallPhase phase)
    {
        turn.AnswerCaller();
        turn.PlayToCaller(prompt);
        turn.Call.Phase = phase;
        turn.Call.PhaseDue = turn.After(LongestPrompt);
    }

    private static void GreetingEnded(ref Turn turn)
    {
        turn.Call.PlayTag = 0;
        Enter(ref turn, turn.Plan.NodeTable[turn.Call.Node].Next);
    }

    private static void PlayOverdue(ref Turn turn)
    {
        turn.StopPlay();
        switch (turn.Call.Phase)
        {
            case CallPhase.Greeting: GreetingEnded(ref turn); break;
            case CallPhase.MenuPrompt: WaitForKey(ref turn); break;
            case CallPhase.AskPrompt: WaitForAnswer(ref turn); break;
            case CallPhase.MessageGreeting: Beep(ref turn); break;
            case CallPhase.MessageBeep: Record(ref turn); break;
            default: AnnouncementEnded(ref turn); break;
        }
    }
}
