using NodaTime;
using NodaTime.Text;

namespace CallRouting.Testing;

/// <summary>Reads call scripts: line by line, all mistakes at once.</summary>
internal sealed class ScriptReader
{
    /// <summary>The words that begin a line which is about no employee.</summary>
    public static readonly string[] Keywords = ["call", "trunk", "plan", "router", "outside"];

    private static readonly LocalDateTimePattern[] Starts =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss.FFFFFFFFF"),
    ];

    private readonly List<Diagnostic> _mistakes = [];
    private readonly List<Happening> _happenings = [];
    private readonly List<SourcePosition> _positions = [];
    private readonly List<PromptLength> _prompts = [];
    private LocalDateTime? _starts;
    private Duration? _promptsLast;
    private ScriptWords _words = null!;

    public static CallScriptResult Read(string text)
    {
        var reader = new ScriptReader();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n'))
            reader.Line(line, ++number);
        return reader._mistakes.Count > 0 ? new(null, reader._mistakes) : new(reader.Script(), []);
    }

    private CallScript Script() => new()
    {
        Starts = _starts,
        PromptsLast = _promptsLast,
        Prompts = EquatableList.From(_prompts),
        Happenings = EquatableList.From(_happenings),
        Positions = EquatableList.From(_positions),
    };

    private void Line(string text, int number)
    {
        _words = new ScriptWords(text, number);
        if (_words.IsAtEnd && _words.Mistake is null)
            return;
        var happening = Setting() ? null : Happening();
        if (_words.Mistake is null)
            _words.DemandEnd();
        if (happening is not null && _happenings.Count > 0 && happening.At < _happenings[^1].At)
            _words.WrongAt(_words.Position.Column, "out-of-order",
                $"{ScriptWriter.Time(happening.At)} is before {ScriptWriter.Time(_happenings[^1].At)} of the line at "
                + $"{_positions[^1]}: write the lines in the order of time");
        if (_words.Mistake is { } mistake)
        {
            _mistakes.Add(mistake);
        }
        else if (happening is not null)
        {
            _happenings.Add(happening);
            _positions.Add(_words.Position);
        }
    }

    private bool Setting()
    {
        if (_words.Take("starts"))
        {
            if (_starts is not null)
                _words.WrongAt(_words.Position.Column, "twice", "It was said before when the day starts: keep one line");
            _starts = Start();
        }
        else if (_words.Take("prompts"))
        {
            if (_promptsLast is not null)
                _words.WrongAt(_words.Position.Column, "twice", "It was said before how long prompts last: keep one line");
            _words.Demand("last");
            _promptsLast = _words.Length();
        }
        else if (_words.Take("prompt"))
        {
            var prompt = _words.NameOf("a prompt's file name");
            _words.Demand("lasts");
            var length = new PromptLength(prompt, _words.Length());
            if (_prompts.Exists(other => other.Prompt == prompt))
                _words.WrongAt(_words.Position.Column, "twice",
                    $"It was said before how long \"{prompt}\" lasts: keep one line");
            _prompts.Add(length);
        }
        else
        {
            return false;
        }

        return true;
    }

    private LocalDateTime? Start()
    {
        var date = _words.Name("a date");
        var time = _words.Name("a time of day");
        if (_words.Mistake is not null)
            return null;
        foreach (var pattern in Starts)
            if (pattern.Parse($"{date.Text} {time.Text}") is { Success: true, Value: var start })
                return start;
        _words.WrongAt(date.Column, "bad-start",
            $"\"{date.Text} {time.Text}\" is no date and time of day: write them as 2026-11-24 10:00");
        return null;
    }

    private Happening? Happening()
    {
        var at = _words.Time();
        if (_words.Mistake is not null)
            return null;
        if (_words.Take("call"))
            return Call(at);
        if (_words.Take("trunk"))
        {
            var trunk = _words.NameOf("a trunk");
            if (_words.Take("fails"))
                return new TrunkFails(at, trunk);
            _words.Demand("works");
            return new TrunkWorks(at, trunk);
        }

        if (_words.Take("plan"))
            return new PlanChanges(at, _words.NameOf("a plan"));
        if (_words.Take("router"))
        {
            _words.Demand("stops");
            return new RouterStops(at);
        }

        if (_words.Take("outside"))
            return OfPhone(at, new Phone(_words.NameOf("an outside number"), PhoneKind.Outside));
        var who = _words.Name("who does something, call, trunk, plan, router or outside");
        if (_words.Mistake is not null)
            return null;
        if (!who.IsOwner)
            return Employee(at, who.Text);
        _words.Demand("mobile");
        return OfPhone(at, new Phone(who.Text, PhoneKind.Mobile));
    }

    private Happening? Call(Duration at)
    {
        var name = _words.NameOf("the call's name");
        if (_words.Take("hangs", "up"))
            return new CallerHangsUp(at, name);
        if (_words.Take("presses"))
            return new CallerPresses(at, name, _words.Keys());
        _words.Demand("by");
        var trunk = _words.NameOf("the trunk");
        var called = _words.Take("to") ? _words.NameOf("the called number") : null;
        var caller = _words.Take("from") ? _words.NameOf("the caller's number") : null;
        return new CallArrives(at, name, trunk, called, caller) { Conduct = Conduct() };
    }

    // In any order, each once.
    private CallerConduct Conduct()
    {
        var conduct = new CallerConduct();
        while (_words.Mistake is null && !_words.IsAtEnd)
        {
            if (conduct.Patience is null && _words.Take("holds"))
                conduct = conduct with { Patience = _words.Length() };
            else if (conduct.Talk is null && _words.Take("talks"))
                conduct = conduct with { Talk = _words.Length() };
            else if (conduct.Keys.IsEmpty && _words.Take("presses"))
                conduct = conduct with { Keys = KeysAt() };
            else
                _words.Wrong("unexpected", "a call goes on with holds, talks or presses, each once, or ends here");
        }

        return conduct;
    }

    private EquatableList<KeyPress> KeysAt()
    {
        var keys = new List<KeyPress>();
        do
        {
            var pressed = _words.Keys();
            _words.Demand("at");
            keys.Add(new KeyPress(pressed, _words.Length()));
        }
        while (_words.Take(","));
        return EquatableList.From(keys);
    }

    private Happening? Employee(Duration at, string id)
    {
        if (_words.Take("registers"))
            return _words.IsAtEnd ? new DeviceRegisters(at, id)
                : new DeviceRegisters(at, id, _words.NameOf("a device"));
        if (_words.Take("unregisters"))
            return new DeviceUnregisters(at, id, _words.NameOf("a device"));
        if (_words.Take("pauses"))
            return new EmployeePauses(at, id);
        if (_words.Take("resumes"))
            return new EmployeeResumes(at, id);
        if (_words.Take("goes", "off"))
        {
            _words.Demand("line");
            return new GoesOffLine(at, id);
        }

        if (!_words.Take("calls"))
            return OfPhone(at, new Phone(id));
        var called = _words.NameOf("what is dialled");
        _words.Demand("as");
        return new EmployeeCalls(at, _words.NameOf("the call's name"), id, called) { Conduct = Conduct() };
    }

    private Happening? OfPhone(Duration at, Phone phone)
    {
        if (_words.Take("picks", "up"))
            return new PhonePicksUp(at, phone);
        if (_words.Take("hangs", "up"))
            return new PhoneHangsUp(at, phone);
        if (_words.Take("presses"))
            return new PhonePresses(at, phone, _words.Keys());
        if (_words.Take("transfers"))
        {
            _words.Demand("to");
            return new PhoneTransfers(at, phone, _words.Extension(), _words.Take("attended"));
        }

        if (_words.Take("takes", "back"))
            return new PhoneTakesBack(at, phone);
        var conduct =
            _words.Take("never", "answers") ? new PhoneConduct() :
            _words.Take("answers") ? After(PhoneAction.Answers) :
            _words.Take("declines") ? After(PhoneAction.Declines) :
            _words.Take("is", "busy") ? After(PhoneAction.IsBusy) :
            _words.Take("is", "unreachable") ? After(PhoneAction.IsUnreachable) : null;
        if (conduct is not null)
            return new PhoneRule(at, phone, conduct);
        _words.Wrong("unexpected", phone.Kind == PhoneKind.Own
            ? "write what happens: registers, unregisters, goes off line, pauses, resumes, calls, answers, never "
                + "answers, declines, is busy, is unreachable, picks up, hangs up, presses, transfers or takes back"
            : "write what it does: answers, never answers, declines, is busy, is unreachable, picks up, hangs up, "
                + "presses, transfers or takes back");
        return null;
    }

    private PhoneConduct After(PhoneAction action)
    {
        var conduct = new PhoneConduct
        {
            Action = action,
            After = _words.Take("after") ? _words.Length() : default,
        };
        while (action == PhoneAction.Answers && _words.Mistake is null && !_words.IsAtEnd)
        {
            if (conduct.Talk is null && _words.Take("talks"))
            {
                conduct = conduct with { Talk = _words.Length() };
            }
            else if (conduct.Keys is null && _words.Take("presses"))
            {
                var keys = _words.Keys();
                _words.Demand("after");
                conduct = conduct with { Keys = new KeyPress(keys, _words.Length()) };
            }
            else
            {
                _words.Wrong("unexpected", "a phone that answers goes on with talks or presses, each once, or ends here");
            }
        }

        return conduct;
    }
}
