namespace Lana.Data;

/// <summary>Views of a source.</summary>
public static class BatchSourceExtensions
{
    /// <summary>Returns the first examples.</summary>
    /// <param name="source">The source of the examples.</param>
    /// <param name="count">The number of examples, 1 to the source's count.</param>
    /// <returns>A view of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The source has fewer examples.</exception>
    public static IBatchSource Take(this IBatchSource source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckCount(count, source.Count);
        return new SubsetSource(source, EpochOrder.Sequential(source.Count).AsSpan(0, count));
    }

    /// <summary>Returns all examples but the first.</summary>
    /// <param name="source">The source of the examples.</param>
    /// <param name="count">The number of examples to leave out, 1 to the source's count − 1.</param>
    /// <returns>A view of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">None would be left.</exception>
    public static IBatchSource Skip(this IBatchSource source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckCount(count, source.Count - 1);
        return new SubsetSource(source, EpochOrder.Sequential(source.Count).AsSpan(count));
    }

    /// <summary>Divides the examples at random into two disjoint parts.</summary>
    /// <param name="source">The source of the examples.</param>
    /// <param name="count">The number of examples in the first part, 1 to the source's count − 1.</param>
    /// <param name="seed">The seed of the division.</param>
    /// <returns>Two views of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One part would be empty.</exception>
    public static (IBatchSource First, IBatchSource Remaining) Split(this IBatchSource source, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckCount(count, source.Count - 1);
        var order = EpochOrder.Sequential(source.Count);
        var random = new SplitMix64(SeedMix.Of(seed, "split"));
        random.Shuffle(order);
        return (new SubsetSource(source, order.AsSpan(0, count)), new SubsetSource(source, order.AsSpan(count)));
    }

    /// <summary>Returns some examples, which are renumbered.</summary>
    /// <param name="source">The source of the examples.</param>
    /// <param name="indices">Their numbers in the source, at least one, in the order of their new numbers; copied.</param>
    /// <returns>A view of the source. Augmentation follows the number in the source.</returns>
    /// <exception cref="ArgumentException">There are no indices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in the source.</exception>
    public static IBatchSource Subset(this IBatchSource source, ReadOnlySpan<int> indices) =>
        new SubsetSource(source, indices);

    /// <summary>Resizes the images to another resolution: linear interpolation, after augmentation.</summary>
    /// <param name="source">The source of the examples.</param>
    /// <param name="height">The new height in pixels, 1 to 16,384.</param>
    /// <param name="width">The new width in pixels, 1 to 16,384; the height if null.</param>
    /// <returns>A view of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of its range.</exception>
    public static IBatchSource Resize(this IBatchSource source, int height, int? width = null) =>
        new ResizedSource(source, height, width ?? height);

    private static void CheckCount(int count, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, max);
    }
}
