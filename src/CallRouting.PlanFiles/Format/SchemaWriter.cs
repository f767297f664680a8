using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CallRouting.PlanFiles;

/// <summary>Writes the forms of the format as JSON Schema, draft 2020-12.</summary>
internal sealed class SchemaWriter
{
    private readonly Utf8JsonWriter _json;

    private SchemaWriter(Utf8JsonWriter json) => _json = json;

    public static string Write()
    {
        var octets = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(octets, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            NewLine = "\n",
        });
        new SchemaWriter(json).WriteSchema();
        json.Flush();
        return Encoding.UTF8.GetString(octets.WrittenSpan) + "\n";
    }

    private void WriteSchema()
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        _json.WriteString("$id", PlanSchema.Id);
        _json.WriteString("title", "A plan of CallRouting");
        Form(PlanFormat.File);
        _json.WriteStartObject("$defs");
        foreach (var form in PlanFormat.All.Skip(1))
        {
            _json.WriteStartObject(form.Id);
            Form(form);
            _json.WriteEndObject();
        }

        WriteTargets();
        WriteScalars();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void Form(PlanForm form)
    {
        _json.WriteString("type", "object");
        _json.WriteStartObject("properties");
        foreach (var key in form.Keys)
        {
            _json.WriteStartObject(key.Name);
            _json.WriteString("description", key.IsRequired ? key.Meaning : $"{key.Meaning} Without it: {key.Without}");
            Value(key.Value);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteBoolean("additionalProperties", false);
        Names("required", form.Keys.Where(key => key.IsRequired).Select(key => key.Name));
        if (form.NotEmpty)
            _json.WriteNumber("minProperties", 1);
        if (form.OneOf.Length > 0)
            Alternatives("anyOf", form.OneOf.Select(key => new[] { key }));
        if (form.Apart.Length > 0)
        {
            _json.WriteStartObject("not");
            Alternatives("anyOf", form.Apart.Select(pair => new[] { pair.One, pair.Other }));
            _json.WriteEndObject();
        }

        if (form.Together is { } together)
        {
            _json.WriteStartObject("dependentRequired");
            Names(together.One, [together.Other]);
            Names(together.Other, [together.One]);
            _json.WriteEndObject();
        }
    }

    private void Alternatives(string keyword, IEnumerable<string[]> alternatives)
    {
        _json.WriteStartArray(keyword);
        foreach (var names in alternatives)
        {
            _json.WriteStartObject();
            Names("required", names);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Value(Shape shape)
    {
        switch (shape)
        {
            case TextShape text:
                Reference(text.MayBeEmpty ? "any-text" : "text");
                break;
            case TimeShape:
                Reference("duration");
                break;
            case FlagShape:
                Reference("flag");
                break;
            case FormShape form:
                Reference(form.Id);
                break;
            case PatternShape pattern:
                AnyOf(pattern.Digits == 0
                    ? [() => Pattern(pattern.Pattern)]
                    : [() => Pattern(pattern.Pattern), () => Whole(0, pattern.Digits)]);
                break;
            case WholeShape whole:
                AnyOf(() => Integer(whole.Least, whole.Most),
                    () => Pattern(WholePattern.Of(whole.Least, whole.Most)));
                break;
            case WordShape words:
                Words(words);
                break;
            case ListShape list:
                _json.WriteString("type", "array");
                Below("items", list.Item);
                break;
            case MapShape map:
                Map(map);
                break;
            case EitherShape either:
                AnyOf([.. either.All.Select(one => (Action)(() => Value(one)))]);
                break;
        }
    }

    private void Words(WordShape words)
    {
        if (words.OrPattern is not { } pattern)
        {
            Enum(words);
            return;
        }

        AnyOf(() => Enum(words), () => Pattern(pattern));
    }

    // A word that looks like a number may be written as one: callrouting: 1.
    private void Enum(WordShape words)
    {
        _json.WriteStartArray("enum");
        foreach (var word in words.All)
        {
            _json.WriteStringValue(word);
            if (int.TryParse(word, out var number))
                _json.WriteNumberValue(number);
        }

        _json.WriteEndArray();
    }

    private void Map(MapShape map)
    {
        _json.WriteString("type", "object");
        _json.WriteStartObject("propertyNames");
        if (map.KeyPattern is { } pattern)
            _json.WriteString("pattern", pattern);
        else
            _json.WriteNumber("minLength", 1);
        _json.WriteEndObject();
        Below("additionalProperties", map.Value);
        if (!map.IsOne)
            return;
        _json.WriteNumber("minProperties", 1);
        _json.WriteNumber("maxProperties", 1);
    }

    // By the key that says what a target is: only what it says then is looked at, however deep targets stand in one
    // another, and what is wrong is said of that kind.
    private void WriteTargets()
    {
        Kinds("target", PlanFormat.TargetWords);
        Kinds("reached", PlanFormat.Reachable);
        _json.WriteStartObject("target-or-name");
        If("object", () => Reference("target"), () => Reference("text"));
        _json.WriteEndObject();
        _json.WriteStartObject("key-target");
        If("object", () => Reference("target"), () => _json.WriteString("const", "repeat"));
        _json.WriteEndObject();
        _json.WriteStartObject("exit");
        _json.WriteString("type", "object");
        _json.WriteStartObject("if");
        Names("required", ["repeat"]);
        _json.WriteEndObject();
        Then("then", () => Reference("menu-exit"));
        Then("else", () => Reference("target"));
        _json.WriteEndObject();
    }

    private void Kinds(string name, IReadOnlyList<string> words)
    {
        _json.WriteStartObject(name);
        _json.WriteString("type", "object");
        if (name == "reached")
            _json.WriteNumber("maxProperties", 1);
        _json.WriteStartObject("properties");
        foreach (var word in words)
        {
            _json.WriteStartObject(word);
            _json.WriteString("description", PlanFormat.Of($"target-{word}").Keys[0].Meaning);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        Alternatives("anyOf", words.Select(word => new[] { word }));
        _json.WriteStartObject("dependentSchemas");
        foreach (var word in words)
        {
            _json.WriteStartObject(word);
            Reference($"target-{word}");
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void If(string type, Action then, Action otherwise)
    {
        _json.WriteStartObject("if");
        _json.WriteString("type", type);
        _json.WriteEndObject();
        Then("then", then);
        Then("else", otherwise);
    }

    private void Then(string keyword, Action write)
    {
        _json.WriteStartObject(keyword);
        write();
        _json.WriteEndObject();
    }

    private void WriteScalars()
    {
        foreach (var (name, least) in (ReadOnlySpan<(string, int)>)[("text", 1), ("any-text", 0)])
        {
            _json.WriteStartObject(name);
            Names("type", ["string", "number", "boolean"]);
            _json.WriteNumber("minLength", least);
            _json.WriteEndObject();
        }

        _json.WriteStartObject("duration");
        Pattern(TimeShape.Pattern);
        _json.WriteStartArray("examples");
        foreach (var example in (string[])["5s", "1m30s", "2h", "7d", "500ms"])
            _json.WriteStringValue(example);
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteStartObject("flag");
        _json.WriteStartArray("enum");
        _json.WriteBooleanValue(true);
        _json.WriteBooleanValue(false);
        foreach (var word in (string[])["yes", "no", "true", "false"])
            _json.WriteStringValue(word);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void AnyOf(params Action[] alternatives)
    {
        if (alternatives.Length == 1)
        {
            alternatives[0]();
            return;
        }

        _json.WriteStartArray("anyOf");
        foreach (var alternative in alternatives)
        {
            _json.WriteStartObject();
            alternative();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Below(string keyword, Shape shape)
    {
        _json.WriteStartObject(keyword);
        Value(shape);
        _json.WriteEndObject();
    }

    private void Reference(string name) => _json.WriteString("$ref", $"#/$defs/{name}");

    private void Pattern(string pattern)
    {
        _json.WriteString("type", "string");
        _json.WriteString("pattern", pattern);
    }

    private void Integer(long least, long most)
    {
        _json.WriteString("type", "integer");
        _json.WriteNumber("minimum", least);
        _json.WriteNumber("maximum", most);
    }

    private void Whole(long least, int digits) => Integer(least, (long)Math.Pow(10, digits) - 1);

    private void Names(string keyword, IEnumerable<string> names)
    {
        _json.WriteStartArray(keyword);
        foreach (var name in names)
            _json.WriteStringValue(name);
        _json.WriteEndArray();
    }
}
