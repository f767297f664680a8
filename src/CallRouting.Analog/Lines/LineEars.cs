using CallRouting.Audio;

namespace CallRouting.Analog;

/// <summary>What is heard in the sound of a line whose device does not tell it: keys, tones, silence, who
/// calls.</summary>
/// <remarks>Pure. Nothing is allocated but for a caller id.</remarks>
internal sealed class LineEars(ToneZone zone)
{
    // Sooner than any limit on silence, later than any pause in a tone.
    private const int SilenceMilliseconds = 5000;

    private readonly LineListener _talk = new(zone, SilenceMilliseconds);
    private readonly CallerIdReceiver _callerId = new();
    private FxoTone _tone;
    private bool _isSilent;

    /// <summary>Begins anew, for a line that has gone off hook or on hook.</summary>
    public void Reset()
    {
        _talk.Reset();
        _callerId.Reset();
        (_tone, _isSilent) = (FxoTone.None, false);
    }

    /// <summary>Hears a line off hook, until it returns false.</summary>
    /// <param name="alaw">The sound; what was listened to is taken off its front.</param>
    /// <param name="heard">What was heard.</param>
    public bool TryHear(ref ReadOnlySpan<byte> alaw, out FxoEvent heard)
    {
        while (_talk.TryDetect(ref alaw, out var signal))
            if (TryTell(signal, out heard))
                return true;
        heard = default;
        return false;
    }

    /// <summary>Hears a line on hook, until it returns false.</summary>
    /// <param name="alaw">The sound; what was listened to is taken off its front.</param>
    /// <param name="heard">Who calls.</param>
    public bool TryHearCaller(ref ReadOnlySpan<byte> alaw, out FxoEvent heard)
    {
        while (_callerId.TryDetect(ref alaw, out var signal))
        {
            if (signal.Problem != CallerIdProblem.None)
                continue;
            heard = FxoEvent.Called(Of(signal.CallerId));
            return true;
        }

        heard = default;
        return false;
    }

    private bool TryTell(in LineSignal signal, out FxoEvent heard)
    {
        heard = default;
        if (signal.Dtmf.Key != default)
        {
            if (signal.Dtmf.IsEnd)
                return false;
            _isSilent = false;
            heard = FxoEvent.Pressed(signal.Dtmf.Key);
            return true;
        }

        if (signal.Fax.Tone != FaxTone.None)
        {
            heard = FxoEvent.Heard(signal.Fax.Tone == FaxTone.Calling ? FxoTone.FaxCalling : FxoTone.FaxAnswering);
            return true;
        }

        return TryTell(signal.Progress.Progress, out heard);
    }

    // A change ends what was before: one event says both, but for a tone or a silence that ends into nothing.
    private bool TryTell(CallProgress progress, out FxoEvent heard)
    {
        var (tone, wasSilent) = (_tone, _isSilent);
        _tone = progress switch
        {
            CallProgress.Dial => FxoTone.Dial,
            CallProgress.Ringback => FxoTone.Ringback,
            CallProgress.Busy => FxoTone.Busy,
            CallProgress.Congestion => FxoTone.Congestion,
            _ => FxoTone.None,
        };
        _isSilent = progress == CallProgress.Silence;
        heard = progress switch
        {
            CallProgress.Voice => new(FxoEventKind.VoiceHeard),
            _ when _tone != FxoTone.None => FxoEvent.Heard(_tone),
            _ when tone != FxoTone.None => new(FxoEventKind.ToneEnded) { Tone = tone },
            CallProgress.Silence => new(FxoEventKind.SilenceBegan) { Milliseconds = SilenceMilliseconds },
            _ when wasSilent => new(FxoEventKind.SilenceEnded),
            _ => default,
        };
        return heard.Kind != FxoEventKind.None;
    }

    private static FxoCallerId Of(Audio.CallerId caller) => new(
        caller.Number.Length == 0 ? null : caller.Number, caller.Name.Length == 0 ? null : caller.Name,
        caller.NumberAbsence switch
        {
            CallerIdAbsence.Private => FxoCallerAbsence.Withheld,
            CallerIdAbsence.Unavailable => FxoCallerAbsence.Unavailable,
            _ => FxoCallerAbsence.None,
        });
}
