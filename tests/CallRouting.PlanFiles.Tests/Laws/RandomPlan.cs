using NodaTime;

namespace CallRouting.PlanFiles.Tests;

/// <summary>Any plan a file can say, right or wrong; the same for the same seed.</summary>
internal sealed class RandomPlan
{
    private static readonly string[] Words =
    [
        "on", "0123", "9:00", "null", "~", "true", "Анна \"А\"", "a: b", "- x", "#1", "<<", "😀 \\", "it's", "\u0001\t",
        "+7", "\u2028", " blank ", "{", "a\nb", "\u007F",
    ];

    private readonly Random _random;

    private RandomPlan(int seed) => _random = new Random(seed);

    public static Plan Make(int seed)
    {
        var random = new RandomPlan(seed);
        return new Plan
        {
            Id = random.Text(),
            TimeZone = random.Text(),
            Defaults = new PlanDefaults
            {
                Department = random.Perhaps(random.Name),
                Ring = random.Time(),
                Step = random.Time(),
                MaxCall = random.Time(),
            },
            Employees = random.Named(random.Employee),
            Departments = random.Named(random.Department),
            Voicemails = random.Named(id => new Voicemail
            {
                Id = id,
                Greeting = random.Text(),
                DeliverTo = random.Name(),
                MaxLength = random.Maybe(random.Time),
            }),
            Faxes = random.Named(id => new FaxBox { Id = id, DeliverTo = random.Name() }),
            Externals = random.Named(id => new ExternalNumber
            {
                Id = id,
                To = random.Text(),
                Trunks = random.List(random.Name),
                Share = random.List(random.Pick<SharedField>),
                Purpose = random.Text(),
                AnswerWithin = random.Maybe(random.Time),
                Confirm = random.Flag(),
                Otherwise = random.Target(3),
            }),
            Schedules = random.Named(random.Schedule),
            Menus = random.Named(random.Menu),
            Routes = random.Named(id => new NamedRoute(id, random.Target(4))),
            Trunks = random.Named(random.Trunk),
            Numbers = random.Named(id => new CompanyNumber
            {
                Id = id,
                Called = random.Phone(),
                CallerIdOut = random.Flag(),
                Language = random.Perhaps(random.Text),
                Route = random.Perhaps(() => random.Target(4)),
            }),
            Screening = random.Perhaps(random.Screening),
            Outgoing = new OutgoingCalls
            {
                Routes = random.List(() => new OutgoingRoute(random.Text(), random.List(random.Name))),
                Deny = random.List(random.Text),
                Emergency = random.List(random.Text),
            },
            Transfers = random.Flag() ? new TransferKeys() : new TransferKeys
            {
                Blind = random.Perhaps(random.Keys),
                Attended = random.Perhaps(random.Keys),
                Cancel = random.Perhaps(random.Keys),
                WrongNumber = random.Perhaps(random.Keys),
                Declined = random.Perhaps(random.Keys),
            },
            OtherNumber = random.Target(2),
        };
    }

    private Employee Employee(string id) => new()
    {
        Id = id,
        Name = Flag() ? Text() : "",
        Role = Pick<Role>(),
        Extension = Flag() ? Extension.Parse(Digits(1, 15)) : default,
        Devices = List(() => new EmployeeDevice(Text(), Pick<CallScope>())),
        Mobile = Flag()
            ? new MobileForward { To = Phone(), After = Maybe(Time), Confirm = Flag(), KeepRinging = Flag() }
            : null,
        GuardedBy = Perhaps(Name),
        Email = Perhaps(Text),
        RingInUse = Flag(),
        MaxCalls = Maybe(() => _random.Next(1, 101)),
        Skills = Distinct(() => new Skill(Text(), _random.Next(1, 101)), skill => skill.Name),
        CallerId = Perhaps(Name),
        Unit = Perhaps(Text),
        Position = Perhaps(Text),
        Head = Perhaps(Name),
        Topics = List(Text),
    };

    private Department Department(string id) => new()
    {
        Id = id,
        Name = Flag() ? Text() : "",
        Extension = Flag() ? Extension.Parse(Digits(1, 15)) : default,
        Strategy = Pick<Strategy>(),
        Step = Maybe(Time),
        Members = List(() => new Member(Name(), Maybe(Time), Flag() ? 1 : _random.Next(1, 1001),
            Flag() ? 0 : _random.Next(0, 1001))),
        Tiers = Perhaps(() => new TierSettings
        {
            Skill = Perhaps(Text),
            Wait = Maybe(Time),
            Within = Pick<Strategy>(),
        }),
        WrapUp = Flag() ? Duration.Zero : Time(),
        PauseAfterMissed = Maybe(() => _random.Next(1, 101)),
        RingInUse = Flag(),
        Queue = Perhaps(() => new QueueSettings
        {
            Music = Perhaps(Text),
            AnnouncePosition = Flag(),
            AnnounceEvery = Maybe(Time),
            MaxWait = Time(),
            MaxLength = Maybe(() => _random.Next(1, 10001)),
            Retry = Maybe(Time),
            WhenFull = Perhaps(() => Target(1)),
            WhenWaited = Perhaps(() => Target(1)),
            WhenEmpty = Perhaps(() => Target(1)),
        }),
        GiveUpAfter = Maybe(Time),
        Rounds = Maybe(() => _random.Next(1, 1000)),
        Otherwise = Target(3),
    };

    private Menu Menu(string id) => new()
    {
        Id = id,
        Prompt = Text(),
        Keys = EquatableList.From("0123456789*#".OrderBy(_ => _random.Next()).Take(_random.Next(0, 12))
            .Select(key => new MenuKey(key, Flag() ? new RepeatTarget() : Target(3)))),
        Timeout = Maybe(Time),
        DialExtensions = Flag(),
        DigitTimeout = Maybe(Time),
        NoInput = new MenuExit(_random.Next(10), Target(3)),
        WrongKey = new MenuExit(_random.Next(10), Target(3)),
    };

    private ScheduleSettings Schedule(string id)
    {
        var week = new WeeklyHours();
        for (var day = IsoDayOfWeek.Monday; day <= IsoDayOfWeek.Sunday; day++)
            week = week.With(day, List(Interval).AsSpan());
        return new ScheduleSettings
        {
            Id = id,
            Zone = Flag() ? Text() : "",
            Weekly = week,
            Dates = EquatableList.From(List(() => new DateHours(Date(), Date(), List(Interval)))
                .DistinctBy(date => date.Key)),
            Holidays = List(Date),
            HolidayHours = Maybe(() => List(Interval)),
        };
    }

    private Trunk Trunk(string id)
    {
        var header = Pick<CalledIdHeader>();
        return new Trunk
        {
            Id = id,
            Kind = Pick<TrunkKind>(),
            Line = new LineNumber((ushort)_random.Next(0, ushort.MaxValue + 1)),
            Number = Perhaps(Name),
            CalledIdHeader = header,
            CalledIdHeaderName = header == CalledIdHeader.Named ? Name() : null,
            NumberRules = new NumberRulesSettings
            {
                Country = Perhaps(Text),
                Area = Perhaps(Text),
                TrustTypeOfNumber = Flag(),
                Rewrite = List(() => new RewriteRule(Text(), _random.Next(0, 20), Flag() ? Text() : "")),
            },
            Peers = List(Text),
            Username = Perhaps(Text),
            Gateway = Perhaps(Text),
            Channels = Maybe(() => _random.Next(1, 10001)),
            Reserve = Flag() ? 0 : _random.Next(10000),
            Outgoing = Flag(),
        };
    }

    private CallerScreening Screening() => new()
    {
        Allow = List(Text),
        Block = List(Text),
        Blocked = Perhaps(() => Target(2)),
        Anonymous = Perhaps(() => Target(2)),
        Priorities = List(() => new CallerPriority(List(Text), _random.Next(1, 101))),
    };

    private string Keys() => $"{"*#"[_random.Next(2)]}{"0123456789*#"[_random.Next(12)]}";

    private Target Target(int depth) => _random.Next(depth > 0 ? 18 : 11) switch
    {
        0 => new DepartmentTarget(Name(), Maybe(() => _random.Next(101)), Maybe(() => _random.Next(1, 10001))),
        1 => new EmployeeTarget(Name()),
        2 => new VoicemailTarget(Name()),
        3 => new MailboxTarget(Name()),
        4 => new FaxTarget(Name()),
        5 => new ExternalTarget(Name()),
        6 => new MenuTarget(Name()),
        7 => Flag() ? new RouteTarget(Name()) : new NumberTarget(Name()),
        8 => new AnnounceTarget(Text()),
        9 => new EndTarget(Pick<StockEnding>()),
        10 => new RejectTarget(Pick<RejectReason>()),
        11 => new EmployeeTarget(Name(), Target(depth - 1)),
        12 => new PlayTarget(Text(), Target(depth - 1)),
        13 => new SwitchTarget(Pick<SwitchValue>(),
            Distinct(() => new SwitchCase(Text(), Target(depth - 1)), one => one.Value), Target(depth - 1)),
        14 => new AskTarget(Text(),
            Distinct(() => new Answer("0123456789*#"[_random.Next(12)], Text()), answer => $"{answer.Key}"),
            Target(depth - 1)),
        15 => new StickyTarget(Time(), Maybe(Time), Target(depth - 1)),
        16 => new ReturnTarget(Name(), _random.Next(1, 10), Target(depth - 1)),
        _ => new ScheduleTarget(Name(), Target(depth - 1), Target(depth - 1)),
    };

    private string Name() => $"name-{_random.Next(8)}";

    private string Text() => Flag() ? Words[_random.Next(Words.Length)] : $"text {_random.Next(100)}";

    private string Digits(int least, int most) =>
        string.Concat(Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => (char)('0' + _random.Next(10))));

    private PhoneNumber Phone() => PhoneNumber.Parse($"+{_random.Next(1, 10)}{Digits(0, 14)}");

    private Duration Time() => Duration.FromMilliseconds(_random.Next(Flag() ? 2_000 : 100_000_000));

    private LocalDate Date() => new LocalDate(2026, 1, 1).PlusDays(_random.Next(1000));

    private LocalInterval Interval()
    {
        var start = _random.Next(1440);
        return new LocalInterval(start, start + _random.Next(1, 1441));
    }

    private bool Flag() => _random.Next(2) == 0;

    private T? Maybe<T>(Func<T> make)
        where T : struct => Flag() ? make() : null;

    private T? Perhaps<T>(Func<T> make)
        where T : class => Flag() ? make() : null;

    private T Pick<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[_random.Next(values.Length)];
    }

    private EquatableList<T> List<T>(Func<T> make) =>
        EquatableList.From(Enumerable.Range(0, _random.Next(4)).Select(_ => make()).ToList());

    private EquatableList<T> Distinct<T>(Func<T> make, Func<T, string> keyOf) =>
        EquatableList.From(List(make).DistinctBy(keyOf));

    private EquatableList<T> Named<T>(Func<string, T> make) =>
        EquatableList.From(Enumerable.Range(0, 8).OrderBy(_ => _random.Next()).Take(_random.Next(5))
            .Select(i => make($"name-{i}")).ToList());
}
