using System.ComponentModel.DataAnnotations;

namespace Lana.Ranking;

/// <summary>How assembled networks are compared.</summary>
public sealed class RankingOptions
{
    /// <summary>Training images each network sees; 0 for all.</summary>
    /// <value>Default 6,000, as in LANA; at least 0.</value>
    [Range(0, int.MaxValue)]
    public int Images { get; set; } = 6000;

    /// <summary>Images in one batch: batch norms take their statistics from it.</summary>
    /// <value>Default 128; 2 to 65,536.</value>
    [Range(2, 65536)]
    public int BatchSize { get; set; } = 128;

    /// <summary>Networks evaluated side by side, each on one thread; 0 for one per core.</summary>
    /// <value>Default 0. The result does not depend on it.</value>
    [Range(0, 1024)]
    public int Workers { get; set; }
}
