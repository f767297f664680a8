namespace CallRouting;

/// <summary>Checks and compiles the numbers and addresses outside the company.</summary>
internal sealed class ExternalCompiler(Plan plan, PlanNames names, RouteCompiler routes, FindingList findings)
{
    public ExternalEntry[] Compile(int firstGateway)
    {
        var within = TimeLimit.Ring.Ticks(plan.Defaults.AnswerWithin, new("defaults", "answer-within"), findings);
        var entries = new ExternalEntry[plan.Externals.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = plan.Externals[i] is { } external ? Compile(external, i, firstGateway, within) :
                new ExternalEntry("", "", default, -1, false, []);
        }

        return entries;
    }

    private ExternalEntry Compile(ExternalNumber external, int index, int firstGateway, long within)
    {
        var path = PlanNames.PathOf(NameKind.External, external.Id, index);
        routes.SetOtherwise(NodeKind.External, index, external.Otherwise, path.Then("otherwise"));
        if (string.IsNullOrWhiteSpace(external.Purpose))
            findings.Error("missing-purpose", path.Then("purpose"),
                "It is not said why personal data leave the company: write the purpose in words.");
        for (var i = 0; i < external.Share.Count; i++)
            if (!Enum.IsDefined(external.Share[i]))
                findings.Error("bad-value", path.Then("share").At(i),
                    "The field is unknown: write caller-number, called-number, call-id or caller-name.");

        var isAddress = IsAddress(external.To);
        var number = default(PhoneNumber);
        if (!isAddress && !PhoneNumber.TryParse(external.To, out number))
            findings.Error("bad-destination", path.Then("to"),
                $"\"{external.To}\" is neither an address nor a number: write sip:name@example.net or +74951110001.");
        var trunk = TrunkOf(external, number, firstGateway, path);
        return new ExternalEntry(
            external.Id ?? "", isAddress ? external.To : "", number, trunk, external.Confirm, external.Share)
        {
            AnswerWithinTicks = external.AnswerWithin is { } own ?
                TimeLimit.Ring.Ticks(own, path.Then("answer-within"), findings) : within,
        };
    }

    private int TrunkOf(ExternalNumber external, PhoneNumber number, int firstGateway, in PlanPath path)
    {
        var trunk = firstGateway;
        if (!external.Trunks.IsEmpty && external.Trunks[0] is { } name)
        {
            trunk = names.Find(NameKind.Trunk, name, path.Then("trunk"));
            if (trunk < 0)
                return -1;
            if (plan.Trunks[trunk] is not { Kind: TrunkKind.Sip, Gateway: not null })
            {
                findings.Warn("external-cannot-ring", path.Then("trunk"),
                    $"Trunk \"{name}\" has no gateway, so \"{external.Id}\" can never ring: give it one.");
                return -1;
            }
        }
        else if (trunk < 0 && !number.IsNone)
        {
            findings.Warn("external-cannot-ring", path.Then("to"),
                $"No trunk has a gateway, so \"{external.Id}\" can never ring: give a SIP trunk a gateway.");
        }

        return number.IsNone ? -1 : trunk;
    }

    // RFC 3261 §19.1: what is not ours to judge is left to the transport; what cannot be an address is refused.
    private static bool IsAddress(string? text)
    {
        if (text is null || text.Length > 256 || !text.StartsWith("sip:", StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = text.AsSpan(4);
        foreach (var letter in rest)
            if (letter <= ' ' || letter >= '\x7f' || letter is '<' or '>' or '"')
                return false;
        var host = rest[(rest.LastIndexOf('@') + 1)..];
        var end = host.IndexOfAny(';', '?');
        return rest is not ['@', ..] && HostAndPort.IsValid(end < 0 ? host : host[..end]);
    }
}
