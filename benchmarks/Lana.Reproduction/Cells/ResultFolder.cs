using System.Text.Json;
using System.Text.Json.Serialization;
using Lana.Internal;

namespace Lana.Reproduction.Cells;

/// <summary>The finished cells: a folder for each table, a JSON file for each cell.</summary>
internal sealed class ResultFolder(string path)
{
    // Results of earlier builds name options that no longer exist.
    private static readonly JsonSerializerOptions Options = new(JsonFile.DefaultOptions)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    public string Path { get; } = path;

    public string FileOf(string table, string family, ulong seed) =>
        System.IO.Path.Combine(Path, table, $"{family}-seed{seed}.json");

    /// <summary>The finished cells of a table, by family and seed.</summary>
    public IReadOnlyList<Cell<T>> Read<T>(string table) => ReadAll<Cell<T>>(table);

    /// <summary>The teachers that were trained into this folder, by family.</summary>
    public IReadOnlyList<TeacherFacts> Teachers() => ReadAll<TeacherFacts>("teachers");

    private IReadOnlyList<T> ReadAll<T>(string name)
        where T : class
    {
        var folder = System.IO.Path.Combine(Path, name);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => JsonFile.Read<T>(file, Options)),
        ];
    }
}
