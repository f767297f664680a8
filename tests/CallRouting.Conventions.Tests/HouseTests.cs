using System.Text.RegularExpressions;

namespace CallRouting.Conventions.Tests;

/// <summary>Who may know whom: between packages, and between the rooms of the core.</summary>
public partial class HouseTests
{
    private static readonly Dictionary<string, string[]> PackagesKnown = new()
    {
        ["Core"] = [],
        ["Audio"] = [],
        ["PlanFiles"] = ["Core"],
        ["Runtime"] = ["Core", "PlanFiles", "Audio"],
        ["Sip"] = ["Core", "Audio"],
        ["E1"] = ["Core", "Audio"],
        ["Analog"] = ["Core", "Audio"],
        ["Testing"] = ["Core"],
    };

    private static readonly Dictionary<string, string[]> RoomsKnown = new()
    {
        ["Numbers"] = [],
        ["Schedules"] = [],
        ["Plans"] = ["Numbers", "Schedules"],
        ["Routing"] = ["Numbers", "Schedules", "Plans"],
        ["Distribution"] = ["Numbers", "Schedules", "Plans"],
        ["Calls"] = ["Numbers", "Schedules", "Plans", "Routing", "Distribution"],
        ["Transports"] = ["Numbers", "Plans", "Routing", "Calls"],
        ["Offices"] = ["Numbers", "Schedules", "Plans", "Routing", "Distribution", "Calls"],
        ["Analysis"] = ["Numbers", "Schedules", "Plans", "Routing", "Distribution", "Calls", "Offices"],
    };

    public static TheoryData<string> Packages => [.. Repository.Packages];

    public static TheoryData<string> Rooms => [.. RoomsKnown.Keys];

    [Theory, MemberData(nameof(Packages))]
    public void A_package_knows_only_the_packages_below_it(string package)
    {
        var known = Repository.Load(package).GetReferencedAssemblies()
            .Select(name => name.Name!).Where(name => name.StartsWith("CallRouting.", StringComparison.Ordinal))
            .Select(name => name["CallRouting.".Length..]);
        Assert.Empty(known.Except(PackagesKnown[package]));
    }

    [Fact]
    public void The_core_uses_no_library_but_NodaTime_and_the_container_abstractions()
    {
        var foreign = Repository.Load("Core").GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal));
        Assert.Empty(foreign.Except(["NodaTime", "Microsoft.Extensions.DependencyInjection.Abstractions"]));
    }

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_of_the_core_knows_only_the_rooms_before_it(string room)
    {
        var homes = new Dictionary<string, string>();
        foreach (var file in Repository.SourceFiles("src/CallRouting.Core"))
            foreach (Match declared in Declaration().Matches(File.ReadAllText(file)))
                homes.TryAdd(declared.Groups[1].Value, RoomOf(file));

        var trespasses =
            from file in Repository.SourceFiles("src/CallRouting.Core")
            where RoomOf(file) == room
            from word in Words(File.ReadAllText(file))
            where homes.TryGetValue(word, out var home) && RoomsKnown.ContainsKey(home)
                && home != room && !RoomsKnown[room].Contains(home)
            select $"{Path.GetFileName(file)} knows {word} of {homes[word]}";
        Assert.Empty(trespasses.Distinct());
    }

    [Theory, MemberData(nameof(Packages))]
    public void Public_types_live_in_the_namespace_of_their_package(string package)
    {
        var expected = package == "Core" ? "CallRouting" : $"CallRouting.{package}";
        Assert.Empty(Repository.Load(package).GetExportedTypes()
            .Where(type => type.Namespace != expected && type.Namespace != "Microsoft.Extensions.DependencyInjection")
            .Select(type => type.FullName));
    }

    [Theory, MemberData(nameof(Packages))]
    public void Classes_are_sealed(string package) =>
        Assert.Empty(Repository.Load(package).GetExportedTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }
                && !typeof(Exception).IsAssignableFrom(type))
            .Select(type => type.FullName));

    [Theory, MemberData(nameof(Packages))]
    public void Names_are_the_field_s_nouns(string package)
    {
        string[] vague = ["Manager", "Helper", "Util", "Utils", "Service", "Handler", "Base", "Info", "Context", "Impl"];
        Assert.Empty(Repository.Load(package).GetTypes()
            .Where(type => !type.Name.Contains('<') && Array.Exists(vague, word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .Select(type => type.FullName));
    }

    private static string RoomOf(string file) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, "src/CallRouting.Core"), file).Split('/', '\\')[0];

    private static IEnumerable<string> Words(string code) =>
        Word().Matches(Comment().Replace(code, "")).Select(word => word.Value).Distinct();

    [GeneratedRegex(@"(?:class|struct|record|interface|enum)\s+([A-Z]\w+)")]
    private static partial Regex Declaration();

    // A type's name on its own: not a member of something, not a member's own name where it is declared or set.
    [GeneratedRegex(@"(?<![\w.])[A-Z]\w+(?![\w])(?!\s*(?:=[^=>]|\{ get|=>|:|\())|(?<=new )[A-Z]\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"//.*|""(?:\\.|[^""\\])*""")]
    private static partial Regex Comment();
}
