using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lana.Internal;

/// <summary>Reads JSON files; <see cref="AtomicFile.WriteJson"/> writes them.</summary>
public static class JsonFile
{
    /// <summary>How Lana writes and reads its JSON: indented, camel case, enumerations by name, line feeds.</summary>
    public static JsonSerializerOptions DefaultOptions { get; } = MakeDefaultOptions();

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; <see cref="DefaultOptions"/> if null.</param>
    /// <returns>The value, never null.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="DamagedFileException">The file holds no JSON, or JSON of another form.</exception>
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
