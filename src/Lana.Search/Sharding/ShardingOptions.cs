namespace Lana.Sharding;

/// <summary>How the pre-training and the scoring are divided; the result does not depend on it.</summary>
/// <remarks>They are kept in the plan: all workers have the same.</remarks>
public sealed class ShardingOptions
{
    /// <summary>How long a unit should take on a machine like the one that makes the plan: what is taken over at once when a
    /// worker is lost, and what the balance is made of. A layer that takes less is one unit.</summary>
    /// <value>Default 30 minutes; a millisecond to 30 days. A unit takes longer where <see cref="Workers"/> or
    /// <see cref="MaxTeacherShare"/> asks for it.</value>
    [NotPartOfFingerprint("Candidates are trained independently, whatever unit they are in.")]
    [Range(typeof(TimeSpan), "00:00:00.001", "30.00:00:00")]
    public TimeSpan UnitTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The number of workers that units are made for: with fewer units each pays for fewer passes of the teacher. Any
    /// other number does them too.</summary>
    /// <value>Default 64; 1 to 100,000. A unit takes at least an eighth of a worker's part.</value>
    [NotPartOfFingerprint("Candidates are trained independently, whatever unit they are in.")]
    [Range(1, 100_000)]
    public int Workers { get; set; } = 64;

    /// <summary>The largest share of a training unit that the teacher's own passes may take: each unit pays for the teacher up to
    /// its layer. Larger shares divide late layers of a deep network among more workers, which together do more.</summary>
    /// <value>Default 0.125; 0.01 to 0.95.</value>
    [NotPartOfFingerprint("Candidates are trained independently, whatever unit they are in.")]
    [Range(0.01, 0.95)]
    public double MaxTeacherShare { get; set; } = 0.125;

    /// <summary>How often a worker says that it is alive.</summary>
    /// <value>Default 30 seconds; 10 milliseconds to an hour.</value>
    [NotPartOfFingerprint("Says who works, not on what.")]
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a worker must not have said so for another to take its unit over, by the other's clock.</summary>
    /// <value>Default 5 minutes; at least three times <see cref="Heartbeat"/>, at most a day.</value>
    [NotPartOfFingerprint("Says who works, not on what.")]
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a worker that has done its own units does those of others that nobody works on, and waits until all
    /// are done.</summary>
    /// <value>Default true.</value>
    [NotPartOfFingerprint("Says who works, not on what.")]
    public bool TakesOver { get; set; } = true;
}
