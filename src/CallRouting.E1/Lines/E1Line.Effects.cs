using System.Text;
using NodaTime;

namespace CallRouting.E1;

// Effects to wire: what the core wants done.
internal sealed partial class E1Line
{
    private const byte SomethingToHear = 8;
    private const byte NoSuchChannel = 44;
    private const byte KeypadFacility = 0x2C;

    private Instant _hearsUntil = Instant.MaxValue;

    /// <summary>Starts a leg of this line. From any thread.</summary>
    public void Ring(E1Leg leg)
    {
        Interlocked.Increment(ref _pending);
        Post(() =>
        {
            Interlocked.Decrement(ref _pending);
            SetUp(leg);
        });
    }

    /// <summary>Executes an effect on a leg that this line has. From any thread.</summary>
    public void Execute(E1Leg leg, CallEffect effect, PromptAudio? prompt, IRecording? recording) => Post(() =>
    {
        // The call may have gone on to another span meanwhile.
        if (leg.Line != this)
            leg.Line.Execute(leg, effect, prompt, recording);
        else if (!leg.HasEnded)
            Do(leg, effect, prompt, recording);
    });

    /// <summary>Executes an effect on a leg that was not known yet when it came. From any thread.</summary>
    public void Execute(CallEffect effect, PromptAudio? prompt, IRecording? recording) => Post(() =>
    {
        if (_desk.Legs.TryGetValue(effect.Leg, out var leg) && leg.Line == this && !leg.HasEnded)
            Do(leg, effect, prompt, recording);
    });

    /// <summary>Sends more digits of a leg's number, or keys once it is answered. From any thread.</summary>
    public void Dial(E1Leg leg, string digits, bool isComplete) => Post(() =>
    {
        if (leg.HasEnded)
            return;
        if (leg.IsAnswered)
            SendKeys(leg, digits);
        else
            _pri.Dial(leg.Call, digits, isComplete, _now, _outputs);
    });

    /// <summary>Takes channels out of service for new calls. From any thread.</summary>
    public void Block(uint slots) => Post(() => _pri.Block(slots, _now, _outputs));

    /// <summary>Puts channels back into service. From any thread.</summary>
    public void Unblock(uint slots) => Post(() => _pri.Unblock(slots, _now, _outputs));

    /// <summary>The far end of a leg goes silent for ever, as if it had lost power. For simulations.</summary>
    public void Silence(E1Leg leg) => Post(() => _silenced.Add(leg.Reference));

    private void SetUp(E1Leg leg)
    {
        if (_hasEnded || _isStopping || leg.IsReleased)
        {
            _desk.End(leg, leg.IsReleased ? leg.Cause : Cause.NetworkOutOfOrder);
            return;
        }

        var setup = leg.Prepared is { } prepared ? new E1SetUp(prepared, "")
            : E1Outbound.SetUp(leg.Destination!, E1Inbound.Rules(_domain.Plan, Trunk), _options);
        if (setup is not { } known)
        {
            _desk.End(leg, Cause.InvalidNumberFormat);
            return;
        }

        leg.Call = _pri.SetUp(known.Message, _now, _outputs);
        _calls[leg.Call] = leg;
        if (known.Following.Length > 0)
            _pri.Dial(leg.Call, known.Following, isComplete: true, _now, _outputs);
    }

    private void Do(E1Leg leg, in CallEffect effect, PromptAudio? prompt, IRecording? recording)
    {
        switch (effect.Kind)
        {
            case CallEffectKind.Alert when leg is { IsCaller: true, IsAnswered: false, IsAlerting: false }:
                leg.IsAlerting = true;
                // A public network gives its callers ringback itself; behind our own PBX line nobody else does.
                if (IsNetwork)
                    leg.Begin(Tones.Ringback);
                _pri.Alert(leg.Call, inBand: IsNetwork, _now, _outputs);
                leg.HasEarlySound |= IsNetwork;
                break;
            case CallEffectKind.Progress:
                TellOfSound(leg);
                break;
            case CallEffectKind.Answer when leg is { IsCaller: true, IsAnswered: false, IsReleased: false }:
                leg.IsAnswered = true;
                leg.Begin(default);
                _pri.Connect(leg.Call, _now, _outputs);
                break;
            case CallEffectKind.Bridge:
                TellOfSound(leg);
                Bridge(leg, effect.Peer);
                break;
            case CallEffectKind.Release:
                Release(leg, effect.Cause);
                break;
            case CallEffectKind.Play or CallEffectKind.StopPlay or CallEffectKind.Record
                or CallEffectKind.StopRecord or CallEffectKind.Hold:
                if (effect.Kind == CallEffectKind.Play)
                    TellOfSound(leg);
                lock (_desk.SoundGate)
                    leg.Sound.Execute(effect, prompt, recording);
                break;
        }
    }

    // Before the answer a network lets its caller hear us only if it is told that there is something (Q.931 §5.4).
    private void TellOfSound(E1Leg leg)
    {
        if (leg is not { IsCaller: true, IsAnswered: false, IsReleased: false, HasEarlySound: false })
            return;
        leg.HasEarlySound = true;
        _pri.Progress(leg.Call, SomethingToHear, _now, _outputs);
    }

    private void Bridge(E1Leg leg, LegId peer)
    {
        lock (_desk.SoundGate)
            leg.Sound.Bridge(_desk.Legs.TryGetValue(peer, out var other) ? other.Sound : null);
    }

    private void Release(E1Leg leg, Cause cause)
    {
        if (leg.IsReleased && leg.HearsUntil == Instant.MaxValue)
            return;
        leg.IsReleased = true;
        if (leg.HearsUntil != Instant.MaxValue)
            (leg.HearsUntil, cause) = (Instant.MaxValue, leg.Cause);
        leg.Cause = cause == Cause.None ? Cause.NormalClearing : cause;
        var tone = IsNetwork && leg is { IsCaller: true, IsAnswered: false } ? Tones.Of(cause) : default;
        // The far end's confirmation ends the leg; with a tone that may take it half a minute, and the call is over
        // now.
        if (!tone.IsEmpty)
        {
            leg.Begin(tone);
            _desk.End(leg, leg.Cause);
        }

        _pri.Disconnect(leg.Call, E1Causes.ValueOf(leg.Cause), inBand: !tone.IsEmpty, _now, _outputs);
        // Not on its way yet: then nobody confirms anything.
        if (leg.Call.IsNone)
            _desk.End(leg, leg.Cause);
    }

    // INFORMATION with Keypad facility (Q.931 §3.1.6, §4.5.17): what a user presses in a call. Only simulations send
    // it.
    private void SendKeys(E1Leg leg, string digits)
    {
        Span<byte> message = stackalloc byte[Q931.MaximumLength];
        ReadOnlySpan<byte> head =
        [
            Q931.Discriminator, 2, (byte)(leg.Reference >> 8), (byte)leg.Reference, InformationMessage, KeypadFacility,
        ];
        head.CopyTo(message);
        var length = Encoding.ASCII.GetBytes(digits, message[(head.Length + 1)..]);
        message[head.Length] = (byte)length;
        _lapd.Send(message[..(head.Length + 1 + length)], _now);
    }

    private void EndAnnouncements()
    {
        if (_now < _hearsUntil)
            return;
        _hearsUntil = Instant.MaxValue;
        foreach (var leg in _calls.Values)
            if (leg.HearsUntil <= _now)
                Release(leg, leg.Cause);
            else
                _hearsUntil = Instant.Min(_hearsUntil, leg.HearsUntil);
    }
}
