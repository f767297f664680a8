using System.Globalization;
using FsCheck.Xunit;

namespace CallRouting.Days.Tests;

/// <summary>A law over random days: 150 of them, or as many as CALLROUTING_DAYS says.</summary>
[AttributeUsage(AttributeTargets.Method)]
#pragma warning disable xUnit3003 // the attribute of FsCheck takes no source information that could be passed on
public sealed class DaysAttribute : PropertyAttribute
#pragma warning restore xUnit3003
{
    public DaysAttribute()
    {
        Arbitrary = [typeof(RandomDays)];
        MaxTest = int.TryParse(Environment.GetEnvironmentVariable("CALLROUTING_DAYS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out var days) && days > 0 ? days : 150;
    }
}
