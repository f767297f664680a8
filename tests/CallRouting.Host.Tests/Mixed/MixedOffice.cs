using System.Net;
using CallRouting.Audio;
using CallRouting.E1;
using CallRouting.Host.Demo;
using CallRouting.PlanFiles;
using CallRouting.Runtime;
using CallRouting.Sip;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallRouting.Host.Tests.Mixed;

/// <summary>The sample router with one plan on SIP, two analog lines and an E1 at once: real SIP and sound over loopback,
/// simulated wires with their exchanges.</summary>
internal sealed class MixedOffice : IAsyncDisposable
{
    public const string Main = "+74951110001";

    private const string Password = "only-for-this-test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("callrouting-mixed-").FullName;
    private readonly CallPrinter _printer = new(Terminal.Over(TextWriter.Null, isPlain: true));
    private readonly Dictionary<string, SipPhone> _phones = [];
    private readonly RecordKeeper _records = new();
    private RouterSetup _setup = null!;

    public Wires Wires { get; } = new();

    public SipPhone Provider { get; private set; } = null!;

    public SipPhone this[string employee] => _phones[employee];

    public static async Task<MixedOffice> OpenAsync()
    {
        var office = new MixedOffice();
        var read = PlanFile.Parse(Plan, "mixed.yaml");
        var plan = read.Plan ?? throw new InvalidDataException(string.Join('\n', read.Diagnostics));
        var options = new HostOptions
        {
            Listen = [new(IPAddress.Loopback, 0)],
            Data = office._folder,
            Language = "en",
            RtpPorts = new(36000, 37999),
            Spans = office.Wires.Spans,
            Lines = office.Wires.Lines,
            Passwords = [.. plan.Employees.Select(employee => new PasswordWish(employee.Id, Password))],
        };
        office._setup = RouterSetup.Make(options, [new CompanyPlan(CompanyPlan.Only, plan, "mixed.yaml", null)],
            NullLoggerFactory.Instance, TimeProvider.System, office._printer, office._records);
        await office.Wires.Network.StartAsync();
        await office._setup.Router.StartAsync();
        var server = office._setup.Sip.UdpEndpoints[0];
        office.Provider = SipPhone.Open(new SipPhoneOptions { User = "provider", Server = server });
        foreach (var employee in plan.Employees)
        {
            var phone = SipPhone.Open(new SipPhoneOptions { User = employee.Id, Server = server, Password = Password });
            office._phones[employee.Id] = phone;
            Assert.Equal(200, await phone.RegisterAsync());
            phone.Behaviour = PhoneBehaviour.NeverAnswers;
        }

        await UntilAsync(() => office.Wires.Network.State is { IsLinkUp: true, Channels: 30 }
            && office._setup.Devices.E1!.Spans[0] is { IsLinkUp: true, Channels: 30 }, "the E1 to come up");
        await office.UntilInServiceAsync("e1", 30);
        return office;
    }

    public Task UntilInServiceAsync(string trunk, int channels) => UntilAsync(() => _setup.Router
        .Trunks(_setup.Companies[0].Domain).Single(one => one.Trunk == trunk).InService == channels,
        $"{channels} channels of {trunk} in service");

    public void Answers(string employee, int tone, double after = 0.2) =>
        _phones[employee].Behaviour = PhoneBehaviour.Answers(TimeSpan.FromSeconds(after), tone);

    /// <summary>The call of an employee's phone that talks.</summary>
    public async Task<PhoneCall> TalkingAsync(string employee)
    {
        var phone = _phones[employee];
        await UntilAsync(() => Talking(phone) is not null, $"{employee} to talk");
        return Talking(phone)!;
    }

    /// <summary>The record of the latest call, once so many have ended.</summary>
    public async Task<CallRecord> RecordAsync(int number = 1)
    {
        await UntilAsync(() => _records.Count >= number, $"call {number} to end");
        return _records[number - 1];
    }

    /// <summary>Both ways: the pitch heard on each side is the pitch that the other one sends.</summary>
    public static async Task HearAsync(PhoneCall inside, int tone, Func<Pitch> outside, int answer)
    {
        await inside.WaitForToneAsync(tone, Patience);
        await UntilAsync(() => IsTone(outside(), answer), $"{answer} Hz outside, not {outside()}");
    }

    public static Func<Pitch> At(SimulatedCall call) => () => Pitch.OfAlaw(call.Heard(milliseconds: 200));

    public static bool IsTone(Pitch pitch, int hertz) => Math.Abs(pitch.Hertz - hertz) <= 5 && pitch.Share > 0.5;

    public static byte[] Tone(int hertz, int seconds = 30) =>
        new Cadence(false, new CadenceStep(new Tone(hertz), 1000 * seconds)).Render();

    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"waited in vain for {what}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones.Values.Append(Provider))
            await phone.DisposeAsync();
        await _setup.DisposeAsync();
        await Wires.DisposeAsync();
        await _printer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static PhoneCall? Talking(SipPhone phone) =>
        phone.Calls.LastOrDefault(call => call.State == PhoneCallState.Talking);

    // The worked office with short times: one number on every kind of line.
    private const string Plan = """
        callrouting: 1
        plan: { id: mixed, time-zone: Europe/Moscow }
        defaults: { menu-timeout: 4s }
        employees:
          anna: { ext: "100" }
          ivan: { ext: "101", caller-id: accounts }
          olga: { ext: "102" }
        departments:
          sales: { strategy: cascading, step: 1s, members: [ivan, olga], give-up-after: 20s, otherwise: { mailbox: anna } }
        trunks:
          analog-1: { kind: fxo, line: 1, number: main }
          analog-2: { kind: fxo, line: 2, number: accounts }
          e1: { kind: pri, called-id: { country: "7", area: "495", type-of-number: trust } }
          provider: { kind: sip, peers: ["127.0.0.1"], called-id: { country: "7", area: "495" } }
        outgoing: { routes: [{ to: "*", trunks: [e1, analog-2] }] }
        numbers:
          main: { called: "+74951110001", caller-id-out: yes, route: { department: sales } }
          accounts: { called: "+74951110002", route: { menu: accounts-menu } }
          full: { called: "+74951110003", route: { reject: busy } }
          refused: { called: "+74951110004", route: { reject: rejected } }
        other-number: { reject: no-such-number }
        menus:
          accounts-menu:
            prompt: accounts.wav
            keys: { "1": { employee: anna, otherwise: { department: sales } }, "2": { department: sales } }
            no-input: { department: sales }
            wrong-key: { department: sales }

        """;

    private sealed class RecordKeeper : ICallObserver
    {
        private readonly Lock _lock = new();
        private readonly List<CallRecord> _all = [];

        public int Count
        {
            get
            {
                lock (_lock)
                    return _all.Count;
            }
        }

        public CallRecord this[int index]
        {
            get
            {
                lock (_lock)
                    return _all[index];
            }
        }

        public void OnCompleted(CallRecord record)
        {
            lock (_lock)
                _all.Add(record);
        }
    }
}
