using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace CallRouting.Host;

/// <summary>The options as the command line knows them, each with what it says when it is wrong.</summary>
internal sealed class HostCommandLine
{
    private readonly Option<PlanChoice[]> _plan = new("--plan")
    {
        Description = "A plan file, YAML or JSON; may be repeated, one for each company, which may be named. Changes of "
            + "the file are put into force while calls are up. Without it the plan inside the program is used.",
        HelpName = "[NAME=]FILE",
        CustomParser = result => Each<PlanChoice>(result, Choice),
    };

    private readonly Option<IPEndPoint[]> _listen = new("--listen")
    {
        Description = "Where SIP is taken, over UDP and TCP; may be repeated; port 0 takes a free one. "
            + "[default: 127.0.0.1:5060, and [::1]:5060 where there is IPv6]",
        HelpName = "ADDRESS[:PORT]",
        CustomParser = result => Each<IPEndPoint>(result, ListenAddress.Parse),
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Where accounts, recordings and call records are kept.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => "callrouting-data",
    };

    private readonly Option<string[]> _prompts = new("--prompts")
    {
        Description = "Where the plan's prompts are looked for first, as WAV files; may be repeated.",
        HelpName = "FOLDER",
    };

    private readonly Option<string> _language = new("--language")
    {
        Description = "The language of the program's own prompts.",
        HelpName = "ru|en",
        DefaultValueFactory = _ => "ru",
    };

    private readonly Option<PortSpan> _ports = new("--rtp-ports")
    {
        Description = "The ports for sound, two for each leg of a call.",
        HelpName = "A-B",
        CustomParser = Ports,
        DefaultValueFactory = _ => new(20000, 29999),
    };

    private readonly Option<IPAddress?> _advertise = new("--advertise")
    {
        Description = "The address that phones and providers are told, behind an address translation.",
        HelpName = "ADDRESS",
        CustomParser = Address,
    };

    private readonly Option<SpanChoice[]> _spans = new("--e1")
    {
        Description = "An E1 line of a trunk (kind: pri); may be repeated, also for one trunk. The span is "
            + "dahdi:CHANNEL, unix:PATH, unix-listen:PATH or udp:ADDRESS:PORT-ADDRESS:PORT; of sockets the sound is "
            + "silence. Keys: "
            + "channels, side=user|network, overlap=none|plan|DIGITS, select=lowest|highest, exclusive, "
            + "count-channels, send-overlap, restart, country.",
        HelpName = SpanChoice.Form,
        CustomParser = result => Each<SpanChoice>(result, SpanChoice.Parse),
    };

    private readonly Option<LineChoice[]> _lines = new("--line")
    {
        Description = "The analog line of a trunk (kind: fxo); may be repeated. The line is dahdi:CHANNEL or a voice "
            + "modem, serial:PORT. Keys: country=CODE, prefix=DIGITS, pulses=yes|no, dial-tone=yes|no, "
            + "answered-after=SECONDS, hand-over=DIGITS; of modems speed and sound=half|full.",
        HelpName = LineChoice.Form,
        CustomParser = result => Each<LineChoice>(result, LineChoice.Parse),
    };

    private readonly Option<PasswordWish[]> _passwords = new("--set-password")
    {
        Description = "Sets the password of an employee, or of a trunk's user name, before the start; may be repeated. "
            + "Without =PASSWORD it is read from the standard input, where no other user of this machine sees it.",
        HelpName = "LOGIN[=PASSWORD]",
        CustomParser = result => Each<PasswordWish>(result, Wish),
    };

    private readonly Option<LogLevel> _log = new("--log")
    {
        Description = "From which level on the log is shown.",
        HelpName = "trace|debug|information|warning|error|critical|none",
        CustomParser = Level,
        DefaultValueFactory = _ => LogLevel.Warning,
    };

    private readonly Option<bool> _observe = new("--observe")
    {
        Description = "Prints each new way in which a trunk writes a called number, and keeps called-ids.yaml in the "
            + "data folder: all of them, and what the plan lacks to know them, ready to be pasted.",
    };

    private readonly Option<bool> _demo = new("--demo")
    {
        Description = "Plays a morning by itself, with real calls over loopback on free ports, and ends.",
    };

    private readonly Option<string?> _script = new("--script")
    {
        Description = "Plays a call script with the plan, without network and in no time, prints what happens, and ends.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _test = new("--test")
    {
        Description = "Runs the tests in the plan files, without network and in no time, prints what each shows, and ends.",
    };

    private readonly Option<bool> _schema = new("--schema")
    {
        Description = "Prints the JSON Schema of plan files, for editors, and ends.",
    };

    public HostCommandLine()
    {
        _language.AcceptOnlyFromAmong("ru", "en");
        Command = new RootCommand("CallRouting: answers and distributes a company's calls as its plan says.")
        {
            _plan, _listen, _data, _prompts, _language, _ports, _advertise, _spans, _lines, _passwords, _log, _observe,
            _demo, _script, _test, _schema,
        };
        Command.Validators.Add(CheckDemo);
        Command.Validators.Add(CheckScript);
    }

    public RootCommand Command { get; }

    /// <summary>All options in a few lines.</summary>
    public string Usage => "Usage: CallRouting.Host "
        + string.Join(' ', Command.Options.Where(option => option.HelpName is not null)
            .Select(option => $"[{option.Name} {option.HelpName}]"))
        + " [--observe] [--demo] [--test] [--schema]\n--help says what each of them does.";

    /// <summary>The options of a command line without mistakes.</summary>
    public HostOptions Read(ParseResult result) => new()
    {
        Plans = result.GetValue(_plan) ?? [],
        IsObserving = result.GetValue(_observe),
        Listen = result.GetValue(_listen) is { Length: > 0 } listen ? listen : ListenAddress.Loopback(),
        Data = result.GetValue(_data)!,
        Prompts = result.GetValue(_prompts) ?? [],
        Language = result.GetValue(_language)!,
        RtpPorts = result.GetValue(_ports),
        Advertise = result.GetValue(_advertise),
        Spans = result.GetValue(_spans) ?? [],
        Lines = result.GetValue(_lines) ?? [],
        Passwords = result.GetValue(_passwords) ?? [],
        Log = result.GetValue(_log),
        IsDemo = result.GetValue(_demo),
        Script = result.GetValue(_script),
        IsTest = result.GetValue(_test),
        PrintsSchema = result.GetValue(_schema),
    };

    // The demo has a plan, phones and a folder of its own: what it would not follow is not accepted.
    private void CheckDemo(CommandResult result)
    {
        if (!result.GetValue(_demo))
            return;
        Option[] others =
        [
            _plan, _listen, _data, _prompts, _ports, _advertise, _spans, _lines, _passwords, _observe, _script,
        ];
        foreach (var other in others)
            if (result.GetResult(other) is { Implicit: false })
                result.AddError($"--demo brings its own plan, phones and folder with it: leave {other.Name} out.");
    }

    // A script is played without network, prompts and accounts.
    private void CheckScript(CommandResult result)
    {
        if (result.GetValue(_script) is null)
            return;
        Option[] others =
        [
            _listen, _data, _prompts, _language, _ports, _advertise, _spans, _lines, _passwords, _observe,
        ];
        foreach (var other in others)
            if (result.GetResult(other) is { Implicit: false })
                result.AddError($"--script plays the plan without network and accounts: leave {other.Name} out.");
        if (result.GetValue(_plan) is { Length: > 1 })
            result.AddError("--script plays one plan: name one with --plan.");
    }

    private static readonly System.Buffers.SearchValues<char> NameSigns =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    private delegate string? Reading<T>(string text, out T value);

    private static T[] Each<T>(ArgumentResult result, Reading<T> read)
    {
        var values = new List<T>();
        foreach (var token in result.Tokens)
        {
            if (read(token.Value, out var value) is { } problem)
                result.AddError(problem);
            else
                values.Add(value);
        }

        return [.. values];
    }

    private static string? Choice(string text, out PlanChoice choice)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var isNamed = equals > 0 && text.AsSpan(0, equals).IndexOfAnyExcept(NameSigns) < 0;
        choice = isNamed ? new(text[..equals], text[(equals + 1)..]) : new(null, text);
        return choice.File.Length == 0 ? $"--plan: \"{text}\" names no file." : null;
    }

    private static string? Wish(string text, out PasswordWish wish)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        wish = equals < 0 ? new(text, null) : new(text[..equals], text[(equals + 1)..]);
        if (wish.Login.Length == 0)
            return "--set-password: write a login, for example anna, or anna=PASSWORD.";
        return wish.Password is { Length: < 8 }
            ? $"--set-password: the password of {wish.Login} is too short: at least 8 characters." : null;
    }

    private static PortSpan Ports(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split('-');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first is >= 1024 and <= 65535 && last is >= 1024 and <= 65535 && last - (first + 1) / 2 * 2 >= 1)
            return new(first, last);
        result.AddError($"--rtp-ports: \"{text}\" is no range of ports: write two ports from 1024 to 65535 with a "
            + "minus between them, for example 20000-29999. A leg of a call takes an even port and the one after it.");
        return default;
    }

    private static IPAddress? Address(ArgumentResult result)
    {
        if (ListenAddress.TryAddress(result.Tokens[0].Value, out var address))
            return address;
        result.AddError(
            $"--advertise: \"{result.Tokens[0].Value}\" is no address: write one like 203.0.113.7 or 2001:db8::7.");
        return null;
    }

    private static LogLevel Level(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && !char.IsAsciiDigit(text[0]))
            return level;
        result.AddError(
            $"--log: \"{text}\" is no level: write trace, debug, information, warning, error, critical or none.");
        return default;
    }
}
