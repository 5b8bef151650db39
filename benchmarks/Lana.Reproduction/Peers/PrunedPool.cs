using System.Diagnostics;
using Lana.Candidates;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>The teacher's layers, unchanged, pruned or left out, with the teacher's weights.</summary>
/// <remarks>Pruned layers are initialised by the library's pre-training, at a rate that changes nothing.</remarks>
internal sealed class PrunedPool : IDisposable
{
    private const double NoRate = 1e-8;
    private const int Batches = 2;

    private static readonly string[] Names = ["inherit_w0.25", "inherit_w0.5", "inherit_w0.75"];

    private readonly Network _teacher;
    private readonly CandidatePool _pool;

    private PrunedPool(Network teacher, CandidatePool pool) => (_teacher, _pool) = (teacher, pool);

    /// <summary>The known operations that prune a layer, from narrow to wide.</summary>
    public static IReadOnlyList<Operation> Widths { get; } =
        [.. Names.Select(name => Operation.TryParse(name, out var operation) ? operation : null).OfType<Operation>()];

    /// <summary>The duration of the initialisation, in seconds.</summary>
    public double Seconds { get; private init; }

    /// <summary>Opens the pool and initialises the missing entries.</summary>
    public static async Task<PrunedPool> OpenAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        var pool = CandidatePool.Open(Path.Combine(experiment.Folder, "pruned"));
        var kept = await experiment.KeptAsync($"pruned pool {string.Join(' ', Widths)}", async () =>
        {
            var started = Stopwatch.GetTimestamp();
            await InitialiseAsync(experiment, pool, cancellationToken);
            return new KeptSeconds(Stopwatch.GetElapsedTime(started).TotalSeconds);
        });
        await InitialiseAsync(experiment, pool, cancellationToken);
        return new PrunedPool(experiment.Teacher, pool) { Seconds = kept.Seconds };
    }

    /// <summary>The architecture with one operation for each layer.</summary>
    public NetworkDefinition Define(IReadOnlyList<Operation> operations) => _teacher.Definition.WithLayers(
        [.. _teacher.Definition.Layers.Zip(operations, (layer, operation) => operation.Define(layer))]);

    /// <summary>The network with one operation for each layer: a view that shares modules.</summary>
    public Network Assemble(IReadOnlyList<Operation> operations) => _pool.Assemble(
        _teacher, _teacher.Definition.Layers.Zip(operations, (layer, operation) => new Candidate(layer, operation)));

    public void Dispose() => _pool.Dispose();

    private static async Task InitialiseAsync(
        Experiment experiment, CandidatePool pool, CancellationToken cancellationToken)
    {
        var candidates = experiment.Teacher.Definition.Layers
            .SelectMany(layer => Widths
                .Where(operation => operation.Supports(layer))
                .Select(operation => new Candidate(layer, operation)))
            .ToList();
        if (candidates.Count == 0)
        {
            return;
        }

        var options = new PretrainingOptions { LearningRate = NoRate };
        options.ImagesPerEpoch = Batches * options.BatchSize;
        await new CandidateTrainer(options, logger: new ConsoleWarnings<CandidateTrainer>()).TrainAsync(
            new PretrainingRequest(experiment.Teacher, candidates, experiment.Data.Train, pool) { Seed = experiment.Seed },
            new ProgressLines($"{experiment.Family.Name}-{experiment.Seed}, pruned layers"),
            cancellationToken);
    }
}
