namespace Lana.Data;

/// <summary>An order of examples, divided into numbered batches: an epoch can continue at any of them.</summary>
internal sealed class BatchPlan
{
    private readonly ReadOnlyMemory<int> _order;

    public BatchPlan(ReadOnlyMemory<int> order, int batchSize, bool dropLast = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var full = order.Length / batchSize;
        Count = dropLast || order.Length % batchSize == 0 ? full : full + 1;
        if (Count == 0)
        {
            throw new ArgumentException(
                $"{order.Length} examples make no batch of {batchSize}. Use a smaller batch, or keep the last.",
                nameof(order));
        }

        _order = order;
        BatchSize = batchSize;
    }

    public int Count { get; }

    /// <summary>The number of examples per batch; the last may have fewer.</summary>
    public int BatchSize { get; }

    public ReadOnlyMemory<int> this[int batch]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(batch);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, Count);
            var start = batch * BatchSize;
            return _order.Slice(start, Math.Min(BatchSize, _order.Length - start));
        }
    }
}
