using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CallRouting.PlanFiles.Tests;

/// <summary>Plan files as trees of JSON, as an editor or a foreign validator sees them.</summary>
internal static partial class PlanTree
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(PlanSchema.Json);

    /// <summary>Whether the schema accepts a tree.</summary>
    public static bool IsValid(JsonNode? tree) => Schema.Evaluate(tree).IsValid;

    /// <summary>What the schema has against a tree, by place.</summary>
    public static string Problems(JsonNode? tree) => string.Join('\n',
        Schema.Evaluate(tree, new EvaluationOptions { OutputFormat = OutputFormat.List }).Details
            .Where(detail => detail is { IsValid: false, Errors: not null })
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")));

    /// <summary>A YAML file as JSON.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="isText">Whether every value is text, as CallRouting reads it; else plain ones that look like
    /// numbers, true or false are such, as the core schema of YAML 1.2 has it and editors do.</param>
    public static JsonNode? FromYaml(string yaml, bool isText)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode, isText);
    }

    private static JsonNode? Convert(YamlNode node, bool isText) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(
            ((YamlScalarNode)child.Key).Value!, Convert(child.Value, isText)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(item => Convert(item, isText))]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain } plain when !isText => Core(plain.Value!),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static JsonValue? Core(string text) => text switch
    {
        "null" or "Null" or "NULL" or "~" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when Whole().IsMatch(text) => JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture)),
        _ when Real().IsMatch(text) => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(text),
    };

    [GeneratedRegex("^[-+]?[0-9]{1,18}$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Real();
}
