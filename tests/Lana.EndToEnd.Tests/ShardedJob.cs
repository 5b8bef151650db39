using Lana.Pipeline;
using Lana.Sharding;

namespace Lana;

/// <summary>A <see cref="Job"/> whose pre-training and scoring workers share.</summary>
internal sealed record ShardedJob(Job Job)
{
    public static readonly ShardingOptions Quick = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(100),
        StaleAfter = TimeSpan.FromMilliseconds(1500),
    };

    public ShardFolder Folder => new(Job.Directory);

    /// <summary>Makes the plan; split ones train a layer in several units, however fast the machine is.</summary>
    public async Task<ShardStatus> PlanAsync(bool splits = true, ShardingOptions? options = null)
    {
        using var teacher = Job.Teacher();
        var status = await Job.Sharded().PlanAsync(
            teacher, Job.Data, Job.Budget, options ?? Quick, cancellationToken: TestContext.Current.CancellationToken);
        if (!splits)
        {
            return status;
        }

        // A part of each layer's work in a unit.
        var plan = Folder.RequirePlan();
        var candidates = Lana.Job.Candidates(teacher.Definition).ToDictionary(candidate => candidate.Key);
        var work = plan.Candidates
            .GroupBy(key => key.Layer)
            .Max(layer => layer.Where(key => candidates[key].NeedsTraining).Sum(key => CandidateCosts.StepWork(candidates[key])));
        // An arbitrary unit of time, in which a layer takes a second at most.
        var costs = new UnitCosts(new StageCost(0.0, 1.0 / work), new StageCost(0.0, 1e-3 / work), _ => 0.0, CandidateCosts.StepWork);
        var divided = new ShardingOptions { UnitTime = TimeSpan.FromSeconds(0.125), Workers = 100_000 };
        var units = new UnitPlanner(divided, splits: true).Divide([.. plan.Candidates.Select(key => candidates[key])], costs);
        Folder.Write(plan with { Units = units });
        return new ShardMonitor(Job.Directory).Read();
    }

    public async Task<ShardWork> WorkAsync(
        int index, int count, IProgress<LanaProgress>? progress = null, CancellationToken? cancellationToken = null, string? version = null)
    {
        using var teacher = Job.Teacher();
        return await Job.Sharded(version).WorkAsync(
            teacher, Job.Data, new Shard(index, count), progress, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public async Task MergeAsync()
    {
        using var teacher = Job.Teacher();
        await Job.Sharded().MergeAsync(teacher, Job.Data, cancellationToken: TestContext.Current.CancellationToken);
    }
}
