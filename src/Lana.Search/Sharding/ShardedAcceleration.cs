using Lana.Pipeline;
using Lana.Pool;
using Lana.Pretraining;

namespace Lana.Sharding;

/// <summary>Lana's own <see cref="IShardedAcceleration"/>.</summary>
/// <remarks>Each unit has a folder in <c>shards</c> of the run directory: claims, which say who works on it, a manifest of its
/// part of the pool, checkpoints, and at last its result. The files of weights go to the pool at once: each is one unit's, and
/// two workers on one unit write the same bytes.</remarks>
/// <param name="parts">The implementation of each stage; workers use the search space, the trainer and the scorer.</param>
/// <param name="options">The options of the pipeline; null for the defaults.</param>
/// <param name="time">The clock; null for the system clock.</param>
/// <param name="logger">Logs units that are lost or fail; null disables logging.</param>
/// <exception cref="ArgumentException">An option is out of its range.</exception>
public sealed class ShardedAcceleration(
    AccelerationParts parts,
    AcceleratorOptions? options = null,
    TimeProvider? time = null,
    ILogger<ShardedAcceleration>? logger = null) : IShardedAcceleration
{
    private readonly AcceleratorOptions _options = new AcceleratorOptionsValidator().Require(options ?? new AcceleratorOptions());
    private readonly string _directory = Path.GetFullPath((options ?? new AcceleratorOptions()).RunDirectory);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger<ShardedAcceleration>.Instance;

    /// <summary>The version that plans are made with and workers must have.</summary>
    internal string Version { get; init; } = ShardInputs.LanaVersion;

    private ShardFolder Folder => new(_directory);

    /// <inheritdoc/>
    public async Task<ShardStatus> PlanAsync(
        Network teacher,
        TrainingData data,
        Budget budget,
        ShardingOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Accelerator.ThrowIfUnusable(teacher, data, budget);
        var sharding = Checked(options ?? new ShardingOptions());
        var model = new TeacherModel(teacher);
        var inputs = new ForecastInputs(parts, _options, model, data, budget) { Time = _time, CancellationToken = cancellationToken };
        await new Preflight(inputs, _directory, new MachineFacts()).RequireAsync(_logger).ConfigureAwait(false);
        using var taken = RunLock.Take(_directory);
        using var run = Open(parts, model, data, new StageContext(progress, cancellationToken));
        await run.MeasureCandidatesAsync().ConfigureAwait(false);

        // As the workers read it.
        var table = LatencyTable.Load(run.TablePath);
        var candidates = run.Plan(table, new TableBudget(budget, table));
        var shardInputs = ShardInputs.Of(parts, model, data, _options.Seed, candidates, table);
        if (Folder.FindPlan() is not { } kept || kept.Lana != Version || kept.Inputs != shardInputs)
        {
            var costs = await Task.Run(() => UnitCosts.MeasureAsync(inputs with { Table = table }), cancellationToken).ConfigureAwait(false);
            Folder.Write(new ShardPlan(
                Version,
                shardInputs,
                Path.GetRelativePath(_directory, run.TablePath).Replace('\\', '/'),
                [.. candidates.Select(candidate => candidate.Key)],
                new UnitPlanner(sharding, !Prunes).Divide(candidates, costs),
                sharding.Heartbeat,
                sharding.StaleAfter,
                sharding.TakesOver));
        }

        return new ShardMonitor(_directory, _time).Read();
    }

    /// <inheritdoc/>
    public async Task<ShardWork> WorkAsync(
        Network teacher,
        TrainingData data,
        Shard shard,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(shard.Count, 1, nameof(shard));
        var (plan, model, candidates, table) = Read(teacher, data);
        var work = new UnitWork(parts, model, data, _options.Seed)
        {
            Folder = Folder,
            Plan = plan,
            Candidates = candidates,
            Costs = table.ToCostTable(),
        };
        return await new Worker(work, Version, _time, _logger)
            .RunAsync(shard, new StageContext(progress, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task MergeAsync(
        Network teacher,
        TrainingData data,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(data);
        var (plan, model, candidates, table) = Read(teacher, data);
        using var taken = RunLock.Take(_directory);
        var results = Results(plan);
        AddToPool(plan, results, cancellationToken);
        var merged = new MergedParts(parts.Scorer, results);
        using var run = Open(
            parts with { Trainer = merged, Scorer = merged }, model, data, new StageContext(progress, cancellationToken));
        var trained = await run.TrainAsync(candidates, table).ConfigureAwait(false);
        await run.ScoreAsync(trained, table).ConfigureAwait(false);
    }

    private bool Prunes => parts.Trainer is CandidateTrainer { Options.PruneDominated: true };

    private AccelerationRun Open(AccelerationParts own, TeacherModel teacher, TrainingData data, StageContext context) =>
        new(own, _options, new RunStore(_directory, _time)) { Teacher = teacher, Data = data, Context = context };

    // The plan with what it is about, which has to be what it was made for.
    private (ShardPlan Plan, TeacherModel Teacher, IReadOnlyList<Candidate> Candidates, LatencyTable Table) Read(
        Network teacher, TrainingData data)
    {
        var plan = Folder.RequirePlan();
        plan.RequireVersion(Version);
        var model = new TeacherModel(teacher);
        var table = Folder.Table(plan);
        var known = parts.SearchSpace.CandidatesFor(teacher.Definition).ToDictionary(candidate => candidate.Key);
        IReadOnlyList<Candidate> candidates = [.. plan.Candidates.Where(known.ContainsKey).Select(key => known[key])];
        plan.Require(Version, ShardInputs.Of(parts, model, data, _options.Seed, candidates, table));
        return (plan, model, candidates, table);
    }

    private List<UnitResult> Results(ShardPlan plan)
    {
        var results = plan.Units.Select(unit => Folder.FindResult(plan, unit)?.Result).ToList();
        var missing = plan.Units.Zip(results).Where(pair => pair.Second is null).Select(pair => pair.First.Name).ToList();
        return missing.Count == 0 ? results.ConvertAll(result => result!) : throw new ShardingException(
            $"{missing.Count} of {plan.Units.Count} units are missing: {Shortened.List(missing, 12, ", ")}. Start workers until all are done.");
    }

    // The units have put their files in place: the manifest makes them the run's.
    private void AddToPool(ShardPlan plan, List<UnitResult> results, CancellationToken cancellationToken)
    {
        using var pool = CandidatePool.Open(Folder.Pool);
        foreach (var (unit, result) in plan.Units.Zip(results))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (result.Entries.FirstOrDefault(entry => entry.IsTrained && !pool.IsIntact(entry)) is { } damaged)
            {
                var path = Folder.ResultPath(unit);
                throw new DamagedFileException(
                    path, $"the pool's file of {damaged.Key} is not what this unit wrote. Delete this result, and a worker makes it again.");
            }

            pool.Adopt(result.Entries);
        }

        pool.Save();
    }

    private static ShardingOptions Checked(ShardingOptions options)
    {
        new ShardingOptionsValidator().Require(options);
        return options.StaleAfter >= 3.0 * options.Heartbeat ? options : throw new ArgumentException(
            $"{nameof(ShardingOptions.StaleAfter)} is {options.StaleAfter}; it has to be at least three times " +
            $"{nameof(ShardingOptions.Heartbeat)}, which is {options.Heartbeat}.",
            nameof(options));
    }
}
