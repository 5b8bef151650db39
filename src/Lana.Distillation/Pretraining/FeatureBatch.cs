namespace Lana.Pretraining;

/// <summary>The teacher's features of one batch, for the layers that are trained.</summary>
/// <remarks>LANA, section 3.2: the teacher's own features feed every operation. Thread-safe.</remarks>
internal sealed class FeatureBatch(NetworkTrace trace, IReadOnlyDictionary<int, LayerFeatures> layers)
    : IDisposable
{
    public LayerFeatures this[int layer] => layers[layer];

    /// <summary>Runs the teacher; only the features around the requested layers are kept.</summary>
    public static FeatureBatch Compute(Network teacher, Batch batch, IReadOnlySet<int> layers, PretrainingLoss loss)
    {
        using var gradients = no_grad();
        using var images = MemoryLayout.ToChannelsLast(batch.Images);
        var trace = teacher.TraceLayers(images, layers);
        return new FeatureBatch(trace, layers.ToDictionary(
            layer => layer,
            layer => new LayerFeatures(trace.Input(layer), trace.Output(layer), Scale(trace.Output(layer), loss))));
    }

    public void Dispose() => trace.Dispose();

    private static double Scale(Tensor target, PretrainingLoss loss) =>
        loss == PretrainingLoss.Squared ? 1.0 / target.numel() : ScaledSquares.Normaliser(target);
}
