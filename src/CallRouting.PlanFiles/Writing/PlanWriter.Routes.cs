namespace CallRouting.PlanFiles;

internal sealed partial class PlanWriter
{
    private void Write(Menu menu)
    {
        Flag("dial-extensions", menu.DialExtensions);
        Time("digit-timeout", menu.DigitTimeout);
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

    private void Target(string key, Target target)
    {
        json.WritePropertyName(key);
        Target(target);
    }

    private void TargetIfAny(string key, Target? target)
    {
        if (target is not null)
            Target(key, target);
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
                Whole("position", to.Position);
                Whole("priority", to.Priority);
                break;
            case EmployeeTarget to:
                Text("employee", to.Employee);
                TargetIfAny("otherwise", to.Otherwise);
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
            case SwitchTarget to:
                json.WriteStartObject("cases");
                foreach (var one in to.Cases)
                    Target(one.Value, one.Target);
                json.WriteEndObject();
                Target("other", to.Other);
                Text("switch", Vocabulary.SwitchValue.Word(to.On));
                break;
            case AskTarget to:
                json.WriteStartObject("answers");
                foreach (var answer in to.Answers)
                    json.WriteString(answer.Key.ToString(), answer.Value);
                json.WriteEndObject();
                Text("ask", to.Prompt);
                Target("then", to.Then);
                break;
            case EndTarget to:
                Text("end", Vocabulary.StockEnding.Word(to.With));
                break;
            case RejectTarget to:
                Text("reject", Vocabulary.RejectReason.Word(to.As));
                break;
            case StickyTarget to:
                Time("ring", to.Ring);
                Time("sticky", to.Within);
                Target("then", to.Then);
                break;
            case ReturnTarget to:
                Text("return-to", to.Department);
                Target("then", to.Then);
                Whole("times", to.Times);
                break;
        }

        json.WriteEndObject();
    }
}
