namespace Lana.Definitions;

/// <summary>Converts a <see cref="Padding"/> to the name of its rule or to <c>[top, left, bottom, right]</c>.</summary>
internal sealed class PaddingJsonConverter : JsonConverter<Padding>
{
    private static readonly (string Name, Padding Padding)[] Named =
        [("symmetric", Padding.Symmetric), ("same", Padding.Same), ("none", Padding.None)];

    public override Padding Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var name = reader.GetString();
            return Named.FirstOrDefault(pair => pair.Name == name) is { Name: not null } found
                ? found.Padding
                : throw new JsonException($"There is no padding '{name}'.");
        }

        return JsonSerializer.Deserialize<int[]>(ref reader, options) is [>= 0, >= 0, >= 0, >= 0] sides
            ? Padding.Of(sides[0], sides[1], sides[2], sides[3])
            : throw new JsonException("A padding is a name or an array of top, left, bottom and right, none negative.");
    }

    public override void Write(Utf8JsonWriter writer, Padding value, JsonSerializerOptions options)
    {
        if (value.Rule == PaddingRule.Explicit)
        {
            var sides = value.Sides;
            JsonSerializer.Serialize(writer, new[] { sides.Top, sides.Left, sides.Bottom, sides.Right }, options);
        }
        else
        {
            writer.WriteStringValue(Named[(int)value.Rule].Name);
        }
    }
}
