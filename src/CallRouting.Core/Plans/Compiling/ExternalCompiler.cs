namespace CallRouting;

/// <summary>Checks and compiles the numbers and addresses outside the company.</summary>
internal sealed class ExternalCompiler(Plan plan, RouteCompiler routes, FindingList findings)
{
    public ExternalEntry[] Compile(OutgoingCompiler outgoing)
    {
        var within = TimeLimit.Ring.Ticks(plan.Defaults.AnswerWithin, new("defaults", "answer-within"), findings);
        var entries = new ExternalEntry[plan.Externals.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = plan.Externals[i] is { } external ? Compile(external, i, outgoing, within) :
                new ExternalEntry("", "", default, [], false, []);
        }

        return entries;
    }

    private ExternalEntry Compile(ExternalNumber external, int index, OutgoingCompiler outgoing, long within)
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
        var trunks = TrunksOf(external, number, outgoing, path);
        return new ExternalEntry(
            external.Id ?? "", isAddress ? external.To : "", number, trunks, external.Confirm, external.Share)
        {
            AnswerWithinTicks = external.AnswerWithin is { } own ?
                TimeLimit.Ring.Ticks(own, path.Then("answer-within"), findings) : within,
        };
    }

    private int[] TrunksOf(ExternalNumber external, PhoneNumber number, OutgoingCompiler outgoing, in PlanPath path)
    {
        var listed = outgoing.TrunksOf(external.Trunks, path.Then("trunk"), external.Id ?? "");
        if (number.IsNone)
            return [];
        var trunks = external.Trunks.IsEmpty ? outgoing.TrunksFor(number) : listed;
        if (trunks.Length == 0 && external.Trunks.IsEmpty)
            findings.Warn("external-cannot-ring", path.Then("to"),
                $"No way out leads to \"{external.Id}\", so it can never ring: have a trunk that carries outgoing "
                + "calls (a SIP trunk needs a gateway), and in outgoing a route for the number.");
        return trunks;
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
