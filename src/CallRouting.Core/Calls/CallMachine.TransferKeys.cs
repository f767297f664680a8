using NodaTime;

namespace CallRouting;

// What an employee presses to pass a caller on (SPEC G24, S3, S4).
public static partial class CallMachine
{
    // Two keys that are one command, and the digits of a number, follow each other within this.
    private const long KeyPause = NodaConstants.TicksPerSecond * 3;

    private static void TalkKey(ref Turn turn, char digit)
    {
        ref var call = ref turn.Call;
        var action = call.Lane.NextAt > turn.Now ? turn.Plan.TransferKeys.Find((char)call.KeyBefore, digit) : default;
        call.KeyBefore = digit is '*' or '#' ? (byte)digit : (byte)0;
        call.Lane.NextAt = turn.After(KeyPause);
        switch (action)
        {
            case TransferAction.Blind or TransferAction.Attended:
                BeginTransfer(ref turn);
                HoldCaller(ref turn);
                call.IsAttended = action == TransferAction.Attended;
                call.Dialled = 0;
                call.AskerTag = turn.PlayTo(call.Asker, PromptId.DialTone);
                call.Phase = CallPhase.TransferDialling;
                call.PhaseDue = turn.After(KeyPause);
                break;
            case TransferAction.WrongNumber:
                HangUpWith(ref turn, StockEnding.WrongNumber);
                break;
            case TransferAction.Declined:
                HangUpWith(ref turn, StockEnding.Declined);
                break;
        }
    }

    // A number ends with #, where no longer one begins like it, or when no key follows.
    private static void DialKey(ref Turn turn, char digit)
    {
        ref var call = ref turn.Call;
        turn.StopAsker();
        var isCancelled = turn.Plan.TransferKeys.Find((char)call.KeyBefore, digit) == TransferAction.Cancel;
        call.KeyBefore = digit == '*' ? (byte)digit : (byte)0;
        call.PhaseDue = turn.After(KeyPause);
        if (isCancelled)
        {
            Resume(ref turn);
        }
        else if (digit == '#')
        {
            DiallingOver(ref turn);
        }
        else if (char.IsAsciiDigit(digit))
        {
            call.Dialled = call.Dialled << 4 | (uint)(digit - '0' + 1);
            if (!turn.Plan.DialTable.MayGrow(call.Dialled))
                DiallingOver(ref turn);
        }
    }

    private static void DiallingOver(ref Turn turn)
    {
        ref var call = ref turn.Call;
        var answer = Judge(turn, new Extension(call.Dialled), call.IsAttended, out var node);
        if (answer != TransferAnswer.Accepted || (call.IsAttended && !BeginAttended(ref turn, node)))
            RefuseAsker(ref turn);
        else if (!call.IsAttended)
            PassOn(ref turn, node);
    }

    private static void CancelKey(ref Turn turn, char digit)
    {
        var action = turn.Plan.TransferKeys.Find((char)turn.Call.KeyBefore, digit);
        turn.Call.KeyBefore = digit == '*' ? (byte)digit : (byte)0;
        if (action == TransferAction.Cancel)
            Resume(ref turn);
    }

    // The employee is free at once; the caller hears why.
    private static void HangUpWith(ref Turn turn, StockEnding ending)
    {
        foreach (ref var leg in turn.Call.Legs.All)
            if (leg.Kind != LegKind.Caller)
                turn.Release(ref leg, Cause.NormalClearing);
        EndWith(ref turn, ending);
    }
}
