namespace Lana.Benchmarks;

/// <summary>A folder that goes away with what it was made for.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lana-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
