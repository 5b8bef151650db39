using System.Globalization;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Solvers;

namespace Lana.Reproduction.Setup;

/// <summary>How one student is made, where that differs from the others.</summary>
/// <param name="Name">What is tried; for the console.</param>
internal sealed record StudentPlan(string Name)
{
    /// <summary>The folder of the pool; plans with equal operations and pre-training share it.</summary>
    public string Pool { get; init; } = "inherited";

    /// <summary>The operations.</summary>
    public ISearchSpace SearchSpace { get; init; } = Candidates.SearchSpace.Inherited;

    /// <summary>The plan with operations that begin with fresh weights, as LANA's do.</summary>
    public StudentPlan Fresh => this with { Pool = "pool", SearchSpace = Candidates.SearchSpace.Compact };

    /// <summary>What measures; null for one thread in ONNX Runtime.</summary>
    public ILatencyMeter? Meter { get; init; }

    /// <summary>What selects; null for the integer program.</summary>
    public IOperationSelector? Selector { get; init; }

    /// <summary>Selections that are ranked; null for the scale's.</summary>
    public int? Solutions { get; init; }

    public int? PretrainingImages { get; init; }

    public int PretrainingEpochs { get; init; } = 1;

    public double? PretrainingRate { get; init; }

    public int? FineTuningEpochs { get; init; }

    /// <summary>Selections in the first round of the search by short fine-tunings; 0 for none.</summary>
    public int Trials { get; init; }

    public bool SkipsSlowOperations { get; init; } = true;

    /// <summary>What tells plans apart; a pool's name stands for its operations, a plan's for its selector and
    /// meter.</summary>
    public string Fingerprint => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name} {Pool} {Solutions} {PretrainingImages} {PretrainingEpochs} {PretrainingRate} {FineTuningEpochs} ") +
        $"{Trials} {SkipsSlowOperations}";

    /// <summary>The plan with its budget, a share of the teacher's latency.</summary>
    public string FingerprintAt(double share) => string.Create(CultureInfo.InvariantCulture, $"{Fingerprint} {share}");
}
