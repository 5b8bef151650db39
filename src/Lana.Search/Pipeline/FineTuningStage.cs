using Lana.FineTuning;
using Lana.Objectives;

namespace Lana.Pipeline;

/// <summary>The inputs of the fine-tuning.</summary>
internal sealed record FineTuningInputs(
    SelectionInputs Selection,
    MeasuredSelection Chosen,
    IFineTuner FineTuner,
    IBatchSource? HeldOut,
    int RecalibrationImages) : IStageInputs
{
    [NotPartOfFingerprint("The student is assembled from Chosen.")]
    public required Network Student { get; init; }

    [NotPartOfFingerprint("The directory that the student is written to.")]
    public required StudentFolder Files { get; init; }
}

/// <summary>Fine-tunes the student, or recalibrates its batch norms if there is no fine-tuning, and writes its
/// files.</summary>
internal sealed class FineTuningStage : Stage<FineTuningInputs, WrittenStudent>
{
    public override string Name => "fine-tuning";

    public override async Task<WrittenStudent> RunAsync(FineTuningInputs input, StageContext context)
    {
        IReadOnlyList<FineTuningEpoch> curve = [];
        if (input.FineTuner.IsOff)
        {
            await Recalibration
                .RunAsync(
                    input.Student,
                    input.Selection.Data,
                    input.RecalibrationImages,
                    input.Selection.Seed,
                    context.CancellationToken)
                .ConfigureAwait(false);
        }
        else
        {
            var result = await input.FineTuner
                .FineTuneAsync(Request(input), context.Progress, context.CancellationToken)
                .ConfigureAwait(false);
            curve = result.Curve;
        }

        var written = input.Files.Write(
            input.Student, input.Chosen.Selection, input.Selection.Seed, TeacherOutputSource.ImagesOf(input.Selection.Data));
        return written with { Curve = curve };
    }

    private static FineTuningRequest Request(FineTuningInputs input) => new(input.Student, input.Selection.Data)
    {
        Teacher = input.Selection.Teacher.Network,
        Validation = input.HeldOut,
        CheckpointPath = input.Files.CheckpointPath,
        Origin = InputsFingerprint.Of(input),
        Seed = input.Selection.Seed,
    };
}
