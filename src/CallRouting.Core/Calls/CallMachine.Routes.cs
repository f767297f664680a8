using NodaTime;

namespace CallRouting;

// Through the route's nodes, greetings and announcements.
public static partial class CallMachine
{
    // A transport that never says that a prompt has ended must not hold the call for ever.
    private const long LongestPrompt = NodaConstants.TicksPerMinute * 10;

    private static void Begin(ref Turn turn, int trunk)
    {
        ref var caller = ref turn.Call.Legs.Add();
        caller.Kind = LegKind.Caller;
        caller.Phase = LegPhase.Talking;
        caller.Index = turn.Call.CallerEmployee;
        if (turn.Call.CallerEmployee >= 0)
            turn.Occupy(ref caller, Occupation.Talking);
        if (trunk >= 0)
            turn.Seize(ref caller, trunk);

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
                case NodeKind.Schedule:
                    node = Router.FollowSchedule(turn.Plan, step, Instant.FromUnixTimeTicks(turn.Now));
                    continue;

                case NodeKind.Department or NodeKind.Employee or NodeKind.External:
                    if (BeginHunt(ref turn, step))
                        return;
                    node = step.Next;
                    continue;

                case NodeKind.Outgoing:
                    if (!BeginHunt(ref turn, step))
                        End(ref turn, Outcome.NoWayOut, Cause.NoCircuitAvailable);
                    return;

                case NodeKind.Reject:
                    End(ref turn, Outcome.Refused, Cause.CallRejected);
                    return;

                case NodeKind.Play:
                    Play(ref turn, PromptId.FromPlan(step.Index), CallPhase.Greeting);
                    return;

                case NodeKind.Announce:
                    Play(ref turn, PromptId.FromPlan(step.Index), CallPhase.Announcement);
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

    private static void AnnouncementEnded(ref Turn turn) => End(ref turn, turn.Call.Ending switch
    {
        1 + (int)StockEnding.WrongNumber => Outcome.WrongNumber,
        1 + (int)StockEnding.Declined => Outcome.Declined,
        _ => Outcome.Announced,
    }, Cause.NormalClearing);

    private static void PlayOverdue(ref Turn turn)
    {
        turn.StopPlay();
        switch (turn.Call.Phase)
        {
            case CallPhase.Greeting: GreetingEnded(ref turn); break;
            case CallPhase.MenuPrompt: WaitForKey(ref turn); break;
            case CallPhase.MessageGreeting: Beep(ref turn); break;
            case CallPhase.MessageBeep: Record(ref turn); break;
            default: AnnouncementEnded(ref turn); break;
        }
    }
}
