using System.ComponentModel.DataAnnotations;
using Lana.Training;

namespace Lana.Pretraining;

/// <summary>How operations are trained against the teacher's features.</summary>
public sealed class PretrainingOptions
{
    /// <summary>How often each operation sees the training images.</summary>
    /// <value>Default 1, as in LANA; 1 to 1,000.</value>
    [Range(1, 1000)]
    public int Epochs { get; set; } = 1;

    /// <summary>Images of one epoch; 0 for all.</summary>
    /// <value>Default 0.</value>
    [Range(0, int.MaxValue)]
    public int ImagesPerEpoch { get; set; }

    /// <summary>Images in one step.</summary>
    /// <value>Default 64; at least 2, since batch norms need a spread.</value>
    [Range(2, 65536)]
    public int BatchSize { get; set; } = 64;

    /// <summary>How weights follow their gradients.</summary>
    /// <value>Default <see cref="Optimiser.AdamW"/>.</value>
    [EnumDataType(typeof(Optimiser))]
    public Optimiser Optimiser { get; set; } = Optimiser.AdamW;

    /// <summary>What <see cref="Optimiser.Sgd"/> keeps of its velocity from step to step; AdamW has none.</summary>
    /// <value>Default 0.9; 0 to below 1.</value>
    [Range(0.0, 0.9999)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>The peak learning rate.</summary>
    /// <value>Default 0.005, which suits AdamW; <see cref="Optimiser.Sgd"/> takes ten to fifty times as much. Above 0,
    /// at most 1.</value>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; set; } = 5e-3;

    /// <summary>Weight decay of weights with two and more dimensions: decoupled with AdamW, added to the gradient with
    /// <see cref="Optimiser.Sgd"/>.</summary>
    /// <value>Default 0; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; set; }

    /// <summary>The spread an operation's output begins with, channel by channel, as a share of the teacher's on the first
    /// batch (in a residual operation: of what the teacher adds to the input); its mean is the teacher's.</summary>
    /// <value>Default 1; at most 10; 0 leaves the first weights as they were drawn, as LANA seems to. Features of networks
    /// differ in size by orders of magnitude, and a short training does not bridge that.</value>
    [Range(0.0, 10.0)]
    public double InitialSpread { get; set; } = 1.0;

    /// <summary>The share of the steps in which the learning rate rises.</summary>
    /// <value>Default 0.1; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double Warmup { get; set; } = 0.1;

    /// <summary>The largest Euclidean norm of an operation's gradient; 0 for no limit.</summary>
    /// <value>Default 0.</value>
    [Range(0.0, double.MaxValue)]
    public double MaxGradientNorm { get; set; }

    /// <summary>How an operation's output is compared with the teacher's.</summary>
    /// <value>Default <see cref="PretrainingLoss.Normalised"/>.</value>
    [EnumDataType(typeof(PretrainingLoss))]
    public PretrainingLoss Loss { get; set; } = PretrainingLoss.Normalised;

    /// <summary>Whether the training images are augmented.</summary>
    /// <value>Default false: the features of each image are those the network meets in use.</value>
    public bool Augment { get; set; }

    /// <summary>Whether operations that cannot be worth choosing are dropped, where the request has a table of costs: not
    /// faster than the teacher's layer, or both slower and worse than another of their layer after a quarter of their
    /// steps.</summary>
    /// <value>Default false: everything is trained, as reproductions ask. Operations are compared with those of their
    /// group, so what is dropped may depend on <see cref="MemoryBudgetBytes"/> and <see cref="Workers"/>; what is trained
    /// does not.</value>
    public bool PruneDominated { get; set; }

    /// <summary>How much larger than a faster operation's an operation's loss must be for it to be dropped.</summary>
    /// <value>Default 0.5 (half as large again); 0 to 1,000.</value>
    [Range(0.0, 1000.0)]
    public double HopelessMargin { get; set; } = 0.5;

    /// <summary>Operations trained side by side, each on one thread; 0 for one per core.</summary>
    /// <value>Default 0. The result does not depend on it.</value>
    [Range(0, 1024)]
    public int Workers { get; set; }

    /// <summary>Memory for features and for the operations in flight, in bytes; 0 for half of the machine's.</summary>
    /// <value>Default 0. Operations are trained in groups that fit.</value>
    [Range(0L, long.MaxValue)]
    public long MemoryBudgetBytes { get; set; }

    /// <summary>How often the operations in flight are kept on disk; finished ones always are.</summary>
    /// <value>Default 5 minutes; 0 (after each few batches) to a year. The result does not depend on it.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMinutes(5);
}
