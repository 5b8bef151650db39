using Lana.Pool;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>The inputs of the scoring.</summary>
internal sealed record ScoringInputs(
    TeacherModel Teacher, StageResult<TrainedCandidates> Trained, IBatchSource Data, ICandidateScorer Scorer, ulong Seed)
    : IStageInputs
{
    /// <summary>The latencies, which are used to drop dominated candidates.</summary>
    public required CostTable Costs { get; init; }

    [NotPartOfFingerprint("What the pool holds is part of Trained.")]
    public required CandidatePool Pool { get; init; }
}

/// <summary>Scores each candidate by the change of the loss when it alone replaces its layer.</summary>
internal sealed class ScoringStage : Stage<ScoringInputs, ScoreFile>
{
    public override string Name => "scores";

    public override async Task<ScoreFile> RunAsync(ScoringInputs input, StageContext context)
    {
        var request = new ScoringRequest(input.Teacher.Network, input.Trained.Value.Usable, input.Data, input.Pool)
        {
            Seed = input.Seed,
            Costs = input.Costs,
        };
        return ScoreFile.Of(await input.Scorer
            .ScoreAsync(request, context.Progress, context.CancellationToken)
            .ConfigureAwait(false));
    }
}
