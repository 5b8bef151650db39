namespace Lana.Data;

/// <summary>A few examples: images and, if there are any, labels.</summary>
/// <remarks>The batch owns its tensors and disposes them.</remarks>
public sealed class Batch : IDisposable
{
    /// <summary>Creates a batch that owns the given tensors.</summary>
    /// <param name="images">float32 [N, C, H, W]; the batch takes ownership.</param>
    /// <param name="labels">N targets (int64 [N] for classes), of which the batch takes ownership; null without
    /// labels.</param>
    /// <exception cref="ArgumentException">The numbers differ, or the images are not four-dimensional.</exception>
    public Batch(Tensor images, Tensor? labels = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4)
        {
            throw new ArgumentException(
                $"Images are [N, C, H, W]; got [{string.Join(", ", images.shape)}].", nameof(images));
        }

        if (labels is not null && labels.shape[0] != images.shape[0])
        {
            throw new ArgumentException($"Got {images.shape[0]} images and {labels.shape[0]} labels.", nameof(labels));
        }

        Images = images;
        Labels = labels;
    }

    /// <summary>The images, float32 [N, C, H, W].</summary>
    public Tensor Images { get; }

    /// <summary>The targets, [N] or [N, …]; null if nothing is labelled.</summary>
    public Tensor? Labels { get; }

    /// <summary>The number of examples, N.</summary>
    public int Count => (int)Images.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels?.Dispose();
    }
}
