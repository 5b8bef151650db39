namespace Lana.Pretraining;

/// <summary>How operations are trained against the teacher's features.</summary>
public sealed class PretrainingOptions : TrainingOptions
{
    /// <summary>Creates options with their defaults.</summary>
    public PretrainingOptions()
    {
        BatchSize = 64;
        LearningRate = 5e-3;
        CheckpointInterval = TimeSpan.FromMinutes(5);
    }

    /// <inheritdoc/>
    /// <value>Default 1, as in LANA; 1 to 1,000.</value>
    [Range(1, 1000)]
    public override int Epochs { get; set; } = 1;

    /// <summary>The spread of an operation's initial output per channel, as a share of the teacher's on the first batch
    /// (in a residual operation: of what the teacher adds to the input); its mean is the teacher's. Counts where
    /// <see cref="FitOutput"/> is off or cannot be applied.</summary>
    /// <value>Default 1; at most 10; 0 leaves the initial weights as they were drawn, as LANA seems to. Features of
    /// networks differ in size by orders of magnitude, and a short training does not bridge that.</value>
    [Range(0.0, 10.0)]
    public double InitialSpread { get; set; } = 1.0;

    /// <summary>Whether the last convolution of an operation begins with the weights that fit the teacher's output on the
    /// first batch best (<see cref="LanaModule.FitOutput"/>), instead of with <see cref="InitialSpread"/>.</summary>
    /// <value>Default true. Operations that do not end in a convolution begin with the spread; where the spread is 0 nothing
    /// is fitted.</value>
    public bool FitOutput { get; set; } = true;

    /// <summary>How an operation's output is compared with the teacher's.</summary>
    /// <value>Default <see cref="PretrainingLoss.Normalised"/>.</value>
    [EnumDataType(typeof(PretrainingLoss))]
    public PretrainingLoss Loss { get; set; } = PretrainingLoss.Normalised;

    /// <summary>The <see cref="PretrainingLoss.Normalised"/> loss at which an operation is not trained: its initial weights,
    /// the teacher's for example, are good enough. The first batch sets them and the second decides. Where the layer could
    /// be left out, the loss has to be at most a quarter of what that costs, too.</summary>
    /// <value>Default 0.01, which is what fresh operations reach in an epoch; at most 1; 0 trains every
    /// operation.</value>
    [Range(0.0, 1.0)]
    public double SufficientLoss { get; set; } = 0.01;

    /// <summary>Whether dominated operations are dropped, where the request has a table of costs: those not faster than
    /// the teacher's layer, and those both slower and worse than another of their layer after a quarter of their
    /// steps.</summary>
    /// <value>Default false: everything is trained, as reproductions need. Operations are compared within their group,
    /// so what is dropped may depend on <see cref="MemoryBudgetBytes"/> and <see cref="Workers"/>; what is trained does
    /// not.</value>
    [NotPartOfFingerprint("Decides which operations are trained, not how; dropped ones have their own fingerprint.")]
    public bool PruneDominated { get; set; }

    /// <summary>How much larger than a faster operation's loss an operation's loss must be for it to be dropped, as a
    /// share of the former.</summary>
    /// <value>Default 0.5 (half as large again); 0 to 1,000.</value>
    [NotPartOfFingerprint("Decides which operations are trained, not how; it is in the fingerprint of dropped ones.")]
    [Range(0.0, 1000.0)]
    public double DominanceMargin { get; set; } = 0.5;

    /// <summary>Operations trained in parallel, each on one thread; 0 for one per core.</summary>
    /// <value>Default 0; at most 1,024. The result does not depend on it.</value>
    [NotPartOfFingerprint("Each operation is trained by one thread, however many there are.")]
    [Range(0, 1024)]
    public int Workers { get; set; }

    /// <summary>Memory for features and operations in training, in bytes; 0 for half of the machine's.</summary>
    /// <value>Default 0. Operations are trained in groups that fit; the result does not depend on it.</value>
    [NotPartOfFingerprint("Operations are trained independently, whatever group they are in.")]
    [Range(0L, long.MaxValue)]
    public long MemoryBudgetBytes { get; set; }
}
