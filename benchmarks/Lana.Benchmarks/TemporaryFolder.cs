namespace Lana.Benchmarks;

/// <summary>A folder that is deleted when this object is disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lana-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
