namespace Lana.Data;

/// <summary>The order of the examples in an epoch.</summary>
internal static class EpochOrder
{
    /// <summary>The order of one epoch of training: the same for the same arguments, independent of earlier epochs.</summary>
    public static int[] Shuffled(int count, ulong seed, int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        var order = Sequential(count);
        var random = new SplitMix64(SeedMix.Of(seed, "epoch", epoch));
        random.Shuffle(order);
        return order;
    }

    public static int[] Sequential(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(0, count)];
    }
}
