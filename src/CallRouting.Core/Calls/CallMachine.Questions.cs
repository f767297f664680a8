namespace CallRouting;

// A question to the caller: which key, and what it means (SPEC O13, S2–S5).
public static partial class CallMachine
{
    private static void Ask(ref Turn turn) => Play(ref turn, QuestionOf(turn).Prompt, CallPhase.AskPrompt);

    private static void WaitForAnswer(ref Turn turn)
    {
        turn.Call.PlayTag = 0;
        turn.Call.Phase = CallPhase.AskWaiting;
        turn.Call.PhaseDue = turn.After(QuestionOf(turn).TimeoutTicks);
    }

    private static void TakeAnswer(ref Turn turn, char digit)
    {
        turn.StopPlay();
        var key = MenuEntry.Keys.IndexOf(digit);
        var answer = key < 0 ? -1 : QuestionOf(turn).Answers[key];
        if (answer >= 0)
        {
            turn.Call.IsScreened = true;
            Answered(ref turn, (ushort)(answer + 1));
        }
        else if (turn.Call.WrongKeys++ > 0)
        {
            Answered(ref turn, 0);
        }
        else if (++turn.Call.Steps > MaxSteps)
        {
            End(ref turn, Outcome.TooManySteps, Cause.NormalUnspecified);
        }
        else
        {
            Ask(ref turn);
        }
    }

    private static void Answered(ref Turn turn, ushort answer)
    {
        turn.Call.Answer = answer;
        Enter(ref turn, turn.Plan.NodeTable[turn.Call.Node].Next);
    }

    private static AskEntry QuestionOf(in Turn turn) =>
        turn.Plan.AskTable[turn.Plan.NodeTable[turn.Call.Node].Index];
}
