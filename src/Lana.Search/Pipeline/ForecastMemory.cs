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

    // The allocator keeps about as much again: tensors that were freed leave holes of other sizes than the next ones need.
    private const long Allocated = 2;

    /// <summary>The peak of the process: what the probes have reached, and what only the whole stages hold.</summary>
    /// <param name="inputs">The teacher and the parts.</param>
    /// <param name="trainable">The candidates that are trained.</param>
    /// <param name="batchSize">The images of a step of the pre-training.</param>
    /// <param name="students">The students that are trained side by side.</param>
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

        // Scored and assembled operations stay loaded beside the students, as models of the latency table do beside all.
        var trials = weights + (students * VectorsPerParameter * inputs.Network.Cost.Parameters * sizeof(float));
        return reached + weights + (Allocated * Math.Max(pretraining, trials));
    }

    /// <summary>The pool's weights, and the student's in two files, with a checkpoint if it is fine-tuned.</summary>
    public static long DiskBytes(ForecastInputs inputs, IReadOnlyList<Candidate> trainable)
    {
        var vectors = StudentFiles + (inputs.Parts.FineTuner.IsOff ? 0 : VectorsPerParameter);
        return sizeof(float)
            * (trainable.Sum(candidate => candidate.Cost.Parameters) + (vectors * inputs.Network.Cost.Parameters));
    }
}
