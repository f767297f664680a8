namespace CallRouting.Tests;

[Trait("Spec", "G12")]
public class ExtensionAssignmentTests
{
    private static string[] Assigned(int departments, params string[] taken)
    {
        var builder = new PlanBuilder("extensions", "UTC", To.Mailbox("e0"));
        for (var i = 0; i < Math.Max(1, taken.Length); i++)
        {
            var extension = i < taken.Length ? taken[i] : "1";
            builder.Employee($"e{i}", e => e.Extension(extension));
        }

        for (var i = 0; i < departments; i++)
            builder.Department($"d{i}", To.Mailbox("e0"), d => d.Members("e0").Rounds(1));
        return [.. builder.Build().Departments.Select(department => department.Extension.ToString())];
    }

    [Fact]
    public void The_free_numbers_from_500_are_given_in_order() =>
        Assert.Equal(["500", "502", "504"], Assigned(3, "501", "503"));

    [Fact]
    public void Three_digits_are_used_up_before_a_fourth()
    {
        // 112 and 911 are nobody's.
        var assigned = Assigned(900);
        Assert.Equal(["500", "999", "100", "499", "5000", "5001"],
            [assigned[0], assigned[498], assigned[499], assigned[897], assigned[898], assigned[899]]);
        Assert.DoesNotContain("112", assigned);
        Assert.DoesNotContain("911", assigned);
    }
}
