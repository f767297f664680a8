using System.Buffers;
using System.Globalization;

namespace CallRouting;

/// <summary>Checks and compiles the trunks.</summary>
internal sealed class TrunkCompiler(Plan plan, PlanNames names, FindingList findings)
{
    // RFC 3261 §25.1, token.
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~");

    private const int ChannelsOfE1 = 30;
    private const int MostChannels = 10_000;

    private readonly Dictionary<LineNumber, PlanPath> _lines = [];

    public TrunkEntry[] Compile()
    {
        var entries = new TrunkEntry[plan.Trunks.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = plan.Trunks[i] is { } trunk ?
                Compile(trunk, PlanNames.PathOf(NameKind.Trunk, trunk.Id, i)) :
                new TrunkEntry(new Trunk { Id = "" }, NumberRules.International, -1);
        }

        return entries;
    }

    /// <summary>The analog lines by their own numbers.</summary>
    public static Dictionary<LineNumber, int> LineIndexes(TrunkEntry[] trunks)
    {
        var indexes = new Dictionary<LineNumber, int>();
        for (var i = 0; i < trunks.Length; i++)
            if (trunks[i].Settings is { Kind: TrunkKind.Fxo, Line.IsNone: false })
                indexes.TryAdd(trunks[i].Settings.Line, i);
        return indexes;
    }

    /// <summary>How employees write numbers: as the first trunk does that carries called numbers.</summary>
    public static NumberRules HomeRules(TrunkEntry[] trunks) =>
        Array.Find(trunks, trunk => trunk.Settings.Kind != TrunkKind.Fxo)?.Rules ?? NumberRules.International;

    private TrunkEntry Compile(Trunk trunk, in PlanPath path)
    {
        if (!Enum.IsDefined(trunk.Kind))
            findings.Error("bad-value", path.Then("kind"), "The kind of trunk is unknown: write sip, fxo or pri.");
        var number = CheckLine(trunk, path);
        CheckSource(trunk, path.Then("called-id"));
        CheckSip(trunk, path);
        return new TrunkEntry(trunk, Rules(trunk.NumberRules ?? new(), path.Then("called-id")), number)
        {
            Channels = CheckChannels(trunk, path),
        };
    }

    private int CheckChannels(Trunk trunk, in PlanPath path)
    {
        var most = trunk.Kind switch { TrunkKind.Fxo => 1, TrunkKind.Pri => ChannelsOfE1, _ => MostChannels };
        if (trunk.Channels is < 1 || trunk.Channels > most)
            findings.Error("bad-channels", path.Then("channels"), string.Create(CultureInfo.InvariantCulture,
                $"{trunk.Channels} channels cannot be: write {(most == 1 ? "1" : $"1 to {most}")}, or leave it out."));
        var channels = trunk.Channels ?? (trunk.Kind == TrunkKind.Sip ? int.MaxValue : most);
        if (trunk.Reserve < 0)
            findings.Error("bad-reserve", path.Then("reserve"),
                $"{trunk.Reserve} channels cannot be kept free: write 0 or more.");
        else if (trunk.Reserve > 0 && channels == int.MaxValue)
            findings.Error("bad-reserve", path.Then("reserve"),
                "Of a trunk without a limit nothing can be kept free: write its channels.");
        else if (trunk.Reserve > 0 && trunk.Reserve >= channels)
            findings.Error("bad-reserve", path.Then("reserve"), string.Create(CultureInfo.InvariantCulture,
                $"All {channels} channels would be kept free, and no employee could call out: write less, or "
                + $"outgoing: no."));
        return channels;
    }

    private int CheckLine(Trunk trunk, in PlanPath path)
    {
        if (trunk.Kind != TrunkKind.Fxo)
        {
            if (trunk.Number is not null)
                findings.Error("not-for-this-kind", path.Then("number"),
                    "Only an analog line (kind: fxo) runs one number; here the called number decides: remove number.");
            if (!trunk.Line.IsNone)
                findings.Error("not-for-this-kind", path.Then("line"),
                    "Only an analog line (kind: fxo) has a line number: remove line.");
            return -1;
        }

        if (trunk.NumberRules is not null && trunk.NumberRules != new NumberRulesSettings())
            findings.Error("not-for-this-kind", path.Then("called-id"),
                "An analog line carries no called number: remove called-id; number says which number it runs.");
        if (trunk.Line.IsNone)
            findings.Error("missing-line", path.Then("line"), "An analog line needs its line number: write 1 or more.");
        else if (!_lines.TryAdd(trunk.Line, path))
            findings.Error("duplicate-line", path.Then("line"),
                $"Line {trunk.Line} is also that of {_lines[trunk.Line]}: choose another.");
        return names.Find(NameKind.Number, trunk.Number, path.Then("number"));
    }

    private void CheckSource(Trunk trunk, in PlanPath path)
    {
        if (!Enum.IsDefined(trunk.CalledIdHeader))
            findings.Error("bad-value", path.Then("source"),
                "The source is unknown: write request-uri, to-header, diversion, p-called-party-id or a header.");
        else if (trunk.CalledIdHeader != CalledIdHeader.RequestUri && trunk.Kind != TrunkKind.Sip)
            findings.Error("not-for-this-kind", path.Then("source"),
                "Only a SIP trunk has headers: remove source.");
        else if (trunk.CalledIdHeader == CalledIdHeader.Named && !IsHeaderName(trunk.CalledIdHeaderName))
            findings.Error("bad-header", path.Then("source"),
                $"\"{trunk.CalledIdHeaderName}\" is no name of a header: write one, for example X-Called.");
        else if (trunk.CalledIdHeader != CalledIdHeader.Named && trunk.CalledIdHeaderName is not null)
            findings.Error("bad-header", path.Then("source"),
                $"The header \"{trunk.CalledIdHeaderName}\" is named, but another source is chosen: keep one of them.");
    }

    private void CheckSip(Trunk trunk, in PlanPath path)
    {
        var isSip = trunk.Kind == TrunkKind.Sip;
        if (!isSip && !trunk.Peers.IsEmpty)
            findings.Error("not-for-this-kind", path.Then("peers"), "Only a SIP trunk has peers: remove them.");
        if (!isSip && trunk.Username is not null)
            findings.Error("not-for-this-kind", path.Then("username"), "Only a SIP trunk has a user name: remove it.");
        if (!isSip && trunk.Gateway is not null)
            findings.Error("not-for-this-kind", path.Then("gateway"), "Only a SIP trunk has a gateway: remove it.");
        for (var i = 0; i < trunk.Peers.Count; i++)
            if (!HostAndPort.IsPeer(trunk.Peers[i]))
                findings.Error("bad-peer", path.Then("peers").At(i),
                    $"\"{trunk.Peers[i]}\" is no address: write 192.0.2.7, 192.0.2.7:5060 or 192.0.2.0/24.");
        if (trunk.Gateway is { } gateway && !HostAndPort.IsValid(gateway))
            findings.Error("bad-gateway", path.Then("gateway"),
                $"\"{gateway}\" is no host: write sip.example.net, sip.example.net:5060 or an address.");
        if (trunk.Username is { } name && string.IsNullOrWhiteSpace(name))
            findings.Error("missing-name", path.Then("username"), "The user name is empty: write it or remove it.");
        if (isSip && trunk.Peers.IsEmpty && trunk.Username is null)
            findings.Note("loopback-only", path,
                $"\"{trunk.Id}\" takes calls from this machine only: add peers to take them from a provider.");
    }

    private NumberRules Rules(NumberRulesSettings settings, in PlanPath path)
    {
        var found = new List<NumberRuleFinding>();
        var rules = NumberRules.Compile(settings, found);
        foreach (var finding in found)
        {
            var at = finding switch
            {
                { Rule: >= 0 } => path.Then("rewrite").At(finding.Rule),
                { Kind: NumberRuleFindingKind.UnknownCountry } => path.Then("country"),
                { Kind: NumberRuleFindingKind.AreaDoesNotFit } => path.Then("area"),
                _ => path,
            };
            if (finding.IsError)
                findings.Error(CodeOf(finding.Kind), at, finding.Message);
            else
                findings.Warn(CodeOf(finding.Kind), at, finding.Message);
        }

        return rules;
    }

    private static string CodeOf(NumberRuleFindingKind kind) => kind switch
    {
        NumberRuleFindingKind.UnknownCountry => "unknown-country",
        NumberRuleFindingKind.AreaDoesNotFit => "bad-area",
        NumberRuleFindingKind.BadPattern => "bad-pattern",
        NumberRuleFindingKind.BadResult => "bad-rewrite",
        NumberRuleFindingKind.Unreachable => "unreachable-rewrite",
        NumberRuleFindingKind.Overlap => "overlapping-rewrite",
        _ => "unstable-rewrite",
    };

    private static bool IsHeaderName(string? name) =>
        !string.IsNullOrEmpty(name) && !name.AsSpan().ContainsAnyExcept(Token);
}
