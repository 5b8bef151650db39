using Lana.Pipeline;
using Lana.Pool;

namespace Lana.Sharding;

/// <summary>Does a unit: the stages of an acceleration, on candidates of one layer.</summary>
internal sealed class UnitWork(AccelerationParts parts, TeacherModel teacher, TrainingData data, ulong seed)
{
    public required ShardFolder Folder { get; init; }

    public required ShardPlan Plan { get; init; }

    /// <summary>The plan's candidates.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    public required CostTable Costs { get; init; }

    /// <summary>Trains and scores.</summary>
    public async Task<UnitResult> RunAsync(WorkUnit unit, StageContext context)
    {
        var layer = Candidates.Where(candidate => candidate.Layer.Name == unit.Layer).ToList();
        using var pool = Open(unit, layer);
        var operations = unit.Operations.ToHashSet();
        var trained = await TrainAsync([.. layer.Where(candidate => operations.Contains(candidate.Operation.Name))], pool, context)
            .ConfigureAwait(false);
        return new UnitResult(trained.Entries, unit.Scores ? await ScoreAsync(layer, pool, context).ConfigureAwait(false) : null);
    }

    // What an earlier run, this unit before it was stopped, and the units that it needs have made of the layer's candidates.
    private CandidatePool Open(WorkUnit unit, IEnumerable<Candidate> layer)
    {
        var keys = layer.Select(candidate => candidate.Key).ToHashSet();
        var pool = CandidatePool.Open(Folder.Pool, Folder.Of(unit));
        try
        {
            using var run = CandidatePool.Open(Folder.Pool);
            pool.Adopt(run.Entries.Where(entry => keys.Contains(entry.Key) && pool.Find(entry.Key) is null));
            foreach (var need in Plan.Units.Where(other => unit.Needs.Contains(other.Name)))
            {
                pool.Adopt(Folder.FindResult(Plan, need)!.Result.Entries);
            }

            return pool;
        }
        catch
        {
            pool.Dispose();
            throw;
        }
    }

    private async Task<TrainedCandidates> TrainAsync(IReadOnlyList<Candidate> candidates, CandidatePool pool, StageContext context) =>
        candidates.Count == 0 ? new TrainedCandidates([], []) : await new PretrainingStage().RunAsync(
            new PretrainingInputs(teacher, candidates, data.Train, seed) { Trainer = parts.Trainer, Pool = pool, Costs = Costs },
            context).ConfigureAwait(false);

    private Task<ScoreFile> ScoreAsync(IReadOnlyList<Candidate> layer, CandidatePool pool, StageContext context)
    {
        var trained = TrainedCandidates.Of(
            layer, [.. layer.Where(candidate => candidate.NeedsTraining).Select(candidate => pool.Find(candidate.Key)!)]);
        return new ScoringStage().RunAsync(
            new ScoringInputs(teacher, new StageResult<TrainedCandidates>(trained, ""), data.Train, parts.Scorer, seed)
            {
                Costs = Costs,
                Pool = pool,
            },
            context);
    }
}
