using Lana.Candidates;
using Lana.Definitions;
using Lana.Modules;
using Lana.Networks;
using Lana.Objectives;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Reproduction.Setup;
using static TorchSharp.torch;

namespace Lana.Reproduction.Tables;

/// <summary>Short trainings of a few operations in a few layers.</summary>
/// <param name="Steps">Their length; 0 for the initial weights.</param>
/// <param name="Rate">The peak learning rate.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Operations">The operations.</param>
internal sealed record ClosedFormTraining(
    int Steps, double Rate, IReadOnlyList<string> Layers, IReadOnlyList<string> Operations)
{
    private const int HeldOutImages = 256;
    private const int MaxAttended = 256;
    private const double NoRate = 1e-8;
    private const long MemoryBytes = 2_000_000_000;

    private static readonly string[] Attention = ["vit", "bot_trans", "lambda"];

    public async Task<IReadOnlyList<ClosedFormRow>> RunAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        var candidates = (
            from layer in experiment.Teacher.Definition.Layers
            where Layers.Contains(layer.Name)
            from operation in Operations.Select(Operation.Parse)
            where operation.Supports(layer) && IsSmall(operation, layer)
            select new Candidate(layer, operation)).ToList();
        var spread = await LossesAsync(experiment, candidates, fits: false, cancellationToken);
        var fitted = await LossesAsync(experiment, candidates, fits: true, cancellationToken);
        return
        [
            .. candidates.Select((candidate, index) => new ClosedFormRow(
                candidate.Layer.Name,
                candidate.Operation.Family,
                candidate.Operation.Name,
                Steps,
                Rate,
                spread[index],
                fitted[index])),
        ];
    }

    // Attention on larger maps takes longer than all the rest.
    private static bool IsSmall(Operation operation, Layer layer) =>
        layer.Output.Positions <= MaxAttended || !Attention.Contains(operation.Family);

    private async Task<IReadOnlyList<double>> LossesAsync(
        Experiment experiment, IReadOnlyList<Candidate> candidates, bool fits, CancellationToken cancellationToken)
    {
        var options = new PretrainingOptions
        {
            LearningRate = Steps == 0 ? NoRate : Rate,
            SufficientLoss = 0.0,
            FitOutput = fits,
            Workers = experiment.Options.Threads,
            MemoryBudgetBytes = MemoryBytes,
        };
        options.ImagesPerEpoch = Math.Max(1, Steps) * options.BatchSize;
        var kind = fits ? "fitted" : "spread";
        using var pool = CandidatePool.Open(Path.Combine(experiment.Folder, "closed-form", $"{kind}-{Steps}-{Rate}"));
        await new CandidateTrainer(options).TrainAsync(
            new PretrainingRequest(experiment.Teacher, candidates, experiment.Data.Train, pool) { Seed = experiment.Seed },
            new ProgressLines($"{kind}, {Steps} steps at {Rate}"),
            cancellationToken);
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var images = experiment.Data.HeldOut.Read([.. Enumerable.Range(0, HeldOutImages)]);
        using var trace = experiment.Teacher.Trace(images.Images);
        return [.. candidates.Select(candidate => Loss(
            pool.Load(candidate), trace.Input(candidate.Layer.Index), trace.Output(candidate.Layer.Index)))];
    }

    // After so few steps, running statistics are not yet those of the data.
    private static double Loss(LanaModule module, Tensor input, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var output = module.Run(input, RunMode.BatchStatistics);
        return ScaledSquares.Of(output, target, ScaledSquares.Normaliser(target)).item<float>();
    }
}
