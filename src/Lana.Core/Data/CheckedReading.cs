namespace Lana.Data;

/// <summary>Reads batches and refuses those that would look like failures of the training.</summary>
internal static class CheckedReading
{
    /// <summary>Reads examples as <see cref="IBatchSource.Read"/> does, and checks them.</summary>
    /// <exception cref="InvalidExampleException">An image or a label is not finite, or the batch is not as the source
    /// declares.</exception>
    public static Batch ReadChecked(this IBatchSource source, ReadOnlySpan<int> indices, ulong? augmentation = null)
    {
        var batch = source.Read(indices, augmentation);
        try
        {
            if (Problem(source, batch, indices) is { } problem)
            {
                throw new InvalidExampleException(indices[problem.Place], source, problem.Reason);
            }

            return batch;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    private static (int Place, string Reason)? Problem(IBatchSource source, Batch batch, ReadOnlySpan<int> indices)
    {
        var wanted = source.Shape.WithBatch(indices.Length);
        if (batch.Images.dtype != float32 || !batch.Images.shape.SequenceEqual(wanted))
        {
            return (0, $"the source gave {batch.Images.dtype} [{string.Join(", ", batch.Images.shape)}] for {indices.Length} examples; " +
                $"float32 [{string.Join(", ", wanted)}] was expected.");
        }

        return FirstNotFinite(batch.Images) is { } image ? (image, "its image has values that are not finite (NaN or infinite). Repair or leave it out.")
            : batch.Labels is { } labels && labels.is_floating_point() && FirstNotFinite(labels) is { } label
                ? (label, "its label is not finite (NaN or infinite). Repair or leave it out.")
            : null;
    }

    private static int? FirstNotFinite(Tensor values)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var finite = values.isfinite();
        return finite.all().item<bool>()
            ? null
            : (int)finite.flatten(1).all(1).to(float32).argmin().item<long>();
    }
}
