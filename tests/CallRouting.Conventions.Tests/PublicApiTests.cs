using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace CallRouting.Conventions.Tests;

/// <summary>A package's public types and members change only on purpose: the approved listing is in docs/api.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory, MemberData(nameof(Packages))]
    public void The_public_api_is_the_approved_one(string package)
    {
        var file = Path.Combine(Repository.Root, "docs", "api", $"CallRouting.{package}.txt");
        var listing = Listing(Repository.Load(package));
        if (Environment.GetEnvironmentVariable("CALLROUTING_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, listing);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == listing,
            $"The public API of CallRouting.{package} differs from docs/api. If that is meant, run the tests once with CALLROUTING_UPDATE_DOCS=1 and commit the change.");
    }

    private static string Listing(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodInfo { IsSpecialName: true } and not Type
                    && !member.IsDefined(typeof(CompilerGeneratedAttribute)))
                .Select(member => member.ToString()!).Distinct().Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
}
