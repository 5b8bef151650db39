using Lana.Export;
using Lana.Internal;
using Lana.Networks;
using Lana.Parity;
using Lana.Problem;
using Lana.Solvers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lana.Pipeline;

/// <summary>Runs every stage in order and keeps each in the run directory.</summary>
/// <remarks>LANA as a whole, with two additions: the operations are measured before they are trained, and the student
/// is measured before it is believed.</remarks>
/// <param name="parts">What does each stage.</param>
/// <param name="selection">How the selector is asked; null for its own options.</param>
/// <param name="options">How the whole is run; null for the defaults.</param>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="logger">Told of what is decided; null for nobody.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class Accelerator(
    AccelerationParts parts,
    SelectionOptions? selection = null,
    AcceleratorOptions? options = null,
    TimeProvider? time = null,
    ILogger<Accelerator>? logger = null) : IAccelerator
{
    private readonly AcceleratorOptions _options = new AcceleratorOptionsValidator().Require(options ?? new AcceleratorOptions());
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<Accelerator>.Instance;

    /// <inheritdoc/>
    public async Task<AccelerationResult> AccelerateAsync(
        Network teacher,
        TrainingData data,
        Budget budget,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(budget);
        ThrowIfOtherShape(teacher, data);

        // The truth gate of the export stands before hours of training, not behind them.
        OnnxParity.Check(teacher, OnnxExporter.Export(teacher), seed: _options.Seed);
        using var taken = RunLock.Take(_options.RunDirectory);
        var directory = new RunDirectory(_options.RunDirectory, _time);
        using var run = new AccelerationRun(new RunContext(parts, selection, _options, directory)
        {
            Teacher = teacher,
            Data = data,
            Progress = progress,
            CancellationToken = cancellationToken,
        });
        var table = await run.MeasureOperationsAsync().ConfigureAwait(false);
        var budgetMs = budget.Resolve(table.TeacherMs);
        var candidates = run.Plan(table, budgetMs);
        SearchLog.Planned(_logger, candidates.Count, budgetMs, table.TeacherMs);
        var trained = await run.TrainAsync(candidates, table).ConfigureAwait(false);
        var scores = await run.ScoreAsync(trained).ConfigureAwait(false);
        var task = run.Prepare(trained, scores, table, budget);
        var chosen = await run.SelectAsync(task).ConfigureAwait(false);
        SearchLog.Selected(_logger, chosen.Rounds, chosen.MeasuredMs, chosen.BudgetMs);
        var refined = await run.RefineAsync(task, chosen).ConfigureAwait(false);
        if (refined is not null)
        {
            SearchLog.Refined(
                _logger, refined.Swaps.Count, refined.Evaluations, chosen.RankedLoss, refined.Chosen.RankedLoss);
        }

        chosen = refined?.Chosen ?? chosen;
        var contest = await run.CompeteAsync(task, chosen).ConfigureAwait(false);
        if (contest is not null)
        {
            SearchLog.Competed(_logger, contest.Contenders.Count, contest.Winner.RankedLoss, chosen.RankedLoss);
        }

        var result = await run.FinishAsync(task, contest?.Winner ?? chosen, budget).ConfigureAwait(false);
        if (!result.Latency.IsWithinBudget)
        {
            SearchLog.OverBudget(_logger, result.Latency.StudentMs, result.Latency.BudgetMs);
        }

        return result with { Refinement = refined, SuccessiveHalving = contest };
    }

    private static void ThrowIfOtherShape(Network teacher, TrainingData data)
    {
        foreach (var source in new[] { data.Train, data.HeldOut }.OfType<Data.IBatchSource>())
        {
            if (source.Shape != teacher.Input)
            {
                throw new ArgumentException(
                    $"The teacher '{teacher.Name}' takes images of {teacher.Input}; the data has {source.Shape}.", nameof(data));
            }
        }
    }
}
