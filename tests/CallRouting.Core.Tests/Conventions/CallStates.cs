using System.Text;
using NodaTime;

namespace CallRouting.Tests;

/// <summary>Every phase × every event, taken through <see cref="CallMachine.Step"/>.</summary>
internal static class CallStates
{
    private static readonly CallId Call = new(1);
    private static readonly LegId Party = Call.Leg(1);
    private static readonly LegId Colleague = Call.Leg(2);
    private static readonly CallEvent[] Talk = [CallEvent.Answered(Party)];

    /// <summary>A call in a phase, the words for it, and the tag of its last prompt or recording.</summary>
    internal sealed record Scene(CallPhase Phase, string Words, RoutingPlan Plan, CallState State, ushort Tag);

    /// <summary>What one event does to one scene.</summary>
    internal sealed record Row(Scene Scene, string Event, CallPhase Then, string Effects, bool IsChanged);

    public static List<Scene> Scenes()
    {
        var menu = Small.Menu();
        var dialling = menu with { Menus = [menu.Menus[0] with { DialExtensions = true }] };
        var question = Small.Route(To.Ask("question.wav", new EmployeeTarget("anna", Small.Box), ('1', "yes")));
        var sales = Small.Department(Strategy.AllAtOnce, "anna boris");
        var talk = Small.Route(new EmployeeTarget("anna", Small.Box));
        var asked = Small.Route(new ExternalTarget("partner")).WithPartner(p => p with { Confirm = true });
        var box = Small.Route(Small.Box);
        var queue = sales.WithQueue();
        var waiting = new CallEvent(CallEventKind.PassedOver, Call.Caller);
        CallEvent[] recording = [CallEvent.PlayEnded(Call.Caller, 1), CallEvent.PlayEnded(Call.Caller, 2)];
        return
        [
            Begun(CallPhase.None, "", talk),
            At(CallPhase.Greeting, "", Small.Route(new PlayTarget("hello.wav", Small.Box))),
            At(CallPhase.Announcement, "", Small.Route(new AnnounceTarget("bye.wav"))),
            At(CallPhase.MenuPrompt, "", menu),
            At(CallPhase.MenuWaiting, "", menu, CallEvent.PlayEnded(Call.Caller, 1)),
            At(CallPhase.MenuWaiting, "the beginning of an internal number is dialled", dialling,
                CallEvent.DigitPressed(Call.Caller, '1')),
            At(CallPhase.AskPrompt, "", question),
            At(CallPhase.AskWaiting, "", question, CallEvent.PlayEnded(Call.Caller, 1)),
            At(CallPhase.Hunting, "phones of a department ring", sales),
            At(CallPhase.Hunting, "phones of a department ring for a call that waits in its line", queue, waiting,
                new CallEvent(CallEventKind.Dispatched, Call.Caller)),
            At(CallPhase.Queueing, "music plays", queue, waiting),
            At(CallPhase.Hunting, "an outside number rings", Small.Route(new ExternalTarget("partner"))),
            At(CallPhase.Hunting, "the party is asked to press 1", asked, CallEvent.Answered(Party)),
            At(CallPhase.Talking, "", talk, CallEvent.Answered(Party)),
            At(CallPhase.MessageGreeting, "", box),
            At(CallPhase.MessageBeep, "", box, CallEvent.DigitPressed(Call.Caller, '#')),
            At(CallPhase.Recording, "", box, recording),
            At(CallPhase.Filing, "", box, [.. recording, CallEvent.DigitPressed(Call.Caller, '#')]),
            At(CallPhase.Clearing, "only the party's leg is left", talk,
                CallEvent.Cleared(Call.Caller, Cause.NormalClearing)),
            At(CallPhase.Ended, "", talk, CallEvent.Cleared(Call.Caller, Cause.NormalClearing),
                CallEvent.Failed(Party, Cause.NormalClearing)),
            At(CallPhase.TransferDialling, "", talk, [.. Talk, .. Keys("*1")]),
            At(CallPhase.Consulting, "", talk, [.. Talk, Asked(isAttended: true), CallEvent.Answered(Colleague)]),
            At(CallPhase.TransferRinging, "", talk, [.. Talk, Asked(isAttended: true)]),
            At(CallPhase.TransferRefused, "", talk, [.. Talk, .. Keys("*1#")]),
        ];
    }

    public static IEnumerable<(string Words, CallEvent Event)> Events(Scene scene)
    {
        var caller = Call.Caller;
        var tag = scene.Tag;
        yield return ("offered", new CallEvent(CallEventKind.Offered, caller));
        yield return ("the caller hangs up", CallEvent.Cleared(caller, Cause.NormalClearing));
        yield return ("the caller presses a key of the menu", CallEvent.DigitPressed(caller, '1'));
        yield return ("the caller presses a wrong key", CallEvent.DigitPressed(caller, '7'));
        yield return ("the caller presses #", CallEvent.DigitPressed(caller, '#'));
        yield return ("the caller's prompt ends", CallEvent.PlayEnded(caller, tag));
        yield return ("an earlier prompt ends", CallEvent.PlayEnded(caller, 9999));
        yield return ("a message is recorded", CallEvent.RecordEnded(caller, tag, 5000));
        yield return ("less than a second is recorded", CallEvent.RecordEnded(caller, tag, 500));
        yield return ("the recording cannot be kept", CallEvent.RecordEnded(caller, tag, 5000, isFailure: true));
        yield return ("an earlier recording ends", CallEvent.RecordEnded(caller, 9999, 5000));
        yield return ("the party rings", CallEvent.Ringing(Party));
        yield return ("the party sends early sound", CallEvent.Progressed(Party));
        yield return ("the party answers", CallEvent.Answered(Party));
        yield return ("the party declines", CallEvent.Failed(Party, Cause.CallRejected));
        yield return ("the party fails", CallEvent.Failed(Party, Cause.NoUserResponding));
        yield return ("the party hangs up", CallEvent.Cleared(Party, Cause.NormalClearing));
        yield return ("the party's prompt ends", CallEvent.PlayEnded(Party, tag));
        yield return ("the party presses 1", CallEvent.DigitPressed(Party, '1'));
        yield return ("the party presses 2", CallEvent.DigitPressed(Party, '2'));
        yield return ("the party presses *", CallEvent.DigitPressed(Party, '*'));
        yield return ("the party presses #", CallEvent.DigitPressed(Party, '#'));
        yield return ("the party asks for a blind transfer", Asked(isAttended: false));
        yield return ("the party asks for an attended transfer", Asked(isAttended: true));
        yield return ("the party takes the transfer back", CallEvent.TransferCancelled(Party));
        yield return ("leg 2 answers", CallEvent.Answered(Colleague));
        yield return ("leg 2 declines", CallEvent.Failed(Colleague, Cause.CallRejected));
        yield return ("leg 2 hangs up", CallEvent.Cleared(Colleague, Cause.NormalClearing));
        yield return ("a bridge ends", CallEvent.BridgeEnded(caller));
        yield return ("an unknown leg answers", CallEvent.Answered(Call.Leg(77)));
        yield return ("an unknown leg ends", CallEvent.Cleared(Call.Leg(77), Cause.NormalClearing));
        yield return ("the router shuts down", CallEvent.Stopped(Call));
        yield return ("its turn comes", new CallEvent(CallEventKind.Dispatched, caller));
        yield return ("it is not its turn", new CallEvent(CallEventKind.PassedOver, caller));
        yield return ("nothing", default);
    }

    public static List<Row> Rows(Scene scene)
    {
        var rows = Events(scene).Select(e => Apply(scene, e.Words, e.Event, Story.Start)).ToList();
        if (scene.State.Deadline != Instant.MaxValue)
            rows.Add(Apply(scene, "time", new CallEvent(CallEventKind.Expired, Call.Caller), scene.State.Deadline));
        return rows;
    }

    /// <summary>The whole document.</summary>
    public static string Document()
    {
        var scenes = Scenes().Select(scene => (Scene: scene, Rows: Rows(scene))).ToList();
        var text = new StringBuilder("""
            # The states of a call

            Generated from `CallMachine.Step` by `CallStatesTests`; do not edit. To write it anew, run the tests of
            `CallRouting.Core.Tests` with the environment variable `CALLROUTING_UPDATE_DOCS=1`.

            An event that is not listed in a phase changes nothing there and does nothing; a dash means that the phase
            stays. "Time" is the call's own deadline. The party is the first leg that the call has started;
            in a transfer it is the employee who passes the caller on, and leg 2 the colleague. Where a route
            goes on (the end of a greeting, a key of a menu, nobody answers) it may lead to any other phase: here a
            greeting and a wrong key lead to an answering machine, a right key and silence lead to an employee.

            ```mermaid
            stateDiagram-v2
                [*] --> None

            """.ReplaceLineEndings("\n"));
        foreach (var edge in scenes.SelectMany(s => s.Rows).Where(row => row.Then != row.Scene.Phase)
            .GroupBy(row => (From: row.Scene.Phase, To: row.Then)).OrderBy(edge => edge.Key))
            text.Append($"    {edge.Key.From} --> {edge.Key.To} : {Words(edge)}\n");
        text.Append("    Ended --> [*]\n```\n");
        foreach (var (scene, rows) in scenes)
        {
            text.Append($"\n## {scene.Phase}{(scene.Words.Length == 0 ? "" : ": " + scene.Words)}\n\n");
            var changing = rows.Where(row => row.IsChanged).ToList();
            if (changing.Count == 0)
                text.Append("Nothing changes any more.\n");
            else
                text.Append("| event | then | what is done |\n| --- | --- | --- |\n");
            foreach (var row in changing)
                text.Append($"| {row.Event} | {(row.Then == scene.Phase ? "–" : row.Then)} | {row.Effects} |\n");
        }

        return text.ToString();
    }

    private static CallEvent Asked(bool isAttended) =>
        CallEvent.TransferAsked(Party, Extension.Parse("102"), isAttended);

    private static IEnumerable<CallEvent> Keys(string keys) => keys.Select(key => CallEvent.DigitPressed(Party, key));

    private static string Words(IEnumerable<Row> rows) => string.Join(", ", rows.Select(row => row.Event).Distinct());

    private static Row Apply(Scene scene, string words, CallEvent happened, Instant now)
    {
        var state = scene.State;
        var effects = new EffectBuffer();
        Step(ref state, happened, scene.Plan, now, effects);
        var done = new List<string>();
        foreach (ref readonly var effect in effects.Written)
            if (effect.Kind is not (CallEffectKind.Enter or CallEffectKind.Occupy or CallEffectKind.Tally
                or CallEffectKind.Seize or CallEffectKind.Free))
                done.Add(EffectText.Of(effect, NameOf(effect.Leg), scene.Plan, NameOf(effect.Peer)));
        var isChanged = effects.Count > 0 || state.Phase != scene.Phase || state.Deadline != scene.State.Deadline
            || state.LegCount != scene.State.LegCount;
        return new Row(scene, words, state.Phase, string.Join(", ", done), isChanged);
    }

    private static Scene At(CallPhase phase, string words, Plan plan, params CallEvent[] events)
    {
        var scene = Begun(phase, words, plan);
        var (state, effects) = (scene.State, new EffectBuffer());
        CallEvent[] all = [new(CallEventKind.Offered, Call.Caller), .. events];
        foreach (var happened in all)
            Step(ref state, happened, scene.Plan, Story.Start, effects);
        Assert.Equal(phase, state.Phase);
        ushort tag = 0;
        foreach (ref readonly var effect in effects.Written)
            tag = Math.Max(tag, effect.Tag);
        return scene with { State = state, Tag = tag };
    }

    private static Scene Begun(CallPhase phase, string words, Plan plan)
    {
        var compiled = PlanCompiler.Compile(plan).GetPlan();
        return new Scene(phase, words, compiled, CallState.Begin(Call, 0, compiled.Numbers[0].Node, -1), 0);
    }

    // Everybody is registered with one device, and nobody is busy.
    private static void Step(
        ref CallState state, in CallEvent happened, RoutingPlan plan, Instant now, EffectBuffer effects)
    {
        var presences = new Presence[plan.Employees.Count];
        var seats = new int[presences.Length];
        for (var i = 0; i < seats.Length; i++)
            (seats[i], presences[i]) = (i, new Presence([new DeviceId(i + 1)]));
        CallMachine.Step(ref state, happened, new OfficeView(plan, seats, presences), now, effects);
    }

    private static string NameOf(LegId leg) =>
        leg.IsNone ? "" : leg.IsCaller ? "caller" : leg == Party ? "party" : $"leg {leg.Number}";
}
