using System.ComponentModel.DataAnnotations;

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

    /// <summary>The peak learning rate of AdamW.</summary>
    /// <value>Default 0.005; above 0, at most 1.</value>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; set; } = 5e-3;

    /// <summary>Decoupled weight decay of weights with two and more dimensions.</summary>
    /// <value>Default 0; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; set; }

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

    /// <summary>Operations trained side by side, each on one thread; 0 for one per core.</summary>
    /// <value>Default 0. The result does not depend on it.</value>
    [Range(0, 1024)]
    public int Workers { get; set; }

    /// <summary>Memory for features and for the operations in flight, in bytes; 0 for half of the machine's.</summary>
    /// <value>Default 0. Operations are trained in groups that fit.</value>
    [Range(0L, long.MaxValue)]
    public long MemoryBudgetBytes { get; set; }
}
