using Lana.Native;

namespace Lana.Parity;

/// <summary>Classifies labelled images with an ONNX model, using only ONNX Runtime.</summary>
public static class OnnxAccuracy
{
    /// <summary>The share of images whose largest logit is that of their label.</summary>
    /// <param name="model">The bytes of an ONNX file with one input, [N, C, H, W] or [N, H, W, C], and logits [N, K] as its only
    /// output.</param>
    /// <param name="data">Labelled images; labels are int64 [N].</param>
    /// <param name="batch">Images per run, at least 1.</param>
    /// <param name="cancellationToken">Stops within one batch.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentException">The images have no labels.</exception>
    /// <exception cref="NativeLibraryException">The native library of ONNX Runtime is missing or does not load.</exception>
    /// <exception cref="OnnxRuntimeException">The model cannot be loaded, or does not take these images.</exception>
    public static double Top1(
        byte[] model, IBatchSource data, int batch = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        OnnxRuntimeLibrary.EnsureUsable();
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        var run = new ModelRun(session, data.Shape);
        var right = 0L;
        foreach (var indices in Enumerable.Range(0, data.Count).Chunk(batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var examples = data.Read(indices);
            right += CountRight(run, examples);
        }

        return (double)right / data.Count;
    }

    private static int CountRight(ModelRun run, Batch examples)
    {
        var labels = examples.Labels?.data<long>().ToArray()
            ?? throw new ArgumentException("Accuracy needs labels, and these images have none.");
        using var contiguous = examples.Images.contiguous();
        var logits = run.Run(contiguous.data<float>().ToArray());
        return logits.Chunk(logits.Length / labels.Length)
            .Zip(labels)
            .Count(image => Array.IndexOf(image.First, image.First.Max()) == image.Second);
    }
}
