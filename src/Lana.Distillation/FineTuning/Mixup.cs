namespace Lana.FineTuning;

/// <summary>The partner that each image of a batch is blended with, and the image's own share of the blend.</summary>
/// <remarks>Zhang et al. 2018 (arXiv 1710.09412), Eq. 1, one share for each batch.</remarks>
internal sealed record Mixup(int[] Partners, double Share)
{
    /// <summary>Draws the mixture of one step: the same for the same seed and step.</summary>
    public static Mixup Of(ulong seed, long step, int count, double alpha)
    {
        var random = new SplitMix64(SeedMix.Of(seed, step, "mixup"));
        var partners = Enumerable.Range(0, count).ToArray();
        random.Shuffle(partners);
        return new Mixup(partners, Beta(ref random, alpha));
    }

    /// <summary>Computes share · x + (1 − share) · x[partners].</summary>
    public Tensor Blend(Tensor images)
    {
        using var scope = NewDisposeScope();
        using Scalar own = Share;
        using Scalar other = 1.0 - Share;
        return images.mul(own).add(Partner(images), other).MoveToOuterDisposeScope();
    }

    /// <summary>Returns x[partners], for images or labels.</summary>
    public Tensor Partner(Tensor values) => values.index_select(0, tensor(Partners, int64));

    // Jöhnk's algorithm, exact for shapes up to 1.
    private static double Beta(ref SplitMix64 random, double alpha)
    {
        while (true)
        {
            var x = Math.Pow(random.NextDouble(), 1.0 / alpha);
            var y = Math.Pow(random.NextDouble(), 1.0 / alpha);
            if (x + y is > 0.0 and <= 1.0)
            {
                return x / (x + y);
            }
        }
    }
}
