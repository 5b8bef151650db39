namespace Lana.FineTuning;

/// <summary>Options of the training of a network as a whole.</summary>
public sealed class FineTuningOptions : TrainingOptions
{
    /// <summary>Creates options with their defaults.</summary>
    public FineTuningOptions()
    {
        BatchSize = 128;
        LearningRate = 2e-3;
        WeightDecay = 1e-2;
        MaxGradientNorm = 5.0;
        Augment = true;
        CheckpointInterval = TimeSpan.FromMinutes(1);
    }

    /// <inheritdoc/>
    /// <value>Default 5; 0 (nothing is trained) to 10,000.</value>
    [Range(0, 10000)]
    public override int Epochs { get; set; } = 5;

    /// <summary>The weight of the teacher's output relative to the labels, if there is a teacher.</summary>
    /// <value>Default 0.7; 0 (none) to 1 (no labels needed).</value>
    [Range(0.0, 1.0)]
    public double DistillationWeight { get; set; } = 0.7;

    /// <summary>The temperature that softens both outputs before they are compared.</summary>
    /// <value>Default 2; 0.001 to 100.</value>
    [Range(1e-3, 100.0)]
    public double Temperature { get; set; } = 2.0;

    /// <summary>The weight of the distance from the teacher's features, summed over the layers, each normalised by the
    /// energy of the teacher's. It applies only if each of the student's layers has the shape of the teacher's, as in
    /// an assembled student, and both use images of the same size.</summary>
    /// <value>Default 0.3; 0 (none) to 1,000.</value>
    [Range(0.0, 1000.0)]
    public double FeatureWeight { get; set; } = 0.3;

    /// <summary>α of the Beta distribution of mixup's shares.</summary>
    /// <value>Default 0 (no mixing); at most 1. The same mixtures for the same seed and step.</value>
    [Range(0.0, 1.0)]
    public double Mixup { get; set; }

    /// <summary>The decay of an exponential moving average of the weights, which is then evaluated and kept instead of
    /// the weights.</summary>
    /// <value>Default 0 (no average); below 1, for example 0.999. The first steps t use (1 + t) / (10 + t) if that is
    /// smaller.</value>
    [Range(0.0, 0.999999)]
    public double EmaDecay { get; set; }

    /// <summary>Gives convolutions with a bias a batch norm for the time of the training, and folds it again at the end.
    /// The norm changes nothing at first.</summary>
    /// <value>Default false. It has an effect only on layers whose norms an exporter folded, as in most ONNX files.</value>
    public bool RestoreNorms { get; set; }

    /// <summary>Intra-op threads of the student; one more thread reads the data and runs the teacher. Students that are
    /// trained in parallel (<see cref="FineTuner.FineTuneAllAsync"/>) have one each.</summary>
    /// <value>Default 0: one per core, minus one if a teacher runs; at most 1,024. It determines the order of
    /// summation, so equal results require an equal number.</value>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>The duration of the training, instead of <see cref="Epochs"/>: the schedule follows the clock. For
    /// comparisons at equal time; such a training is not repeatable and keeps no checkpoint.</summary>
    /// <value>Default null, which disables it; 1 millisecond to a year.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00")]
    public TimeSpan? Duration { get; set; }
}
