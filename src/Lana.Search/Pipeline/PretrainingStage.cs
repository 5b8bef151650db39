using Lana.Pool;
using Lana.Pretraining;

namespace Lana.Pipeline;

/// <summary>The inputs of the pre-training.</summary>
internal sealed record PretrainingInputs(
    TeacherModel Teacher, IReadOnlyList<Candidate> Candidates, IBatchSource Data, ulong Seed) : IStageInputs
{
    [NotPartOfFingerprint("The pool records the trainer's options with each candidate.")]
    public required ICandidateTrainer Trainer { get; init; }

    [NotPartOfFingerprint("The pool is where the result is kept.")]
    public required CandidatePool Pool { get; init; }

    [NotPartOfFingerprint("Costs only prune candidates, and the pool records them with what they pruned.")]
    public required CostTable Costs { get; init; }
}

/// <summary>Trains the candidates against the teacher's features.</summary>
internal sealed class PretrainingStage : Stage<PretrainingInputs, TrainedCandidates>
{
    public override string Name => "pre-training";

    // The pool knows which candidates are missing, so it is checked even if the stage is recorded.
    public override bool KeepsOwnFiles => true;

    public override async Task<TrainedCandidates> RunAsync(PretrainingInputs input, StageContext context)
    {
        var request = new PretrainingRequest(input.Teacher.Network, input.Candidates, input.Data, input.Pool)
        {
            Seed = input.Seed,
            Costs = input.Costs,
            TeacherFingerprint = input.Teacher.Fingerprint,
        };
        var entries = await input.Trainer
            .TrainAsync(request, context.Progress, context.CancellationToken)
            .ConfigureAwait(false);
        return TrainedCandidates.Of(input.Candidates, entries);
    }

    public override string FingerprintOf(string inputs, TrainedCandidates result) => ContentHash.Of(
        inputs, string.Join(' ', result.Entries.Select(entry => $"{entry.Fingerprint}{entry.FileHash}")));
}
