using Lana.Native;
using Lana.Objectives;
using Lana.Parity;

namespace Lana.Pipeline;

/// <summary>Exports the teacher, and compares ONNX Runtime with torch on random images and on some of the data.</summary>
internal static class ExportCheck
{
    // If the file fixes the batch at 1, two images run one after another.
    private static readonly int[] Batches = [1, 2];

    public static Task RunAsync(ForecastInputs inputs, PreflightReport report) => TorchThread.RunAsync(0, () =>
    {
        inputs.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            var teacher = inputs.Teacher.Network;
            OnnxParity.Check(
                teacher,
                inputs.Teacher.Onnx,
                Batches,
                inputs.Options.Seed,
                OnnxParity.ToleranceOf(teacher),
                TeacherOutputSource.ImagesOf(inputs.Data.Train));
            if (teacher.Template is { IsBatchFixed: true } && inputs.Parts.Meter.Profile.Batch != 1)
            {
                report.Add(
                    $"latency of the teacher '{teacher.Name}': its file fixes the batch at 1, and the meter runs "
                    + $"{inputs.Parts.Meter.Profile.Batch} images at a time. Set {nameof(LatencyMeterOptions)}."
                    + $"{nameof(LatencyMeterOptions.Batch)} to 1, or export the model with a free batch.");
            }
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or OutOfMemoryException))
        {
            // A user's module may throw any exception. It is kept, not swallowed: all problems are thrown together.
            report.Add($"export of the teacher '{inputs.Teacher.Network.Name}' to ONNX", cause);
        }

        return true;
    });
}
