namespace Lana.Definitions;

/// <summary>Bounds the names of nodes, weights and outputs, because each is copied into the name of every weight below
/// it.</summary>
internal sealed class NameConverter : JsonConverter<string>
{
    /// <summary>The maximum number of characters of a name.</summary>
    public const int MaxLength = 256;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()! is var name && name.Length <= MaxLength ? name : throw new JsonException(Complain(name));

    /// <exception cref="ArgumentException">The name is too long.</exception>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        if (value.Length > MaxLength)
        {
            throw new ArgumentException(Complain(value), nameof(value));
        }

        writer.WriteStringValue(value);
    }

    private static string Complain(string name) =>
        $"The name '{Shortened.Of(name)}' has {name.Length} characters; a name has at most {MaxLength}.";
}
