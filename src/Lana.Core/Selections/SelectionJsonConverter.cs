namespace Lana.Selections;

/// <summary>Writes a selection as an object of operation names by layer, and reads it back.</summary>
internal sealed class SelectionJsonConverter : JsonConverter<Selection>
{
    public override Selection Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A selection is an object of operation names by layer.");
        }

        var choices = new List<CandidateKey>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var layer = reader.GetString()!;
            choices.Add(reader.Read() && reader.TokenType == JsonTokenType.String
                ? new CandidateKey(layer, reader.GetString()!)
                : throw new JsonException($"The selection names no operation for layer '{Shortened.Of(layer)}'."));
        }

        try
        {
            return new Selection(choices);
        }
        catch (ArgumentException cause)
        {
            throw new JsonException(cause.Message, cause);
        }
    }

    public override void Write(Utf8JsonWriter writer, Selection value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var choice in value)
        {
            writer.WriteString(choice.Layer, choice.Operation);
        }

        writer.WriteEndObject();
    }
}
