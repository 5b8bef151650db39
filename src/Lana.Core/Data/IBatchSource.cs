namespace Lana.Data;

/// <summary>Examples by number: the only interface that Lana needs to a user's data.</summary>
/// <remarks>Lana does the ordering, shuffling and batching: a source only returns, for example, the examples 3, 17 and
/// 4. Therefore a run is repeatable and can continue in the middle of an epoch. <see cref="Read"/> must be safe to call
/// from several threads at once and must return the same tensors for the same arguments.</remarks>
public interface IBatchSource
{
    /// <summary>The number of examples, at least 1.</summary>
    int Count { get; }

    /// <summary>The shape of one example, [C, H, W].</summary>
    FeatureShape Shape { get; }

    /// <summary>A short text that changes with the data; part of the hash of everything that is computed from it.</summary>
    string Fingerprint { get; }

    /// <summary>Reads examples.</summary>
    /// <param name="indices">The numbers of the examples, each 0 to <see cref="Count"/> − 1, in the requested order.</param>
    /// <param name="augmentation">Null for examples without augmentation; otherwise the seed of the augmentation, which
    /// together with an example's number determines how that example is varied.</param>
    /// <returns>A batch that the caller disposes: images float32 [N, C, H, W], labels int64 [N] or null.</returns>
    Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null);
}
