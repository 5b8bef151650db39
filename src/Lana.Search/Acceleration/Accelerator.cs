using System.Text.Json;
using Lana.Candidates;
using Lana.FineTuning;
using Lana.Measuring;
using Lana.Networks;
using Lana.Onnx;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Scoring;
using Lana.Selection;
using Lana.Storage;
using Lana.Tables;
using Lana.Weights;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lana.Acceleration;

/// <summary>Runs every stage in order and keeps each in the run directory.</summary>
/// <remarks>LANA as a whole; measured first, and measured last.</remarks>
/// <param name="parts">What does each stage.</param>
/// <param name="settings">The options the parts were made with.</param>
/// <param name="options">How the whole is run; null for the defaults.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="logger">Told of what is decided; null for nobody.</param>
public sealed class Accelerator(
    AccelerationParts parts,
    AccelerationSettings settings,
    AcceleratorOptions? options = null,
    TimeProvider? time = null,
    ILogger<Accelerator>? logger = null) : IAccelerator
{
    // A measurement that a busy machine spoils is repeated: the median of three is what counts.
    private const int FinalMeasurements = 3;

    private readonly AcceleratorOptions _options = options ?? new AcceleratorOptions();
    private readonly ILogger _logger = logger ?? NullLogger<Accelerator>.Instance;

    /// <inheritdoc/>
    public async Task<AccelerationResult> AccelerateAsync(
        LayeredNetwork teacher,
        TrainingData data,
        Budget budget,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(budget);
        ThrowIfOtherShape(teacher, data);
        OnnxParity.Check(teacher, OnnxExporter.Export(teacher), seed: _options.Seed);
        var run = new RunDirectory(_options.RunDirectory, time ?? TimeProvider.System);
        var table = await TableAsync(run, teacher, progress, cancellationToken).ConfigureAwait(false);
        var jobs = CandidatePlan.Make(teacher.Definition, parts.Zoo, table, _options.SkipSlowOperations);
        var budgetMs = budget.Resolve(table.TeacherMs);
        ThrowIfOutOfReach(table, jobs, budgetMs);

        var inputs = ContentHash.Of(
            ModuleWeights.Fingerprint(teacher), teacher.Definition.Fingerprint, data.Train.Fingerprint, $"{_options.Seed}");
        using var pool = CandidatePool.Open(run.File("pool"));
        var entries = await TrainAsync(run, pool, teacher, jobs, data, inputs, progress, cancellationToken)
            .ConfigureAwait(false);
        var usable = Usable(jobs, entries);
        var scored = ContentHash.Of(inputs, Hash(entries), Hash(settings.Scoring with { }));
        var scores = await ScoreAsync(run, pool, teacher, usable, data, scored, progress, cancellationToken)
            .ConfigureAwait(false);
        throw new InvalidOperationException(scores.ToString());
    }
}
