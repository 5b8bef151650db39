namespace Lana.Training;

/// <summary>The examples of each training step, shuffled by epoch: a function of the seed and the step.</summary>
internal sealed class BatchSequence
{
    private readonly int _count;
    private readonly ulong _seed;
    private readonly Lock _gate = new();
    private long _epoch = -1;
    private int[] _order = [];

    /// <summary>Creates a sequence; 0 images per epoch mean all, and a batch is smaller if there are fewer images.</summary>
    public BatchSequence(int count, int imagesPerEpoch, int batchSize, ulong seed)
    {
        _count = count;
        _seed = seed;
        var images = imagesPerEpoch == 0 ? count : Math.Min(imagesPerEpoch, count);
        BatchSize = Math.Min(batchSize, images);
        StepsPerEpoch = images / BatchSize;
    }

    public int BatchSize { get; }

    /// <summary>The number of full batches in one epoch; the remaining images are left out of it.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The number of epochs begun after a number of steps.</summary>
    public int EpochsOf(long steps) => (int)((steps + StepsPerEpoch - 1) / StepsPerEpoch);

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
