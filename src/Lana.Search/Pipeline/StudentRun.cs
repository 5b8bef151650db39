using Lana.FineTuning;
using Lana.Internal;
using Lana.Measurement;
using Lana.Networks;
using Lana.Parity;
using Lana.Problem;
using Lana.Weights;

namespace Lana.Pipeline;

/// <summary>The last stage of an acceleration: from the assembled network to the student that ships.</summary>
/// <param name="context">The acceleration.</param>
/// <param name="student">The assembled network; stays the caller's.</param>
/// <param name="chosen">What it is made of.</param>
/// <param name="origin">The hash of everything the selection was made from.</param>
internal sealed class StudentRun(RunContext context, Network student, MeasuredSelection chosen, string origin)
{
    private string CheckpointPath => context.Run.File("student", "checkpoint.safetensors");

    /// <summary>Trains the student, or its batch norms alone, and writes what it ships as.</summary>
    public async Task<OnnxParityResult> ShapeAsync()
    {
        var inputs = ContentHash.Of(
            origin,
            string.Join(' ', chosen.Selection),
            context.Parts.FineTuner.Fingerprint,
            context.Data.HeldOut?.Fingerprint ?? "",
            $"{context.Options.RecalibrationImages}");
        OnnxParityResult? parity = null;
        var hash = await context.Run
            .StageAsync("fine-tuning", inputs, async () =>
            {
                await FineTuneAsync(inputs).ConfigureAwait(false);
                parity = StudentFiles.Write(context.Run, student, chosen, context.Options.Seed);
                return ContentHash.OfFile(StudentFiles.WeightsPath(context.Run.Path));
            })
            .ConfigureAwait(false);
        parity ??= Restore(hash);

        // Only now that the stage is on record: until then a stop would cost the whole training.
        File.Delete(CheckpointPath);
        return parity;
    }

    /// <summary>Measures the student beside the teacher.</summary>
    public Task<MeasuredLatency> MeasureAsync(Budget budget) => FinalLatency.MeasureAsync(
        context.Parts.Meter,
        LatencySubject.Of(context.Teacher, "teacher"),
        LatencySubject.Of(student, "student"),
        budget,
        context.History,
        context.Progress,
        context.CancellationToken);

    // The stage is on record: its weights are read back, and refused if they are not what was written.
    private OnnxParityResult Restore(string hash)
    {
        var path = StudentFiles.WeightsPath(context.Run.Path);
        if (!File.Exists(path) || ContentHash.OfFile(path) != hash)
        {
            var record = context.Run.File("fine-tuning.json");
            throw new DamagedFileException(
                path, $"it is not what was written. Delete '{record}' to have it made again.");
        }

        ModuleWeights.Load(student, path);
        return StudentFiles.Write(context.Run, student, chosen, context.Options.Seed);
    }

    private async Task FineTuneAsync(string inputs)
    {
        if (context.Parts.FineTuner.IsOff)
        {
            await Recalibration
                .RunAsync(
                    student,
                    context.Data.Train,
                    context.Options.RecalibrationImages,
                    context.Options.Seed,
                    context.CancellationToken)
                .ConfigureAwait(false);
            return;
        }

        var task = new FineTuningRequest(student, context.Data.Train)
        {
            Teacher = context.Teacher,
            Validation = context.Data.HeldOut,
            CheckpointPath = CheckpointPath,
            Origin = inputs,
            Seed = context.Options.Seed,
        };
        await context.Parts.FineTuner
            .FineTuneAsync(task, context.Progress, context.CancellationToken)
            .ConfigureAwait(false);
    }
}
