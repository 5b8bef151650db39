using Lana.Candidates;
using Lana.Definitions;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;

namespace Lana.Benchmarks.SearchSpaces;

/// <summary>The effect of the factor of the last convolution of a residual branch on the loss after some steps.</summary>
/// <param name="Layer">The layer of the Quickstart's teacher.</param>
/// <param name="Operation">The operation.</param>
/// <param name="LossByScale">The normalised loss of the last steps for each factor.</param>
internal sealed record InitialisationRow(string Layer, string Operation, IReadOnlyDictionary<double, double> LossByScale)
{
    private const int Batch = 64;

    private static readonly double[] Scales = [1.0, 0.5, 0.2, 0.05];
    private static readonly string[] Layers = ["blocks.1.1", "blocks.3.1", "blocks.5.1"];

    private static readonly string[] Operations =
    [
        "efn_e1_k3", "efn_e3_k5", "efnv2_e1_k3", "cb_stack_k3_w0.25", "cb_stack_k1_w1", "cb_bottle_k3_w0.5", "cb_res_k3_w0.5",
        "conv_cs_k3_w1", "vit_d1_c64_h4", "bot_trans_e0.5", "lambda_e0.5", "convnext_e2_k5", "fasternet_e2_k3", "ghost_e2_k3",
        "eca_stack_k3_w0.5", "cbam_stack_k3_w0.5",
    ];

    public override string ToString() =>
        $"{Layer} {Operation}: {string.Join(", ", LossByScale.Select(pair => $"{pair.Key}: {pair.Value:F4}"))}";

    public static async Task<IReadOnlyList<InitialisationRow>> RunAsync(int steps, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var teacher = Samples.Teacher.Load();
        using var pool = CandidatePool.Open(folder.Path);
        var candidates = (
            from layer in teacher.Layers.Select(layer => layer.Info)
            where Layers.Contains(layer.Name)
            from operation in Operations
            where Candidates.Operation.Parse(operation).Supports(layer)
            from scale in Scales
            select new Candidate(layer, new Scaled(Candidates.Operation.Parse(operation), scale))).ToList();
        var data = Samples.FashionMnist.Load();
        var trainer =
            new CandidateTrainer(new PretrainingOptions
            {
                ImagesPerEpoch = steps * Batch,
                BatchSize = Batch,
                InitialSpread = 0.0,
            });
        var entries = await trainer.TrainAsync(
            new PretrainingRequest(teacher, candidates, data.Train, pool), null, cancellationToken);
        return
        [
            .. from pair in candidates.Zip(entries)
               let scaled = (Scaled)pair.First.Operation
               group (scaled.Scale, pair.Second.FinalLoss) by (pair.First.Layer.Name, scaled.Inner.Name) into row
               select new InitialisationRow(
                   row.Key.Item1, row.Key.Item2, row.ToDictionary(entry => entry.Scale, entry => entry.FinalLoss)),
        ];
    }

    /// <summary>An operation whose residual branch ends with another factor.</summary>
    private sealed class Scaled(Operation inner, double scale)
        : Operation($"{inner.Name}_init{FormattableString.Invariant($"{scale}")}")
    {
        public Operation Inner => inner;

        public double Scale => scale;

        public override Definition Define(Layer layer)
        {
            var residual = (Residual)inner.Define(layer);
            var parts = ((Chain)residual.Body).Parts.ToArray();
            var last = Array.FindLastIndex(parts, part => part is Conv);
            parts[last] = ((Conv)parts[last]) with { InitialScale = scale };
            return new Residual(new Chain(parts));
        }
    }
}
