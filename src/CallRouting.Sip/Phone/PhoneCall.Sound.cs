using System.Text;
using CallRouting.Audio;

namespace CallRouting.Sip;

// What a call says, hears and presses.
public sealed partial class PhoneCall : IMediaEvents, IFrameSink
{
    // 200 ms in samples, and a level in dBm0.
    private const int Piece = 1600, Quiet = -60;

    private readonly HeardSound _heard = new();
    private readonly StringBuilder _digits = new();
    private readonly Dictionary<long, TaskCompletionSource> _plays = [];
    private ReadOnlyMemory<byte> _toPlay;
    private bool _toPlayLoops;

    /// <summary>The keys that came, by RFC 4733 and by INFO, in order.</summary>
    public string Digits
    {
        get
        {
            lock (_phone.Gate)
                return _digits.ToString();
        }
    }

    /// <summary>What was heard and kept, as A-law octets at 8 kHz, gaps filled with silence.</summary>
    public byte[] Heard
    {
        get
        {
            lock (_phone.Gate)
                return _heard.All.ToArray();
        }
    }

    /// <summary>The pitch of the last 200 ms heard; its level is below −60 dBm0 for silence.</summary>
    /// <remarks>Measuring takes some milliseconds: in a condition to wait for it would keep the sound waiting. There are
    /// <see cref="WaitForToneAsync"/> and <see cref="WaitForSilenceAsync"/> for that.</remarks>
    public Pitch HeardPitch
    {
        get
        {
            byte[] last;
            lock (_phone.Gate)
                last = _heard.Last(Piece).ToArray();
            return Pitch.OfAlaw(last);
        }
    }

    /// <summary>Plays A-law octets at 8 kHz from now on, or from when the call is answered.</summary>
    /// <param name="alaw">The sound; must not change.</param>
    /// <param name="loops">Whether it begins again at its end.</param>
    public void Play(ReadOnlyMemory<byte> alaw, bool loops = false) => _phone.Do(() =>
    {
        (_toPlay, _toPlayLoops) = (alaw, loops);
        _session?.Play(alaw, loops);
    });

    /// <summary>Plays a steady tone until something else is played.</summary>
    /// <param name="hertz">100 … 3400.</param>
    public void PlayTone(int hertz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hertz, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hertz, 3400);
        Play(ToneOf(hertz), loops: true);
    }

    /// <summary>Plays A-law octets once and waits until they have been sent, replaced, or the call is over.</summary>
    /// <param name="alaw">The sound; must not change.</param>
    public Task PlayAsync(ReadOnlyMemory<byte> alaw)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _phone.Do(() =>
        {
            var play = _session?.Play(alaw) ?? 0;
            if (play == 0)
                done.SetResult();
            else
                _plays[play] = done;
        });
        return done.Task;
    }

    /// <summary>Stops what is played.</summary>
    public void StopPlaying() => _phone.Do(() =>
    {
        _toPlay = default;
        _session?.StopPlay();
    });

    /// <summary>Presses keys as telephone-events (RFC 4733), 100 ms each with pauses, and returns at once.</summary>
    /// <param name="keys"><c>0</c> … <c>9</c>, <c>*</c>, <c>#</c>, <c>A</c> … <c>D</c>.</param>
    /// <returns>Whether the other side takes them.</returns>
    public bool SendDigits(string keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var taken = false;
        _phone.Do(() => taken = _session?.SendDigits(keys) ?? false);
        return taken;
    }

    /// <summary>Waits until these keys have come, perhaps with others before and after.</summary>
    /// <param name="keys">The keys in order.</param>
    /// <param name="within">The limit; by itself the options' patience.</param>
    public Task WaitForDigitsAsync(string keys, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return _phone.WaitForAsync(() => _digits.ToString().Contains(keys, StringComparison.Ordinal), within,
            $"the keys {keys}");
    }

    /// <summary>Waits until 200 ms of a tone are heard, from now on.</summary>
    /// <param name="hertz">The tone; 5 Hz more or less are taken.</param>
    /// <param name="within">The limit; by itself the options' patience.</param>
    public Task WaitForToneAsync(int hertz, TimeSpan? within = null)
    {
        // One frequency costs little. In 200 ms the neighbours 5 Hz away are no longer told apart from it.
        return WaitForSoundAsync(samples => Goertzel.TotalLevel(samples) is var total and > Quiet
            && Goertzel.Level(samples, hertz) > total - 3, within, $"a tone of {hertz} Hz");
    }

    /// <summary>Waits until 200 ms of silence are heard, from now on.</summary>
    /// <param name="within">The limit; by itself the options' patience.</param>
    public Task WaitForSilenceAsync(TimeSpan? within = null) =>
        WaitForSoundAsync(samples => Goertzel.TotalLevel(samples) <= Quiet, within, "silence");

    private Task WaitForSoundAsync(Func<short[], bool> isHeard, TimeSpan? within, string what)
    {
        // From now on: what was heard before counts for nothing.
        long? first = null;
        var samples = new short[Piece];
        return _phone.WaitForAsync(() =>
        {
            first ??= _heard.Frames;
            if (_heard.Frames < first + Piece / AudioFrame.Samples || _heard.All.Length < Piece)
                return false;
            G711.DecodeAlaw(_heard.Last(Piece), samples);
            return isHeard(samples);
        }, within, what);
    }

    void IFrameSink.Write(ReadOnlySpan<byte> frame)
    {
        lock (_phone.Gate)
        {
            _heard.Add(frame);
            _phone.Waits.Check();
        }
    }

    void IMediaEvents.PlayEnded(MediaSession session, long play, PlayEnding ending)
    {
        lock (_phone.Gate)
            if (_plays.Remove(play, out var done))
                done.TrySetResult();
    }

    void IMediaEvents.DigitReceived(MediaSession session, char key)
    {
        lock (_phone.Gate)
        {
            _digits.Append(key);
            _phone.Waits.Check();
        }
    }

    void IMediaEvents.RecordingEnded(MediaSession session, IFrameSink sink, Exception? failure)
    {
    }

    void IMediaEvents.MediaTimedOut(MediaSession session)
    {
    }

    // A second holds a whole number of periods, so that the loop has no seam.
    private static byte[] ToneOf(int hertz)
    {
        var samples = new short[AudioFrame.SampleRate];
        new Tone(hertz).Fill(0, samples);
        var alaw = new byte[samples.Length];
        G711.EncodeAlaw(samples, alaw);
        return alaw;
    }

    private bool OpenSound()
    {
        if (_session is not null)
            return true;
        _session = _phone.OpenMedia(this);
        if (_session is not null && _phone.Options.KeepsSound)
            _session.SetFrameTap(this);
        return _session is not null;
    }

    private void Agree(in NegotiatedMedia media)
    {
        _media = media;
        _session!.SetRemote(media, _remote.Address);
    }
}
