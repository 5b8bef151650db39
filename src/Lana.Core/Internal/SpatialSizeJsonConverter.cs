namespace Lana.Internal;

/// <summary>Converts a <see cref="SpatialSize"/> to a number if it is square, otherwise to <c>[height, width]</c>.</summary>
internal sealed class SpatialSizeJsonConverter : JsonConverter<SpatialSize>
{
    public override SpatialSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.GetInt32();
        }

        return JsonSerializer.Deserialize<int[]>(ref reader, options) is [var height, var width]
            ? new SpatialSize(height, width)
            : throw new JsonException("A size is a number or an array of height and width.");
    }

    public override void Write(Utf8JsonWriter writer, SpatialSize value, JsonSerializerOptions options)
    {
        if (value.IsSquare)
        {
            writer.WriteNumberValue(value.Height);
            return;
        }

        writer.WriteStartArray();
        writer.WriteNumberValue(value.Height);
        writer.WriteNumberValue(value.Width);
        writer.WriteEndArray();
    }
}
