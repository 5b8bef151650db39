namespace Lana.Solvers;

/// <summary>Options of a selector.</summary>
public sealed class SelectionOptions
{
    /// <summary>K: the number of selections to find.</summary>
    /// <value>Default 100; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int Solutions { get; set; } = 100;

    /// <summary>O of Eq. 4, as a share of the number of layers: two selections may agree in at most floor(O·N)
    /// layers.</summary>
    /// <value>Default 0.7; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double Overlap { get; set; } = 0.7;

    /// <summary>The maximum distance of the second and later solutions from the best, relative to their objective; 0
    /// requires a proof of optimality. The first solution is always proven. Each solution reports its own
    /// gap.</summary>
    /// <value>Default 0.01; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double Gap { get; set; } = 0.01;

    /// <summary>The time limit of one call, which then returns the best so far.</summary>
    /// <value>Default 5 minutes; above zero. <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The maximum number of threads. The result does not depend on it, unless the time runs out.</summary>
    /// <value>Default 0, one per processor; at least 0.</value>
    [Range(0, 1024)]
    [NotPartOfFingerprint("Searches end after a number of steps and give the same result on any number of threads.")]
    public int Threads { get; set; }

    /// <summary>The seed of all random numbers.</summary>
    /// <value>Default 0; at least 0.</value>
    [Range(0, int.MaxValue)]
    public int Seed { get; set; }

    internal int ThreadCount => Threads == 0 ? Environment.ProcessorCount : Threads;
}
