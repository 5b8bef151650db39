using Lana.Export;
using Lana.Modules;
using Lana.Native;
using static TorchSharp.torch;

namespace Lana.Parity;

/// <summary>Checks that an ONNX model computes the same outputs as its network.</summary>
/// <remarks>The model may be the file that a network was read from, or one that it was written to: a batch fixed at 1,
/// channels-last input and float16 are supported. Nodes after the network's outputs that only the file has are left
/// out.</remarks>
public static class OnnxParity
{
    /// <summary>The relative difference that rounding explains in float32.</summary>
    public const double DefaultTolerance = 1e-4;

    // A float16 number has 11 bits, and a network of fifty layers rounds fifty times.
    private const double HalfTolerance = 0.02;

    // The largest error of a sigmoid in ONNX Runtime; all values of a map of probabilities may be near zero.
    private const double SigmoidRounding = 5e-7;

    // A difference above a hundredth of the largest output is never accepted as rounding.
    private const double MaxRounding = 0.01;

    // torch uses a third order of summation, whose result may be further from one of the two than they are from each other.
    private const double OrdersOfSums = 4.0;

    // As many as show what the outputs are; the first of a source.
    private const int GivenImages = 2;

    private static readonly int[] DefaultBatches = [1, 3];

    /// <summary>Compares a file with a network on random images and on given ones.</summary>
    /// <param name="network">The network, which runs with its running statistics; the caller keeps ownership.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="batches">Batch sizes to try, each at least 1; null for 1 and 3.</param>
    /// <param name="seed">The seed of the images.</param>
    /// <param name="tolerance">The largest allowed difference as a share of the largest output. Four times the
    /// difference between ONNX Runtime with and without optimisations on this model is also allowed, and 5e-7, but
    /// never more than a share of 0.01.</param>
    /// <param name="images">Images for the network, two of which are also compared; <see langword="null"/> for random images alone.
    /// Random images may leave all values of an output near zero, so that rounding is a large share of them.</param>
    /// <returns>The largest differences.</returns>
    /// <exception cref="ParityException">They differ by more than the tolerance, or in shape.</exception>
    /// <exception cref="LatencyMeterException">ONNX Runtime cannot load or run the model.</exception>
    /// <exception cref="NativeLibraryException">The native library of ONNX Runtime is missing or does not load.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static OnnxParityResult Check(
        Network network,
        string path,
        IReadOnlyList<int>? batches = null,
        ulong seed = 0,
        double tolerance = DefaultTolerance,
        IBatchSource? images = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Check(network, path, File.ReadAllBytes(path), batches ?? DefaultBatches, seed, tolerance, images);
    }

    /// <summary>Compares a model in memory with a network on random images and on given ones.</summary>
    /// <param name="network">The network, which runs with its running statistics; the caller keeps ownership.</param>
    /// <param name="model">The bytes of the ONNX file.</param>
    /// <param name="batches">Batch sizes to try, each at least 1; null for 1 and 3.</param>
    /// <param name="seed">The seed of the images.</param>
    /// <param name="tolerance">The largest allowed difference as a share of the largest output. Four times the
    /// difference between ONNX Runtime with and without optimisations on this model is also allowed, and 5e-7, but
    /// never more than a share of 0.01.</param>
    /// <param name="images">Images for the network, two of which are also compared; <see langword="null"/> for random images alone.
    /// Random images may leave all values of an output near zero, so that rounding is a large share of them.</param>
    /// <returns>The largest differences.</returns>
    /// <exception cref="ParityException">They differ by more than the tolerance, or in shape.</exception>
    /// <exception cref="LatencyMeterException">ONNX Runtime cannot load or run the model.</exception>
    /// <exception cref="NativeLibraryException">The native library of ONNX Runtime is missing or does not load.</exception>
    public static OnnxParityResult Check(
        Network network,
        byte[] model,
        IReadOnlyList<int>? batches = null,
        ulong seed = 0,
        double tolerance = DefaultTolerance,
        IBatchSource? images = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Check(network, network.Name, model, batches ?? DefaultBatches, seed, tolerance, images);
    }

    /// <summary>The relative difference that rounding explains in the file of a network: larger if it computes in
    /// float16.</summary>
    internal static double ToleranceOf(Network network) => network.Template is { IsHalf: true } ? HalfTolerance : DefaultTolerance;

    private static OnnxParityResult Check(
        Network network,
        string name,
        byte[] model,
        IReadOnlyList<int> batches,
        ulong seed,
        double tolerance,
        IBatchSource? source)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(model);
        if (batches.Count == 0 || batches.Any(batch => batch < 1))
        {
            throw new ArgumentException("Give at least one batch size, each at least 1.", nameof(batches));
        }

        OnnxRuntimeLibrary.EnsureUsable();
        var bytes = OnnxOutputs.OfNetwork(network, model);
        float[][] images =
        [
            .. batches.Select(batch => Images(network.Input, batch, SeedMix.Of(seed, "parity", batch))),
            .. source is { Count: > 0 } ? Images(source) : [],
        ];
        float[][] expected = [.. images.Select(some => RunTorch(network, some))];
        var actual = RunOnnx(name, network, bytes, images, GraphOptimizationLevel.ORT_ENABLE_ALL);
        var (difference, scale) = (Distance(expected, actual), expected.Max(some => some.Max(value => Math.Abs((double)value))));
        var limit = Math.Max(tolerance, MaxRounding) * scale;
        var allowed = Math.Min(Math.Max(tolerance * scale, SigmoidRounding), limit);
        if (difference > allowed && double.IsFinite(difference))
        {
            // For differences of large numbers, ONNX Runtime with and without optimisations does not agree with itself either.
            var plain = RunOnnx(name, network, bytes, images, GraphOptimizationLevel.ORT_DISABLE_ALL);
            allowed = Math.Min(Math.Max(allowed, OrdersOfSums * Distance(plain, actual)), limit);
        }

        var floor = Math.Max(scale, 1e-30);
        var result = new OnnxParityResult(
            difference, difference / floor, Math.Max(tolerance, allowed / floor), expected.Sum(some => some.Length));
        return difference <= allowed ? result : throw new ParityException(name, result);
    }

    private static float[][] RunOnnx(
        string name, Network network, byte[] model, float[][] images, GraphOptimizationLevel level) => Named(name, () =>
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, GraphOptimizationLevel = level };
        using var session = new InferenceSession(model, options);
        var run = new ModelRun(session, network.Input);
        return images.Select(run.Run).ToArray();
    });

    private static float[] Images(FeatureShape shape, int batch, ulong seed)
    {
        var random = new SplitMix64(seed);
        var images = new float[batch * shape.Count];
        for (var index = 0; index < images.Length; index++)
        {
            images[index] = (float)((4.0 * random.NextDouble()) - 2.0);
        }

        return images;
    }

    private static IEnumerable<float[]> Images(IBatchSource source)
    {
        using var batch = source.ReadChecked([.. Enumerable.Range(0, Math.Min(GivenImages, source.Count))]);
        yield return batch.Images.contiguous().data<float>().ToArray();
    }

    private static float[] RunTorch(Network network, float[] images)
    {
        using var gradients = no_grad();
        using var input = tensor(images, network.Input.WithBatch(images.Length / network.Input.Count));
        using var logits = network.Run(input, RunMode.Evaluate);
        return logits.data<float>().ToArray();
    }

    // A missing or non-finite output fails whatever the tolerance.
    private static double Distance(float[][] expected, float[][] actual) => expected.Zip(actual, Distance).Max();

    private static double Distance(float[] expected, float[] actual)
    {
        if (expected.Length != actual.Length)
        {
            return double.PositiveInfinity;
        }

        var differences = expected.Zip(actual, (a, b) => Math.Abs((double)a - b)).ToList();
        return differences.TrueForAll(double.IsFinite) ? differences.Max() : double.PositiveInfinity;
    }

    private static T Named<T>(string name, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (OnnxRuntimeException cause)
        {
            throw new LatencyMeterException(
                name, $"ONNX Runtime cannot load or run '{name}': {cause.Message} Check that the file is " +
                    "whole.", cause);
        }
    }
}
