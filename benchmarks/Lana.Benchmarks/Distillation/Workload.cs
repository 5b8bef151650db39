using Lana.Candidates;
using Lana.Data;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;

namespace Lana.Benchmarks.Distillation;

/// <summary>The trainings that every part of the report uses: operations of the paper in each layer of the Quickstart's
/// teacher.</summary>
internal sealed class Workload : IDisposable
{
    public const int BatchSize = 64;

    public Network Teacher { get; } = Samples.Teacher.Load();

    public IBatchSource Data { get; } = Samples.FashionMnist.Load().Train;

    /// <summary>Returns operations spread evenly over those that an acceleration trains: by default it leaves out those
    /// that are not faster than the teacher's layer. Multiply-accumulates replace times here, so that the workload is
    /// the same on every machine.</summary>
    public IReadOnlyList<Candidate> Candidates(int operations, Func<Layer, bool>? filter = null) => Spread(
        operations, filter, candidate => candidate.Cost.Macs
            <= candidate.Layer.Definition.Cost(candidate.Layer.Input).Macs);

    /// <summary>Returns operations spread evenly over all of the paper's, however expensive.</summary>
    public IReadOnlyList<Candidate> AllJobs(int operations) => Spread(operations, null, _ => true);

    public async Task<IReadOnlyList<PoolEntry>> TrainAsync(
        IReadOnlyList<Candidate> candidates,
        string folder,
        int steps,
        PretrainingOptions options,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        options.BatchSize = BatchSize;
        options.ImagesPerEpoch = Math.Min(steps, Data.Count / BatchSize) * BatchSize;
        options.Epochs = (steps * BatchSize + options.ImagesPerEpoch - 1) / options.ImagesPerEpoch;
        using var pool = CandidatePool.Open(folder);
        return await new CandidateTrainer(options).TrainAsync(
            new PretrainingRequest(Teacher, candidates, Data, pool), progress, cancellationToken);
    }

    public void Dispose() => Teacher.Dispose();

    private IReadOnlyList<Candidate> Spread(
        int operations, Func<Layer, bool>? filter, Func<Candidate, bool> isWanted) =>
    [
        .. from layer in Teacher.Layers.Select(layer => layer.Info)
           where filter?.Invoke(layer) ?? true
           from candidate in Spread(layer, operations, isWanted)
           select candidate,
    ];

    private static IEnumerable<Candidate> Spread(Layer layer, int operations, Func<Candidate, bool> isWanted)
    {
        var wanted = SearchSpace.Paper.For(layer)
            .Select(operation => new Candidate(layer, operation))
            .Where(candidate => candidate.NeedsTraining && isWanted(candidate))
            .ToList();
        var count = Math.Min(operations, wanted.Count);
        return Enumerable.Range(0, count).Select(index => wanted[index * wanted.Count / count]);
    }
}
