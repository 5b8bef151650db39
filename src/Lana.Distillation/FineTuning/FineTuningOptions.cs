using System.ComponentModel.DataAnnotations;
using Lana.Training;

namespace Lana.FineTuning;

/// <summary>How a network is trained as a whole.</summary>
public sealed class FineTuningOptions
{
    /// <summary>How often the network sees the training images.</summary>
    /// <value>Default 5; 0 (nothing is done) to 10,000.</value>
    [Range(0, 10000)]
    public int Epochs { get; set; } = 5;

    /// <summary>Images of one epoch, drawn anew from all of them for each; 0 for all.</summary>
    /// <value>Default 0.</value>
    [Range(0, int.MaxValue)]
    public int ImagesPerEpoch { get; set; }

    /// <summary>Images in one step.</summary>
    /// <value>Default 128; at least 2, since batch norms need a spread.</value>
    [Range(2, 65536)]
    public int BatchSize { get; set; } = 128;

    /// <summary>How weights follow their gradients.</summary>
    /// <value>Default <see cref="Optimiser.AdamW"/>.</value>
    [EnumDataType(typeof(Optimiser))]
    public Optimiser Optimiser { get; set; } = Optimiser.AdamW;

    /// <summary>What <see cref="Optimiser.Sgd"/> keeps of its velocity from step to step; AdamW has none.</summary>
    /// <value>Default 0.9; 0 to below 1.</value>
    [Range(0.0, 0.9999)]
    public double Momentum { get; set; } = 0.9;

    /// <summary>The peak learning rate.</summary>
    /// <value>Default 0.002, which suits AdamW; <see cref="Optimiser.Sgd"/> takes ten to fifty times as much. Above 0,
    /// at most 1.</value>
    [Range(1e-8, 1.0)]
    public double LearningRate { get; set; } = 2e-3;

    /// <summary>Weight decay of weights with two and more dimensions: decoupled with AdamW, added to the gradient with
    /// <see cref="Optimiser.Sgd"/>.</summary>
    /// <value>Default 0.01; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; set; } = 1e-2;

    /// <summary>The share of the training in which the learning rate rises; a cosine follows.</summary>
    /// <value>Default 0.1; 0 to 1.</value>
    [Range(0.0, 1.0)]
    public double Warmup { get; set; } = 0.1;

    /// <summary>The largest Euclidean norm of the gradient; 0 for no limit.</summary>
    /// <value>Default 5.</value>
    [Range(0.0, double.MaxValue)]
    public double MaxGradientNorm { get; set; } = 5.0;

    /// <summary>The weight of the teacher's output against the labels, where there is a teacher.</summary>
    /// <value>Default 0.7; 0 (none) to 1 (no labels needed).</value>
    [Range(0.0, 1.0)]
    public double DistillationWeight { get; set; } = 0.7;

    /// <summary>The temperature that softens both outputs before they are compared.</summary>
    /// <value>Default 2; above 0, at most 100.</value>
    [Range(1e-3, 100.0)]
    public double Temperature { get; set; } = 2.0;

    /// <summary>The weight of the distance from the teacher's features, summed over the layers and each normalised by the
    /// teacher's. Counted only where the student's layers have the shapes of the teacher's one by one, as those of an
    /// assembled student have, and both see images of one size.</summary>
    /// <value>Default 0.3; 0 (none) to 1,000.</value>
    [Range(0.0, 1000.0)]
    public double FeatureWeight { get; set; } = 0.3;

    /// <summary>α of the Beta distribution that images are mixed by, two by two.</summary>
    /// <value>Default 0 (no mixing); at most 1. The same mixtures for the same seed and step.</value>
    [Range(0.0, 1.0)]
    public double Mixup { get; set; }

    /// <summary>The decay of a moving average of the weights, which is then tried and kept instead of the
    /// weights.</summary>
    /// <value>Default 0 (no average); below 1, for example 0.999. The first steps t use (1 + t) / (10 + t) where that
    /// is less.</value>
    [Range(0.0, 0.999999)]
    public double EmaDecay { get; set; }

    /// <summary>Whether the training images are augmented.</summary>
    /// <value>Default true; a source without augmentation gives its images as they are.</value>
    public bool Augment { get; set; } = true;

    /// <summary>Intra-op threads of the student; one thread more reads the data and asks the teacher.</summary>
    /// <value>Default 0: one per core, less the one that asks a teacher. Sums are ordered by it, so equal results need
    /// an equal number.</value>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>How often the state is kept in the middle of an epoch, where there is a checkpoint; at the end of each
    /// epoch it always is.</summary>
    /// <value>Default 1 minute; 0 (after each step) to a year. The result does not depend on it.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Where set, the training lasts this long instead of <see cref="Epochs"/>: the schedule follows the
    /// clock.</summary>
    /// <value>Default null. For comparisons at equal time; such a training is not repeatable and keeps no checkpoint.
    /// At least a millisecond, at most a year.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "365.00:00:00")]
    public TimeSpan? Duration { get; set; }
}
