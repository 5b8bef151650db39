using Lana.Objectives;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>The inputs of the comparison of outputs.</summary>
/// <param name="Teacher">The teacher.</param>
/// <param name="StudentWeights">The hash of the student's weights.</param>
/// <param name="HeldOut">The images.</param>
/// <param name="Logits">The names of the outputs that are logits of classes.</param>
internal sealed record AgreementInputs(
    TeacherModel Teacher, string StudentWeights, IBatchSource HeldOut, IReadOnlyList<string> Logits) : IStageInputs
{
    [NotPartOfFingerprint("StudentWeights is the hash of its weights.")]
    public required Network Student { get; init; }
}

/// <summary>Compares the student's outputs with the teacher's on held-out images.</summary>
internal sealed class AgreementStage : Stage<AgreementInputs, IReadOnlyList<OutputAgreement>>
{
    public override string Name => "agreement";

    public override Task<IReadOnlyList<OutputAgreement>> RunAsync(AgreementInputs input, StageContext context) =>
        NetworkEvaluator.CompareOutputsAsync(
            input.Student,
            input.Teacher.Network,
            TeacherOutputSource.ImagesOf(input.HeldOut),
            input.Logits,
            context.Progress,
            context.CancellationToken);
}
