namespace Lana.Pretraining;

/// <summary>Options of the training of operations against the teacher's features.</summary>
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
    /// (in a residual operation: of the part that the teacher adds to the input); its mean is the teacher's. Applies if
    /// <see cref="FitOutput"/> is off or cannot be used.</summary>
    /// <value>Default 1; at most 10; 0 keeps the random initial weights, as LANA seems to do. Features of networks
    /// differ in magnitude by orders of magnitude, and a short training does not compensate for that.</value>
    [Range(0.0, 10.0)]
    public double InitialSpread { get; set; } = 1.0;

    /// <summary>True to start the last convolution of an operation with the weights that best fit the teacher's output
    /// on the first batch (<see cref="LanaModule.FitOutput"/>), instead of with <see cref="InitialSpread"/>.</summary>
    /// <value>Default true. Operations that do not end in a convolution start with the spread; if the spread is 0,
    /// nothing is fitted.</value>
    public bool FitOutput { get; set; } = true;

    /// <summary>The loss that compares an operation's output with the teacher's.</summary>
    /// <value>Default <see cref="PretrainingLoss.Normalised"/>.</value>
    [EnumDataType(typeof(PretrainingLoss))]
    public PretrainingLoss Loss { get; set; } = PretrainingLoss.Normalised;

    /// <summary>The <see cref="PretrainingLoss.Normalised"/> loss at which an operation is not trained, because its
    /// initial weights, for example the teacher's, are good enough. The first batch sets them and the second decides.
    /// If the layer could be left out, the loss also has to be at most a quarter of the loss of leaving it
    /// out.</summary>
    /// <value>Default 0.01, which newly initialised operations reach in an epoch; at most 1; 0 trains every operation.</value>
    [Range(0.0, 1.0)]
    public double SufficientLoss { get; set; } = 0.01;

    /// <summary>True to drop dominated operations if the request has a table of costs: those not faster than the
    /// teacher's layer, and those both slower and worse than another of their layer after a quarter of their
    /// steps.</summary>
    /// <value>Default false: everything is trained, as reproductions require. Operations are compared within their
    /// group, so the choice of dropped operations may depend on <see cref="MemoryBudgetBytes"/> and
    /// <see cref="Workers"/>; the weights of the others do not.</value>
    [NotPartOfFingerprint("Decides which operations are trained, not how; dropped ones have their own fingerprint.")]
    public bool PruneDominated { get; set; }

    /// <summary>The minimum relative difference between an operation's loss and that of a faster operation for the
    /// slower one to be dropped, as a share of the faster one's loss.</summary>
    /// <value>Default 0.5 (half as large again); 0 to 1,000.</value>
    [NotPartOfFingerprint("Decides which operations are trained, not how; it is in the fingerprint of dropped ones.")]
    [Range(0.0, 1000.0)]
    public double DominanceMargin { get; set; } = 0.5;

    /// <summary>The number of operations trained in parallel, each on one thread; 0 for one per core.</summary>
    /// <value>Default 0; at most 1,024. The result does not depend on it.</value>
    [NotPartOfFingerprint("Each operation is trained by one thread, however many there are.")]
    [Range(0, 1024)]
    public int Workers { get; set; }

    /// <summary>The memory for features and operations in training, in bytes; 0 for half of the machine's.</summary>
    /// <value>Default 0. Operations are trained in groups that fit; the result does not depend on it.</value>
    [NotPartOfFingerprint("Operations are trained independently, whatever group they are in.")]
    [Range(0L, long.MaxValue)]
    public long MemoryBudgetBytes { get; set; }
}
