using NodaTime;

namespace CallRouting.PlanFiles.Tests;

public class FormatTests
{
    [Fact]
    public void Every_key_of_the_format_is_read()
    {
        var result = PlanFile.Parse("""
            callrouting: 1
            plan: { id: all, time-zone: UTC }
            defaults:
              { ring: 1s, step: 2s, mobile-after: 3s, menu-timeout: 4s, answer-within: 5s, message-length: 6s,
                confirm-within: 7s, max-call: 1h30m }
            employees:
              a:
                name: A
                role: administrator
                ext: 0101
                devices: [desk]
                mobile: { to: +79161110001, after: 500ms, keep-ringing: true, confirm: true }
                email: a@example.net
                ring-in-use: true
              b: { guarded-by: a, mobile: "+79161110002" }
            departments:
              d:
                name: D
                ext: "500"
                strategy: all-at-once
                step: 9s
                members: [a, { employee: b, step: 8s }]
                give-up-after: 1m1s
                rounds: 3
                otherwise: { play: on.wav, then: { employee: a, otherwise: v } }
            voicemails:
              v: { greeting: on, deliver-to: a, max-length: 2m }
            faxes:
              f: { deliver-to: b }
            externals:
              x:
                to: "+74950000000"
                trunk: t
                share: [caller-number, called-number, call-id, caller-name]
                purpose: yes
                answer-within: 11s
                confirm: true
                otherwise: m
            menus:
              m:
                prompt: m.wav
                timeout: 3s
                keys:
                  { 0: { number: n }, 1: { mailbox: a }, 2: { announce: bye.wav }, 3: { fax: f }, 4: { external: x },
                    "#": repeat }
                no-input: { repeat: 1, then: { route: r } }
                wrong-key: { voicemail: v }
            routes:
              r:
                schedule: s
                open: { department: d }
                closed: { voicemail: v }
            schedules:
              s:
                zone: Asia/Almaty
                weekly: { fri-mon: [9:00-18:00, 22:00-02:00], wed: closed }
                dates: { 2026-12-31: [], 2027-01-01..2027-01-08: closed }
                holidays: [2027-02-23]
                holiday-hours: [10:00-12:00]
            trunks:
              t:
                kind: sip
                peers: [192.0.2.7, 192.0.2.0/24, "192.0.2.1:5080"]
                username: user
                gateway: 192.0.2.7:5060
                called-id: { source: "header:X-Called", country: KZ, type-of-number: ignore,
                  rewrite: [{ match: 9X., strip: 1, prepend: "" }, { match: 0X., prepend: "+7" }] }
              l: { kind: fxo, line: 7, number: n }
              e: { kind: pri }
            numbers:
              n: { called: "+77270000000", route: { menu: m } }
            other-number: { route: r }
            """, "all.yaml");
        Assert.DoesNotContain(result.Diagnostics, found => found.Severity == Severity.Error);
        LocalInterval[] hours = [new(540, 1080), new(1320, 1560)];
        Plan expected = new()
        {
            Id = "all",
            TimeZone = "UTC",
            Defaults = new()
            {
                Ring = Seconds(1),
                Step = Seconds(2),
                MobileAfter = Seconds(3),
                MenuTimeout = Seconds(4),
                AnswerWithin = Seconds(5),
                MessageLength = Seconds(6),
                ConfirmWithin = Seconds(7),
                MaxCall = Duration.FromMinutes(90),
            },
            Employees =
            [
                new()
                {
                    Id = "a",
                    Name = "A",
                    Role = Role.Administrator,
                    Extension = Extension.Parse("0101"),
                    Devices = ["desk"],
                    Mobile = new()
                    {
                        To = PhoneNumber.Parse("+79161110001"),
                        After = Duration.FromMilliseconds(500),
                        KeepRinging = true,
                        Confirm = true,
                    },
                    Email = "a@example.net",
                    RingInUse = true,
                },
                new() { Id = "b", GuardedBy = "a", Mobile = new() { To = PhoneNumber.Parse("+79161110002") } },
            ],
            Departments =
            [
                new()
                {
                    Id = "d",
                    Name = "D",
                    Extension = Extension.Parse("500"),
                    Step = Seconds(9),
                    Members = [new("a"), new("b", Seconds(8))],
                    GiveUpAfter = Seconds(61),
                    Rounds = 3,
                    Otherwise = new PlayTarget("on.wav", new EmployeeTarget("a", new VoicemailTarget("v"))),
                },
            ],
            Voicemails = [new() { Id = "v", Greeting = "on", DeliverTo = "a", MaxLength = Seconds(120) }],
            Faxes = [new() { Id = "f", DeliverTo = "b" }],
            Externals =
            [
                new()
                {
                    Id = "x",
                    To = "+74950000000",
                    Trunks = ["t"],
                    Share =
                    [
                        SharedField.CallerNumber, SharedField.CalledNumber, SharedField.CallId, SharedField.CallerName,
                    ],
                    Purpose = "yes",
                    AnswerWithin = Seconds(11),
                    Confirm = true,
                    Otherwise = new MenuTarget("m"),
                },
            ],
            Menus =
            [
                new()
                {
                    Id = "m",
                    Prompt = "m.wav",
                    Timeout = Seconds(3),
                    Keys =
                    [
                        new('0', new NumberTarget("n")), new('1', new MailboxTarget("a")),
                        new('2', new AnnounceTarget("bye.wav")), new('3', new FaxTarget("f")),
                        new('4', new ExternalTarget("x")), new('#', new RepeatTarget()),
                    ],
                    NoInput = new(1, new RouteTarget("r")),
                    WrongKey = new(0, new VoicemailTarget("v")),
                },
            ],
            Routes = [new("r", new ScheduleTarget("s", new DepartmentTarget("d"), new VoicemailTarget("v")))],
            Schedules =
            [
                new()
                {
                    Id = "s",
                    Zone = "Asia/Almaty",
                    Weekly = new WeeklyHours().With(IsoDayOfWeek.Friday, IsoDayOfWeek.Monday, hours),
                    Dates =
                    [
                        new(new LocalDate(2026, 12, 31), []),
                        new(new LocalDate(2027, 1, 1), new LocalDate(2027, 1, 8), []),
                    ],
                    Holidays = [new LocalDate(2027, 2, 23)],
                    HolidayHours = [new LocalInterval(600, 720)],
                },
            ],
            Trunks =
            [
                new()
                {
                    Id = "t",
                    Peers = ["192.0.2.7", "192.0.2.0/24", "192.0.2.1:5080"],
                    Username = "user",
                    Gateway = "192.0.2.7:5060",
                    CalledIdHeader = CalledIdHeader.Named,
                    CalledIdHeaderName = "X-Called",
                    NumberRules = new()
                    {
                        Country = "KZ",
                        TrustTypeOfNumber = false,
                        Rewrite = [new("9X.", 1, ""), new("0X.", 0, "+7")],
                    },
                },
                new() { Id = "l", Kind = TrunkKind.Fxo, Line = new(7), Number = "n" },
                new() { Id = "e", Kind = TrunkKind.Pri },
            ],
            Numbers = [new() { Id = "n", Called = PhoneNumber.Parse("+77270000000"), Route = new MenuTarget("m") }],
            OtherNumber = new RouteTarget("r"),
        };
        Assert.Equal(PlanJson.WriteIndented(expected), PlanJson.WriteIndented(result.Model!));
        Assert.Equal(expected, result.Model);
    }

    private static Duration Seconds(int seconds) => Duration.FromSeconds(seconds);
}
