namespace Lana.Pipeline;

/// <summary>The pipeline: runs every stage in order and keeps each result in the run directory.</summary>
/// <remarks>LANA with two additions: candidates are measured before they are trained, and the assembled networks are
/// measured before one is fine-tuned.</remarks>
/// <param name="parts">The implementation of each stage.</param>
/// <param name="options">The options of the pipeline; <see langword="null"/> for the defaults.</param>
/// <param name="time">The clock; <see langword="null"/> for the system clock.</param>
/// <param name="logger">Logs decisions; <see langword="null"/> disables logging.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class Accelerator(
    AccelerationParts parts,
    AcceleratorOptions? options = null,
    TimeProvider? time = null,
    ILogger<Accelerator>? logger = null) : IAccelerator
{
    private readonly AcceleratorOptions _options = new AcceleratorOptionsValidator().Require(options ?? new AcceleratorOptions());
    // Made absolute once: the process may change its current directory while a run lasts.
    private readonly string _directory = Path.GetFullPath((options ?? new AcceleratorOptions()).RunDirectory);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<Accelerator>.Instance;
    private readonly LeftOutOperations _leftOut = new(logger ?? NullLogger<Accelerator>.Instance);

    /// <summary>Provides the memory and the disks that the preflight checks.</summary>
    internal IMachineFacts Machine { get; init; } = new MachineFacts();

    /// <inheritdoc/>
    public async Task<AccelerationResult> AccelerateAsync(
        Network teacher,
        TrainingData data,
        Budget budget,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(teacher, data, budget);
        var model = new TeacherModel(teacher);
        var inputs = Inputs(model, data, budget, cancellationToken);
        await new Preflight(inputs, _directory, Machine).RequireAsync(_logger).ConfigureAwait(false);
        using var taken = RunLock.Take(_directory);
        using var run = Open(model, data, new StageContext(progress, cancellationToken));
        return await RunAsync(run, budget).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<AccelerationForecast> ForecastAsync(
        Network teacher,
        TrainingData data,
        Budget budget,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(teacher, data, budget);
        return Task.Run(
            async () =>
            {
                using var run = Open(new TeacherModel(teacher), data, new StageContext(progress, cancellationToken));
                return await ForecastAsync(run, budget, run.KeptTable()).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private AccelerationRun Open(TeacherModel teacher, TrainingData data, StageContext context) =>
        new(parts, _options, new RunStore(_directory, _time)) { Teacher = teacher, Data = data, Context = context };

    private Task<AccelerationForecast> ForecastAsync(AccelerationRun run, Budget budget, LatencyTable? table) => new ForecastRun(
        Inputs(run.Teacher, run.Data, budget, run.Context.CancellationToken) with { Table = table },
        run.Context.Progress).RunAsync();

    private ForecastInputs Inputs(
        TeacherModel teacher, TrainingData data, Budget budget, CancellationToken cancellationToken) =>
        new(parts, _options, teacher, data, budget) { Time = _time, CancellationToken = cancellationToken };

    // Only if the log is read, and not for a run that continues: its finished stages take no time.
    private async Task LogForecastAsync(AccelerationRun run, Budget budget, LatencyTable table)
    {
        if (_logger.IsEnabled(LogLevel.Information) && !run.HasBegun)
        {
            SearchLog.Forecast(_logger, await ForecastAsync(run, budget, table).ConfigureAwait(false));
        }
    }

    private async Task<AccelerationResult> RunAsync(AccelerationRun run, Budget budget)
    {
        var table = await run.MeasureCandidatesAsync().ConfigureAwait(false);
        var limit = new TableBudget(budget, table);
        var candidates = run.Plan(table, limit);
        SearchLog.Planned(_logger, candidates.Count, limit.Ms, table.TeacherMs);
        await LogForecastAsync(run, budget, table).ConfigureAwait(false);
        var trained = await run.TrainAsync(candidates, table).ConfigureAwait(false);
        _leftOut.LogUntrained(new PretrainingStage().Name, candidates.Count, trained.Value);
        var scores = await run.ScoreAsync(trained, table).ConfigureAwait(false);
        _leftOut.LogUnscored(new ScoringStage().Name, trained.Value.Usable, scores.Value);
        var inputs = run.Prepare(trained.Value.Usable, scores, table, limit);
        var chosen = await run.SelectAsync(inputs).ConfigureAwait(false);
        SearchLog.Selected(_logger, chosen.Rounds, chosen.MeasuredMs, chosen.BudgetMs);
        var refined = await run.RefineAsync(inputs, chosen).ConfigureAwait(false);
        if (refined is not null)
        {
            SearchLog.Refined(
                _logger, refined.Swaps.Count, refined.Evaluations, chosen.RankedLoss, refined.Chosen.RankedLoss);
        }

        chosen = refined?.Chosen ?? chosen;
        var search = await run.TryAsync(inputs, chosen).ConfigureAwait(false);
        if (search is not null)
        {
            SearchLog.Tried(_logger, search.Trials.Count, search.Trials.Min(trial => trial.Loss), search.Trials[0].Loss);
        }

        var result = await run.FinishAsync(inputs, search?.Winner ?? chosen).ConfigureAwait(false);
        if (!result.Latency.IsWithinBudget)
        {
            SearchLog.OverBudget(_logger, result.Latency.StudentMs, result.Latency.BudgetMs);
        }

        return result with { Refinement = refined, TrialSearch = search };
    }

    /// <summary>Refuses data of another shape than the teacher's input.</summary>
    internal static void ThrowIfUnusable(Network teacher, TrainingData data, Budget budget)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(budget);
        foreach (var source in new[] { data.Train, data.HeldOut }.OfType<Data.IBatchSource>())
        {
            if (source.Shape != teacher.Input)
            {
                throw new ArgumentException(
                    $"The teacher '{teacher.Name}' takes images of {teacher.Input}; the data has {source.Shape}. " +
                    $"{nameof(Data.ImageFolderOptions)}.{nameof(Data.ImageFolderOptions.For)}(teacher.{nameof(teacher.Input)}) reads a folder so.",
                    nameof(data));
            }
        }
    }
}
