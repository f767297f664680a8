namespace CallRouting.PlanFiles;

internal sealed partial class PlanWriter
{
    private void Write(CompanyNumber number)
    {
        Text("called", number.Called.ToString());
        Flag("caller-id-out", number.CallerIdOut);
        Text("language", number.Language);
        TargetIfAny("route", number.Route);
    }

    private void Write(Trunk trunk)
    {
        CalledId(trunk);
        Whole("channels", trunk.Channels);
        Text("gateway", trunk.Gateway);
        Text("kind", Vocabulary.TrunkKind.Word(trunk.Kind));
        Whole("line", trunk.Line.IsNone ? null : trunk.Line.Value);
        Text("number", trunk.Number);
        if (!trunk.Outgoing)
            json.WriteBoolean("outgoing", false);
        Texts("peers", trunk.Peers);
        Whole("reserve", trunk.Reserve == 0 ? null : trunk.Reserve);
        Text("username", trunk.Username);
    }

    private void CalledId(Trunk trunk)
    {
        var rules = trunk.NumberRules;
        if (rules == new NumberRulesSettings() && trunk is { CalledIdHeader: default(CalledIdHeader) })
            return;
        json.WriteStartObject("called-id");
        Text("area", rules.Area);
        Text("country", rules.Country);
        if (!rules.Rewrite.IsEmpty)
        {
            json.WriteStartArray("rewrite");
            foreach (var rule in rules.Rewrite)
            {
                json.WriteStartObject();
                Text("match", rule.Match);
                TextIfAny("prepend", rule.Prepend);
                Whole("strip", rule.Strip == 0 ? null : rule.Strip);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (trunk.CalledIdHeader == CalledIdHeader.Named)
            Text("source", $"header:{trunk.CalledIdHeaderName}");
        else if (trunk.CalledIdHeader != default)
            Text("source", Vocabulary.CalledIdHeader.Word(trunk.CalledIdHeader));
        Text("type-of-number", rules.TrustTypeOfNumber ? null : "ignore");
        json.WriteEndObject();
    }

    private void Write(CallerScreening screening)
    {
        json.WriteStartObject("screening");
        Texts("allow", screening.Allow);
        TargetIfAny("anonymous", screening.Anonymous);
        Texts("block", screening.Block);
        TargetIfAny("blocked", screening.Blocked);
        if (!screening.Priorities.IsEmpty)
        {
            json.WriteStartArray("priorities");
            foreach (var priority in screening.Priorities)
            {
                json.WriteStartObject();
                AllTexts("callers", priority.Callers);
                Whole("priority", priority.Priority);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Write(OutgoingCalls outgoing)
    {
        if (outgoing == new OutgoingCalls())
            return;
        json.WriteStartObject("outgoing");
        Texts("deny", outgoing.Deny);
        Texts("emergency", outgoing.Emergency);
        if (!outgoing.Routes.IsEmpty)
        {
            json.WriteStartArray("routes");
            foreach (var route in outgoing.Routes)
            {
                json.WriteStartObject();
                Text("to", route.To);
                AllTexts("trunks", route.Trunks);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Write(TransferKeys keys)
    {
        var usual = new TransferKeys();
        if (keys == usual)
            return;
        json.WriteStartObject("transfers");
        TransferKey("attended", keys.Attended, usual.Attended);
        TransferKey("blind", keys.Blind, usual.Blind);
        TransferKey("cancel", keys.Cancel, usual.Cancel);
        TransferKey("declined", keys.Declined, usual.Declined);
        TransferKey("wrong-number", keys.WrongNumber, usual.WrongNumber);
        json.WriteEndObject();
    }

    private void TransferKey(string key, string? written, string? usual)
    {
        if (written != usual)
            Text(key, written ?? "none");
    }
}
