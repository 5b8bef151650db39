using Lana.Data;
using Lana.Internal;

namespace Lana.Training;

/// <summary>Which examples each training step sees: shuffled by epoch, the same for the same seed, at any step at
/// once.</summary>
internal sealed class BatchSequence
{
    private readonly int _count;
    private readonly ulong _seed;
    private readonly Lock _gate = new();
    private long _epoch = -1;
    private int[] _order = [];

    /// <param name="count">Examples there are.</param>
    /// <param name="imagesPerEpoch">Examples of one epoch; 0 for all.</param>
    /// <param name="batchSize">Examples of one step; fewer where there are fewer.</param>
    /// <param name="seed">Decides the order.</param>
    public BatchSequence(int count, int imagesPerEpoch, int batchSize, ulong seed)
    {
        _count = count;
        _seed = seed;
        var images = imagesPerEpoch == 0 ? count : Math.Min(imagesPerEpoch, count);
        BatchSize = Math.Min(batchSize, images);
        StepsPerEpoch = images / BatchSize;
    }

    public int BatchSize { get; }

    /// <summary>Full batches of one epoch; what does not fill a batch waits for another epoch's order.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>How many epochs so many steps began.</summary>
    public int EpochsOf(long steps) => (int)((steps + StepsPerEpoch - 1) / StepsPerEpoch);

    /// <summary>The examples of a step.</summary>
    public int[] Indices(long step)
    {
        var order = Order(step / StepsPerEpoch);
        return order.AsSpan((int)(step % StepsPerEpoch) * BatchSize, BatchSize).ToArray();
    }

    /// <summary>The seed of a step's augmentation.</summary>
    public ulong Augmentation(long step) => SeedMix.Of(_seed, "augmentation", step / StepsPerEpoch);

    private int[] Order(long epoch)
    {
        lock (_gate)
        {
            if (_epoch != epoch)
            {
                (_epoch, _order) = (epoch, EpochOrder.Shuffled(_count, _seed, checked((int)epoch)));
            }

            return _order;
        }
    }
}
