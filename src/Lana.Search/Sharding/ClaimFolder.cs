using System.Diagnostics.CodeAnalysis;

namespace Lana.Sharding;

/// <summary>The claims on one unit: a file for each, numbered; the last one counts.</summary>
/// <remarks>A claim is taken by creating the next file, which only one can do: also of many who see at once that the last claim is
/// stale. Who finds a claim after its own has lost the unit.</remarks>
internal sealed class ClaimFolder(string unitFolder)
{
    public string Folder => Path.Combine(unitFolder, "claims");

    /// <summary>The last claim's number and text; 0 and nothing where there is none.</summary>
    public (int Number, string Text) Last()
    {
        var number = LastNumber();
        try
        {
            return number == 0 ? (0, "") : (number, File.ReadAllText(PathOf(number)));
        }
        catch (IOException)
        {
            // It is being replaced, and the file system shows that for a moment; where nobody replaces it, that becomes stale.
            return (number, "");
        }
    }

    public int LastNumber() => !Directory.Exists(Folder) ? 0 : Directory.EnumerateFiles(Folder, "*.json")
        .Select(file => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>Takes the unit after a claim.</summary>
    /// <returns>Whether nobody else did.</returns>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public bool TryTake(int after, Claim claim)
    {
        var path = PathOf(after + 1);
        var isCreated = false;
        try
        {
            Directory.CreateDirectory(Folder);
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            isCreated = true;
            file.Write(JsonSerializer.SerializeToUtf8Bytes(claim, JsonFile.DefaultOptions));
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException) when (!isCreated && File.Exists(path))
        {
            return false;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw OutputException.NotWritten(path, cause);
        }
    }

    /// <summary>Replaces the text of one's own claim.</summary>
    public void Write(int number, Claim claim) => AtomicFile.WriteJson(PathOf(number), claim);

    /// <summary>Reads a claim; false where it is half-written or no claim.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Claim? claim)
    {
        try
        {
            claim = JsonSerializer.Deserialize<Claim>(text, JsonFile.DefaultOptions);
        }
        catch (JsonException)
        {
            claim = null;
        }

        return claim is not null;
    }

    private string PathOf(int number) => Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{number:D6}.json"));
}
