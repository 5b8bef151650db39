using Lana.Internal;

namespace Lana.Data;

/// <summary>Views of a source.</summary>
public static class BatchSourceExtensions
{
    /// <summary>The first examples.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="count">How many, 1 to the source's count.</param>
    /// <returns>A view of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public static SubsetSource Take(this IBatchSource source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckCount(count, source.Count);
        return new SubsetSource(source, EpochOrder.Sequential(source.Count).AsSpan(0, count));
    }

    /// <summary>All examples but the first.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="count">How many are left out, 1 to the source's count − 1.</param>
    /// <returns>A view of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">None would be left.</exception>
    public static SubsetSource Skip(this IBatchSource source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckCount(count, source.Count - 1);
        return new SubsetSource(source, EpochOrder.Sequential(source.Count).AsSpan(count));
    }

    /// <summary>Deals the examples out at random into two parts that have none in common.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="count">How many the first part gets, 1 to the source's count − 1.</param>
    /// <param name="seed">Decides which.</param>
    /// <returns>Two views of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One part would be empty.</exception>
    public static (SubsetSource First, SubsetSource Remaining) Split(this IBatchSource source, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckCount(count, source.Count - 1);
        var order = EpochOrder.Sequential(source.Count);
        var random = new SplitMix64(SeedMix.Of(seed, "split"));
        random.Shuffle(order);
        return (new SubsetSource(source, order.AsSpan(0, count)), new SubsetSource(source, order.AsSpan(count)));
    }

    /// <summary>The images at another resolution.</summary>
    /// <param name="source">Where they are.</param>
    /// <param name="resolution">The new height and width in pixels, 1 to <see cref="ResizedSource.MaxSide"/>.</param>
    /// <returns>A view of the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The resolution is out of its range.</exception>
    public static ResizedSource Resize(this IBatchSource source, int resolution) => new(source, resolution, resolution);

    private static void CheckCount(int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, most);
    }
}
