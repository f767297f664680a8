namespace CallRouting.Testing;

// The day in words.
internal sealed partial class DayPlayer
{
    private void Say(string call, string text)
    {
        if (_writesLog)
            _log.Add($"{ScriptWriter.Time(_office.Now - _office.Start)} {(call.Length == 0 ? "" : $"call {call}: ")}{text}");
    }

    private void DescribeArrival(BookedCall call) => Say(call.Name, call.Employee is { } employee
        ? $"{employee} dials {call.Offer.Called.Raw}"
        : $"arrives by {call.Offer.Trunk}{(call.Offer.Called.IsAbsent ? "" : $" to {call.Offer.Called.Raw}")}");

    private void Describe(in CallEvent happened)
    {
        if (!_writesLog || !_books.Legs.TryGetValue(happened.Leg, out var leg))
            return;
        var who = happened.Leg.IsCaller ? "the caller" : leg.Phone.ToString();
        var text = happened.Kind switch
        {
            CallEventKind.Answered when leg.IsLive => $"{who} answers",
            CallEventKind.DigitPressed => $"{who} presses {happened.Digit}",
            CallEventKind.Cleared when leg.IsLive => $"{who} hangs up",
            CallEventKind.Failed when leg.IsLive => happened.Cause switch
            {
                Cause.UserBusy => $"{who} is busy",
                Cause.CallRejected => $"{who} declines",
                _ => $"{who} cannot be reached: {happened.Cause}",
            },
            CallEventKind.RecordEnded => $"the message has {happened.Milliseconds} ms",
            _ => null,
        };
        if (text is not null)
            Say(leg.Call.Name, text);
    }

    private void Describe(in CallEffect effect)
    {
        if (!_writesLog || !_books.Calls.TryGetValue(effect.Leg.Call, out var call))
            return;
        var leg = _books.Legs.GetValueOrDefault(effect.Leg);
        var text = effect.Kind switch
        {
            CallEffectKind.Enter => $"goes to {call.Plan.Describe(effect.Index)}",
            CallEffectKind.Ring => $"{leg!.Phone} rings",
            CallEffectKind.Answer => "the caller is answered",
            CallEffectKind.Play => $"{(leg!.Id.IsCaller ? "the caller" : leg.Phone)} hears "
                + OfficeScript.NameOf(effect.Prompt, call.Plan),
            CallEffectKind.Queue => effect.Position == 0 ? "leaves the line"
                : $"joins the line of {call.Plan.Departments[effect.Index].Id} as number {effect.Position}",
            CallEffectKind.MemberPaused => $"{call.Plan.Employees[effect.Index].Id} has missed too many calls and is paused",
            CallEffectKind.Record => "records a message",
            CallEffectKind.Release when !effect.Leg.IsCaller => $"{leg!.Phone} "
                + (leg.IsTalking ? "is disconnected" : "stops ringing"),
            CallEffectKind.Bridge when _books.Legs.TryGetValue(effect.Peer, out var peer) && peer.IsTalking =>
                $"{(effect.Leg.IsCaller ? "the caller" : leg!.Phone)} talks with {peer.Phone}",
            CallEffectKind.Hold => "the caller is on hold",
            CallEffectKind.Report when effect.Answer != TransferAnswer.Accepted =>
                $"{leg!.Phone} cannot pass the caller on: {effect.Answer}",
            CallEffectKind.Complete => $"ends: {effect.Outcome}",
            _ => null,
        };
        if (text is not null)
            Say(call.Name, text);
    }

    private DayCall StoryOf(BookedCall call) => new()
    {
        Name = call.Name,
        Arrived = call.Arrived - _office.Start,
        Route = EquatableList.From(call.Nodes.Select(call.Plan.Describe)),
        Rings = EquatableList.From(call.Legs.Where(leg => leg.Kind != LegKind.Caller).Select(leg => new DayRing(
            leg.Phone, leg.Since - _office.Start, (leg.AnsweredAt ?? leg.Ends ?? _books.Now) - _office.Start,
            leg.IsAnswered, leg.IsAnswered ? Cause.None : leg.Cause))),
        QueuePositions = EquatableList.From(call.Positions),
        AnsweredBy = call.Talked?.Phone,
        Waited = call.TalkedAt - call.Arrived,
        Ended = call.Ended - _office.Start,
        Outcome = call.Outcome,
    };
}
