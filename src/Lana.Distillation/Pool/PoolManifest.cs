namespace Lana.Pool;

/// <summary>The file format of a pool's list of entries, with a hash that reveals any change.</summary>
internal sealed record PoolManifest(int Version, IReadOnlyList<PoolEntry> Entries, string Hash)
{
    private const int CurrentVersion = 2;

    public static PoolManifest Of(IReadOnlyList<PoolEntry> entries) => new(CurrentVersion, entries, HashOf(entries));

    public static PoolManifest Read(string path)
    {
        var manifest = JsonFile.Read<PoolManifest>(path);
        return manifest.Version == CurrentVersion && manifest.Hash == HashOf(manifest.Entries)
            ? manifest
            : throw new DamagedFileException(
                path, "it is not what was written. Delete it to have the pool trained again.");
    }

    public void Write(string path) => AtomicFile.WriteJson(path, this);

    private static string HashOf(IReadOnlyList<PoolEntry> entries) =>
        ContentHash.Of(JsonSerializer.Serialize(entries, JsonFile.DefaultOptions));
}
