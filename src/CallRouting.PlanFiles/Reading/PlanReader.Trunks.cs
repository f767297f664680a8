namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private const string NamedHeader = "header:";

    private Trunk ReadTrunk(Place place, string id)
    {
        var map = new MapReader(place, PlanFormat.Trunk, _findings);
        var trunk = new Trunk
        {
            Id = id,
            Kind = map.Require("kind", "sip, fxo (analog line) or pri (E1)") is { } kind
                ? Scalars.Word(kind, Vocabulary.TrunkKind, _findings)
                : default,
            Line = new LineNumber((ushort)(map.Whole("line") ?? 0)),
            Number = map.Text("number"),
            Peers = map.Texts("peers"),
            Username = map.Text("username"),
            Gateway = map.Text("gateway"),
            Outgoing = !map.Has("outgoing") || map.Flag("outgoing"),
            Channels = map.Whole("channels"),
            Reserve = map.Whole("reserve") ?? 0,
        };
        return map.Find("called-id") is { } calledId ? ReadCalledId(calledId, trunk) : trunk;
    }

    private Trunk ReadCalledId(Place place, Trunk trunk)
    {
        var map = new MapReader(place, PlanFormat.CalledId, _findings);
        var header = default(CalledIdHeader);
        string? headerName = null;
        if (map.Find("source") is { } source && Scalars.Text(source, _findings) is { } text)
        {
            if (text.StartsWith(NamedHeader, StringComparison.Ordinal) && text.Length > NamedHeader.Length)
                (header, headerName) = (CalledIdHeader.Named, text[NamedHeader.Length..].Trim());
            else if (!Vocabulary.CalledIdHeader.TryRead(text, out header))
                Scalars.BadWord(source, Vocabulary.CalledIdHeader.What, text,
                    [.. Vocabulary.CalledIdHeader.Words, "header:X-Name"], _findings);
        }

        return trunk with
        {
            CalledIdHeader = header,
            CalledIdHeaderName = headerName,
            NumberRules = new NumberRulesSettings
            {
                Country = map.Text("country"),
                Area = map.Text("area"),
                TrustTypeOfNumber = !map.Has("type-of-number") || ReadTrust(map.Find("type-of-number")!.Value),
                Rewrite = map.Find("rewrite") is { } rewrite ? ReadRewrite(rewrite) : [],
            },
        };
    }

    private bool ReadTrust(Place place)
    {
        if (Scalars.Text(place, _findings, "trust or ignore is expected here") is not { } text)
            return true;
        if (text is not ("trust" or "ignore"))
            Scalars.BadWord(place, "way to treat the type of number", text, ["trust", "ignore"], _findings);
        return text != "ignore";
    }

    private EquatableList<RewriteRule> ReadRewrite(Place place)
    {
        const string example = "a list of rules, like [{ match: \"8XXXXXXXXXX\", strip: 1, prepend: \"+7\" }]";
        var rules = new List<RewriteRule>();
        foreach (var item in Scalars.Items(place, example, _findings))
        {
            var map = new MapReader(item, PlanFormat.Rewrite, _findings);
            rules.Add(new RewriteRule(
                map.RequiredText("match", "a digit pattern, like \"8XXXXXXXXXX\""),
                map.Whole("strip") ?? 0,
                // Nothing to put in front may be written as "".
                map.Find("prepend") is { Node: ScalarNode { Text.Length: 0, IsNothing: false } }
                    ? ""
                    : map.Text("prepend") ?? ""));
        }

        return EquatableList.From(rules);
    }
}
