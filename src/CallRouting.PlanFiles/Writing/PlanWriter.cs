using System.Text.Json;
using NodaTime;

namespace CallRouting.PlanFiles;

/// <summary>Writes a plan key by key, in the order of the alphabet.</summary>
internal sealed partial class PlanWriter(Utf8JsonWriter json)
{
    public void Write(Plan plan)
    {
        json.WriteStartObject();
        json.WriteNumber("callrouting", 1);
        Write(plan.Defaults);
        Section("departments", plan.Departments, department => department.Id, Write);
        Section("employees", plan.Employees, employee => employee.Id, Write);
        Section("externals", plan.Externals, external => external.Id, Write);
        Section("faxes", plan.Faxes, fax => fax.Id, fax => Text("deliver-to", fax.DeliverTo));
        Section("menus", plan.Menus, menu => menu.Id, Write);
        Section("numbers", plan.Numbers, number => number.Id, Write);
        Target("other-number", plan.OtherNumber);
        Write(plan.Outgoing);
        json.WriteStartObject("plan");
        Text("id", plan.Id);
        Text("time-zone", plan.TimeZone);
        json.WriteEndObject();
        if (!plan.Routes.IsEmpty)
        {
            json.WriteStartObject("routes");
            foreach (var route in plan.Routes)
                Target(route.Id, route.Route);
            json.WriteEndObject();
        }

        Section("schedules", plan.Schedules, schedule => schedule.Id, Write);
        if (plan.Screening is { } screening)
            Write(screening);
        Section("trunks", plan.Trunks, trunk => trunk.Id, Write);
        Write(plan.Transfers);
        Section("voicemails", plan.Voicemails, voicemail => voicemail.Id, Write);
        json.WriteEndObject();
    }

    private void Write(PlanDefaults defaults)
    {
        json.WriteStartObject("defaults");
        Time("answer-within", defaults.AnswerWithin);
        Time("confirm-within", defaults.ConfirmWithin);
        Text("department", defaults.Department);
        Time("max-call", defaults.MaxCall);
        Time("menu-timeout", defaults.MenuTimeout);
        Time("message-length", defaults.MessageLength);
        Time("mobile-after", defaults.MobileAfter);
        Time("ring", defaults.Ring);
        Time("step", defaults.Step);
        json.WriteEndObject();
    }

    private void Write(ExternalNumber external)
    {
        Time("answer-within", external.AnswerWithin);
        Flag("confirm", external.Confirm);
        Target("otherwise", external.Otherwise);
        Text("purpose", external.Purpose);
        json.WriteStartArray("share");
        foreach (var field in external.Share)
            json.WriteStringValue(Vocabulary.SharedField.Word(field));
        json.WriteEndArray();
        Text("to", external.To);
        if (external.Trunks.Count == 1)
            Text("trunk", external.Trunks[0]);
        else
            Texts("trunks", external.Trunks);
    }

    private void Write(Voicemail voicemail)
    {
        Text("deliver-to", voicemail.DeliverTo);
        Text("greeting", voicemail.Greeting);
        Time("max-length", voicemail.MaxLength);
    }

    private void Section<T>(string key, EquatableList<T> elements, Func<T, string> idOf, Action<T> write)
    {
        if (elements.IsEmpty)
            return;
        json.WriteStartObject(key);
        foreach (var element in elements)
        {
            json.WriteStartObject(idOf(element));
            write(element);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Text(string key, string? text)
    {
        if (text is not null)
            json.WriteString(key, text);
    }

    private void TextIfAny(string key, string text)
    {
        if (text.Length > 0)
            json.WriteString(key, text);
    }

    private void Texts(string key, EquatableList<string> texts)
    {
        if (!texts.IsEmpty)
            AllTexts(key, texts);
    }

    private void AllTexts(string key, EquatableList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private void Time(string key, Duration? time)
    {
        if (time is { } duration)
            json.WriteString(key, DurationText.Of(duration));
    }

    private void Flag(string key, bool value)
    {
        if (value)
            json.WriteBoolean(key, value);
    }

    private void Whole(string key, int? number)
    {
        if (number is { } value)
            json.WriteNumber(key, value);
    }

    private void Extension(string key, Extension extension)
    {
        if (!extension.IsNone)
            json.WriteString(key, extension.ToString());
    }
}
