namespace Lana.Training;

/// <summary>The number format in which a training computes its convolutions.</summary>
public enum TrainingPrecision
{
    /// <summary>float32 throughout.</summary>
    Full,

    /// <summary>bfloat16 for dense and grouped convolutions of 16 and more channels, if the processor multiplies such
    /// numbers (AMX or AVX-512 BF16); float32 for everything else and on other processors.</summary>
    /// <remarks>Weights, norms, losses and optimisers stay in float32. Results depend neither on the number of threads
    /// nor on a measurement, but they differ between processors with and without bfloat16. Evaluation, scoring and the
    /// network that is written are not affected.</remarks>
    Mixed,
}
