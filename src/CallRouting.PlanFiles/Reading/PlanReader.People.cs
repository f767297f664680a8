using NodaTime;

namespace CallRouting.PlanFiles;

internal sealed partial class PlanReader
{
    private Employee ReadEmployee(Place place, string id)
    {
        var map = new MapReader(place, PlanFormat.Employee, _findings);
        return new Employee
        {
            Id = id,
            Name = map.Text("name") ?? "",
            Role = map.Word("role", Vocabulary.Role),
            Extension = map.Extension("ext"),
            Devices = map.Find("devices") is { } devices ? ReadDevices(devices) : [],
            Mobile = map.Find("mobile") is { } mobile ? ReadMobile(mobile) : null,
            GuardedBy = map.Text("guarded-by"),
            Email = map.Text("email"),
            RingInUse = map.Flag("ring-in-use"),
            MaxCalls = map.Whole("max-calls"),
            Skills = map.Find("skills") is { } skills ? ReadSkills(skills) : [],
            CallerId = map.Text("caller-id"),
            Unit = map.Text("unit"),
            Position = map.Text("position"),
            Head = map.Text("head"),
            Topics = map.Texts("topics"),
        };
    }

    private EquatableList<EmployeeDevice> ReadDevices(Place place)
    {
        var devices = new List<EmployeeDevice>();
        foreach (var item in Scalars.Items(place, "a list of devices, like [desk, softphone]", _findings))
        {
            if (item.Node is MapNode)
            {
                var map = new MapReader(item, PlanFormat.Device, _findings);
                devices.Add(new EmployeeDevice(map.RequiredText("name", "the device's name, like desk"),
                    map.Word("calls", Vocabulary.CallScope)));
            }
            else if (Scalars.Text(item, _findings, "a device's name is expected here") is { } name)
                devices.Add(new EmployeeDevice(name));
        }

        return EquatableList.From(devices);
    }

    private EquatableList<Skill> ReadSkills(Place place)
    {
        var skills = new List<Skill>();
        foreach (var entry in Scalars.Entries(place, "'skills' is a map, like { english: 5 }", _findings))
            skills.Add(new Skill(entry.Key,
                Scalars.Whole(Numbered(place, entry, skills.Count), WholeOf(PlanFormat.Employee, "skills"), _findings) ?? 1));
        return EquatableList.From(skills);
    }

    private MobileForward ReadMobile(Place place)
    {
        if (place.Node is not MapNode)
            return new MobileForward { To = Scalars.Phone(place, _findings) };
        var map = new MapReader(place, PlanFormat.Mobile, _findings);
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
        var map = new MapReader(place, PlanFormat.Department, _findings);
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
            Tiers = map.Find("tiers") is { } tiers ? ReadTiers(tiers) : null,
            WrapUp = map.Duration("wrap-up") ?? Duration.Zero,
            PauseAfterMissed = map.Whole("pause-after-missed"),
            RingInUse = map.Flag("ring-in-use"),
            Queue = map.Find("queue") is { } queue ? ReadQueue(queue) : null,
            // One that cannot be read is still there: that none is would be a second error for one mistake.
            GiveUpAfter = map.Duration("give-up-after") ?? (map.Has("give-up-after") ? Duration.FromMinutes(1) : null),
            Rounds = map.Whole("rounds") ?? (map.Has("rounds") ? 1 : null),
            Otherwise = ReadExit(map, "otherwise", "where a call goes that nobody answered, like voicemail-office",
                bareNames: true),
        };
    }

    private EquatableList<Member> ReadMembers(Place place)
    {
        var members = new List<Member>();
        foreach (var item in Scalars.Items(place, "a list of employees, like [anna, ivan]", _findings))
        {
            if (item.Node is not MapNode)
            {
                if (Scalars.Text(item, _findings, "an employee's name is expected here") is { } name)
                    members.Add(new Member(name));
                continue;
            }

            var map = new MapReader(item, PlanFormat.Member, _findings);
            if (map.RequiredText("employee", "the employee's name in this plan") is { Length: > 0 } employee)
                members.Add(new Member(employee, map.Duration("step"), map.Whole("weight") ?? 1,
                    map.Whole("penalty") ?? 0));
        }

        return EquatableList.From(members);
    }

    private TierSettings ReadTiers(Place place)
    {
        var map = new MapReader(place, PlanFormat.Tiers, _findings);
        return new TierSettings
        {
            Skill = map.Text("skill"),
            Wait = map.Duration("wait"),
            Within = map.Word("within", Vocabulary.Strategy),
        };
    }

    private QueueSettings ReadQueue(Place place)
    {
        var map = new MapReader(place, PlanFormat.Queue, _findings);
        return new QueueSettings
        {
            Music = map.Text("music"),
            AnnouncePosition = map.Flag("announce-position"),
            AnnounceEvery = map.Duration("announce-every"),
            MaxWait = map.Require("max-wait", "how long a call waits, like 5m") is { } wait
                ? Scalars.Duration(wait, _findings) ?? Duration.FromMinutes(1)
                : Duration.FromMinutes(1),
            MaxLength = map.Whole("max-length"),
            Retry = map.Duration("retry"),
            WhenFull = OptionalTarget(map, "when-full", bareNames: true),
            WhenWaited = OptionalTarget(map, "when-waited", bareNames: true),
            WhenEmpty = OptionalTarget(map, "when-empty", bareNames: true),
        };
    }

    private Target? OptionalTarget(MapReader map, string key, bool bareNames = false) =>
        map.Find(key) is { } place ? ReadTarget(place, bareNames) : null;

    // The range of a value that stands in a list or a map of its own.
    private static WholeShape WholeOf(PlanForm form, string key) =>
        (WholeShape)((MapShape)form.Keys.First(known => known.Name == key).Value).Value;
}
