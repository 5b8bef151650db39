namespace Lana.Profiling;

/// <summary>Options of a <see cref="LatencyTableBuilder"/>: the amount that is measured.</summary>
public sealed class LatencyTableOptions
{
    /// <summary>The number of assembled networks that are measured as a whole: the fastest, the slowest, and some
    /// between.</summary>
    /// <value>Default 20; 0 (none: sums are not corrected) to 10,000. Fewer if there are no more.</value>
    [Range(0, 10_000)]
    public int Networks { get; set; } = 20;

    /// <summary>The time within which further passes over the operations are started, up to thirty passes in all:
    /// single passes differ by a few percent, and means of many passes by less.</summary>
    /// <value>Default 60 s; 0 to 24 hours. 0 makes only the required passes: two, or up to six over subjects that were
    /// disturbed in each pass.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan TimeForPasses { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The time within which further runs of the networks are started, until their error is small or there are
    /// ten.</summary>
    /// <value>Default 40 s; 0 (two runs of each) to 24 hours.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan TimeForNetworks { get; set; } = TimeSpan.FromSeconds(40);
}
