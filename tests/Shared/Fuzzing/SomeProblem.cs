using Lana.Problem;
using Lana.Selections;

namespace Lana.Fuzzing;

/// <summary>A small selection problem with every kind of rule.</summary>
internal static class SomeProblem
{
    public static SelectionProblem Make() => SelectionProblem.Create()
        .Layer("blocks.0.0", ["teacher", "identity", "efn_e1_k3"], [0.0, 0.25, -0.5])
        .Layer("blocks.0.1", ["teacher", "identity"], [0.0, double.NaN])
        .Layer("blocks.1.0", ["teacher", "identity", "efn_e1_k3"], [0.0, 1.5, 0.125])
        .Cost("latency", "ms", [[1.5, 0.0, 0.75], [1.0, 0.0], [2.0, 0.0, 1.25]], 0.5)
        .Cost("weights", "bytes", [[100, 0, 50], [200, 0], [300, 0, 70]])
        .Limit("latency", maximum: 3.5)
        .Limit("weights", minimum: 1.0, maximum: 400.0)
        .Alike("blocks.0.0", "blocks.1.0")
        .AtMostDistinct(3)
        .AtMostInARow("identity", 1)
        .Pairs(new PairTerm(new CandidateKey("blocks.0.0", "teacher"), new CandidateKey("blocks.0.1", "teacher"), 0.5))
        .Build();
}
