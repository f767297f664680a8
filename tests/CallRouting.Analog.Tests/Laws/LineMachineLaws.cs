using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Analog.Tests.Laws;

/// <summary>What holds of a line whatever its device, its exchange and the office do, in any order.</summary>
public class LineMachineLaws
{
    [Property(MaxTest = 3000)]
    public Property Every_leg_ends_exactly_once_and_nothing_is_said_of_it_after() =>
        Prop.ForAll(Days.Arbitrary, day =>
        {
            var book = Play(day);
            foreach (var leg in book.Legs)
            {
                var said = book.Acts.Where(act => act.Leg == leg).ToList();
                var ends = said.Count(IsEnd);
                if (ends != 1)
                    return Fail($"{leg} ends {ends} times", book);
                // On hook is where a line goes after the office heard of the end, but nobody hears more of the leg.
                if (!IsEnd(said[^1]))
                    return Fail($"{leg} does {said[^1].Kind} after its end", book);
            }

            return true.ToProperty();
        });

    [Property(MaxTest = 3000)]
    public Property A_line_is_never_seized_while_a_call_is_on_it_and_offers_none_while_it_is() =>
        Prop.ForAll(Days.Arbitrary, day =>
        {
            var book = Play(day);
            LegId live = default;
            foreach (var act in book.Acts)
            {
                switch (act.Kind)
                {
                    case LineActKind.Seize or LineActKind.Offer when !live.IsNone:
                        return Fail($"{act.Kind} while {live} is on the line", book);
                    case LineActKind.Seize or LineActKind.Offer:
                        live = act.Leg;
                        break;
                    case LineActKind.Cleared or LineActKind.Failed when act.Leg == live:
                        live = default;
                        break;
                }
            }

            return true.ToProperty();
        });

    [Property(MaxTest = 3000)]
    public Property A_line_off_hook_is_hung_up_before_it_is_taken_again() =>
        Prop.ForAll(Days.Arbitrary, day =>
        {
            var isOff = false;
            var book = Play(day);
            foreach (var act in book.Acts)
            {
                switch (act.Kind)
                {
                    case LineActKind.Seize or LineActKind.Answer when isOff:
                        return Fail($"{act.Kind} although it is off hook", book);
                    case LineActKind.Seize or LineActKind.Answer:
                        isOff = true;
                        break;
                    case LineActKind.HangUp or LineActKind.OutOfService:
                        isOff = false;
                        break;
                    case LineActKind.Dial or LineActKind.Flash when !isOff:
                        return Fail($"{act.Kind} although it is on hook", book);
                }
            }

            return isOff ? Fail("it is left off hook", book) : true.ToProperty();
        });

    [Property(MaxTest = 3000)]
    public Property What_is_due_is_done_when_it_is() =>
        Prop.ForAll(Days.Arbitrary, day => Play(day).DeadlinesWereKept.ToProperty());

    [Property(MaxTest = 3000)]
    public Property Out_of_service_and_in_service_are_told_in_turn() =>
        Prop.ForAll(Days.Arbitrary, day =>
        {
            var told = Play(day).Acts.Select(act => act.Kind)
                .Where(kind => kind is LineActKind.InService or LineActKind.OutOfService).ToList();
            return told.Where((kind, i) => kind == (i % 2 == 0 ? LineActKind.InService : LineActKind.OutOfService))
                .Count() == told.Count;
        });

    private static bool IsEnd(LineAct act) => act.Kind is LineActKind.Cleared or LineActKind.Failed;

    private static Property Fail(string what, LineBook book) =>
        false.ToProperty().Label($"{what}:\n{string.Join('\n', book.Story)}");

    private static LineBook Play(LineDay day)
    {
        var book = new LineBook(day);
        foreach (var step in day.Steps)
            book.Do(step);
        book.Finish();
        return book;
    }
}

/// <summary>One thing that happens, so many milliseconds after the one before.</summary>
internal sealed record LineStep(int After, FxoEvent Event, LineWish Wish, int Which)
{
    public override string ToString() => Event.Kind == FxoEventKind.None
        ? $"+{After} ms office: {Wish} {Which}" : $"+{After} ms line: {Event.Kind} {Event.Tone}";
}

internal enum LineWish
{
    None,
    Ring,
    Answer,
    Release,
    HandOver,
    Open,
}

internal sealed record LineDay(LineStep[] Steps, AnalogLine Line, FxoCapabilities Can);

/// <summary>A line's machine, with all that was done to it and all that it wanted.</summary>
internal sealed class LineBook(LineDay day)
{
    private readonly LineMachine _machine = new(day.Line, day.Can);
    private Instant _now = Instant.FromUtc(2026, 11, 24, 7, 0);
    private ulong _lastCall;

    public List<LineAct> Acts { get; } = [];

    public List<LegId> Legs { get; } = [];

    public List<string> Story { get; } = [];

    public bool DeadlinesWereKept { get; private set; } = true;

    public void Do(LineStep step)
    {
        Story.Add(step.ToString());
        WaitUntil(_now + Duration.FromMilliseconds(step.After));
        if (step.Event.Kind != FxoEventKind.None)
            _machine.Happen(step.Event, _now);
        else
            Wish(step);
        Take();
    }

    public void Finish()
    {
        _machine.Stop(_now);
        Take();
        WaitUntil(_now + Duration.FromMinutes(1));
    }

    private void Wish(LineStep step)
    {
        var leg = Legs.Count == 0 ? new CallId(99).Leg(9) : Legs[^(1 + step.Which % Legs.Count)];
        switch (step.Wish)
        {
            case LineWish.Open: _machine.Opened(day.Can); break;
            case LineWish.Answer: _machine.Answer(leg, _now); break;
            case LineWish.Release: _machine.Release(leg, Cause.NormalClearing, _now); break;
            case LineWish.HandOver: _machine.HandOver(leg, _now); break;
            case LineWish.Ring:
                var rung = new CallId(++_lastCall).Leg(1);
                Legs.Add(rung);
                _machine.Ring(rung, "84951110001", _now);
                break;
        }
    }

    private void WaitUntil(Instant end)
    {
        for (var i = 0; _machine.NextDeadline <= end; i++)
        {
            if (i > 1000)
            {
                DeadlinesWereKept = false;
                break;
            }

            _now = Instant.Max(_now, _machine.NextDeadline);
            _machine.Expire(_now);
            DeadlinesWereKept &= _machine.NextDeadline > _now;
            Take();
        }

        _now = end;
    }

    private void Take()
    {
        while (_machine.TryTake(out var act))
        {
            if (act.Kind == LineActKind.Offer)
            {
                var leg = new CallId(++_lastCall).Caller;
                Legs.Add(leg);
                act = act with { Leg = leg };
                _machine.Offered(leg);
            }

            Acts.Add(act);
            Story.Add($"    {act.Kind} {act.Leg} {act.Cause}");
        }
    }
}

internal static class Days
{
    private static readonly FxoEventKind[] Kinds = Enum.GetValues<FxoEventKind>();

    // Rings and hooks more often than all the rest: else few calls ever come to be.
    private static readonly FxoEventKind[] Often =
    [
        FxoEventKind.RingBegan, FxoEventKind.RingEnded, FxoEventKind.OffHook, FxoEventKind.OnHook,
        FxoEventKind.DialEnded, FxoEventKind.ToneHeard,
    ];

    public static Arbitrary<LineDay> Arbitrary { get; } = Arb.From(
        from steps in Gen.Frequency(
            (4, Gen.OneOf(Gen.Elements(Kinds), Gen.Elements(Often)).SelectMany(Event)),
            (3, Wish)).NonEmptyListOf()
        from isFullDuplex in Gen.Elements(true, false)
        from timesRings in Gen.Elements(true, false)
        from country in Gen.Elements(AnalogCountries.All.ToArray())
        from answered in Gen.Elements<Duration?>(null, Duration.FromSeconds(5))
        select new LineDay([Opened, .. steps], Line(country, answered), new FxoCapabilities
        {
            FullDuplex = isFullDuplex, TimesRings = timesRings, Flashes = true, TellsTones = true,
        }));

    private static LineStep Opened => new(0, default, LineWish.Open, 0);

    private static Gen<LineStep> Wish =>
        from after in Waits
        from wish in Gen.Elements(Enum.GetValues<LineWish>())
        from which in Gen.Choose(0, 3)
        select new LineStep(after, default, wish, which);

    private static Gen<int> Waits => Gen.Elements(0, 20, 200, 1000, 3000, 8000, 200_000);

    private static Gen<LineStep> Event(FxoEventKind kind) =>
        from after in Waits
        from tone in Gen.Elements(Enum.GetValues<FxoTone>())
        from isFailure in Gen.Elements(false, false, false, true)
        select new LineStep(after, new FxoEvent(kind)
        {
            Tone = tone, Digit = '5', IsFailure = isFailure, Milliseconds = 5000,
            Cause = isFailure ? Cause.UserBusy : Cause.None, Caller = new FxoCallerId("4951110001"),
        }, LineWish.None, 0);

    private static AnalogLine Line(AnalogCountry country, Duration? answered) => new()
    {
        Domain = new DomainId(1), Trunk = "analog-1", Line = new LineNumber(1),
        Device = new SimulatedLine(TimeProvider.System), Country = country, AnsweredAfter = answered, HandOver = "102",
    };
}
