using CallRouting.Audio;
using CallRouting.Runtime;
using CallRouting.Sip;

namespace CallRouting.Host.Demo;

/// <summary>What happens in the morning, in order.</summary>
/// <param name="cast">The phones.</param>
/// <param name="wires">What happens on the E1 and on the analog lines.</param>
/// <param name="watch">Sees what the router does.</param>
/// <param name="recordings">The folder of recorded messages.</param>
/// <param name="untilOpen">Waits until the office opens.</param>
/// <param name="announce">Shows a title, or a remark where it begins with a space.</param>
internal sealed class MorningScenes(
    Cast cast, WireScenes wires, CallWatch watch, string recordings, Func<Task> untilOpen, Action<string> announce)
{
    private const string Main = "+74951110001";
    private const string Accounts = "+74951110002";
    private const string Delivery = "+74951110003";
    private const string Support = "+74951110004";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(1.5);

    private readonly List<PlayedCall> _played = [];

    /// <summary>The calls so far, in the order in which they ended.</summary>
    public IReadOnlyList<PlayedCall> Played => _played;

    /// <summary>Plays all scenes. One that goes wrong does not keep the others from being played.</summary>
    public async Task PlayAsync()
    {
        await PlayAsync(new("The office is closed: a caller leaves a message.",
            "+79031234501", Outcome.MessageLeft, null), AfterHoursAsync);
        await untilOpen();

        // The second call goes on while the third comes in, so that Anna is busy then.
        var menu = new Scene("Nine o'clock. Key 1 of the menu: accounting, in turn. Petr does not answer, Anna does.",
            "+79031234502", Outcome.Answered, "anna", ("petr", 0), ("anna", 3));
        var cascade = new Scene("Meanwhile: sales, cascading. Anna is busy and costs no time; Olga joins Ivan.",
            "+79031234503", Outcome.Answered, "olga", ("ivan", 0), ("olga", 2));
        await PlayAsync(menu, async scene =>
        {
            Answers("anna");
            var call = Dial(scene, Accounts, tone: 430);
            await call.WaitForAnswerAsync(Patience);
            await Task.Delay(TimeSpan.FromSeconds(1));
            call.SendDigits("1");
            var sound = await HearAsync(call, 430, "anna");
            await PlayAsync(cascade, second => TalkAsync(second, Main, 450, "olga"));
            await call.HangUpAsync();
            return sound;
        });

        await PlayAsync(new("Support, all at once: three phones ring, Ivan takes the call, the others stop.",
                "+79031234504", Outcome.Answered, "ivan", ("ivan", 0), ("olga", 0), ("petr", 0)),
            scene => TalkAsync(scene, Support, 470, "ivan"));
        await PlayAsync(new("Egor is not at his desk: after 5 s his mobile rings, and he presses 1.",
                "+79031234505", Outcome.Answered, "egor", ("egor", 0), ("mobile", 5)), ForwardAsync);
        await PlayAsync(new("Petr's phone says that it is busy: Anna rings at once.",
                "+79031234506", Outcome.Answered, "anna", ("petr", 0), ("anna", 0)), BusyAsync);
        await PlayAsync(new("Nobody answers in sales, and the caller gives up.",
                "+79031234507", Outcome.AbandonedWhileRinging, null, ("ivan", 0), ("anna", 2)), GiveUpAsync);
        foreach (var (scene, play) in wires.All)
            await PlayAsync(scene, play);
    }

    private async Task PlayAsync(Scene scene, Func<Scene, Task<bool>> play)
    {
        announce(scene.Title);
        cast.Reset();
        CallRecord? record = null;
        string? fault;
        var isHeard = false;
        try
        {
            isHeard = await play(scene);
            record = await watch.RecordOf(scene.Caller, Patience);
            fault = scene.Fault(record) ?? (isHeard ? null : "they did not hear each other");
        }
        catch (Exception problem) when (problem is TimeoutException or IOException or InvalidOperationException)
        {
            fault = problem.Message;
        }

        _played.Add(new(scene, record, isHeard, fault));
    }

    private async Task<bool> AfterHoursAsync(Scene scene)
    {
        var call = Dial(scene, Main, tone: 410);
        await watch.RecordingOf(scene.Caller, Patience);
        await Task.Delay(TimeSpan.FromSeconds(3));
        call.SendDigits("#");
        await call.WaitForEndAsync(Patience);
        var record = await watch.RecordOf(scene.Caller, Patience);
        return record.Recording is { } file && IsTone(Path.Combine(recordings, file), 410);
    }

    private async Task<bool> TalkAsync(Scene scene, string number, int tone, string answers)
    {
        Answers(answers);
        var call = Dial(scene, number, tone);
        await call.WaitForAnswerAsync(Patience);
        var sound = await HearAsync(call, tone, answers);
        await Task.Delay(Talk);
        await call.HangUpAsync();
        return sound;
    }

    private async Task<bool> ForwardAsync(Scene scene)
    {
        cast.Mobile.Behaviour = PhoneBehaviour.Answers(TimeSpan.FromSeconds(1), Cast.ToneOf("egor"));
        var call = Dial(scene, Delivery, tone: 490);
        var mobile = await cast.Mobile.WaitForCallAsync(Patience);
        await mobile.WaitForAnswerAsync(Patience);
        await Task.Delay(TimeSpan.FromSeconds(2));
        mobile.SendDigits("1");
        await call.WaitForAnswerAsync(Patience);
        var sound = await HearAsync(call, 490, mobile, Cast.ToneOf("egor"));
        await Task.Delay(Talk);
        await mobile.HangUpAsync();
        await call.WaitForEndAsync(Patience);
        return sound;
    }

    private async Task<bool> BusyAsync(Scene scene)
    {
        cast["petr"].Behaviour = PhoneBehaviour.Busy;
        Answers("anna");
        var call = Dial(scene, Accounts, tone: 510);
        await call.WaitForAnswerAsync(Patience);
        call.SendDigits("1");
        var sound = await HearAsync(call, 510, "anna");
        await Task.Delay(Talk);
        await call.HangUpAsync();
        return sound;
    }

    private async Task<bool> GiveUpAsync(Scene scene)
    {
        var call = Dial(scene, Main, tone: 530);
        await cast["anna"].WaitForAsync(() => IsRinging(cast["anna"]), Patience, "Anna's phone to ring");
        await Task.Delay(TimeSpan.FromSeconds(1));
        var greeting = call.Heard;
        await call.HangUpAsync();
        await Task.WhenAll(((string[])["anna", "ivan"]).Select(employee => cast[employee].WaitForAsync(
            () => !IsRinging(cast[employee]), Patience, "the end of the ringing")));
        return IsLoud(greeting);
    }

    private PhoneCall Dial(Scene scene, string number, int tone)
    {
        var call = cast.Outside.Call(number, new PhoneDialling { From = scene.Caller });
        call.PlayTone(tone);
        return call;
    }

    private void Answers(string employee) =>
        cast[employee].Behaviour = PhoneBehaviour.Answers(TimeSpan.FromSeconds(1), Cast.ToneOf(employee));

    private async Task<bool> HearAsync(PhoneCall caller, int tone, string employee)
    {
        var phone = cast[employee];
        await phone.WaitForAsync(() => Talking(phone) is not null, Patience, $"{employee} to answer");
        return await HearAsync(caller, tone, Talking(phone)!, Cast.ToneOf(employee));
    }

    // Both ways: the pitch heard on each side is the pitch that the other one sends.
    private async Task<bool> HearAsync(PhoneCall caller, int tone, PhoneCall answering, int answer)
    {
        await Task.WhenAll(caller.WaitForToneAsync(answer), answering.WaitForToneAsync(tone));
        announce(FormattableString.Invariant(
            $"  they hear each other: {answering.HeardPitch.Hertz:0} Hz there, {caller.HeardPitch.Hertz:0} Hz here"));
        return true;
    }

    private static PhoneCall? Talking(SipPhone phone) =>
        phone.Calls.LastOrDefault(call => call is { IsIncoming: true, State: PhoneCallState.Talking });

    private static bool IsRinging(SipPhone phone) => phone.Calls.Any(call => call.State == PhoneCallState.Ringing);

    // Somebody spoke: some 200 ms of it are louder than −40 dBm0.
    private static bool IsLoud(byte[] alaw)
    {
        foreach (var piece in alaw.Chunk(1600))
            if (Pitch.OfAlaw(piece).Level > -40)
                return true;
        return false;
    }

    private static bool IsTone(string file, int hertz)
    {
        if (!WavReader.ReadAlaw(File.ReadAllBytes(file), out var alaw).IsNone)
            return false;
        // From the middle: the first and last moments may hold the beep's end and the key.
        var pitch = Pitch.OfAlaw(alaw.AsSpan(alaw.Length / 2, Math.Min(1600, alaw.Length / 2)));
        return Math.Abs(pitch.Hertz - hertz) <= 5 && pitch.Share > 0.5;
    }
}

/// <summary>A call that was played.</summary>
/// <param name="Scene">What it was to show.</param>
/// <param name="Record">Its record; <c>null</c>: it did not end.</param>
/// <param name="IsHeard">Whether the sound was right.</param>
/// <param name="Fault">What was not as the plan says; <c>null</c>: nothing.</param>
internal sealed record PlayedCall(Scene Scene, CallRecord? Record, bool IsHeard, string? Fault);
