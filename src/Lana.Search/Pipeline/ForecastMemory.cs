using System.Diagnostics;
using Lana.Pretraining;

namespace Lana.Pipeline;

/// <summary>The memory and the disk space that an acceleration is expected to need.</summary>
internal static class ForecastMemory
{
    // Values, gradients, two moments, the decay mask and the best weights.
    private const long VectorsPerParameter = 6;

    // ONNX and safetensors.
    private const long StudentFiles = 2;
    private const int MaxWindow = 8;

    // The allocator holds about as much again: freed tensors leave gaps that do not fit the next ones.
    private const long Allocated = 2;

    /// <summary>The peak of the process: the memory that the probes reached, plus what only complete stages hold.</summary>
    /// <param name="inputs">The teacher and the parts.</param>
    /// <param name="trainable">The candidates that are trained.</param>
    /// <param name="batchSize">The number of images in a step of the pre-training.</param>
    /// <param name="students">The number of students that are trained in parallel.</param>
    public static long PeakBytes(
        ForecastInputs inputs, IReadOnlyList<Candidate> trainable, int batchSize, int students)
    {
        using var process = Process.GetCurrentProcess();
        var reached = Math.Max(process.PeakWorkingSet64, process.WorkingSet64);
        var budget = MemoryBudget.Of((inputs.Parts.Trainer as CandidateTrainer)?.Options ?? new PretrainingOptions());
        var features = inputs.Network.Layers.Sum(layer => layer.Input.Count + layer.Output.Count)
            * sizeof(float) * MaxWindow * batchSize;
        var weights = trainable.Sum(candidate => candidate.Cost.Parameters) * sizeof(float);
        var pretraining = Math.Min(budget.FeatureBytes, features) + Math.Min(budget.GroupBytes, VectorsPerParameter * weights);

        // Scored and assembled operations stay loaded while students train; models of the latency table stay loaded
        // throughout.
        var trials = weights + (students * VectorsPerParameter * inputs.Network.Cost.Parameters * sizeof(float));
        return reached + weights + (Allocated * Math.Max(pretraining, trials));
    }

    /// <summary>The bytes of the pool's weights and of the student's two files, plus a checkpoint if it is
    /// fine-tuned.</summary>
    public static long DiskBytes(ForecastInputs inputs, IReadOnlyList<Candidate> trainable)
    {
        var vectors = StudentFiles + (inputs.Parts.FineTuner.IsOff ? 0 : VectorsPerParameter);
        return sizeof(float)
            * (trainable.Sum(candidate => candidate.Cost.Parameters) + (vectors * inputs.Network.Cost.Parameters));
    }
}
