using System.Runtime.CompilerServices;

namespace CallRouting;

// One member of an attempt: own devices, then the mobile (SPEC G4, G6, S18); an outside number (X18).
public static partial class CallMachine
{
    // A call cannot start more legs than this: their numbers would repeat.
    private const ushort MaxLegs = 60000;

    private static void RingMember(ref Turn turn, int index, ushort member)
    {
        var employee = turn.Plan.EmployeeTable[index];
        ref readonly var presence = ref turn.View.Of(index);
        var isInternal = turn.Call.CallerEmployee >= 0;
        var startsNow = employee.MobileAfterTicks == 0 || !Availability.HasDevice(employee, presence, isInternal);
        var hasMobile = employee.HasMobile
            && (!startsNow || Availability.CanLeave(turn.View, employee.MobileTrunks, isInternal, turn.Call.Legs.All));
        var isMobileFirst = hasMobile && startsNow;
        if (!isMobileFirst || employee.MobileKeepsRinging)
            for (var i = 0; i < presence.Devices.Length; i++)
                if (Availability.IsFor(employee, presence, i, isInternal))
                    StartLeg(ref turn, ref Add(ref turn, LegKind.Device, index, member), presence.Devices[i]);
        if (!hasMobile)
            return;

        ref var mobile = ref Add(ref turn, LegKind.Mobile, index, member);
        mobile.Confirm = employee.MobileConfirms;
        if (isMobileFirst)
            StartLeg(ref turn, ref mobile, default);
        else
            mobile.Due = turn.After(employee.MobileAfterTicks);
    }

    private static bool RingExternal(ref Turn turn, int index)
    {
        var external = turn.Plan.ExternalTable[index];
        if (turn.Call.NextLeg > MaxLegs)
            return false;
        ref var leg = ref Add(ref turn, LegKind.External, index, 0);
        leg.Confirm = external.Confirm;
        return StartLeg(ref turn, ref leg, default);
    }

    private static bool CanRing(
        ref CallState call, in OfficeView view, DepartmentEntry department, ushort member)
    {
        var index = department.MemberTable[member];
        if (IsPartOf(call, index) || call.NextLeg > MaxLegs)
            return false;
        if (IsGuardedFrom(call, view.Plan.EmployeeTable[index]))
            return false;

        // What this call itself makes of the employee does not count: it is about to end.
        var isInCall = false;
        foreach (ref var leg in call.Legs.All)
        {
            if (leg.Phase == LegPhase.Out && leg.Member == member)
                return false;
            isInCall |= leg.Counted != Occupation.Free && leg.Index == index;
            // Who passed this very call on in this step wraps up from now.
            if (leg is { Counted: Occupation.Talking, Kind: not LegKind.Caller } && leg.Index == index
                && department.Index >= 0 && WrapsUpAfter(view.Plan.NodeTable[call.Origin], view.Plan))
                return false;
        }

        return Availability.CanRing(
            view, department, index, isInternal: call.CallerEmployee >= 0, isInCall, call.Legs.All);
    }

    private static bool WrapsUpAfter(in RouteNode node, RoutingPlan plan) =>
        node.Kind == NodeKind.Department && plan.DepartmentTable[node.Index].WrapUpTicks > 0;

    // A call from outside whose caller has not been screened rings no guarded employee (SPEC S2–S5); a colleague who
    // asks first, or to whom the call comes back, does.
    private static bool IsGuardedFrom(in CallState call, EmployeeEntry employee) => employee.GuardedBy >= 0
        && call is { CallerEmployee: < 0, IsScreened: false, Asker: 0, IsReturning: false };

    private static ref LegState Add(ref Turn turn, LegKind kind, int index, ushort member)
    {
        ref var leg = ref turn.Call.Legs.Add();
        leg.Kind = kind;
        leg.Phase = LegPhase.Waiting;
        leg.Index = index;
        leg.Member = member;
        return ref leg;
    }

    /// <returns>Whether it rings; false: no trunk can carry it.</returns>
    private static bool StartLeg(ref Turn turn, ref LegState leg, DeviceId device, int triedTrunk = -1)
    {
        var leaves = LeavesByTrunk(turn, leg);
        var trunk = leaves ? NextTrunk(turn, leg, triedTrunk) : -1;
        if (turn.Call.NextLeg == ushort.MaxValue || (leaves && trunk < 0))
        {
            leg.Phase = LegPhase.Gone;
            return false;
        }

        leg.Number = turn.Call.NextLeg++;
        leg.Phase = LegPhase.Ringing;
        leg.Due = CallState.Never;
        turn.Do(new CallEffect(CallEffectKind.Ring, turn.Call.Id.Leg(leg.Number))
        {
            Target = leg.Kind,
            Index = leg.Index,
            Device = device,
            Trunk = trunk,
            Number = leg.Kind == LegKind.Dialled ? turn.Call.DialledNumber : default,
            Peer = turn.Call.Asker == 0 ? default : turn.Call.Id.Leg(turn.Call.Asker),
        });
        if (trunk >= 0)
            turn.Seize(ref leg, trunk);
        if (leg.Kind is LegKind.Device or LegKind.Mobile)
            turn.Occupy(ref leg, Occupation.Ringing);
        if (turn.Call.Asker == 0)
            LetCallerHear(ref turn);
        else if (turn.Call.AskerTag == 0)
            turn.Call.AskerTag = turn.PlayTo(turn.Call.Asker, PromptId.Ringback);
        return true;
    }

    // A caller whose call is not answered yet gets the network's ringing tone, one who has heard a prompt gets ours.
    private static void LetCallerHear(ref Turn turn)
    {
        ref var call = ref turn.Call;
        if (call.CallerAnswered)
        {
            if (call.PlayTag == 0)
                turn.PlayToCaller(PromptId.Ringback);
        }
        else if (!call.CallerAlerted)
        {
            call.CallerAlerted = true;
            turn.Do(CallEffectKind.Alert);
        }
    }

    private static void MemberDue(ref Turn turn)
    {
        foreach (ref var leg in turn.Call.Legs.All)
        {
            if (leg.Due > turn.Now || leg.Phase is not (LegPhase.Waiting or LegPhase.Confirming))
                continue;
            if (leg.Phase == LegPhase.Waiting)
            {
                StartMobile(ref turn, ref leg);
                return;
            }

            var member = leg.Member;
            turn.Release(ref leg, Cause.NoAnswer);
            MemberLost(ref turn, member, Cause.NoAnswer);
            return;
        }
    }

    private static void StartMobile(ref Turn turn, ref LegState mobile)
    {
        var member = mobile.Member;
        if (!StartLeg(ref turn, ref mobile, default))
        {
            // No way out is free: whoever rings goes on ringing.
            if (!IsRung(ref turn.Call, member))
                MemberLost(ref turn, member, Cause.NoCircuitAvailable);
            return;
        }

        if (turn.Plan.EmployeeTable[mobile.Index].MobileKeepsRinging)
            return;
        foreach (ref var leg in turn.Call.Legs.All)
            if (leg.Kind == LegKind.Device && leg.Member == mobile.Member && leg.IsLive)
                turn.Release(ref leg, Cause.NormalClearing);
    }

    private static void LegLost(ref Turn turn, in CallEvent happened)
    {
        ref var leg = ref turn.Call.Legs.Find(happened.Leg.Number);
        if (Unsafe.IsNullRef(ref leg))
            return;
        var wasLive = leg.IsLive;
        var member = leg.Member;
        var lost = leg;
        turn.Gone(ref leg);
        if (wasLive && !TryNextTrunk(ref turn, lost, happened.Cause))
            MemberLost(ref turn, member, happened.Cause);
    }

    // One of a member's legs is lost. Declining on one device declines for all of them. When the last device is lost,
    // the mobile starts at once, unless one of the devices was busy: then the member is on another call.
    private static void MemberLost(ref Turn turn, ushort member, Cause cause)
    {
        foreach (ref var leg in turn.Call.Legs.All)
        {
            if (leg.Member != member || !leg.IsCalling)
                continue;
            if (cause == Cause.CallRejected)
                turn.Release(ref leg, Cause.NormalClearing);
            else if (cause == Cause.UserBusy && leg.Phase == LegPhase.Waiting)
                leg.IsBusy = true;
        }

        if (IsRung(ref turn.Call, member))
            return;
        foreach (ref var leg in turn.Call.Legs.All)
        {
            if (leg.Member != member || leg.Phase != LegPhase.Waiting)
                continue;
            if (!leg.IsBusy && StartLeg(ref turn, ref leg, default))
                return;
            leg.Phase = LegPhase.Gone;
        }

        Add(ref turn, LegKind.None, -1, member).Phase = LegPhase.Out;
        if (IsOneNumber(turn))
            GiveUp(ref turn);
        else
            MemberOut(ref turn, DepartmentOf(turn), member, cause);
    }

    private static void MemberOut(ref Turn turn, DepartmentEntry department, ushort member, Cause cause)
    {
        if (cause is Cause.CallRejected or Cause.NoAnswer)
            Missed(ref turn, department, member);
        ref var call = ref turn.Call;
        var group = IsInGroups(department) ? department.GroupTable[member] : OneGroup;
        if (IsAnyoneRung(ref call, department, group))
            return;
        var goesOn = group == OneGroup ? RingNext(ref turn, department, ref call.Lane, OneGroup, turn.Now) :
            GroupLost(ref turn, department, group);
        if (!goesOn)
            GiveUp(ref turn);
    }
}
