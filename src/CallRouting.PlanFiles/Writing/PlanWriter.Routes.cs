namespace CallRouting.PlanFiles;

internal sealed partial class PlanWriter
{
    private void Write(Menu menu)
    {
        json.WriteStartObject("keys");
        foreach (var key in menu.Keys)
            Target(key.Key.ToString(), key.Target);
        json.WriteEndObject();
        Exit("no-input", menu.NoInput);
        Text("prompt", menu.Prompt);
        Time("timeout", menu.Timeout);
        Exit("wrong-key", menu.WrongKey);
    }

    private void Exit(string key, MenuExit exit)
    {
        if (exit.Repeat == 0)
        {
            Target(key, exit.Then);
            return;
        }

        json.WriteStartObject(key);
        Whole("repeat", exit.Repeat);
        Target("then", exit.Then);
        json.WriteEndObject();
    }

    private void Write(CompanyNumber number)
    {
        Text("called", number.Called.ToString());
        Flag("caller-id-out", number.CallerIdOut);
        if (number.Route is { } route)
            Target("route", route);
    }

    private void Write(Trunk trunk)
    {
        CalledId(trunk);
        Text("gateway", trunk.Gateway);
        Text("kind", Vocabulary.TrunkKind.Word(trunk.Kind));
        Whole("line", trunk.Line.IsNone ? null : trunk.Line.Value);
        Text("number", trunk.Number);
        Texts("peers", trunk.Peers);
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

    private void Target(string key, Target target)
    {
        json.WritePropertyName(key);
        Target(target);
    }

    private void Target(Target target)
    {
        if (target is RepeatTarget)
        {
            json.WriteStringValue("repeat");
            return;
        }

        json.WriteStartObject();
        switch (target)
        {
            case DepartmentTarget to:
                Text("department", to.Department);
                break;
            case EmployeeTarget to:
                Text("employee", to.Employee);
                if (to.Otherwise is { } otherwise)
                    Target("otherwise", otherwise);
                break;
            case VoicemailTarget to:
                Text("voicemail", to.Voicemail);
                break;
            case MailboxTarget to:
                Text("mailbox", to.Employee);
                break;
            case FaxTarget to:
                Text("fax", to.Fax);
                break;
            case ExternalTarget to:
                Text("external", to.External);
                break;
            case MenuTarget to:
                Text("menu", to.Menu);
                break;
            case RouteTarget to:
                Text("route", to.Route);
                break;
            case NumberTarget to:
                Text("number", to.Number);
                break;
            case ScheduleTarget to:
                Target("closed", to.Closed);
                Target("open", to.Open);
                Text("schedule", to.Schedule);
                break;
            case PlayTarget to:
                Text("play", to.Prompt);
                Target("then", to.Then);
                break;
            case AnnounceTarget to:
                Text("announce", to.Prompt);
                break;
        }

        json.WriteEndObject();
    }
}
