using CallRouting.Analog;
using NodaTime;

namespace CallRouting.Host;

/// <summary>An analog line of the command line: <c>analog-1=dahdi:67</c>,
/// <c>analog-2=serial:/dev/ttyACM0,country=de</c>.</summary>
/// <param name="Company">The company's name; <c>null</c>: the only one that has such a trunk.</param>
/// <param name="Options">The line and how it is used; its company and number are found later.</param>
internal sealed record LineChoice(string? Company, AnalogLine Options)
{
    /// <summary>How it is written.</summary>
    public const string Form = "[COMPANY/]TRUNK=LINE[,KEY=VALUE…]";

    private static readonly Dictionary<string, (string Values, Func<AnalogLine, string, AnalogLine?> Set)> Keys = new()
    {
        ["country"] = (string.Join('|', AnalogCountries.All.Select(country => country.Code)), (line, value) =>
            AnalogCountries.TryFind(value, out var country) ? line with { Country = country } : null),
        ["prefix"] = ("DIGITS", (line, value) => IsDialled(value) ? line with { OutsidePrefix = value } : null),
        ["hand-over"] = ("DIGITS", (line, value) => IsDialled(value) ? line with { HandOver = value } : null),
        ["pulses"] = ("yes|no", (line, value) =>
            DeviceText.Flag(value) is { } isOn ? line with { DialsPulses = isOn } : null),
        ["dial-tone"] = ("yes|no", (line, value) => DeviceText.Flag(value) switch
        {
            true => line,
            false => line with { DialToneWithin = Duration.Zero },
            null => null,
        }),
        ["answered-after"] = ("SECONDS", (line, value) => DeviceText.TryWhole(value, 1, 180, out var seconds)
            ? line with { AnsweredAfter = Duration.FromSeconds(seconds) } : null),
    };

    private static readonly Dictionary<string, (string Values, Func<ModemLineOptions, string, ModemLineOptions?> Set)>
        ModemKeys = new()
        {
            ["speed"] = ("BITS-PER-SECOND", (modem, value) => DeviceText.TryWhole(value, 300, 4_000_000, out var speed)
                ? modem with { BitsPerSecond = speed } : null),
            ["sound"] = ("half|full", (modem, value) => value switch
            {
                "half" => modem with { Sound = ModemSound.HalfDuplex },
                "full" => modem with { Sound = ModemSound.FullDuplex },
                _ => null,
            }),
        };

    /// <summary>Reads one.</summary>
    /// <returns>What is wrong and what to write; <c>null</c>: nothing.</returns>
    public static string? Parse(string text, out LineChoice choice)
    {
        choice = null!;
        if (DeviceText.Parse(text, Form, out var device) is { } problem)
            return $"--line: {problem}";
        var isModem = device.Kind == "serial";
        var settings = device.Settings.ToLookup(setting => isModem && ModemKeys.ContainsKey(setting.Key));
        IFxoLine port;
        if (isModem)
        {
            var modem = new ModemLineOptions { Port = device.Address };
            if ((device with { Settings = [.. settings[true]] }).Apply(ref modem, ModemKeys) is { } bad)
                return $"--line: {bad}";
            port = new ModemLine(modem);
        }
        else if (device.Kind == "dahdi" && DeviceText.TryWhole(device.Address, 1, 10_000, out var channel))
        {
            port = new DahdiFxoLine(channel);
        }
        else
        {
            return $"--line: \"{device.Kind}:{device.Address}\" is no line: write dahdi:CHANNEL or serial:PORT, for "
                + "example serial:/dev/ttyACM0.";
        }

        var line = new AnalogLine { Domain = default, Trunk = device.Trunk, Line = default, Device = port };
        if ((device with { Settings = [.. settings[false]] }).Apply(ref line, Keys) is { } wrong)
            return isModem
                ? $"--line: {wrong.Replace("one of ", "one of speed, sound, ", StringComparison.Ordinal)}"
                : $"--line: {wrong}";
        choice = new(device.Company, line);
        return null;
    }

    private static bool IsDialled(string digits) => digits.All(sign => char.IsAsciiDigit(sign) || sign is '*' or '#');
}
