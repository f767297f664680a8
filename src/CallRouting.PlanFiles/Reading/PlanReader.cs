using System.Globalization;

namespace CallRouting.PlanFiles;

/// <summary>Turns the tree of a plan file into the model. Reads on after a mistake, so that all are found at once.
/// </summary>
internal sealed partial class PlanReader
{
    private const string Version = "1";

    private readonly Findings _findings;
    private readonly Dictionary<string, SourcePosition> _positions = new(StringComparer.Ordinal);
    private readonly MapReader _file;
    private readonly NameIndex _names;

    private PlanReader(Place root, Findings findings)
    {
        _findings = findings;
        Locate(root);
        _file = new MapReader(root, PlanFormat.File, findings);
        _names = new NameIndex(_file);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="tree">The file's tree.</param>
    /// <param name="findings">Where errors go.</param>
    /// <returns>The model with harmless stand-ins where something is wrong, the tests, and where all stands.</returns>
    public static (Plan Plan, EquatableList<PlanTest> Tests, SourceMap Positions) Read(Node tree, Findings findings)
    {
        var reader = new PlanReader(new Place(tree, "", new SourcePosition(1, 1)), findings);
        var plan = reader.ReadPlan();
        return (plan, reader.ReadTests(), new SourceMap(reader._positions));
    }

    private Plan ReadPlan()
    {
        if (_file.IsBroken)
            return new Plan { Id = "", TimeZone = "UTC", OtherNumber = Nowhere };
        ReadVersion();
        var plan = _file.Require("plan", "plan: { id: my-office, time-zone: Europe/Moscow }") is { } place
            ? new MapReader(place, PlanFormat.Company, _findings)
            : null;
        return new Plan
        {
            Id = plan?.RequiredText("id", "a short name of the company, like sever-office") ?? "",
            TimeZone = plan?.RequiredText("time-zone", "an IANA zone, like Europe/Moscow") ?? "",
            Defaults = ReadDefaults(),
            Employees = Section("employees", ReadEmployee),
            Departments = Section("departments", ReadDepartment),
            Voicemails = Section("voicemails", ReadVoicemail),
            Faxes = Section("faxes", ReadFax),
            Externals = Section("externals", ReadExternal),
            Schedules = Section("schedules", ReadSchedule),
            Menus = Section("menus", ReadMenu),
            Routes = Section("routes", (place, id) => new NamedRoute(id, ReadTarget(place))),
            Trunks = Section("trunks", ReadTrunk),
            Numbers = Section("numbers", ReadNumber),
            Screening = _file.Find("screening") is { } screening ? ReadScreening(screening) : null,
            Outgoing = _file.Find("outgoing") is { } outgoing ? ReadOutgoing(outgoing) : new OutgoingCalls(),
            Transfers = _file.Find("transfers") is { } transfers ? ReadTransfers(transfers) : new TransferKeys(),
            OtherNumber = ReadExit(_file, "other-number", "{ department: sales }, for calls that match no number"),
        };
    }

    private void ReadVersion()
    {
        const string example = "callrouting: 1, the version of the format, as the first line";
        if (_file.Require("callrouting", example) is not { } place
            || Scalars.Text(place, _findings, "the version of the format is 1") is not { } version
            || version == Version)
            return;
        _findings.Error("wrong-version", place.Path, place.Node.At,
            $"This file is of format {Shown.Of(version)}; this program reads format {Version}: write callrouting: 1.");
    }

    private PlanDefaults ReadDefaults()
    {
        var defaults = new PlanDefaults();
        if (_file.Find("defaults") is not { } place)
            return defaults;
        var map = new MapReader(place, PlanFormat.Defaults, _findings);
        return new PlanDefaults
        {
            Department = map.Text("department"),
            Ring = map.Duration("ring") ?? defaults.Ring,
            Step = map.Duration("step") ?? defaults.Step,
            MobileAfter = map.Duration("mobile-after") ?? defaults.MobileAfter,
            MenuTimeout = map.Duration("menu-timeout") ?? defaults.MenuTimeout,
            AnswerWithin = map.Duration("answer-within") ?? defaults.AnswerWithin,
            MessageLength = map.Duration("message-length") ?? defaults.MessageLength,
            ConfirmWithin = map.Duration("confirm-within") ?? defaults.ConfirmWithin,
            MaxCall = map.Duration("max-call") ?? defaults.MaxCall,
        };
    }

    /// <summary>Reads a section whose keys are ids.</summary>
    private EquatableList<T> Section<T>(string key, Func<Place, string, T> read)
    {
        if (_file.Find(key) is not { } place)
            return [];
        if (place.Node is not MapNode map)
        {
            Scalars.WrongType(place, $"'{key}' is a map: a name for each, and under it what it is", _findings);
            return [];
        }

        return EquatableList.From(map.Entries.Select(entry => read(place.Below(entry), entry.Key)));
    }

    // The compiler names each day and date by itself, whatever range it was written in.
    private void LocateHours(string path, Place written)
    {
        _positions[path] = written.NameAt;
        if (written.Node is ListNode list)
            for (var i = 0; i < list.Items.Count; i++)
                _positions[string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")] = list.Items[i].At;
    }

    // Text stands where it stands; a map or a list where its key is.
    private void Locate(Place place)
    {
        if (place.Path.Length > 0)
            _positions.TryAdd(place.Path, place.Node is MapNode or ListNode ? place.NameAt : place.Node.At);
        switch (place.Node)
        {
            case MapNode map:
                foreach (var entry in map.Entries)
                    Locate(place.Below(entry));
                break;
            case BrokenNode:
                _findings.Cover(place.Path);
                break;
            case ListNode list:
                for (var i = 0; i < list.Items.Count; i++)
                    Locate(place.Below(i, list.Items[i]));
                break;
        }
    }
}
