using NodaTime;

namespace CallRouting.Analog;

// Finding out what a modem is, and setting it up.
internal sealed partial class ModemMachine
{
    private const int MostChecks = 3;

    private readonly List<string> _model = [];
    private int _asked;
    private bool _saysDuplex;
    private int _checks;
    private OfferedCoding _coding;
    private Instant _pollAt = Instant.MaxValue;

    /// <summary>The family of the modem; class 0 until it is known.</summary>
    public ModemDialect Dialect { get; private set; } = ModemDialect.Plain;

    /// <summary>How sound is coded.</summary>
    public VoiceCoding Coding => _coding.Coding;

    /// <summary>What the line can do; <c>null</c>: not known yet.</summary>
    public FxoCapabilities? Capabilities { get; private set; }

    /// <summary>What the modem says it is.</summary>
    public string Model => string.Join(' ', _model);

    private bool IsFullDuplex => Capabilities is { FullDuplex: true };

    private void QueueReset()
    {
        _model.Clear();
        // Not reset: there are modems that take no calls after ATZ. What is needed is set one by one.
        _queue.Add(new(ModemStepKind.Reset, "H0", 5000, MayFail: true));
        // No echo, results, and as words; dial tone and busy tone are told; it never answers by itself; no loudspeaker.
        _queue.Add(new(ModemStepKind.Setting, "E0V1Q0"));
        _queue.Add(new(ModemStepKind.Setting, "+FCLASS=0", MayFail: true));
        _queue.Add(new(ModemStepKind.Setting, "X4", MayFail: true));
        _queue.Add(new(ModemStepKind.Setting, "S0=0", MayFail: true));
        _queue.Add(new(ModemStepKind.Setting, "M0", MayFail: true));
        _queue.Add(new(ModemStepKind.Model, "+GMM", MayFail: true));
        _queue.Add(new(ModemStepKind.Model, "I3", MayFail: true));
        (Dialect, _asked, _coding, _saysDuplex) = (ModemDialect.Plain, 0, default, false);
        AskClasses();
    }

    private void AskClasses()
    {
        if (_asked < ModemDialect.Voices.Length)
            _queue.Add(new(ModemStepKind.Classes, ModemDialect.Voices[_asked].ClassQuery, MayFail: true));
        else
            QueueRest(ModemStepKind.Ready);
    }

    private void TakeClasses()
    {
        var asked = ModemDialect.Voices[_asked++];
        if (!_lines.Exists(ModemDialect.ListsVoice))
        {
            AskClasses();
            return;
        }

        Dialect = asked;
        _queue.Add(new(ModemStepKind.Setting, Dialect.Voice));
        _queue.Add(new(ModemStepKind.Codings, Dialect.CodingQuery, MayFail: true));
        if (Dialect.DuplexQuery.Length > 0)
            _queue.Add(new(ModemStepKind.DuplexQuery, Dialect.DuplexQuery, MayFail: true));
        _queue.Add(new(ModemStepKind.Setting, Dialect.Data, MayFail: true));
        QueueRest(ModemStepKind.Ready);
    }

    private void TakeCodings()
    {
        foreach (var line in _lines)
            _coding = Dialect.OnlyCoding.Coding == VoiceCoding.None
                ? OfferedCoding.Better(_coding, OfferedCoding.Read(line))
                : line.Contains("8000", StringComparison.Ordinal) ? Dialect.OnlyCoding : _coding;
    }

    // The last one is of the kind given, whatever the modem says to it.
    private void QueueRest(ModemStepKind last)
    {
        for (var i = 0; i < Dialect.RestSettings.Length; i++)
        {
            var kind = i + 1 == Dialect.RestSettings.Length ? last : ModemStepKind.Setting;
            _queue.Add(new(kind, Dialect.RestSettings[i], MayFail: true));
        }
    }

    private void Ready(Instant now)
    {
        var can = CapabilitiesNow();
        if (Capabilities is { } before && before != can)
        {
            // Whoever uses the line was told what it can do, once and for all.
            Fail("Another kind of modem is on the port.", now);
            return;
        }

        (Capabilities, Phase, Trouble, _failures, _checks) = (can, ModemPhase.OnHook, "", 0, 0);
        _pollAt = now + options.PollEvery;
        if (_isInService)
            return;
        _isInService = true;
        if (_wasInService)
            surroundings.Happened(new(FxoEventKind.Restored));
        _wasInService = true;
    }

    private FxoCapabilities CapabilitiesNow()
    {
        var isDuplex = _coding.Coding != VoiceCoding.None && Dialect.Duplex.Length > 0
            && options.Sound switch
            {
                ModemSound.FullDuplex => true,
                ModemSound.HalfDuplex => false,
                _ => _saysDuplex || ModemChips.IsFullDuplex(_model),
            };
        return new()
        {
            FullDuplex = isDuplex,
            TellsDigits = Dialect.HasVoice,
            // In sound that goes both ways the country's own tones are recognised with more care.
            TellsTones = Dialect.HasVoice && !isDuplex,
            TellsCallerId = true,
            TellsPolarity = Dialect.HasVoice,
            TellsLoopBreak = true,
            // While sound goes both ways the modem takes no commands: tones are put into the sound.
            DialsTones = !isDuplex,
            DialsPulses = true,
            WaitsForDialTone = !isDuplex,
            Flashes = Dialect.Flash.Length > 0,
        };
    }

    // A modem that hangs while nothing happens would be found out only by the first call that it loses.
    private void Poll(Instant now)
    {
        _pollAt = Instant.MaxValue;
        if (Phase != ModemPhase.OnHook || _step is not null || _queue.Count > 0)
            return;
        _tries = 0;
        _queue.Add(new(ModemStepKind.Check, "", AskedFor));
    }

    private void RestAfterCheck(Instant now)
    {
        if (Phase == ModemPhase.OnHook && _queue.Count == 0)
            _pollAt = now + options.PollEvery;
    }
}
