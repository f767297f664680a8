using NodaTime;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private Employee ReadEmployee(Place place, string id)
    {
        var map = new MapReader(place, "An employee",
            ["name", "role", "ext", "devices", "mobile", "guarded-by", "email", "ring-in-use"], _findings);
        return new Employee
        {
            Id = id,
            Name = map.Text("name") ?? "",
            Role = map.Word("role", Vocabulary.Role),
            Extension = map.Extension("ext"),
            Devices = EquatableList.From(map.Texts("devices").Select(name => new EmployeeDevice(name))),
            Mobile = map.Find("mobile") is { } mobile ? ReadMobile(mobile) : null,
            GuardedBy = map.Text("guarded-by"),
            Email = map.Text("email"),
            RingInUse = map.Flag("ring-in-use"),
        };
    }

    private MobileForward ReadMobile(Place place)
    {
        if (place.Node is not MapNode)
            return new MobileForward { To = Scalars.Phone(place, _findings) };
        var map = new MapReader(place, "A mobile", ["to", "after", "keep-ringing", "confirm"], _findings);
        return new MobileForward
        {
            To = RequiredPhone(map, "to"),
            After = map.Duration("after"),
            KeepRinging = map.Flag("keep-ringing"),
            Confirm = map.Flag("confirm"),
        };
    }

    private PhoneNumber RequiredPhone(MapReader map, string key) =>
        map.Require(key, "the number in international form, like \"+79161110001\"") is { } place
            ? Scalars.Phone(place, _findings)
            : default;

    private Department ReadDepartment(Place place, string id)
    {
        var map = new MapReader(place, "A department",
            ["name", "ext", "strategy", "step", "members", "give-up-after", "rounds", "otherwise"], _findings);
        return new Department
        {
            Id = id,
            Name = map.Text("name") ?? "",
            Extension = map.Extension("ext"),
            Strategy = map.Word("strategy", Vocabulary.Strategy),
            Step = map.Duration("step"),
            Members = map.Require("members", "the employees in ringing order, like [anna, ivan]") is { } members
                ? ReadMembers(members)
                : [],
            // One that cannot be read is still there: that none is would be a second error for one mistake.
            GiveUpAfter = map.Duration("give-up-after") ?? (map.Has("give-up-after") ? Duration.FromMinutes(1) : null),
            Rounds = map.Whole("rounds", 1, int.MaxValue) ?? (map.Has("rounds") ? 1 : null),
            Otherwise = ReadExit(map, "otherwise", "where a call goes that nobody answered, like voicemail-office",
                bareNames: true),
        };
    }

    private EquatableList<Member> ReadMembers(Place place)
    {
        var members = new List<Member>();
        foreach (var item in Scalars.Items(place, "a list of employees, like [anna, ivan]", _findings))
        {
            string? employee;
            Duration? step = null;
            if (item.Node is MapNode)
            {
                var map = new MapReader(item, "A member", ["employee", "step"], _findings);
                employee = map.RequiredText("employee", "the employee's name in this plan");
                step = map.Duration("step");
            }
            else
                employee = Scalars.Text(item, _findings, "an employee's name is expected here");

            if (!string.IsNullOrEmpty(employee))
                members.Add(new Member(employee, step));
        }

        return EquatableList.From(members);
    }
}
