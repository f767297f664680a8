using FsCheck.Xunit;
using NodaTime;

namespace CallRouting.Tests;

/// <summary>The lines against plain lists, and what they cost when ten thousand calls wait.</summary>
public class WaitingLineLaws
{
    [Property(MaxTest = 300), Trait("Spec", "X16")]
    public void A_line_is_the_list_that_its_joins_and_leaves_make(
        (byte Call, byte Band, byte Arrived, byte Wanted, byte What)[] changes)
    {
        var (lines, line) = (new WaitingLines(), 0);
        line = lines.LineOf("sales");
        var list = new List<(int Slot, WaitingKey Key)>();
        var ready = new HashSet<int>();
        foreach (var (call, band, arrived, wanted, what) in changes)
        {
            int slot = call % 40;
            if (list.FindIndex(place => place.Slot == slot) is >= 0 and var at)
            {
                if (what % 3 == 0)
                {
                    lines.Leave(slot);
                    list.RemoveAt(at);
                    ready.Remove(slot);
                }
                else
                {
                    lines.Set(slot, what % 3 == 1 ? Waiting.Ready : Waiting.Rung);
                    _ = what % 3 == 1 ? ready.Add(slot) : ready.Remove(slot);
                }
            }
            else
            {
                var key = new WaitingKey(band % 4, arrived % 20, (ulong)slot + 1);
                var place = list.Count(other => other.Key.CompareTo(key) <= 0);
                var asked = wanted % 12;
                if (asked > 0)
                    place = Math.Clamp(asked - 1, list.Count(other => other.Key.Band > key.Band), place);
                Assert.Equal(place, lines.PlaceFor(line, key, asked));
                lines.Join(line, slot, key, asked);
                list.Insert(place, (slot, place < list.Count && list[place].Key.CompareTo(key) <= 0 ?
                    list[place].Key : key));
                ready.Add(slot);
            }

            Assert.Equal(list.Select(place => place.Slot),
                Enumerable.Range(0, lines.Count(line)).Select(i => lines.At(line, i)));
            Assert.Equal(list.Select((_, i) => i + 1), list.Select(place => lines.PositionOf(place.Slot)));
            Assert.Equal(list.Where(place => ready.Contains(place.Slot)).Select(place => place.Slot),
                Enumerable.Range(0, lines.CountReady(line)).Select(i => lines.ReadyAt(line, i)));
            Assert.Equal((list.Count, ready.Count, ready.Count),
                (lines.Calls, lines.Ready, lines.CountWaiting(line)));
        }
    }

    [Fact, Trait("Spec", "X20")]
    public void Ten_thousand_waiting_calls_cost_the_logarithm_of_their_number_each()
    {
        const int calls = 10_000;
        var story = new Story(Small.Department(Strategy.InTurn, "anna").WithQueue(
            q => q with { AnnouncePosition = true, MaxWait = Duration.FromHours(1) }), "anna").Calls().Answers("anna");
        var (office, effects, now) = (story.Office, new EffectBuffer(), Story.Start);
        for (ulong id = 2; id < calls + 2; id++)
        {
            effects.Clear();
            now += Duration.FromMilliseconds(1);
            office.Offer(new CallId(id), new CallOffer { Trunk = "line", Called = new("+74951110001") }, now, effects);
        }

        Assert.Equal(calls, office.WaitingFor("sales").Count);
        // A place costs its depth in the tree, about twice the binary logarithm, some times over.
        const int perChange = 2 * 14 * 12;
        var joined = office.LineVisits;
        Assert.InRange(joined, calls, calls * perChange);

        // Everybody hears their position, twice.
        for (var until = now + Duration.FromMinutes(1); office.NextDeadline <= until;)
        {
            effects.Clear();
            office.Expire(office.NextDeadline, effects);
        }

        var announced = office.LineVisits;
        Assert.InRange(announced - joined, 2 * calls, 2L * calls * perChange);

        // Ten times somebody gets through: nobody else in the line is looked at.
        now += Duration.FromMinutes(1);
        var (talking, before) = (new CallId(1), office.LineVisits);
        for (ulong id = 2; id < 12; id++)
        {
            effects.Clear();
            office.Apply(CallEvent.Cleared(talking.Caller, Cause.NormalClearing), now, effects);
            office.Apply(CallEvent.Cleared(talking.Leg(1), Cause.NormalClearing), now, effects);
            talking = new CallId(id);
            office.Apply(CallEvent.Answered(talking.Leg(1)), now, effects);
            Assert.True(office.TryGet(talking, out var state, out _) && state.Phase == CallPhase.Talking);
        }

        Assert.InRange(office.LineVisits - before, 10, 10 * 4 * perChange);
    }
}
