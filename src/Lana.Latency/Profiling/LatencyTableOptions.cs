namespace Lana.Profiling;

/// <summary>How much a <see cref="LatencyTableBuilder"/> measures.</summary>
public sealed class LatencyTableOptions
{
    /// <summary>The number of assembled networks that are measured as a whole: the fastest, the slowest, and some
    /// between.</summary>
    /// <value>Default 20; 0 (none: sums are not corrected) to 10,000. Fewer where there are no more.</value>
    [Range(0, 10_000)]
    public int Networks { get; set; } = 20;

    /// <summary>The time within which further passes over the operations are started, up to thirty passes in all: one pass
    /// differs from the next by some percent, and the mean of many by less.</summary>
    /// <value>Default 60 s; 0 to 24 hours. 0 makes no more passes than are needed: two, or up to six over what was
    /// disturbed in each.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan TimeForPasses { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The time within which further runs of the networks are started, until their error is small or there are
    /// ten.</summary>
    /// <value>Default 40 s; 0 (two runs of each) to 24 hours.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan TimeForNetworks { get; set; } = TimeSpan.FromSeconds(40);
}
