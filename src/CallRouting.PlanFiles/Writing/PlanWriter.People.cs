using NodaTime;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanWriter
{
    private void Write(Department department)
    {
        Extension("ext", department.Extension);
        Time("give-up-after", department.GiveUpAfter);
        json.WriteStartArray("members");
        foreach (var member in department.Members)
            Write(member);
        json.WriteEndArray();
        TextIfAny("name", department.Name);
        Target("otherwise", department.Otherwise);
        Whole("pause-after-missed", department.PauseAfterMissed);
        if (department.Queue is { } queue)
            Write(queue);
        Flag("ring-in-use", department.RingInUse);
        Whole("rounds", department.Rounds);
        Time("step", department.Step);
        Text("strategy", Vocabulary.Strategy.Word(department.Strategy));
        if (department.Tiers is { } tiers)
            Write(tiers);
        Time("wrap-up", department.WrapUp == Duration.Zero ? null : department.WrapUp);
    }

    private void Write(Member member)
    {
        if (member == new Member(member.Employee))
        {
            json.WriteStringValue(member.Employee);
            return;
        }

        json.WriteStartObject();
        Text("employee", member.Employee);
        Whole("penalty", member.Penalty == 0 ? null : member.Penalty);
        Time("step", member.Step);
        Whole("weight", member.Weight == 1 ? null : member.Weight);
        json.WriteEndObject();
    }

    private void Write(QueueSettings queue)
    {
        json.WriteStartObject("queue");
        Time("announce-every", queue.AnnounceEvery);
        Flag("announce-position", queue.AnnouncePosition);
        Whole("max-length", queue.MaxLength);
        Time("max-wait", queue.MaxWait);
        Text("music", queue.Music);
        Time("retry", queue.Retry);
        TargetIfAny("when-empty", queue.WhenEmpty);
        TargetIfAny("when-full", queue.WhenFull);
        TargetIfAny("when-waited", queue.WhenWaited);
        json.WriteEndObject();
    }

    private void Write(TierSettings tiers)
    {
        json.WriteStartObject("tiers");
        Text("skill", tiers.Skill);
        Time("wait", tiers.Wait);
        Text("within", tiers.Within == default ? null : Vocabulary.Strategy.Word(tiers.Within));
        json.WriteEndObject();
    }

    private void Write(Employee employee)
    {
        Text("caller-id", employee.CallerId);
        if (!employee.Devices.IsEmpty)
        {
            json.WriteStartArray("devices");
            foreach (var device in employee.Devices)
                Write(device);
            json.WriteEndArray();
        }

        Text("email", employee.Email);
        Extension("ext", employee.Extension);
        Text("guarded-by", employee.GuardedBy);
        Text("head", employee.Head);
        Whole("max-calls", employee.MaxCalls);
        if (employee.Mobile is { } mobile)
        {
            json.WriteStartObject("mobile");
            Time("after", mobile.After);
            Flag("confirm", mobile.Confirm);
            Flag("keep-ringing", mobile.KeepRinging);
            Text("to", mobile.To.ToString());
            json.WriteEndObject();
        }

        TextIfAny("name", employee.Name);
        Text("position", employee.Position);
        Flag("ring-in-use", employee.RingInUse);
        Text("role", Vocabulary.Role.Word(employee.Role));
        if (!employee.Skills.IsEmpty)
        {
            json.WriteStartObject("skills");
            foreach (var skill in employee.Skills)
                Whole(skill.Name, skill.Level);
            json.WriteEndObject();
        }

        Texts("topics", employee.Topics);
        Text("unit", employee.Unit);
    }

    private void Write(EmployeeDevice device)
    {
        if (device.Calls == default)
        {
            json.WriteStringValue(device.Name);
            return;
        }

        json.WriteStartObject();
        Text("calls", Vocabulary.CallScope.Word(device.Calls));
        Text("name", device.Name);
        json.WriteEndObject();
    }
}
