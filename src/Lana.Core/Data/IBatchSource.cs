namespace Lana.Data;

/// <summary>Examples by number: the one thing Lana asks of a user's data.</summary>
/// <remarks>Order, shuffling and batching are Lana's: a source only answers "examples 3, 17 and 4". That is what makes
/// a run repeatable and lets it continue in the middle of an epoch. <see cref="Read"/> must be safe to call from several
/// threads at once and must give the same tensors for the same arguments.</remarks>
public interface IBatchSource
{
    /// <summary>The number of examples, at least 1.</summary>
    int Count { get; }

    /// <summary>The shape of one example, [C, H, W].</summary>
    FeatureShape Shape { get; }

    /// <summary>A short text that changes with the data; part of the hash of everything made from it.</summary>
    string Fingerprint { get; }

    /// <summary>Reads examples.</summary>
    /// <param name="indices">Which examples, each 0 to <see cref="Count"/> − 1, in the order wanted.</param>
    /// <param name="augmentation">Null for the examples as they are; otherwise the seed of the augmentation, which
    /// together with an example's number decides how that example is varied.</param>
    /// <returns>A batch that the caller disposes: images float32 [N, C, H, W], labels int64 [N] or null.</returns>
    Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null);
}
