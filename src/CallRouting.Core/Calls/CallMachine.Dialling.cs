namespace CallRouting;

// Internal numbers dialled in a menu (SPEC G25, X11): what was pressed is taken at once when no longer number begins
// so; else with #, or when no further digit comes in time.
public static partial class CallMachine
{
    /// <returns>Whether the key was part of a number; else it is a key of the menu.</returns>
    private static bool Dial(ref Turn turn, MenuEntry menu, char digit)
    {
        ref var call = ref turn.Call;
        if (!char.IsAsciiDigit(digit))
        {
            if (call.Dialled == 0)
                return false;
            if (digit == '#')
                DialEnded(ref turn, menu);
            else
                WrongKey(ref turn, menu);
            return true;
        }

        call.Dialled = call.Dialled << 4 | (uint)(digit - '0' + 1);
        if (turn.Plan.DialTable.MayGrow(call.Dialled))
        {
            call.Phase = CallPhase.MenuWaiting;
            call.PhaseDue = turn.After(menu.DigitTicks);
        }
        else
        {
            DialEnded(ref turn, menu);
        }

        return true;
    }

    // A single digit that is a key of the menu is that key, even if somebody has it as an internal number.
    private static void DialEnded(ref Turn turn, MenuEntry menu)
    {
        var digits = turn.Call.Dialled;
        turn.Call.Dialled = 0;
        var key = PackedDigits.Count(digits) == 1 ? (char)('0' + digits - 1) : '\0';
        if (NodeOfKey(menu, key) != -1)
            ChooseKey(ref turn, menu, key);
        else if (turn.Plan.DialTable.Find(digits) is >= 0 and var node)
            Enter(ref turn, node);
        else
            WrongKey(ref turn, menu);
    }
}
