namespace CallRouting.PlanFiles;

/// <summary>The JSON Schema of plan files, for editors and other programs.</summary>
public static class PlanSchema
{
    /// <summary>The schema's own name.</summary>
    public const string Id = "urn:callrouting:plan:1";

    /// <summary>The schema, draft 2020-12, indented, with a line break at its end.</summary>
    /// <remarks>It accepts what <see cref="PlanFile"/> can read. That a name which is referred to exists, that times
    /// are in their range, that dates are in the calendar and that no call can go in circles, only the loader can say.
    /// Values are text: numbers, true and false are accepted where their text would be.</remarks>
    public static string Json => field ??= SchemaWriter.Write();
}
