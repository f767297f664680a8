using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallRouting.Sip;

/// <summary>Reads session descriptions. Strict about what decides where media goes, lenient about the rest.</summary>
/// <remarks>Line ends may be CRLF, LF or CR. Lines of types that do not concern one audio stream are stepped over.
/// No octets make it throw.</remarks>
internal sealed class SdpParser
{
    private const int MostMedia = 32, MostFormats = 64, Longest = 65536;

    private readonly List<SdpMedia> _media = [];
    private readonly List<int> _mediaLines = [];
    private SdpSession _session = new() { Id = "", Version = "", Origin = default };
    private SdpDirection _direction;
    private bool _versionSeen;
    private int _line;

    private SdpParser()
    {
    }

    /// <summary>Reads one description.</summary>
    /// <returns>True where <paramref name="session"/> was read; else <paramref name="problem"/> says which line is at
    /// fault.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out SdpSession session, out SdpProblem problem)
    {
        var parser = new SdpParser();
        problem = text.Length > Longest
            ? new(1, $"The description has {text.Length} octets, at most {Longest} are read.")
            : parser.Read(Encoding.UTF8.GetString(text));
        session = parser._session;
        return problem.IsNone;
    }

    private SdpProblem Read(string text)
    {
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            _line++;
            var line = raw.TrimEnd();
            if (line.Length == 0) continue;
            if (line.Length < 2 || line[1] != '=' || !char.IsAsciiLetterLower(line[0]))
                return Fault("not of the form letter=value.");
            if (!_versionSeen && line[0] != 'v') return Fault("v=0 comes first.");
            if (_session.Version.Length == 0 && line[0] is not ('v' or 'o')) return Fault("o= comes second.");
            _versionSeen = true;
            var problem = Line(line[0], line[2..].Trim());
            if (!problem.IsNone) return problem;
        }

        if (_session.Version.Length == 0) return Fault("no o= line.");
        for (var i = 0; i < _media.Count; i++)
            if (_media[i] is { Port: not 0, Connection: null } && _session.Connection is null)
                return new(_mediaLines[i], "no c= line says where this media goes.");
        _session = _session with { Media = [.. _media] };
        return default;
    }

    private SdpProblem Line(char type, string value) => type switch
    {
        'v' => value == "0" ? default : Fault($"version {value}; only 0 is known."),
        'o' => Origin(value),
        'c' => Connection(value),
        'm' => Media(value),
        'a' => Attribute(value),
        _ => default
    };

    private SdpProblem Origin(string value)
    {
        var parts = Words(value);
        if (parts.Length != 6) return Fault("o= has six parts: user, id, version, IN, IP4 or IP6, address.");
        if (!TryAddress(parts[3], parts[4], parts[5], out var address)) return Fault("o= has no usable address.");
        _session = _session with { User = parts[0], Id = parts[1], Version = parts[2], Origin = address };
        return default;
    }

    private SdpProblem Connection(string value)
    {
        var parts = Words(value);
        if (parts.Length != 3 || !TryAddress(parts[0], parts[1], parts[2], out var address))
            return Fault("c= is IN, IP4 or IP6, and an address of that kind.");
        // Of several c= lines (layered multicast) the first counts.
        if (_media.Count == 0) _session = _session with { Connection = _session.Connection ?? address };
        else _media[^1] = _media[^1] with { Connection = _media[^1].Connection ?? address };
        return default;
    }

    private SdpProblem Media(string value)
    {
        if (_media.Count == MostMedia) return Fault($"more than {MostMedia} media lines.");
        var parts = Words(value);
        if (parts.Length < 4) return Fault("m= has a kind, a port, a protocol and at least one format.");
        var port = parts[1].Split('/')[0];
        if (!TryNumber(port, 0, 65535, out var number)) return Fault($"port {port} is not from 0 to 65535.");
        var formats = ImmutableArray.CreateBuilder<SdpFormat>();
        foreach (var token in parts[3..])
        {
            if (formats.Count == MostFormats) return Fault($"more than {MostFormats} formats.");
            if (formats.Any(f => f.Token == token)) continue;
            formats.Add(TryNumber(token, 0, 127, out var payload) ? Static(payload, token) : new(-1, token, "", 0));
        }

        _media.Add(new()
        {
            Kind = parts[0], Port = number, Protocol = parts[2], Formats = formats.ToImmutable(), Direction = _direction
        });
        _mediaLines.Add(_line);
        return default;
    }

    private static SdpFormat Static(int payload, string token) => payload switch
    {
        0 => new(0, token, "PCMU", 8000),
        8 => new(8, token, "PCMA", 8000),
        _ => new(payload, token, "", 0)
    };

    private SdpProblem Attribute(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? value : value[..colon];
        var rest = colon < 0 ? "" : value[(colon + 1)..].Trim();
        switch (name)
        {
            case "sendrecv": return Direct(SdpDirection.SendReceive);
            case "sendonly": return Direct(SdpDirection.SendOnly);
            case "recvonly": return Direct(SdpDirection.ReceiveOnly);
            case "inactive": return Direct(SdpDirection.Inactive);
        }

        if (_media.Count == 0) return default;
        return name switch
        {
            "rtpmap" => Map(rest),
            "fmtp" => Parameters(rest),
            // A packet time or an RTCP port that cannot be read changes nothing for us: it is only a wish.
            "ptime" when TryNumber(rest, 1, 1000, out var time) => Change(m => m with { PacketTime = time }),
            "rtcp" when TryNumber(rest.Split(' ')[0], 1, 65535, out var port) =>
                Change(m => m with { RtcpPort = port }),
            _ => default
        };
    }

    private SdpProblem Direct(SdpDirection direction)
    {
        if (_media.Count > 0) return Change(m => m with { Direction = direction });
        _direction = direction;
        return default;
    }

    private SdpProblem Map(string value)
    {
        var parts = Words(value);
        var coding = parts.Length == 2 ? parts[1].Split('/') : [];
        if (coding.Length == 0 || !TryNumber(parts[0], 0, 127, out var payload))
            return Fault("rtpmap is a payload type and name/rate.");

        // Without a rate the format cannot be used, which is no reason to refuse the others (RFC 4475 has such a one).
        var rate = coding.Length > 1 && TryNumber(coding[1], 1, 1_000_000, out var number) ? number : 0;
        return Format(payload, f => f with { Encoding = coding[0], ClockRate = rate });
    }

    private SdpProblem Parameters(string value)
    {
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !TryNumber(value[..space], 0, 127, out var payload)) return default;
        return Format(payload, f => f with { Parameters = value[(space + 1)..].Trim() });
    }

    private SdpProblem Format(int payload, Func<SdpFormat, SdpFormat> change) => Change(m => m with
    {
        Formats = [.. m.Formats.Select(f => f.PayloadType == payload ? change(f) : f)]
    });

    private SdpProblem Change(Func<SdpMedia, SdpMedia> change)
    {
        _media[^1] = change(_media[^1]);
        return default;
    }

    private SdpProblem Fault(string message) => new(Math.Max(1, _line), message);

    private static string[] Words(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool TryNumber(string word, int low, int high, out int number) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number >= low && number <= high;

    private static bool TryAddress(string network, string kind, string host, out SdpAddress address)
    {
        address = default;
        if (!network.Equals("IN", StringComparison.OrdinalIgnoreCase)) return false;
        var six = kind.Equals("IP6", StringComparison.OrdinalIgnoreCase);
        if (!six && !kind.Equals("IP4", StringComparison.OrdinalIgnoreCase)) return false;

        // A multicast address has /ttl or /count behind it.
        host = host.Split('/')[0].Trim('[', ']');
        if (IPAddress.TryParse(host, out var ip) && (ip.AddressFamily == AddressFamily.InterNetworkV6 || Dotted(host)))
        {
            address = new(host, ip);
            return ip.AddressFamily == (six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        }

        address = new(host, null);
        return host.Length is > 0 and < 256 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
            && !Dotted(host);
    }

    // IPAddress also takes "1" and "0x7f.1"; a description has the four-part form.
    private static bool Dotted(string host) =>
        host.Count(c => c == '.') == 3 && host.All(c => char.IsAsciiDigit(c) || c == '.');
}
