using Lana.Candidates;
using Lana.Data;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;

namespace Lana.Benchmarks.Distillation;

/// <summary>What is trained in every part of the report: operations of the paper in each layer of the Quickstart's
/// teacher.</summary>
internal sealed class Workload : IDisposable
{
    public const int BatchSize = 64;

    public LayeredNetwork Teacher { get; } = Samples.Teacher.Load();

    public IBatchSource Data { get; } =
        Samples.FashionMnist.Load(Path.Combine(AppContext.BaseDirectory, "data")).Train;

    /// <summary>Operations spread evenly over those an acceleration trains: by default it leaves out what is not faster
    /// than the teacher's layer. Multiply-accumulates stand for times here, so that the workload is the same on every
    /// machine.</summary>
    public IReadOnlyList<CandidateJob> Jobs(int operations, Func<Layer, bool>? filter = null) => Spread(
        operations, filter, job => job.Operation.Define(job.Layer).Price(job.Layer.Input).Macs
            <= job.Layer.Definition.Price(job.Layer.Input).Macs);

    /// <summary>Operations spread evenly over all of the paper's, however costly.</summary>
    public IReadOnlyList<CandidateJob> AllJobs(int operations) => Spread(operations, null, _ => true);

    public async Task<IReadOnlyList<PoolEntry>> TrainAsync(
        IReadOnlyList<CandidateJob> jobs,
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
            new PretrainingTask(Teacher, jobs, Data, pool), progress, cancellationToken);
    }

    public void Dispose() => Teacher.Dispose();

    private IReadOnlyList<CandidateJob> Spread(
        int operations, Func<Layer, bool>? filter, Func<CandidateJob, bool> isWanted) =>
    [
        .. from layer in Teacher.Layers.Select(layer => layer.Info)
           where filter?.Invoke(layer) ?? true
           from job in Spread(layer, operations, isWanted)
           select job,
    ];

    private static IEnumerable<CandidateJob> Spread(Layer layer, int operations, Func<CandidateJob, bool> isWanted)
    {
        var wanted = CandidateZoo.Paper.For(layer)
            .Select(operation => new CandidateJob(layer, operation))
            .Where(job => job.NeedsTraining && isWanted(job))
            .ToList();
        var count = Math.Min(operations, wanted.Count);
        return Enumerable.Range(0, count).Select(index => wanted[index * wanted.Count / count]);
    }
}
