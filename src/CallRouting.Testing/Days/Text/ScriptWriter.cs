using System.Globalization;
using System.Text;
using NodaTime;

namespace CallRouting.Testing;

/// <summary>Writes call scripts, in the one form that <see cref="ScriptReader"/> reads back to the same.</summary>
internal static class ScriptWriter
{
    public static string Write(CallScript script)
    {
        var text = new StringBuilder();
        if (script.Starts is { } starts)
            text.Append(CultureInfo.InvariantCulture, $"starts {starts:uuuu'-'MM'-'dd' 'HH':'mm':'ss.FFFFFFFFF}\n");
        if (script.PromptsLast is { } last)
            text.Append(CultureInfo.InvariantCulture, $"prompts last {Length(last)}\n");
        foreach (var prompt in script.Prompts)
            text.Append(CultureInfo.InvariantCulture, $"prompt {Name(prompt.Prompt)} lasts {Length(prompt.Length)}\n");
        foreach (var happening in script.Happenings)
            text.Append(CultureInfo.InvariantCulture, $"{Time(happening.At)} {Text(happening)}\n");
        return text.ToString();
    }

    /// <summary>A happening without its time.</summary>
    public static string Text(Happening happening) => happening switch
    {
        CallArrives call => $"call {Name(call.Call)} by {Name(call.Trunk)}"
            + (call.Called is null ? "" : $" to {Name(call.Called)}")
            + (call.Caller is null ? "" : $" from {Name(call.Caller)}") + Text(call.Conduct),
        EmployeeCalls call => $"{Subject(call.Employee)} calls {Name(call.Called)} as {Name(call.Call)}"
            + Text(call.Conduct),
        CallerHangsUp up => $"call {Name(up.Call)} hangs up",
        CallerPresses keys => $"call {Name(keys.Call)} presses {keys.Keys}",
        DeviceRegisters { Device: "phone" } device => $"{Subject(device.Employee)} registers",
        DeviceRegisters device => $"{Subject(device.Employee)} registers {Name(device.Device)}",
        DeviceUnregisters device => $"{Subject(device.Employee)} unregisters {Name(device.Device)}",
        GoesOffLine gone => $"{Subject(gone.Employee)} goes off line",
        EmployeePauses paused => $"{Subject(paused.Employee)} pauses",
        EmployeeResumes resumed => $"{Subject(resumed.Employee)} resumes",
        PhoneRule rule => $"{Text(rule.Phone)} {Text(rule.Conduct)}",
        PhonePicksUp up => $"{Text(up.Phone)} picks up",
        PhoneHangsUp up => $"{Text(up.Phone)} hangs up",
        PhonePresses keys => $"{Text(keys.Phone)} presses {keys.Keys}",
        PhoneTransfers passed => $"{Text(passed.Phone)} transfers to {passed.Target}"
            + (passed.IsAttended ? " attended" : ""),
        PhoneTakesBack back => $"{Text(back.Phone)} takes back",
        TrunkFails trunk => $"trunk {Name(trunk.Trunk)} fails",
        TrunkWorks trunk => $"trunk {Name(trunk.Trunk)} works",
        PlanChanges plan => $"plan {Name(plan.Plan)}",
        RouterStops => "router stops",
        _ => throw new ArgumentException($"A {happening.GetType().Name} cannot be written.", nameof(happening)),
    };

    public static string Text(Phone phone) => phone.Kind switch
    {
        PhoneKind.Mobile => $"{Subject(phone.Name)}'s mobile",
        PhoneKind.Outside => $"outside {Name(phone.Name)}",
        _ => Subject(phone.Name),
    };

    /// <summary>A time since the start: minutes, seconds and milliseconds; from one hour on with hours.</summary>
    public static string Time(Duration time)
    {
        var milliseconds = Milliseconds(time);
        var (seconds, rest) = Math.DivRem(milliseconds, 1000);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}.{rest:000}")
            : string.Create(CultureInfo.InvariantCulture,
                $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}.{rest:000}");
    }

    /// <summary>A length of time: <c>1m30s</c>.</summary>
    public static string Length(Duration length)
    {
        var milliseconds = Milliseconds(length);
        if (milliseconds == 0)
            return "0s";
        var text = new StringBuilder();
        foreach (var (unit, size) in new[] { ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1) })
        {
            var (count, rest) = Math.DivRem(milliseconds, size);
            if (count > 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            milliseconds = rest;
        }

        return text.ToString();
    }

    private static string Text(CallerConduct conduct) =>
        (conduct.Patience is { } patience ? $" holds {Length(patience)}" : "")
        + (conduct.Talk is { } talk ? $" talks {Length(talk)}" : "")
        + (conduct.Keys.IsEmpty ? "" : " presses " + string.Join(", ",
            conduct.Keys.Select(press => $"{press.Keys} at {Length(press.After)}")));

    private static string Text(PhoneConduct conduct)
    {
        var after = conduct.After == Duration.Zero ? "" : $" after {Length(conduct.After)}";
        return conduct.Action switch
        {
            PhoneAction.Answers => $"answers{after}"
                + (conduct.Talk is { } talk ? $" talks {Length(talk)}" : "")
                + (conduct.Keys is { } keys ? $" presses {keys.Keys} after {Length(keys.After)}" : ""),
            PhoneAction.Declines => $"declines{after}",
            PhoneAction.IsBusy => $"is busy{after}",
            PhoneAction.IsUnreachable => $"is unreachable{after}",
            _ => "never answers",
        };
    }

    private static string Subject(string name) =>
        ScriptReader.Keywords.Contains(name) ? $"\"{name}\"" : Name(name);

    private static string Name(string name)
    {
        if (name.Length > 0 && !name.EndsWith("'s", StringComparison.Ordinal)
            && !name.StartsWith("//", StringComparison.Ordinal) && !name.Any(NeedsQuotes))
            return name;
        var text = new StringBuilder("\"");
        foreach (var letter in name)
        {
            if (letter is '"' or '\\')
                text.Append('\\').Append(letter);
            else if (char.IsControl(letter) || letter is '\u2028' or '\u2029' || char.IsSurrogate(letter))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                text.Append(letter);
        }

        return text.Append('"').ToString();
    }

    private static bool NeedsQuotes(char letter) =>
        letter is '"' or '\\' or ',' || char.IsWhiteSpace(letter) || char.IsControl(letter) || char.IsSurrogate(letter);

    private static long Milliseconds(Duration time)
    {
        if (time < Duration.Zero || time.BclCompatibleTicks % NodaConstants.TicksPerMillisecond != 0
            || time.SubsecondNanoseconds % 1_000_000 != 0)
            throw new ArgumentException($"A script has times of 0 or more, in whole milliseconds, not {time}.",
                nameof(time));
        return (long)time.TotalMilliseconds;
    }
}
