namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private const string None = "none";

    private CompanyNumber ReadNumber(Place place, string id)
    {
        var map = new MapReader(place, PlanFormat.Number, _findings);
        return new CompanyNumber
        {
            Id = id,
            Called = RequiredPhone(map, "called"),
            CallerIdOut = map.Flag("caller-id-out"),
            Language = map.Text("language"),
            Route = OptionalTarget(map, "route"),
        };
    }

    private CallerScreening ReadScreening(Place place)
    {
        var map = new MapReader(place, PlanFormat.Screening, _findings);
        return new CallerScreening
        {
            Allow = map.Texts("allow"),
            Block = map.Texts("block"),
            Blocked = OptionalTarget(map, "blocked"),
            Anonymous = OptionalTarget(map, "anonymous"),
            Priorities = map.Find("priorities") is { } priorities ? ReadPriorities(priorities) : [],
        };
    }

    private EquatableList<CallerPriority> ReadPriorities(Place place)
    {
        var priorities = new List<CallerPriority>();
        const string example = "a list, like [{ callers: [\"+79031234567\"], priority: 10 }]";
        foreach (var item in Scalars.Items(place, example, _findings))
        {
            var map = new MapReader(item, PlanFormat.Priority, _findings);
            map.Require("callers", "their numbers, like [\"+79031234567\", \"+7903*\"]");
            map.Require("priority", "1 to 100, more is sooner");
            priorities.Add(new CallerPriority(map.Texts("callers"), map.Whole("priority") ?? 1));
        }

        return EquatableList.From(priorities);
    }

    private OutgoingCalls ReadOutgoing(Place place)
    {
        var map = new MapReader(place, PlanFormat.Outgoing, _findings);
        var routes = new List<OutgoingRoute>();
        if (map.Find("routes") is { } list)
            foreach (var item in Scalars.Items(list, "a list, like [{ to: \"*\", trunks: [provider] }]", _findings))
            {
                var route = new MapReader(item, PlanFormat.OutgoingRoute, _findings);
                route.Require("trunks", "the trunks in the order in which they are tried, like [provider]");
                routes.Add(new OutgoingRoute(
                    route.RequiredText("to", "the numbers it is for, like \"+7495*\", or \"*\""),
                    route.Texts("trunks")));
            }

        return new OutgoingCalls
        {
            Routes = EquatableList.From(routes),
            Deny = map.Texts("deny"),
            Emergency = map.Texts("emergency"),
        };
    }

    private TransferKeys ReadTransfers(Place place)
    {
        var map = new MapReader(place, PlanFormat.Transfers, _findings);
        var usual = new TransferKeys();
        return new TransferKeys
        {
            Blind = ReadTransferKeys(map, "blind", usual.Blind),
            Attended = ReadTransferKeys(map, "attended", usual.Attended),
            Cancel = ReadTransferKeys(map, "cancel", usual.Cancel),
            WrongNumber = ReadTransferKeys(map, "wrong-number", usual.WrongNumber),
            Declined = ReadTransferKeys(map, "declined", usual.Declined),
        };
    }

    private string? ReadTransferKeys(MapReader map, string key, string? usual)
    {
        if (map.Find(key) is not { } place || Scalars.Text(place, _findings) is not { } text)
            return usual;
        if (text == None)
            return null;
        if (text is ['*' or '#', var second] && MenuEntry.Keys.Contains(second))
            return text;
        _findings.Error("bad-transfer-keys", place.Path, place.Node.At,
            $"{Shown.Of(text)} cannot be pressed here: write * or # and one further key, like \"{usual}\", or none.");
        return usual;
    }
}
