namespace Lana.Pretraining;

/// <summary>The teacher's features of one batch, for the layers that train.</summary>
/// <remarks>LANA, section 3.2: the teacher's own features feed every operation. Thread-safe.</remarks>
internal sealed class FeatureBatch(IReadOnlyList<Tensor> features, IReadOnlyDictionary<int, LayerFeatures> layers)
    : IDisposable
{
    public LayerFeatures this[int layer] => layers[layer];

    /// <summary>Runs the teacher; only the features around the wanted layers are kept.</summary>
    public static FeatureBatch Compute(Network teacher, Batch batch, IReadOnlySet<int> layers, PretrainingLoss loss)
    {
        using var gradients = no_grad();
        using var images = MemoryLayout.ToChannelsLast(batch.Images);
        // Layers after the last wanted one do not run.
        var features = teacher.Features(images, layers: layers.Max() + 1);
        var kept = new List<Tensor>();
        for (var index = 0; index < features.Count; index++)
        {
            if (layers.Contains(index) || layers.Contains(index - 1))
            {
                kept.Add(features[index].DetachFromDisposeScope());
            }
            else
            {
                features[index].Dispose();
            }
        }

        return new FeatureBatch(kept, layers.ToDictionary(
            layer => layer,
            layer => new LayerFeatures(features[layer], features[layer + 1], Scale(features[layer + 1], loss))));
    }

    public void Dispose()
    {
        foreach (var feature in features)
        {
            feature.Dispose();
        }
    }

    private static double Scale(Tensor target, PretrainingLoss loss) =>
        loss == PretrainingLoss.Squared ? 1.0 / target.numel() : ScaledSquares.Normaliser(target);
}
