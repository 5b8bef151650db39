namespace Lana.Training;

/// <summary>Options that pre-training and fine-tuning share.</summary>
public abstract class TrainingOptions
{
    private protected TrainingOptions()
    {
    }

    /// <summary>The number of passes over the training images.</summary>
    /// <value>Default 1 in pre-training, as in LANA, and 5 in fine-tuning.</value>
    public abstract int Epochs { get; set; }

    /// <summary>The number of images in one epoch, drawn again from all images for each epoch; 0 for all.</summary>
    /// <value>Default 0.</value>
    [Range(0, int.MaxValue)]
    public int ImagesPerEpoch { get; set; }

    /// <summary>The number of images in one step.</summary>
    /// <value>Default 64 in pre-training, 128 in fine-tuning; 2 (batch norms need a spread) to 65,536.</value>
    [Range(2, 65536)]
    public int BatchSize { get; set; }

    /// <summary>The number format in which convolutions are computed.</summary>
    /// <value>Default <see cref="TrainingPrecision.Full"/>.</value>
    [EnumDataType(typeof(TrainingPrecision))]
    public TrainingPrecision Precision { get; set; }

    /// <summary>The algorithm that updates the weights.</summary>
    /// <value>Default <see cref="Optimiser.AdamW"/>.</value>
    [EnumDataType(typeof(Optimiser))]
    public Optimiser Optimiser { get; set; } = Optimiser.AdamW;

    /// <summary>The momentum of <see cref="Optimiser.Sgd"/>; AdamW has none.</summary>
    /// <value>Default 0.9; 0 to 0.9999.</value>
    [Range(0.0, 0.9999)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>The peak learning rate.</summary>
    /// <value>Default 0.005 in pre-training, 0.002 in fine-tuning, both for AdamW; <see cref="Optimiser.Sgd"/> needs
    /// ten to fifty times as much. 1e-8 to 1.</value>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; set; }

    /// <summary>Weight decay of weights with two and more dimensions: decoupled with AdamW, added to the gradient with
    /// <see cref="Optimiser.Sgd"/>.</summary>
    /// <value>Default 0 in pre-training, 0.01 in fine-tuning; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; set; }

    /// <summary>The share of the training in which the learning rate rises; then it follows a cosine.</summary>
    /// <value>Default 0.1; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double Warmup { get; set; } = 0.1;

    /// <summary>The maximum Euclidean norm of the gradient of an operation or a student; 0 for no limit.</summary>
    /// <value>Default 0 in pre-training, 5 in fine-tuning.</value>
    [Range(0.0, double.MaxValue)]
    public double MaxGradientNorm { get; set; }

    /// <summary>True to augment the training images, if their source can augment them.</summary>
    /// <value>Default false in pre-training, so that features are those of inference; true in fine-tuning.</value>
    public bool Augment { get; set; }

    /// <summary>The interval at which the state of an unfinished training is saved, in addition to the end of each
    /// epoch of fine-tuning.</summary>
    /// <value>Default 5 minutes in pre-training, 1 minute in fine-tuning; 0 (after every step or window of steps) to a
    /// year.</value>
    [NotPartOfFingerprint("A training that continues from a checkpoint has the same result.")]
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan CheckpointInterval { get; set; }

    /// <summary>Computes the current thread's convolutions in <see cref="Precision"/> until it is disposed.</summary>
    internal MixedPrecision.Scope EnterPrecision() =>
        MixedPrecision.Enter(Precision == TrainingPrecision.Mixed && MixedPrecision.IsSupported);
}
