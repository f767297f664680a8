using System.Globalization;
using System.Net;
using CallRouting.E1;

namespace CallRouting.Host;

/// <summary>An E1 of the command line: <c>e1=dahdi:1</c>, <c>north/e1=unix:/run/pri.sock,side=network</c>.</summary>
/// <param name="Company">The company's name; <c>null</c>: the only one that has such a trunk.</param>
/// <param name="Options">The span and how it is used; its company is found later.</param>
internal sealed record SpanChoice(string? Company, E1SpanOptions Options)
{
    /// <summary>How it is written.</summary>
    public const string Form = "[COMPANY/]TRUNK=SPAN[,KEY=VALUE…]";

    private const int MostChannels = 30;

    private static readonly Dictionary<string, (string Values, Func<E1SpanOptions, string, E1SpanOptions?> Set)> Keys =
        new()
        {
            ["side"] = ("user|network", (span, value) => value switch
            {
                "user" => span with { Side = PriSide.User },
                "network" => span with { Side = PriSide.Network },
                _ => null,
            }),
            ["overlap"] = ("none|plan|DIGITS", (span, value) => value switch
            {
                "none" => span with { Overlap = E1Overlap.None },
                "plan" => span with { Overlap = E1Overlap.ByPlan },
                _ => DeviceText.TryWhole(value, 1, 24, out var digits)
                    ? span with { Overlap = E1Overlap.ByLength, Digits = digits } : null,
            }),
            ["select"] = ("lowest|highest", (span, value) => value switch
            {
                "lowest" => span with { Selection = ChannelSelection.Lowest },
                "highest" => span with { Selection = ChannelSelection.Highest },
                _ => null,
            }),
            ["exclusive"] = Flag((span, isOn) => span with { Exclusive = isOn }),
            ["count-channels"] = Flag((span, isOn) => span with { CountsChannels = isOn }),
            ["send-overlap"] = Flag((span, isOn) => span with { SendsOverlap = isOn }),
            ["restart"] = Flag((span, isOn) => span with { Restarts = isOn }),
            ["country"] = ("ru|de|…", (span, value) =>
                Audio.Tones.TryZone(value, out _) ? span with { Country = value } : null),
        };

    /// <summary>Reads one.</summary>
    /// <returns>What is wrong and what to write; <c>null</c>: nothing.</returns>
    public static string? Parse(string text, out SpanChoice choice)
    {
        choice = null!;
        if (DeviceText.Parse(text, Form, out var device) is { } problem)
            return $"--e1: {problem}";
        var channels = MostChannels;
        var settings = device.Settings.ToList();
        if (settings.FindIndex(setting => setting.Key == "channels") is >= 0 and var at)
        {
            if (!DeviceText.TryWhole(settings[at].Value, 1, MostChannels, out channels))
                return $"--e1: \"channels={settings[at].Value}\" cannot be: write channels=1 to {MostChannels}.";
            settings.RemoveAt(at);
        }

        if (!TrySpan(device, channels, out var span))
            return $"--e1: \"{device.Kind}:{device.Address}\" is no span: write dahdi:CHANNEL (the first of the span), "
                + "unix:PATH (connects), unix-listen:PATH (waits) or udp:ADDRESS:PORT-ADDRESS:PORT.";
        var options = new E1SpanOptions { Span = span!, Domain = default, Trunk = device.Trunk };
        if ((device with { Settings = settings }).Apply(ref options, Keys) is { } wrong)
            return $"--e1: {wrong.Replace("one of ", "one of channels, ", StringComparison.Ordinal)}";
        choice = new(device.Company, options);
        return null;
    }

    private static bool TrySpan(DeviceText device, int channels, out ISpan? span)
    {
        span = null;
        switch (device.Kind)
        {
            case "dahdi" when DeviceText.TryWhole(device.Address, 1, 10_000, out var first):
                span = new DahdiSpan(first, Slots().Take(channels));
                break;
            case "unix":
                span = DatagramSpan.Connect(device.Address, channels);
                break;
            case "unix-listen":
                span = DatagramSpan.Listen(device.Address, channels);
                break;
            case "udp" when device.Address.Split('-') is [var local, var remote]
                && TryEndpoint(local, out var here) && TryEndpoint(remote, out var there):
                span = DatagramSpan.Udp(here, there, channels);
                break;
        }

        return span is not null;
    }

    private static IEnumerable<int> Slots() =>
        Enumerable.Range(1, DahdiSpan.Slots).Where(slot => slot != DahdiSpan.SignallingSlot);

    private static bool TryEndpoint(string text, out IPEndPoint endpoint)
    {
        endpoint = new(IPAddress.None, 0);
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !ListenAddress.TryAddress(text[..colon].Trim('[', ']'), out var address)
            || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0)
            return false;
        endpoint = new(address, port);
        return true;
    }

    private static (string, Func<E1SpanOptions, string, E1SpanOptions?>) Flag(
        Func<E1SpanOptions, bool, E1SpanOptions> set) =>
        ("yes|no", (span, value) => DeviceText.Flag(value) is { } isOn ? set(span, isOn) : null);
}
