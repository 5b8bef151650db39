using Lana.Pipeline;

namespace Lana.Sharding;

/// <summary>The pre-training and the scoring of an acceleration by many workers that share its run directory: plan, work,
/// merge; then <see cref="IAccelerator.AccelerateAsync"/> finds both done.</summary>
/// <remarks>Pool, scores and student are the same bytes as those of one process with equal processors and libraries, except
/// where <see cref="Pretraining.PretrainingOptions.PruneDominated"/> compares candidates and memory does not hold a layer's
/// at once. The run directory is on a file system with atomic renames and exclusive creation. <see cref="ShardMonitor"/> says how far it is.</remarks>
public interface IShardedAcceleration
{
    /// <summary>Measures the candidates on this device, unless the run directory has their latencies, and writes which units
    /// there are. A plan of the same inputs is kept.</summary>
    /// <param name="teacher">The trained network; it is not changed.</param>
    /// <param name="data">The training and held-out examples.</param>
    /// <param name="budget">The latency limit; a budget that cannot be met is refused before anything is trained.</param>
    /// <param name="options">How the work is divided; null for the defaults.</param>
    /// <param name="progress">Receives the progress; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>The units of the plan.</returns>
    /// <exception cref="PreflightException">Something would stop the acceleration later.</exception>
    /// <exception cref="BudgetException">The fastest operations miss the budget.</exception>
    /// <exception cref="OutputException">The run directory cannot be written, or a run is in it.</exception>
    /// <exception cref="DamagedFileException">A file of the run directory is damaged.</exception>
    /// <exception cref="ArgumentException">The data has another shape than the teacher's input, or an option is out of its
    /// range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ShardStatus> PlanAsync(
        Network teacher,
        TrainingData data,
        Budget budget,
        ShardingOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Does the units of one worker, and then those of others that nobody works on. Needs no latency meter.</summary>
    /// <param name="teacher">The teacher of the plan.</param>
    /// <param name="data">The examples of the plan.</param>
    /// <param name="shard">Which of the workers this is; any number of workers does all units.</param>
    /// <param name="progress">Receives the progress; null disables it.</param>
    /// <param name="cancellationToken">Stops within one batch: what is trained is kept in a checkpoint, and the unit is given
    /// back.</param>
    /// <returns>What was done. A unit that failed is tried again by the next worker of the same shard.</returns>
    /// <exception cref="ShardingException">There is no plan, or it is of another version of Lana or of other inputs; the
    /// message names them.</exception>
    /// <exception cref="OutputException">The run directory cannot be written.</exception>
    /// <exception cref="DamagedFileException">The plan or the latency table is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ShardWork> WorkAsync(
        Network teacher,
        TrainingData data,
        Shard shard,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>Makes the results of all units the run's own. Can be stopped and repeated.</summary>
    /// <param name="teacher">The teacher of the plan.</param>
    /// <param name="data">The examples of the plan.</param>
    /// <param name="progress">Receives the progress; null disables it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A task that ends when the run directory is as one process leaves it behind the scoring.</returns>
    /// <exception cref="ShardingException">Units are missing, or the plan is another's; the message names them.</exception>
    /// <exception cref="OutputException">The run directory cannot be written, or a run is in it.</exception>
    /// <exception cref="DamagedFileException">A file of a unit is damaged; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task MergeAsync(
        Network teacher,
        TrainingData data,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
