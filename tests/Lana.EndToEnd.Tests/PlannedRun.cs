namespace Lana;

/// <summary>A plan that nobody has worked on, and what workers should leave, made once for all tests of a class.</summary>
public sealed class PlannedRun : IAsyncLifetime
{
    private readonly Scratch _scratch = new();

    public IReadOnlyDictionary<string, string> Files { get; private set; } = new Dictionary<string, string>();

    private string Planned => _scratch.File("planned");

    public async ValueTask InitializeAsync()
    {
        await new Job(_scratch.File("finished")).CompleteAsync();
        Files = RunFiles.PoolAndScores(_scratch.File("finished"));
        await new ShardedJob(new Job(Planned)).PlanAsync();
    }

    /// <summary>The plan in a directory of a test's own.</summary>
    internal ShardedJob CopyTo(string directory)
    {
        RunFiles.Copy(Planned, directory);
        return new ShardedJob(new Job(directory));
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
