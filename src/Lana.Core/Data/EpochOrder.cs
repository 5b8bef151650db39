using Lana.Internal;

namespace Lana.Data;

/// <summary>The order in which an epoch goes through the examples.</summary>
public static class EpochOrder
{
    /// <summary>The order of one epoch of training: the same for the same arguments, whatever came before.</summary>
    /// <param name="count">The number of examples, at least 1.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>The numbers 0 to <paramref name="count"/> − 1, shuffled.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or the epoch is negative.</exception>
    public static int[] Shuffled(int count, ulong seed, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        var order = Sequential(count);
        var random = new SplitMix64(SeedMix.Of(seed, "epoch", epoch));
        random.Shuffle(order);
        return order;
    }

    /// <summary>The order of an evaluation.</summary>
    /// <param name="count">The number of examples, at least 1.</param>
    /// <returns>The numbers 0 to <paramref name="count"/> − 1 in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static int[] Sequential(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(0, count)];
    }
}
