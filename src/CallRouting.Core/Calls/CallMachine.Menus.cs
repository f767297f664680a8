namespace CallRouting;

// A menu: the prompt, the wait for a key, and the exits for silence and for a wrong key (SPEC G25, G26).
// Internal numbers that callers dial in it are in CallMachine.Dialling.cs.
public static partial class CallMachine
{
    private static void PlayMenu(ref Turn turn)
    {
        turn.Call.Dialled = 0;
        Play(ref turn, MenuOf(turn).Prompt, CallPhase.MenuPrompt);
    }

    private static void WaitForKey(ref Turn turn)
    {
        turn.Call.PlayTag = 0;
        turn.Call.Phase = CallPhase.MenuWaiting;
        turn.Call.PhaseDue = turn.After(MenuOf(turn).TimeoutTicks);
    }

    private static void PressKey(ref Turn turn, char digit)
    {
        turn.StopPlay();
        var menu = MenuOf(turn);
        if (!menu.DialExtensions || !Dial(ref turn, menu, digit))
            ChooseKey(ref turn, menu, digit);
    }

    private static void ChooseKey(ref Turn turn, MenuEntry menu, char digit)
    {
        var node = NodeOfKey(menu, digit);
        if (node >= 0)
            Enter(ref turn, node);
        else if (node == MenuEntry.RepeatNode)
            Repeat(ref turn);
        else
            WrongKey(ref turn, menu);
    }

    private static void WrongKey(ref Turn turn, MenuEntry menu)
    {
        if (turn.Call.WrongKeys++ < menu.WrongKeyRepeats)
            Repeat(ref turn);
        else
            Enter(ref turn, menu.WrongKeyNode);
    }

    private static void KeyOverdue(ref Turn turn)
    {
        var menu = MenuOf(turn);
        if (turn.Call.Dialled != 0)
            DialEnded(ref turn, menu);
        else if (turn.Call.NoInputs++ < menu.NoInputRepeats)
            Repeat(ref turn);
        else
            Enter(ref turn, menu.NoInputNode);
    }

    private static void Repeat(ref Turn turn)
    {
        if (++turn.Call.Steps > MaxSteps)
            End(ref turn, Outcome.TooManySteps, Cause.NormalUnspecified);
        else
            PlayMenu(ref turn);
    }

    private static int NodeOfKey(MenuEntry menu, char digit)
    {
        var key = MenuEntry.Keys.IndexOf(digit);
        return key < 0 ? -1 : menu.KeyTable[key];
    }

    private static MenuEntry MenuOf(in Turn turn) =>
        turn.Plan.MenuTable[turn.Plan.NodeTable[turn.Call.Node].Index];
}
