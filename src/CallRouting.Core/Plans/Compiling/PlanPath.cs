using System.Globalization;

namespace CallRouting;

/// <summary>A place in a plan, put into words only when somebody wants to read them.</summary>
/// <param name="Section">The section, for example <c>numbers</c>.</param>
/// <param name="Id">The element's id; empty: the section itself is meant.</param>
/// <param name="Rest">What follows, with its dot or bracket, for example <c>.route.open</c>.</param>
internal readonly record struct PlanPath(string Section, string Id = "", string Rest = "")
{
    /// <summary>The place of an element; one without a name is known by its position.</summary>
    public static PlanPath Of(string section, string? id, int position) => string.IsNullOrEmpty(id) ?
        new PlanPath(section, "", string.Create(CultureInfo.InvariantCulture, $"[{position}]")) :
        new PlanPath(section, id);

    public PlanPath Then(string name) => this with { Rest = $"{Rest}.{name}" };

    /// <summary>The route of a number: a plan may have a million of them, so that no text is made.</summary>
    public PlanPath Route() => Rest.Length == 0 ? this with { Rest = ".route" } : Then("route");

    public PlanPath At(int position) =>
        this with { Rest = string.Create(CultureInfo.InvariantCulture, $"{Rest}[{position}]") };

    public override string ToString() => Id.Length == 0 ? Section + Rest : $"{Section}.{Id}{Rest}";
}
