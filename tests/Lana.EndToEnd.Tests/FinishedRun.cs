namespace Lana;

/// <summary>A run that nobody disturbed, done once for all tests of a class.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    private readonly Scratch _scratch = new();

    public string Directory => _scratch.Path;

    public IReadOnlyDictionary<string, string> Files { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        await new Job(Directory).CompleteAsync();
        Files = RunFiles.Of(Directory);
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
