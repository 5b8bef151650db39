using Lana.Native;
using Lana.Parity;

namespace Lana.Pipeline;

/// <summary>Exports the teacher, and compares ONNX Runtime with torch on random images.</summary>
internal static class ExportCheck
{
    // The file leaves the number of images open.
    private static readonly int[] Batches = [1, 2];

    public static Task RunAsync(ForecastInputs inputs, PreflightReport report) => TorchThread.RunAsync(0, () =>
    {
        inputs.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            OnnxParity.Check(inputs.Teacher.Network, inputs.Teacher.Onnx, Batches, inputs.Options.Seed);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or OutOfMemoryException))
        {
            // A module of the user's may fail in any way. Kept, not swallowed: all problems are thrown together.
            report.Add($"export of the teacher '{inputs.Teacher.Network.Name}' to ONNX", cause);
        }

        return true;
    });
}
