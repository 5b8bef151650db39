namespace Lana.Ranking;

/// <summary>Options of the ranking of assembled networks.</summary>
public sealed class RankingOptions
{
    /// <summary>The number of training images for each network; 0 for all.</summary>
    /// <value>Default 6,000, as in LANA; at least 0.</value>
    [Range(0, int.MaxValue)]
    public int Images { get; set; } = 6000;

    /// <summary>The number of images in one batch, which batch norms take their statistics from.</summary>
    /// <value>Default 128; 2 to 65,536.</value>
    [Range(2, 65536)]
    public int BatchSize { get; set; } = 128;

    /// <summary>The number of networks that are evaluated at the same time, each on one thread; 0 for one per core.</summary>
    /// <value>Default 0. The result does not depend on it.</value>
    [Range(0, 1024)]
    [NotPartOfFingerprint("Each network is evaluated by one thread, whatever the number of workers.")]
    public int Workers { get; set; }
}
