using CallRouting.Audio;
using CallRouting.E1;
using CallRouting.Sip;

namespace CallRouting.Host.Demo;

/// <summary>What happens on the E1 and on the analog lines.</summary>
/// <param name="cast">The phones.</param>
/// <param name="wires">The lines.</param>
/// <param name="announce">Shows a title, or a remark where it begins with a space.</param>
internal sealed class WireScenes(Cast cast, Wires wires, Action<string> announce)
{
    private const string Accounts = "4951110002";
    private const string Outside = "84957654321";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(1.5);

    /// <summary>The scenes, in order, each with what plays it.</summary>
    public IReadOnlyList<(Scene Scene, Func<Scene, Task<bool>> Play)> All =>
    [
        (new("An analog line: no number comes with the call, the line's own leads to sales, cascading.",
            "9031234508", Outcome.Answered, "anna", ("ivan", 0), ("anna", 2)), AnalogAsync),
        (new("The E1: the called number chooses the menu. The key is heard in the sound: accounting.",
            "9031234509", Outcome.Answered, "petr", ("petr", 0)), E1Async),
        (new("Anna calls out by the E1. It is full: the call leaves by an analog line.",
            "anna", Outcome.Answered, "analog-2", ("e1", 0), ("analog-2", 0)), OutsideAsync),
    ];

    private async Task<bool> AnalogAsync(Scene scene)
    {
        cast["anna"].Behaviour = PhoneBehaviour.Answers(TimeSpan.FromSeconds(1), Cast.ToneOf("anna"));
        wires.First.Call(scene.Caller);
        await UntilAsync(() => wires.First.IsConnected, "the analog line to be answered");
        var anna = await TalkingAsync("anna");
        wires.First.Say(Tone(550, seconds: 20));
        await HearAsync(() => wires.FirstEar.Pitch, Cast.ToneOf("anna"), anna, 550);
        await Task.Delay(Talk);
        wires.First.HangUp();
        return true;
    }

    private async Task<bool> E1Async(Scene scene)
    {
        cast["petr"].Behaviour = PhoneBehaviour.Answers(TimeSpan.FromSeconds(1), Cast.ToneOf("petr"));
        await UntilAsync(() => wires.Network.State.IsLinkUp, "the E1 to come up");
        var call = wires.Network.Call(Accounts, scene.Caller);
        await UntilAsync(() => call.IsConnected || call.IsEnded, "the E1's call to be answered");
        await Task.Delay(TimeSpan.FromSeconds(1));
        call.Press("1");
        call.Say(Tone(570, seconds: 1), isLoop: true);
        var petr = await TalkingAsync("petr");
        await HearAsync(() => PitchAt(call), Cast.ToneOf("petr"), petr, 570);
        await Task.Delay(Talk);
        call.HangUp();
        return true;
    }

    private async Task<bool> OutsideAsync(Scene scene)
    {
        wires.Network.Called = call => call.HangUp(Cause.NoCircuitAvailable);
        wires.Second.When(Outside, Analog.SimulatedDestination.Answers);
        var call = cast[scene.Caller].Call(Outside);
        call.PlayTone(Cast.ToneOf(scene.Caller));
        await call.WaitForAnswerAsync(Patience);
        wires.Second.Say(Tone(590, seconds: 20));
        await HearAsync(() => wires.SecondEar.Pitch, Cast.ToneOf(scene.Caller), call, 590);
        await Task.Delay(Talk);
        await call.HangUpAsync();
        return true;
    }

    // Both ways: the pitch heard on each side is the pitch that the other one sends.
    private async Task HearAsync(Func<Pitch> outside, int answer, PhoneCall inside, int tone)
    {
        await Task.WhenAll(inside.WaitForToneAsync(tone),
            UntilAsync(() => IsTone(outside(), answer), $"a tone of {answer} Hz on the line"));
        announce(FormattableString.Invariant(
            $"  they hear each other: {inside.HeardPitch.Hertz:0} Hz here, {outside().Hertz:0} Hz on the line"));
    }

    private async Task<PhoneCall> TalkingAsync(string employee)
    {
        var phone = cast[employee];
        await phone.WaitForAsync(() => Talking(phone) is not null, Patience, $"{employee} to answer");
        return Talking(phone)!;
    }

    private static PhoneCall? Talking(SipPhone phone) =>
        phone.Calls.LastOrDefault(call => call is { IsIncoming: true, State: PhoneCallState.Talking });

    private static Pitch PitchAt(SimulatedCall call) => Pitch.OfAlaw(call.Heard(milliseconds: 200));

    private static bool IsTone(Pitch pitch, int hertz) => Math.Abs(pitch.Hertz - hertz) <= 5 && pitch.Share > 0.5;

    private static byte[] Tone(int hertz, int seconds) =>
        new Cadence(false, new CadenceStep(new Tone(hertz), 1000 * seconds)).Render();

    private static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            if (TimeProvider.System.GetElapsedTime(limit) > Patience)
                throw new TimeoutException($"Nothing came of waiting for {what}.");
            await Task.Delay(20);
        }
    }
}
