namespace Lana.Internal;

/// <summary>Reads JSON files; <see cref="AtomicFile.WriteJson"/> writes them.</summary>
internal static class JsonFile
{
    /// <summary>The JSON format of Lana's files: indented, camel case, enumerations by name, line feeds.</summary>
    public static JsonSerializerOptions DefaultOptions { get; } = MakeDefaultOptions();

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="DamagedFileException">It is not the JSON of such a value, or it has members that the value does
    /// not have.</exception>
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

    /// <summary>Reads the version of a file's format, whatever else the file contains: another version may have another
    /// format.</summary>
    public static int ReadVersion(string path) => Read<VersionHeader>(path).Version;

    private static JsonSerializerOptions MakeDefaultOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            AllowDuplicateProperties = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
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

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record VersionHeader(int Version);
}
