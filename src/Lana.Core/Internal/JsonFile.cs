namespace Lana.Internal;

/// <summary>Reads JSON files; <see cref="AtomicFile.WriteJson"/> writes them.</summary>
internal static class JsonFile
{
    /// <summary>How Lana writes and reads its JSON: indented, camel case, enumerations by name, line feeds.</summary>
    public static JsonSerializerOptions DefaultOptions { get; } = MakeDefaultOptions();

    public static T Read<T>(string path, JsonSerializerOptions? options = null)
        where T : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = File.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize<T>(stream, options ?? DefaultOptions)
                ?? throw new DamagedFileException(path, "it holds only 'null'. Delete it to have it made again.");
        }
        catch (JsonException cause)
        {
            throw new DamagedFileException(path, $"{cause.Message} Delete it to have it made again.", cause);
        }
    }

    private static JsonSerializerOptions MakeDefaultOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            AllowDuplicateProperties = false,
            WriteIndented = true,
            NewLine = "\n",
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
