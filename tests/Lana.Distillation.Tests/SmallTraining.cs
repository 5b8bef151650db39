using Lana.Candidates;
using Lana.Data;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;

namespace Lana;

/// <summary>A tiny pre-training: two layers, of which one could disappear, and two operations in each.</summary>
internal sealed record SmallTraining(string Directory)
{
    private static readonly SearchSpace SearchSpace = SearchSpace.Named("identity", "efn_e1_k3", "cb_stack_k3_w0.5");

    public PretrainingOptions Options { get; init; } = MakeOptions();

    public ulong TeacherSeed { get; init; } = 1;

    public ulong Seed { get; init; } = 1;

    public IBatchSource Data { get; init; } = Some.Images();

    public IReadOnlyList<Operation> More { get; init; } = [];

    public IProgress<LanaProgress>? Progress { get; init; }

    /// <summary>The clock; null for the system's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Every operation of the search space in the third and the seventh layer, the teacher's own among them.</summary>
    public static IReadOnlyList<Candidate> Candidates { get; } =
    [
        .. from index in new[] { 2, 6 }
           let layer = Some.Definition.Layers[index]
           from operation in SearchSpace.For(layer)
           select new Candidate(layer, operation),
    ];

    public static PretrainingOptions MakeOptions() => new() { Epochs = 1, BatchSize = 8, Workers = 2 };

    public async Task<IReadOnlyList<PoolEntry>> RunAsync(CancellationToken? cancellationToken = null)
    {
        using var teacher = Some.Teacher(TeacherSeed);
        using var pool = CandidatePool.Open(Directory);
        return await RunAsync(teacher, pool, cancellationToken);
    }

    public Task<IReadOnlyList<PoolEntry>> RunAsync(
        Network teacher, CandidatePool pool, CancellationToken? cancellationToken = null)
    {
        var candidates = Candidates.Concat(More.Select(operation => new Candidate(Candidates[^1].Layer, operation))).ToList();
        return new CandidateTrainer(Options, Time).TrainAsync(
            new PretrainingRequest(teacher, candidates, Data, pool) { Seed = Seed },
            Progress,
            cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
