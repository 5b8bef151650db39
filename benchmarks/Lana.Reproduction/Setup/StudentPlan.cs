using System.Globalization;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Solvers;

namespace Lana.Reproduction.Setup;

/// <summary>The plan for one student: its differences from the others.</summary>
/// <param name="Name">The name of the variant, for the console.</param>
internal sealed record StudentPlan(string Name)
{
    /// <summary>The folder of the pool; plans with equal operations and pre-training share it.</summary>
    public string Pool { get; init; } = "inherited";

    /// <summary>The operations.</summary>
    public ISearchSpace SearchSpace { get; init; } = Candidates.SearchSpace.Inherited;

    /// <summary>The plan with operations that start with new weights, as in LANA.</summary>
    public StudentPlan Fresh => this with { Pool = "pool", SearchSpace = Candidates.SearchSpace.Compact };

    /// <summary>The latency meter; null for one thread in ONNX Runtime.</summary>
    public ILatencyMeter? Meter { get; init; }

    /// <summary>The selector; null for the integer program.</summary>
    public IOperationSelector? Selector { get; init; }

    /// <summary>The number of selections that are ranked; null for the scale's.</summary>
    public int? Solutions { get; init; }

    public int? PretrainingImages { get; init; }

    public int PretrainingEpochs { get; init; } = 1;

    public double? PretrainingRate { get; init; }

    public int? FineTuningEpochs { get; init; }

    /// <summary>The number of selections in the first round of the search by short fine-tunings; 0 for none.</summary>
    public int Trials { get; init; }

    public bool SkipsSlowOperations { get; init; } = true;

    /// <summary>A text that distinguishes plans; a pool's name represents its operations, a plan's name its selector
    /// and meter.</summary>
    public string Fingerprint => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name} {Pool} {Solutions} {PretrainingImages} {PretrainingEpochs} {PretrainingRate} {FineTuningEpochs} ") +
        $"{Trials} {SkipsSlowOperations}";

    /// <summary>The plan with its budget, a share of the teacher's latency.</summary>
    public string FingerprintAt(double share) => string.Create(CultureInfo.InvariantCulture, $"{Fingerprint} {share}");
}
