using System.Net;
using CallRouting.Sip;

namespace CallRouting.Tests.Interop;

/// <summary>Calls that wait for the one seller: what they hear, whose turn it is, and how they keep their
/// place.</summary>
public sealed class QueueTests
{
    private const int Music = 500, First = 900, Second = 1200;
    private const string Early = "+74957654321", Late = "+74957654322", Later = "+74957654323", Vip = "+79160000001";

    private static readonly (string, int, int)[] Prompts =
    [
        ("leave-message.wav", 700, 1000), ("music.wav", Music, 3000), ("position-1.wav", First, 800),
        ("position-2.wav", Second, 800),
    ];

    [Fact]
    public async Task Waiting_callers_hear_their_position_then_music_and_the_position_again_when_it_has_changed()
    {
        Skip.IfMissing("baresip", "baresip-core");
        await using var stage = await Stage.OpenAsync(Plan("announce-position: yes, announce-every: 10s, max-wait: 60s",
            employees: "olga: { name: \"Olga\", ext: \"105\" }"), Prompts);
        await stage.PhoneAsync("anna", ring: 100, calls: 3);
        var olga = await stage.BaresipAsync("olga", 440);
        var talking = await stage.Caller().CallAsync(Office.Number);
        var next = await stage.Caller(Late).CallAsync(Office.Number);
        await next.WaitForToneAsync(First);
        await next.WaitForToneAsync(Music);
        await olga.CommandAsync("dial", $"sip:{Office.Number}@{stage.Router.Address}");
        await olga.EventAsync("CALL_ESTABLISHED");

        // The first is done, the second talks, and Olga moves up while she hears the music.
        await olga.HeardAsync(seconds: 3);
        await talking.HangUpAsync();
        await next.WaitForSilenceAsync();
        await olga.HeardAsync(seconds: 12);
        await next.HangUpAsync();
        await stage.Router.RecordAsync(2);
        await olga.CommandAsync("hangup");
        await olga.EventAsync("CALL_CLOSED");
        await stage.Router.RecordAsync(3);

        Assert.InRange(await Sox.PitchAsync(olga.Heard, 0.2, 0.4), Second - 60, Second + 60);
        Assert.InRange(await Sox.PitchAsync(olga.Heard, 1.2, 1.5), Music - 10, Music + 10);
        Assert.InRange(await Sox.PitchAsync(olga.Heard, 10.2, 0.4), First - 60, First + 60);
        Assert.InRange(await Sox.PitchAsync(olga.Heard, 11.2, 0.6), Music - 10, Music + 10);
    }

    [Fact]
    [Trait("Spec", "S17")]
    public async Task Who_has_priority_is_served_before_who_came_earlier()
    {
        await using var stage = await Stage.OpenAsync(Plan("max-wait: 60s", more: $$"""
            screening:
              priorities: [{ callers: ["{{Vip}}"], priority: 10 }]
            """), Prompts);
        var anna = await stage.PhoneAsync("anna", ring: 100, calls: 4);
        var callers = new Dictionary<string, PhoneCall>();
        foreach (var number in (string[])[Early, Late, Later, Vip])
            callers[number] = await stage.Caller(number).CallAsync(Office.Number);
        Assert.Equal([Early, Vip, Late, Later], await ServeAsync(stage, anna, callers));
        await anna.DoneAsync();
    }

    [Fact]
    [Trait("Spec", "C2"), Trait("Spec", "X17")]
    public async Task A_call_that_comes_back_from_a_silent_outside_centre_has_kept_its_place()
    {
        var centre = new IPEndPoint(IPAddress.Parse("127.0.0.4"), FreePorts.Take());
        await using var stage = await Stage.OpenAsync(Plan("max-wait: 2s, when-waited: { external: centre }", $$"""
            externals:
              centre:
                to: "sip:intake@{{centre}}"
                share: []
                purpose: "overflow"
                answer-within: 1s
                otherwise: { return-to: sales, times: 1, then: { voicemail: box } }
            """), Prompts);
        var anna = await stage.PhoneAsync("anna", ring: 100, calls: 3);
        var outside = await stage.ListenAsync(centre, "phone", 1, ("ring", "60000"));
        var callers = new Dictionary<string, PhoneCall>();
        foreach (var number in (string[])[Early, Late])
            callers[number] = await stage.Caller(number).CallAsync(Office.Number);
        // The second waits two seconds, then a second outside; meanwhile a third comes.
        await outside.HasAsync(isSent: false, "INVITE");
        callers[Later] = await stage.Caller(Later).CallAsync(Office.Number);
        await outside.DoneAsync();
        Assert.Equal([Early, Late, Later], await ServeAsync(stage, anna, callers));
        await anna.DoneAsync();
    }

    [Fact]
    [Trait("Spec", "C2")]
    public async Task A_full_queue_and_a_wait_that_was_too_long_have_their_own_exits()
    {
        await using var stage = await Stage.OpenAsync(Plan(
            "max-wait: 2s, max-length: 1, when-full: { announce: full.wav }, when-waited: { announce: waited.wav }"),
            [.. Prompts, ("full.wav", 1500, 600), ("waited.wav", 1800, 600)]);
        await stage.PhoneAsync("anna", ring: 100);
        await stage.Caller().CallAsync(Office.Number);
        var waits = await stage.Caller(Late).CallAsync(Office.Number);
        var overflows = await stage.Caller(Later).CallAsync(Office.Number);
        await overflows.WaitForToneAsync(1500);
        await waits.WaitForToneAsync(1800);
        await waits.WaitForEndAsync();
        Assert.InRange((waits.EndedAt!.Value - waits.AnsweredAt!.Value).TotalSeconds, 2.4, 3.2);
    }

    private static string Plan(string queue, string more = "", string employees = "") => Office.Plan(
        members: "[anna]", sales: $"queue: {{ music: music.wav, retry: 1s, {queue} }}", more: more,
        employees: employees);

    // Anna talks a moment with one after another.
    private static async Task<List<string>> ServeAsync(Stage stage, Sipp anna, Dictionary<string, PhoneCall> callers)
    {
        var order = new List<string>();
        while (order.Count < callers.Count)
        {
            await Wait.ForAsync(() => anna.Messages.Count(m => !m.IsSent && m.Begins("ACK")) > order.Count,
                "the next call at Anna", 20, () => $"{anna.Story}\n{stage.Router.Story}");
            order.Add(anna.Calls[order.Count].Caller);
            await callers[order[^1]].HangUpAsync();
        }

        return order;
    }
}
