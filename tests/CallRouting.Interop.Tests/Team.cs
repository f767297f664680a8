using CallRouting.Runtime;

namespace CallRouting.Tests.Interop;

/// <summary>A router, and the four members of its department with a SIPp phone each: a phone answers the callers who
/// are for it, and lets all others ring.</summary>
/// <remarks>Callers show a number of their own for each member, and one whom nobody answers. So calls one after another
/// make a history, and then a call that nobody answers shows the order.</remarks>
internal sealed class Team : IAsyncDisposable
{
    /// <summary>In place of a member: whoever is rung first answers.</summary>
    public const string Anybody = "anybody";

    /// <summary>In place of a member: nobody answers.</summary>
    public const string Nobody = "nobody";

    private readonly Dictionary<string, Sipp> _phones = [];
    private int _ended;

    private Team(Stage stage) => Stage = stage;

    public Stage Stage { get; }

    /// <summary>Starts a router.</summary>
    /// <param name="plan">The plan file's text.</param>
    public static async Task<Team> OpenAsync(string plan)
    {
        var team = new Team(await Stage.OpenAsync(plan));
        foreach (var member in Office.Everybody)
            team._phones[member] = await team.Stage.PhoneAsync(
                member, ring: 100, calls: 100, callers: $"765432[{NumberOf(member)}{NumberOf(Anybody)}]");
        await team.Stage.Router.RegisteredAsync(team._phones.Count);
        return team;
    }

    /// <summary>The phone of a member.</summary>
    public Sipp this[string member] => _phones[member];

    /// <summary>From now on only these members take calls; the others have paused.</summary>
    public void Only(params string[] members)
    {
        foreach (var member in Office.Everybody)
            Stage.Router.Pause(member, !members.Contains(member));
    }

    /// <summary>All members take calls again.</summary>
    public void All() => Only(Office.Everybody);

    /// <summary>A call begins that a member will answer.</summary>
    public Sipp Call(string member, int talk = 200) => Stage.Call(Office.Number, "caller",
        ("from", Sipp.Caller(CallerFor(member))), ("talk", $"{talk}"));

    /// <summary>A call comes, a member answers it, and it is over.</summary>
    /// <returns>Who rang, in order.</returns>
    public async Task<string[]> TalkAsync(string member, int talk = 200)
    {
        var call = Call(member, talk);
        await call.DoneAsync();
        await EndedAsync();
        return Rang(call);
    }

    /// <summary>The next call is over for the router too.</summary>
    public Task<CallRecord> EndedAsync() => Stage.Router.RecordAsync(++_ended);

    /// <summary>Calls, and lets nobody answer until all have rung: they ring in this order, a second each.</summary>
    public async Task RingsInTurnAsync(params string[] order)
    {
        var caller = Stage.Call(Office.Number, "caller-gives-up", ("from", Sipp.Caller(CallerFor(Nobody))),
            ("ring", $"{order.Length * 1000 - 400}"));
        await caller.DoneAsync();
        await EndedAsync();
        Assert.Equal(order, Rang(caller));
        var start = caller.At(isSent: true, "INVITE");
        for (var i = 0; i < order.Length; i++)
        {
            var rang = Rings().Last(r => r.Member == order[i]);
            Timetable.Near(start, rang.At, i);
            Timetable.Near(start, rang.StoppedAt, Math.Min(i + 1, order.Length - 0.4));
        }
    }

    /// <summary>Who was rung during a call, in order.</summary>
    public string[] Rang(Sipp call)
    {
        var (from, to) = (call.Messages[0].At.AddMilliseconds(-5), call.Messages[^1].At);
        return [.. Rings().Where(r => r.At >= from && r.At <= to).Select(r => r.Member)];
    }

    /// <summary>All rings in order.</summary>
    public IReadOnlyList<Ring> Rings() => [.. _phones.SelectMany(phone => phone.Value.Calls.Select(call =>
        new Ring(phone.Key, call.At, phone.Value.Messages.FirstOrDefault(m => !m.IsSent && m.CallId == call.CallId
            && !m.Begins("INVITE"))?.At ?? DateTime.MaxValue))).OrderBy(r => r.At)];

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    /// <summary>The number of the caller whom a member answers, and no other.</summary>
    public static string CallerFor(string member) => $"+7495765432{NumberOf(member)}";

    private static int NumberOf(string member) =>
        member == Anybody ? 9 : Array.IndexOf(Office.Everybody, member) + 1;

    /// <summary>One phone rang.</summary>
    /// <param name="Member">Whose.</param>
    /// <param name="At">When it was called.</param>
    /// <param name="StoppedAt">When it was told to stop, or that its answer had come.</param>
    internal readonly record struct Ring(string Member, DateTime At, DateTime StoppedAt);
}
