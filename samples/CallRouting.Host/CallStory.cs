using CallRouting.Runtime;
using NodaTime;

namespace CallRouting.Host;

/// <summary>One call, told sentence by sentence as an operator would. Every sentence is markup; callers' numbers are
/// masked (SPEC P6).</summary>
internal sealed class CallStory(CallOffer offer, RoutingPlan plan, Instant started)
{
    private readonly Dictionary<ushort, Party> _parties = [];
    private NodeKind _place;
    private int _messageLength;
    private bool _isCallerReleased;

    /// <summary>The zone whose clock the story is told by.</summary>
    public DateTimeZone Zone { get; } = Shown.ZoneOf(plan);

    /// <summary>The first sentence: who calls whom.</summary>
    public string Offered(in Decision decision)
    {
        var called = decision.Called.Kind is NormalisedKind.E164 or NormalisedKind.Digits
            ? decision.Called.Masked() : Shown.Text(offer.Called.ToString());
        if (offer.Employee is not null)
            return $"[bold]{Employee(offer.Employee)}[/] dials {called}";
        var caller = offer.Caller.Number is { Length: > 0 }
            ? Shown.Text(offer.Caller.Masked()) : "somebody who shows no number";
        var number = decision.IsOther ? $"{(called.Length == 0 ? "no number at all" : called)}, which is none of ours"
            : $"[bold]{Shown.Text(plan.Numbers[decision.Number].Id)}[/] ({plan.Numbers[decision.Number].Called})";
        return $"[bold]{caller}[/] calls {number} by {Shown.Text(offer.Trunk)}";
    }

    /// <summary>What happened, before the call has reacted to it.</summary>
    /// <returns><c>null</c>: nothing that anybody wants to read.</returns>
    public string? Tell(in CallEvent happened, Instant now)
    {
        if (happened.Leg.IsCaller)
            return TellOfCaller(happened);
        if (!_parties.TryGetValue(happened.Leg.Number, out var party))
            return null;
        switch (happened.Kind)
        {
            case CallEventKind.Ringing when !party.HasRung:
                party.HasRung = true;
                return $"{party} rings";
            case CallEventKind.Answered:
                party.IsAnswered = true;
                if (party.IsHeard)
                    return AnsweredBy(party, now);
                return party.MustConfirm ? $"{party} picks up and is asked to press 1" : null;
            case CallEventKind.DigitPressed when party.MustConfirm && !party.Talks && happened.Digit is '1' or '2':
                return $"{party} presses {happened.Digit}";
            case CallEventKind.Cleared when party.Talks && !party.IsReleased:
                return $"{party.Name} hangs up";
            case CallEventKind.Failed or CallEventKind.Cleared when !party.IsReleased && !party.Talks:
                return Lost(party, happened.Cause);
            default:
                return null;
        }
    }

    /// <summary>What is done.</summary>
    /// <returns><c>null</c>: nothing that anybody wants to read.</returns>
    public string? Tell(in CallEffect effect, Instant now)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Enter:
                return Enter(plan.Nodes[effect.Index]);
            case CallEffectKind.Ring:
                var called = Rung(effect);
                _parties[effect.Leg.Number] = called;
                return effect.Target == LegKind.Device ? null : $"{called} is called";
            case CallEffectKind.Queue when effect.Position > 0:
                return $"stands in the line of {Shown.Text(plan.Departments[effect.Index].Name)}, "
                    + $"number {effect.Position}" + (effect.Priority > 0 ? $", priority {effect.Priority}" : "");
            case CallEffectKind.MemberPaused:
                return $"[yellow]{Shown.Text(plan.Employees[effect.Index].Name)} has missed too many calls and is "
                    + "paused[/]";
            case CallEffectKind.Record:
                return "leaves a message";
            case CallEffectKind.Bridge when _parties.TryGetValue(effect.Peer.Number, out var peer):
                peer.IsHeard = true;
                return peer.IsAnswered ? AnsweredBy(peer, now) : null;
            case CallEffectKind.HandOver:
                _isCallerReleased = true;
                return "is passed on to another number by the line";
            case CallEffectKind.Release when effect.Leg.IsCaller:
                _isCallerReleased = true;
                return null;
            case CallEffectKind.Release
                when _parties.TryGetValue(effect.Leg.Number, out var party) && !party.IsReleased:
                party.IsReleased = true;
                return party.HasRung && !party.Talks && effect.Cause != Cause.AnsweredElsewhere
                    ? $"[grey]{party} stops ringing[/]" : null;
            default:
                return null;
        }
    }

    /// <summary>The last sentence.</summary>
    public string Completed(CallRecord record)
    {
        var colour = record.Outcome switch
        {
            Outcome.Answered or Outcome.MessageLeft or Outcome.Announced => "green",
            Outcome.Fault or Outcome.MessageFailed => "red",
            _ => "yellow",
        };
        var detail = "";
        if (record.Connected is { } connected)
            detail = $", talked {Shown.Length(record.Ended - connected)}";
        else if (record.Recording is { } file)
            detail = $", {Shown.Length(Duration.FromMilliseconds(_messageLength))} in {Shown.Text(file)}";
        return $"[{colour}]ended: {Shown.Words(record.Outcome)}{detail}[/]";
    }

    private string? TellOfCaller(in CallEvent happened)
    {
        switch (happened.Kind)
        {
            // What callers type elsewhere is theirs: a card number, a code.
            case CallEventKind.DigitPressed when _place == NodeKind.Menu:
                return $"the caller presses {happened.Digit}";
            case CallEventKind.RecordEnded:
                _messageLength = happened.Milliseconds;
                return happened.IsFailure ? "[red]the message cannot be kept; see the log[/]" : null;
            case CallEventKind.Failed or CallEventKind.Cleared when !_isCallerReleased:
                return happened.Cause is Cause.NormalClearing or Cause.None ? "the caller hangs up"
                    : $"the caller is gone: {happened.Cause}";
            default:
                return null;
        }
    }

    private string Enter(in RouteNode node)
    {
        _place = node.Kind;
        return node.Kind switch
        {
            NodeKind.Play => $"hears {Shown.Text(plan.Prompts[node.Index])}",
            NodeKind.Menu => $"chooses in the menu {Shown.Text(plan.Menus[node.Index].Id)}",
            NodeKind.Department => $"waits for {Shown.Text(plan.Departments[node.Index].Name)}, "
                + Words(plan.Departments[node.Index].Strategy),
            NodeKind.Employee => $"waits for {Shown.Text(plan.Employees[node.Index].Name)}",
            NodeKind.External => $"goes to {Shown.Text(plan.Externals[node.Index].Id)} outside",
            NodeKind.Outgoing => plan.WaysOut[node.Index].IsEmergency ? "calls for help" : "calls out",
            NodeKind.Voicemail => $"reaches the answering machine {Shown.Text(plan.Voicemails[node.Index].Id)}",
            NodeKind.Announce => $"hears {Shown.Text(plan.Prompts[node.Index])}, and that is all",
            NodeKind.Ask => $"is asked {Shown.Text(plan.Prompts[plan.Questions[node.Index].Prompt.PlanIndex])}",
            NodeKind.Sticky => "is offered to who spoke with them last",
            NodeKind.End => (StockEnding)node.Index == StockEnding.WrongNumber ?
                "is told that the number is wrong" : "is told that we are not interested",
            NodeKind.Reject => "is refused",
            _ => $"reaches {node.Kind}",
        };
    }

    private Party Rung(in CallEffect ring)
    {
        if (ring.Target == LegKind.External)
        {
            var external = plan.Externals[ring.Index];
            return new(Shown.Text(external.Id), "outside", external.Confirm);
        }

        if (ring.Target == LegKind.Dialled)
            return new(plan.WaysOut[ring.Index].IsEmergency ? ring.Number.ToString()[1..] : ring.Number.Masked(),
                plan.Trunks[ring.Trunk].Settings.Id, false);
        var employee = plan.Employees[ring.Index];
        var isMobile = ring.Target == LegKind.Mobile;
        return new(Shown.Text(employee.Name), isMobile ? "mobile" : "phone", isMobile && employee.MobileConfirms);
    }

    private string AnsweredBy(Party party, Instant now)
    {
        if (party.Talks)
            return "";
        party.Talks = true;
        return $"[green]answered by [bold]{party.Name}[/][/] after {Shown.Length(now - started)}";
    }

    private static string Lost(Party party, Cause cause) => cause switch
    {
        Cause.UserBusy => $"{party} is busy",
        Cause.CallRejected => $"{party} declines",
        Cause.NoAnswer => $"{party} does not answer",
        Cause.NormalClearing when party.IsAnswered => $"{party} hangs up",
        _ => $"{party} cannot be reached: {cause}",
    };

    private string Employee(string id)
    {
        foreach (var employee in plan.Employees)
            if (employee.Id == id)
                return Shown.Text(employee.Name);
        return Shown.Text(id);
    }

    private static string Words(Strategy strategy) => strategy switch
    {
        Strategy.AllAtOnce => "all at once",
        Strategy.InTurn => "in turn",
        _ => strategy.ToString().ToLowerInvariant(),
    };

    private sealed class Party(string name, string line, bool mustConfirm)
    {
        public string Name { get; } = name;

        public bool MustConfirm { get; } = mustConfirm;

        public bool HasRung { get; set; }

        public bool IsAnswered { get; set; }

        public bool IsHeard { get; set; }

        public bool Talks { get; set; }

        public bool IsReleased { get; set; }

        public override string ToString() => $"{Name} ({line})";
    }
}
