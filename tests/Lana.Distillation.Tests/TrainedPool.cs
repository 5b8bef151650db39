using Lana.Networks;
using Lana.Pool;

namespace Lana;

/// <summary>A teacher and a pool that was trained once for all tests of a class.</summary>
public sealed class TrainedPool : IAsyncLifetime
{
    private readonly Scratch _scratch = new();

    public Network Teacher { get; } = Some.Teacher();

    public string Directory => _scratch.Path;

    public CandidatePool Open() => CandidatePool.Open(Directory);

    public async ValueTask InitializeAsync() => await new SmallTraining(Directory).RunAsync();

    public ValueTask DisposeAsync()
    {
        Teacher.Dispose();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
