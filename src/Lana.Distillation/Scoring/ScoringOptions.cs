namespace Lana.Scoring;

/// <summary>Options of the scoring of operations.</summary>
public sealed class ScoringOptions
{
    /// <summary>The number of training images to score on; 0 for all.</summary>
    /// <value>Default 1,024; at least 0.</value>
    [Range(0, int.MaxValue)]
    public int Images { get; set; } = 1024;

    /// <summary>The number of images in one batch.</summary>
    /// <value>Default 128; 1 to 65,536.</value>
    [Range(1, 65536)]
    public int BatchSize { get; set; } = 128;

    /// <summary>The quantity that a score measures.</summary>
    /// <value>Default <see cref="ScoreKind.LossChange"/>, as in LANA.</value>
    [EnumDataType(typeof(ScoreKind))]
    public ScoreKind Kind { get; set; } = ScoreKind.LossChange;

    /// <summary>True to stop scoring operations that another of their layer dominates with certainty, in cost and
    /// score, and to leave them out of the table, if the request has a table of costs.</summary>
    /// <value>Default true. A difference of three standard errors after an eighth, a quarter or a half of the images
    /// counts as certain.</value>
    public bool PruneDominated { get; set; } = true;

    /// <summary>The number of operations scored in parallel, each on one thread; 0 for one per core.</summary>
    /// <value>Default 0; at most 1,024. The result does not depend on it.</value>
    [NotPartOfFingerprint("Each operation is scored by one thread, however many there are.")]
    [Range(0, 1024)]
    public int Workers { get; set; }
}
